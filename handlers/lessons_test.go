package handlers_test

import (
	"fmt"
	"testing"
	"time"

	"liaison/casework"
	"liaison/classify"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// replica is a desk with a classifier of its own.
type replica struct {
	*casework.Desk
	t    *testing.T
	live *classify.Live
	s    *storage.Store
}

func newReplica(t *testing.T, s *storage.Store, c *clock) *replica {
	t.Helper()
	office := testOffice(t)
	teachable(&office)
	r := &replica{t: t, live: classify.NewLive(classify.Shipped(), office.Topics, c.time), s: s}
	r.Desk = casework.NewDesk(s, r.live, office, c.time, seeded())
	r.learn()
	return r
}

func (r *replica) learn() {
	r.t.Helper()
	if _, err := r.live.Learn(r.t.Context(), r.s); err != nil {
		r.t.Fatal(err)
	}
}

// hear opens a case of somebody new and gives it.
func (r *replica) hear(account int64, text string) (casework.Person, casework.Case) {
	r.t.Helper()
	ctx := r.t.Context()
	m := casework.Message{From: casework.Person{Role: casework.Resident, Account: account, Agreed: r.Now()}, Text: text}
	if err := r.Receive(ctx, m); err != nil {
		r.t.Fatal(err)
	}
	by, err := r.s.PersonByAccount(ctx, account)
	if err != nil {
		r.t.Fatal(err)
	}
	if _, err := r.Agree(ctx, casework.Once{}, by); err != nil {
		r.t.Fatal(err)
	}
	all, err := r.s.CasesOf(ctx, by, 1)
	if err != nil || len(all) == 0 {
		r.t.Fatalf("no case: %v", err)
	}
	return by, all[0]
}

func (r *replica) person(id casework.PersonID) casework.Person {
	r.t.Helper()
	p, err := r.s.Person(r.t.Context(), id)
	if err != nil {
		r.t.Fatal(err)
	}
	return p
}

func eachStation(t *testing.T, run func(t *testing.T, s *storage.Store, c *clock)) {
	t.Helper()
	t.Parallel()
	storagetest.EachAddress(t, func(t *testing.T, address string) {
		c := &clock{now: monday}
		s := storagetest.OpenAt(t, address, c.time)
		if err := s.ApplyOffice(t.Context(), testOffice(t)); err != nil {
			t.Fatal(err)
		}
		run(t, s, c)
	})
}

// What is corrected at one replica teaches the other, and one that starts later; so
// does what is taken back.
func TestCorrectionsReachEveryReplica(t *testing.T) {
	eachStation(t, func(t *testing.T, s *storage.Store, c *clock) {
		one, other := newReplica(t, s, c), newReplica(t, s, c)
		staff := one.person("front-desk")
		_, first := one.hear(5001, "The swans on the pond look ill, somebody should feed the swans")
		if first.Topic != "" {
			t.Fatalf("sorted before it was taught: %+v", first)
		}
		if _, err := one.Classify(t.Context(), casework.Once{}, staff, first.Number, "water"); err != nil {
			t.Fatal(err)
		}
		other.learn()
		restarted := newReplica(t, s, c)
		for i, r := range []*replica{other, restarted} {
			if _, like := r.hear(int64(5010+i), "Again the swans have nothing to eat"); like.Topic != "water" || like.Judged != casework.Sorted {
				t.Errorf("replica %d: %+v", i, like)
			}
		}
		all, err := other.Lessons(t.Context(), staff, 1<<40, 10)
		if err != nil || len(all) != 1 {
			t.Fatalf("lessons %v, %v", all, err)
		}
		if _, err := other.Unlearn(t.Context(), casework.Once{}, staff, all[0].ID); err != nil {
			t.Fatal(err)
		}
		one.learn()
		if _, like := one.hear(5020, "Again the swans have nothing to eat"); like.Topic != "" {
			t.Errorf("what was taken back teaches still: %+v", like)
		}
		th, err := s.Thread(t.Context(), staff, first.Number)
		if err != nil || th.Events[len(th.Events)-1].Verb != casework.DoUnlearn {
			t.Errorf("the history ends with %+v, %v", th.Events[len(th.Events)-1], err)
		}
	})
}

// One resident who puts what is plainly of one topic under another, again and
// again, turns nothing.
func TestAStreamOfOneResidentTurnsNothing(t *testing.T) {
	eachStation(t, func(t *testing.T, s *storage.Store, c *clock) {
		r := newReplica(t, s, c)
		for i := range 30 {
			by, n := r.hear(6000, fmt.Sprintf("The lift is broken in house %d", i))
			if _, err := r.Correct(t.Context(), casework.Once{}, by, n.Number, "water"); err != nil {
				t.Fatal(err)
			}
			c.pass(time.Hour)
		}
		r.learn()
		if r.live.Taught().Lessons == 0 {
			t.Fatal("nothing was taught")
		}
		if _, honest := r.hear(6001, "The lift is broken"); honest.Topic != "housing" {
			t.Errorf("turned: %+v", honest)
		}
	})
}
