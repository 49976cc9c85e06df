package storage_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"liaison/casework"
	"liaison/storage"
)

// held, unsorted and so on are cases of r in every position.
func everywhere(t *testing.T, s *storage.Store, r casework.Person) []casework.Case {
	t.Helper()
	var all []casework.Case
	for _, status := range casework.Statuses {
		for _, topic := range []casework.TopicID{"", transport, water} {
			for _, owner := range []casework.PersonID{"", "li", "wu"} {
				c := queued(r, number())
				c.Status, c.Topic, c.Owner, c.Offered, c.Entries, c.Events = status, topic, owner, "", 0, 0
				all = append(all, c)
			}
		}
	}
	must(t, s.Apply(ctx, casework.Change{Cases: all}))
	return all
}

// sees is the scope, said once more.
func sees(p casework.Person, c casework.Case) bool {
	switch {
	case p.Retired:
		return false
	case p.ID == c.Resident:
		return true
	case c.Status == casework.Held:
		return false
	case p.Staff():
		return true
	case p.Role != casework.Deputy:
		return false
	}
	return c.Owner == p.ID || p.StandsIn(c.Owner) || c.Status != casework.Unsorted && p.Serves(c.Topic)
}

func TestX1_ScopeOfReads(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r, other := resident(t, s, 5101), resident(t, s, 5102)
		all := everywhere(t, s, r)
		gone := station()
		gone.People = append(gone.People, casework.Person{ID: "ex", Role: casework.Deputy, Account: 950, Topics: []casework.TopicID{transport, water}})
		must(t, s.ApplyOffice(ctx, gone))
		must(t, s.ApplyOffice(ctx, station()))
		co := person(t, s, "wu")
		co.Covers, co.Rights = []casework.Covered{{Person: "li"}}, co.Rights+1
		co.Topics = []casework.TopicID{water}
		must(t, s.Apply(ctx, casework.Change{People: []casework.Person{co}}))
		_, missing := s.Case(ctx, other, "00000000")
		wantKind(t, missing, casework.NotFound)
		nobody := casework.Person{ID: "nobody", Role: casework.Admin}
		for _, p := range []casework.Person{r, other, person(t, s, "li"), person(t, s, "wu"), person(t, s, "ann"), person(t, s, "bob"), person(t, s, "ex"), nobody} {
			for i, c := range all {
				want := p.ID != "nobody" && sees(p, c)
				_, err := s.Case(ctx, p, c.Number)
				if (err == nil) != want {
					t.Fatalf("%s, %s %s owned by %q: sees=%v, want %v", p.ID, c.Status, c.Topic, c.Owner, err == nil, want)
				}
				if !want && err.Error() != missing.Error() {
					t.Fatalf("out of scope says %q, missing %q", err, missing)
				}
				if i%7 == 0 {
					_, err = s.Thread(ctx, p, c.Number)
					if (err == nil) != want {
						t.Fatalf("thread of %s by %s: %v", c.Status, p.ID, err)
					}
				}
			}
		}
	})
}

func TestC8_LinkedIsScoped(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r, other := resident(t, s, 5111), resident(t, s, 5112)
		c := open(t, s, r, "1")
		at := casework.Ref{Chat: r.Account, Message: 9}
		must(t, s.AddLink(ctx, casework.Link{Ref: at, Case: c.Number, Person: r.ID}))
		l, err := s.Linked(ctx, r, at)
		must(t, err)
		if l.Case != c.Number || l.Ref != at {
			t.Fatalf("link %+v", l)
		}
		_, err = s.Linked(ctx, other, at)
		wantKind(t, err, casework.NotFound)
		_, err = s.Linked(ctx, r, casework.Ref{Chat: 1, Message: 9})
		wantKind(t, err, casework.NotFound)
	})
}

func TestPeople(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 5121)
		r.Name, r.Language, r.Chosen, r.Agreed = "Nul \x00", "ru", true, noon
		must(t, s.Apply(ctx, casework.Change{People: []casework.Person{r}}))
		got, err := s.PersonByAccount(ctx, 5121)
		must(t, err)
		r.Version++
		if d := cmp.Diff(r, got); d != "" {
			t.Fatalf("person differs:\n%s", d)
		}
		_, err = s.PersonByAccount(ctx, 0)
		wantKind(t, err, casework.NotFound)
		_, err = s.PersonByAccount(ctx, 31337)
		wantKind(t, err, casework.NotFound)
		v, err := s.Conversation(ctx, 31337)
		must(t, err)
		if v.Person.Version != 0 || len(v.Cases) != 0 {
			t.Fatalf("conversation with a stranger: %+v", v)
		}
	})
}

func TestConversationHasOpenCasesOnly(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 5131)
		var cases []casework.Case
		for i := range 70 {
			c := queued(r, number())
			c.Heard, c.Entries, c.Events = noon.Add(time.Duration(i)*time.Minute), 0, 0
			if i%2 == 1 {
				c.Status = casework.Closed
			}
			cases = append(cases, c)
		}
		must(t, s.Apply(ctx, casework.Change{Cases: cases}))
		v, err := s.Conversation(ctx, 5131)
		must(t, err)
		if len(v.Cases) != 35 || v.Cases[0].Number != cases[68].Number || v.Cases[34].Number != cases[0].Number {
			t.Fatalf("%d cases", len(v.Cases))
		}
	})
}

func TestLists(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 5141)
		all := everywhere(t, s, r)
		li, ann := person(t, s, "li"), person(t, s, "ann")
		got, err := s.PendingFor(ctx, li, 100)
		must(t, err)
		want := 0
		for _, c := range all {
			if c.Owner == "li" && (c.Status == casework.Taken || c.Status == casework.Asked) || c.Status == casework.Queued && c.Topic == transport {
				want++
			}
		}
		if len(got) != want {
			t.Errorf("%d pending, want %d", len(got), want)
		}
		got, err = s.Unsorted(ctx, ann, 100)
		must(t, err)
		if len(got) != 9 {
			t.Errorf("%d unsorted", len(got))
		}
		for _, p := range []casework.Person{r, li} {
			if got, err = s.Unsorted(ctx, p, 100); err != nil || len(got) > 0 {
				t.Errorf("%s sees the unsorted: %d, %v", p.ID, len(got), err)
			}
			if q, err := s.Queues(ctx, p, noon); err != nil || len(q) > 0 {
				t.Errorf("%s sees the queues: %v, %v", p.ID, q, err)
			}
		}
		q, err := s.Queues(ctx, ann, noon.Add(48*time.Hour))
		must(t, err)
		line := casework.QueueCount{Waiting: 6, InWork: 6, Answered: 3, Late: 12, Oldest: noon}
		wantQ := []casework.QueueCount{line, line, line}
		wantQ[1].Topic, wantQ[2].Topic = transport, water
		if d := cmp.Diff(wantQ, q); d != "" {
			t.Errorf("queues differ:\n%s", d)
		}
	})
}

func TestPendingForNearestFirst(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 5151)
		var cases []casework.Case
		for i := range 30 {
			c := queued(r, number())
			c.Topic = []casework.TopicID{transport, water}[i%2]
			c.AnswerBy = noon.Add(time.Duration((i*7)%30) * time.Hour)
			if i == 4 {
				c.AnswerBy = time.Time{} // nothing was promised: last
			}
			if i%5 == 0 {
				c.Status, c.Owner, c.Offered = casework.Taken, "wu", ""
			}
			cases = append(cases, c)
		}
		must(t, s.Apply(ctx, casework.Change{Cases: cases}))
		got, err := s.PendingFor(ctx, person(t, s, "wu"), 30)
		must(t, err)
		if len(got) != 30 || got[29].Number != cases[4].Number {
			t.Fatalf("%d pending", len(got))
		}
		for i := 1; i < 29; i++ {
			if got[i].AnswerBy.Before(got[i-1].AnswerBy) {
				t.Fatalf("%d is before its forerunner", i)
			}
		}
		if some, err := s.PendingFor(ctx, person(t, s, "wu"), 3); err != nil || !cmp.Equal(some, got[:3]) {
			t.Fatalf("the first three differ: %v", err)
		}
	})
}

func TestDeputiesWithLoad(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 5161)
		var cases []casework.Case
		for i := range 250 {
			c := queued(r, number())
			switch {
			case i < 3:
				c.Status, c.Owner, c.Offered = casework.Taken, "li", ""
			case i < 5:
				c.Offered = "li"
			case i < 7:
				c.Status, c.Owner, c.Offered = casework.Answered, "li", ""
			default:
				c.Offered = "wu"
			}
			cases = append(cases, c)
		}
		must(t, s.Apply(ctx, casework.Change{Cases: cases}))
		got, err := s.Deputies(ctx, transport)
		must(t, err)
		if len(got) != 2 || got[0].ID != "li" || got[0].Load != 5 || got[1].ID != "wu" || got[1].Load != casework.MaxLoad {
			t.Fatalf("deputies %+v", got)
		}
	})
}

// A case as it is read is the case as it was written, whatever is in it.
func TestCaseRoundTrip(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 5171)
		moment := rapid.Custom(func(t *rapid.T) time.Time {
			ms := rapid.Int64Range(0, 4e12).Draw(t, "ms")
			if ms == 0 {
				return time.Time{}
			}
			return time.UnixMilli(ms).UTC()
		})
		rapid.Check(t, func(rt *rapid.T) {
			id := rapid.Custom(func(t *rapid.T) casework.PersonID {
				return casework.PersonID(rapid.StringMatching(`[a-z]{0,8}`).Draw(t, "id"))
			})
			c := casework.Case{Number: number(), Resident: r.ID, Version: 1,
				Status: rapid.SampledFrom(casework.Statuses).Draw(rt, "status"),
				Topic:  casework.TopicID(id.Draw(rt, "topic")), Owner: id.Draw(rt, "owner"), Offered: id.Draw(rt, "offered"),
				Outcome: rapid.SampledFrom(casework.Outcomes).Draw(rt, "outcome"), Helped: casework.Partly,
				Manner: rapid.IntRange(0, 5).Draw(rt, "manner"), Opened: moment.Draw(rt, "opened"), Heard: moment.Draw(rt, "heard"),
				Settles: moment.Draw(rt, "settles"), ClaimBy: moment.Draw(rt, "claim"), AnswerBy: moment.Draw(rt, "answer"),
				RemindAt: moment.Draw(rt, "remind"), Entries: rapid.IntRange(0, 99).Draw(rt, "entries"), Events: 3}
			if rapid.Bool().Draw(rt, "declined") {
				c.Declined = rapid.SliceOfN(id, 1, 3).Draw(rt, "by")
				c.Guesses = []casework.Guess{{Topic: water, Probability: rapid.Float64Range(0, 1).Draw(rt, "p"), Reasons: []string{fmt.Sprintf("%q\x00", c.Number)}}}
			}
			kept := c
			kept.Version = 0
			must(t, s.Apply(ctx, casework.Change{Cases: []casework.Case{kept}}))
			got, err := s.Case(ctx, r, c.Number)
			must(t, err)
			if d := cmp.Diff(c, got); d != "" {
				rt.Fatalf("case differs:\n%s", d)
			}
		})
	})
}
