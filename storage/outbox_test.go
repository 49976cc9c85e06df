package storage_test

import (
	"fmt"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
)

func rule(n casework.Notice, d casework.Delivery) casework.Settlement { return n.Settle(d) }

func owe(t *testing.T, s *storage.Store, ns ...casework.Notice) {
	t.Helper()
	must(t, s.Apply(ctx, casework.Change{Notices: ns}))
}

func claim(t *testing.T, s *storage.Store, now time.Time, limit int, busy ...int64) []casework.Notice {
	t.Helper()
	got, err := s.Claim(ctx, now, limit, busy)
	must(t, err)
	return got
}

// one claims the only notice that must be due.
func one(t *testing.T, s *storage.Store, now time.Time) casework.Notice {
	t.Helper()
	got := claim(t, s, now, 10)
	if len(got) != 1 {
		t.Fatalf("%d claimed, want 1: %+v", len(got), got)
	}
	return got[0]
}

func settle(t *testing.T, s *storage.Store, n casework.Notice, f casework.Fate, after time.Time) {
	t.Helper()
	d := casework.Delivery{Notice: n.ID, Part: n.Part, Fate: f, Ref: casework.Ref{Chat: n.Account, Message: 1000 + int(n.ID)}, After: after}
	must(t, s.Settle(ctx, []casework.Delivery{d}, rule))
}

func state(t *testing.T, s *storage.Store, n casework.Notice) casework.NoticeState {
	t.Helper()
	got, err := s.Notice(ctx, n.ID, n.Part)
	must(t, err)
	return got.State
}

func TestClaimOrder(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		a, b, c := resident(t, s, 21), resident(t, s, 22), resident(t, s, 23)
		owe(t, s,
			casework.Notice{To: a.ID, Kind: casework.TellReceipt, Priority: 1},
			casework.Notice{To: a.ID, Kind: casework.TellAnswer},
			casework.Notice{To: b.ID, Kind: casework.TellAnswer},
			casework.Notice{To: c.ID, Kind: casework.TellSorted, Priority: 1},
			casework.Notice{To: c.ID, Kind: casework.TellClosed, NotBefore: noon.Add(time.Hour)})
		got := claim(t, s, noon, 10, 23)
		if len(got) != 2 || got[0].Account != 22 || got[1].Account != 21 || got[1].Kind != casework.TellReceipt || got[0].State != casework.Sending {
			t.Fatalf("claimed %+v", got)
		}
		sending, err := s.Sending(ctx)
		must(t, err)
		if len(sending) != 2 || sending[0].Account != 21 {
			t.Fatalf("sending %+v", sending)
		}
		n := one(t, s, noon)
		if n.Account != 23 {
			t.Fatalf("claimed %+v", n)
		}
		if more := claim(t, s, noon, 10); len(more) != 0 {
			t.Fatalf("claimed while all are under way: %+v", more)
		}
		settle(t, s, got[1], casework.FateSent, time.Time{})
		settle(t, s, n, casework.FateSent, time.Time{})
		if n := one(t, s, noon); n.Account != 21 || n.Kind != casework.TellAnswer {
			t.Fatalf("claimed %+v", n)
		}
		next, err := s.NextDue(ctx, noon)
		must(t, err)
		if !next.Equal(noon.Add(time.Hour)) {
			t.Fatalf("next due at %v", next)
		}
		if n := one(t, s, next); n.Kind != casework.TellClosed {
			t.Fatalf("claimed %+v", n)
		}
		next, err = s.NextDue(ctx, next)
		must(t, err)
		if !next.IsZero() {
			t.Fatalf("next due at %v", next)
		}
	})
}

func TestT4_ARefusedForNowHoldsItsLaneOnly(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		a, b := resident(t, s, 31), resident(t, s, 32)
		owe(t, s, casework.Notice{To: a.ID, Kind: casework.TellReceipt}, casework.Notice{To: a.ID, Kind: casework.TellAnswer})
		n := one(t, s, noon)
		settle(t, s, n, casework.FateUnsent, noon.Add(7*time.Second))
		owe(t, s, casework.Notice{To: b.ID, Kind: casework.TellAnswer})
		if other := one(t, s, noon.Add(6*time.Second)); other.Account != 32 {
			t.Fatalf("claimed %+v", other)
		}
		if again := one(t, s, noon.Add(7*time.Second)); again.ID != n.ID || again.Repeat() {
			t.Fatalf("claimed %+v", again)
		}
	})
}

func TestNotYetDueHoldsNothing(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		a := resident(t, s, 33)
		owe(t, s, casework.Notice{To: a.ID, Kind: casework.TellSorted, NotBefore: noon.Add(time.Hour)}, casework.Notice{To: a.ID, Kind: casework.TellAnswer})
		if n := one(t, s, noon); n.Kind != casework.TellAnswer {
			t.Fatalf("claimed %+v", n)
		}
	})
}

func TestT6_UnreachableUntilTheyWriteAgain(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 41)
		owe(t, s, casework.Notice{To: r.ID, Kind: casework.TellAnswer, From: "li", Entry: 2}, casework.Notice{To: r.ID, Kind: casework.TellClosed})
		n := one(t, s, noon)
		settle(t, s, n, casework.FateUnreachable, time.Time{})
		settle(t, s, n, casework.FateSent, time.Time{}) // late news of what is settled
		if st := state(t, s, n); st != casework.Undeliverable {
			t.Fatalf("state %s", st)
		}
		got := claim(t, s, noon, 10)
		if len(got) != 2 || got[0].Account != 0 || got[1].To != "li" || got[1].Kind != casework.TellUndelivered {
			t.Fatalf("claimed %+v", got)
		}
		settle(t, s, got[0], casework.FateUnreachable, time.Time{})
		settle(t, s, got[1], casework.FateSent, time.Time{})
		p := person(t, s, r.ID)
		if !p.Blocked {
			t.Fatal("not blocked")
		}
		p.Blocked = false
		must(t, s.Apply(ctx, casework.Change{People: []casework.Person{p}}))
		var kinds []casework.NoticeKind
		for len(kinds) < 2 {
			n := claim(t, s, noon, 1)[0]
			if n.To == r.ID {
				kinds = append(kinds, n.Kind)
			}
			settle(t, s, n, casework.FateSent, time.Time{})
		}
		if kinds[0] != casework.TellAnswer || kinds[1] != casework.TellClosed {
			t.Fatalf("came in order %v", kinds)
		}
	})
}

func TestRefusedWordsAreNotOwedAgain(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 42)
		owe(t, s, casework.Notice{To: r.ID, Kind: casework.TellAnswer, From: "li"})
		n := one(t, s, noon)
		settle(t, s, n, casework.FateRefused, time.Time{})
		p := person(t, s, r.ID)
		if p.Blocked {
			t.Fatal("blocked by words that were refused")
		}
		must(t, s.Apply(ctx, casework.Change{People: []casework.Person{p}}))
		if st := state(t, s, n); st != casework.Undeliverable {
			t.Fatalf("state %s", st)
		}
	})
}

func TestNobodyToWriteTo(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		o := station()
		o.People[0].Account = 0
		o.People = append(o.People, casework.Person{ID: "neu", Role: casework.Deputy, Topics: []casework.TopicID{water}})
		must(t, s.ApplyOffice(ctx, o))
		owe(t, s, casework.Notice{To: "neu", Kind: casework.TellCard})
		n := one(t, s, noon)
		if n.Account != 0 {
			t.Fatalf("claimed %+v", n)
		}
		settle(t, s, n, casework.FateUnreachable, time.Time{})
		neu := person(t, s, "neu")
		if neu.Blocked {
			t.Fatal("somebody without an account can't have blocked the bot")
		}
		o.People[4].Account = 977
		must(t, s.ApplyOffice(ctx, o))
		if li := person(t, s, "li"); li.Account != 901 {
			t.Fatalf("li lost the account: %d", li.Account)
		}
		got := claim(t, s, noon, 10)
		if len(got) != 3 || got[0].Account != 977 || got[0].ID != n.ID { // and one each to the staff
			t.Fatalf("claimed %+v", got)
		}
	})
}

func TestT10_PartsInOrder(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 51)
		owe(t, s, casework.Notice{To: r.ID, Kind: casework.TellAnswer, From: "li", Key: "k"}, casework.Notice{To: r.ID, Kind: casework.TellClosed})
		n := one(t, s, noon)
		must(t, s.Cut(ctx, n, [][]byte{[]byte("one"), []byte("two"), []byte("three")}))
		wantKind(t, s.Cut(ctx, n, [][]byte{[]byte("again")}), casework.Stale)
		for part := 1; part <= 3; part++ {
			if part > 1 {
				n = one(t, s, noon)
			}
			if n.Part != part || part > 1 && (n.Parts != 3 || string(n.Body) != []string{"one", "two", "three"}[part-1]) {
				t.Fatalf("part %d is %+v", part, n)
			}
			if part == 2 { // a kill between parts: what was under way is found
				left, err := s.Sending(ctx)
				must(t, err)
				if len(left) != 1 || left[0].Part != 2 {
					t.Fatalf("sending %+v", left)
				}
			}
			settle(t, s, n, casework.FateSent, time.Time{})
		}
		got := claim(t, s, noon, 10)
		if len(got) != 2 || got[0].Kind != casework.TellClosed || got[1].Kind != casework.TellDelivered {
			t.Fatalf("after the last part: %+v", got)
		}
	})
}

func TestT14_TwiceUnknownIsDecidedByAPerson(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 61)
		owe(t, s, casework.Notice{To: r.ID, Kind: casework.TellAnswer})
		n := one(t, s, noon)
		settle(t, s, n, casework.FateUnknown, time.Time{})
		n = one(t, s, noon)
		if !n.Repeat() {
			t.Fatal("the repeat isn't marked")
		}
		settle(t, s, n, casework.FateUnknown, time.Time{})
		if st := state(t, s, n); st != casework.Uncertain {
			t.Fatalf("state %s", st)
		}
		told := claim(t, s, noon, 10)
		if len(told) != 2 || told[0].Kind != casework.TellDoubtful || told[0].About != n.ID || told[1].To != "bob" {
			t.Fatalf("told %+v", told)
		}
		ann := person(t, s, "ann")
		once := casework.Once{Key: "press", Print: "1"}
		wantKind(t, s.Decide(ctx, once, person(t, s, "li"), n.ID, true), casework.NotFound)
		wantKind(t, s.Decide(ctx, once, ann, n.ID+100, true), casework.NotFound)
		must(t, s.Decide(ctx, once, ann, n.ID, false))
		wantKind(t, s.Decide(ctx, once, ann, n.ID, false), casework.Repeated)
		again := one(t, s, noon)
		if again.ID != n.ID || !again.Repeat() {
			t.Fatalf("claimed %+v", again)
		}
		settle(t, s, again, casework.FateUnknown, time.Time{})
		must(t, s.Decide(ctx, casework.Once{Key: "press", Print: "2"}, ann, n.ID, true))
		if st := state(t, s, n); st != casework.Delivered {
			t.Fatalf("state %s", st)
		}
	})
}

func TestKeysMergeWhilePending(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		stray := casework.Stray{Once: casework.Once{Key: "9", Print: "x"}, Chat: 1, Raw: []byte(`{"a":"` + "\x00" + `"}`), Reason: "bad"}
		must(t, s.SetAside(ctx, stray))
		must(t, s.SetAside(ctx, stray))
		stray.Once.Print = "y"
		must(t, s.SetAside(ctx, stray))
		got := claim(t, s, noon, 10)
		if len(got) != 2 || got[0].To != "ann" || got[1].To != "bob" || got[0].Kind != casework.TellStray {
			t.Fatalf("claimed %+v", got)
		}
		stray.Once.Print = "z" // while the first is under way, a second is kept
		must(t, s.SetAside(ctx, stray))
		settle(t, s, got[0], casework.FateUnsent, noon.Add(time.Second)) // back beside the second
		c, err := s.Counts(ctx)
		must(t, err)
		if c.Pending != 3 || c.Sending != 1 || c.Strays != 3 {
			t.Fatalf("counts %+v", c)
		}
		all, err := s.Strays(ctx, person(t, s, "ann"), 10)
		must(t, err)
		if len(all) != 3 || string(all[0].Raw) != string(stray.Raw) {
			t.Fatalf("strays %+v", all)
		}
		none, err := s.Strays(ctx, person(t, s, "li"), 10)
		must(t, err)
		if len(none) != 0 {
			t.Fatal("a deputy sees strays")
		}
		first, err := s.First(ctx, stray.Once)
		must(t, err)
		if first {
			t.Fatal("a stray counts as acted on")
		}
	})
}

func TestSettleLinksWhatWasSent(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 71)
		c := open(t, s, r, "1")
		for _, n := range claim(t, s, noon, 10) {
			settle(t, s, n, casework.FateSent, time.Time{})
			l, err := s.Linked(ctx, person(t, s, n.To), casework.Ref{Chat: n.Account, Message: 1000 + int(n.ID)})
			must(t, err)
			if l.Case != c.Number || l.Person != n.To {
				t.Fatalf("link %+v", l)
			}
		}
	})
}

func TestT8_Migrate(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 81)
		c := open(t, s, r, "1")
		at := casework.Ref{Chat: 81, Message: 5}
		must(t, s.AddLink(ctx, casework.Link{Ref: at, Case: c.Number, Person: r.ID}))
		must(t, s.Migrate(ctx, 81, -100081))
		must(t, s.Migrate(ctx, 81, -100081))
		p, err := s.PersonByAccount(ctx, -100081)
		must(t, err)
		at.Chat = -100081
		_, err = s.Linked(ctx, p, at)
		must(t, err)
		for _, n := range claim(t, s, noon, 10) {
			if n.To == r.ID && n.Account != -100081 {
				t.Fatalf("claimed %+v", n)
			}
		}
	})
}

func TestCommittedWakes(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		drain := func() {
			select {
			case <-s.Committed():
			default:
			}
		}
		drain()
		owe(t, s, casework.Notice{To: "li", Kind: casework.TellCard})
		select {
		case <-s.Committed():
		case <-time.After(5 * time.Second):
			t.Fatal("not woken")
		}
	})
}

// Thousands that wait for one person keep nobody else waiting.
func TestClaimWithABacklog(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		slow := resident(t, s, 9000)
		var ch casework.Change
		for i := range 3000 {
			ch.Notices = append(ch.Notices, casework.Notice{To: slow.ID, Kind: casework.TellAdded, Entry: i})
		}
		must(t, s.Apply(ctx, ch))
		for i := range 40 {
			p := resident(t, s, int64(9100+i))
			owe(t, s, casework.Notice{To: p.ID, Kind: casework.TellReceipt})
		}
		if n := claim(t, s, noon, 1); n[0].To != slow.ID || n[0].Entry != 0 {
			t.Fatalf("claimed %+v", n)
		}
		got := claim(t, s, noon, 30)
		if len(got) != 30 {
			t.Fatalf("%d claimed", len(got))
		}
		seen := map[string]bool{}
		for _, n := range got {
			if k := fmt.Sprint(n.To); seen[k] || n.To == slow.ID {
				t.Fatalf("twice %s", k)
			} else {
				seen[k] = true
			}
		}
	})
}
