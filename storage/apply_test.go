package storage_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"liaison/casework"
	"liaison/storage"
)

func TestApplyKeepsAll(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 5001)
		n := number()
		ch := opening(r, n, "1")
		ch.Entries[0].Text = "nul \x00, bidi \u202e, emoji 🚌, broken \xff"
		ch.Entries[0].Media = []casework.Media{{Kind: "photo", FileID: "f", Size: 7}}
		ch.Cases[0].Declined = []casework.PersonID{"wu"}
		must(t, s.Apply(ctx, ch))
		got, err := s.Thread(ctx, person(t, s, "li"), n)
		must(t, err)
		want := casework.Thread{Case: ch.Cases[0], Entries: ch.Entries, Events: ch.Events}
		want.Case.Version = 1
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("thread differs (-want +got):\n%s", d)
		}
		l, err := s.Linked(ctx, r, ch.Links[0].Ref)
		must(t, err)
		if d := cmp.Diff(ch.Links[0], l); d != "" {
			t.Fatalf("link differs:\n%s", d)
		}
		must(t, s.AddLink(ctx, casework.Link{Ref: l.Ref, Case: n, Entry: 1, Person: r.ID, Intent: casework.AskIntent}))
		l, err = s.Linked(ctx, r, l.Ref)
		must(t, err)
		if l.Intent != casework.AskIntent {
			t.Fatal("a further link for the same message must replace the first")
		}
	})
}

func TestApplyOnce(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 5002)
		t.Run("T1 C5 one effect of a hundred deliveries at once", func(t *testing.T) {
			var kept, repeated atomic.Int32
			var wg sync.WaitGroup
			for range 100 {
				wg.Go(func() {
					ch := opening(r, number(), "77")
					ch.By, ch.People = casework.Person{}, nil
					switch err := s.Apply(ctx, ch); {
					case err == nil:
						kept.Add(1)
					case casework.KindOf(err) == casework.Repeated:
						repeated.Add(1)
					default:
						t.Errorf("apply: %v", err)
					}
				})
			}
			wg.Wait()
			if kept.Load() != 1 || repeated.Load() != 99 {
				t.Fatalf("%d kept, %d repeated", kept.Load(), repeated.Load())
			}
			all, err := s.CasesOf(ctx, r, 10)
			must(t, err)
			if len(all) != 1 {
				t.Fatalf("%d cases", len(all))
			}
		})
		t.Run("T3 an id with other content is new and counted", func(t *testing.T) {
			ch := casework.Change{Once: casework.Once{Key: "77", Print: "other"}}
			must(t, s.Apply(ctx, ch))
			wantKind(t, s.Apply(ctx, ch), casework.Repeated)
			n, err := s.Reused(ctx)
			must(t, err)
			if n != 1 {
				t.Fatalf("%d counted", n)
			}
		})
	})
}

func TestApplyStale(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 5003)
		c := open(t, s, r, "1")
		li := person(t, s, "li")
		t.Run("C2 of two who change a version one wins", func(t *testing.T) {
			mine := c
			mine.Status, mine.Owner = casework.Taken, "li"
			must(t, s.Apply(ctx, casework.Change{By: li, Cases: []casework.Case{mine}}))
			wantKind(t, s.Apply(ctx, casework.Change{By: person(t, s, "wu"), Cases: []casework.Case{mine}}), casework.Stale)
		})
		t.Run("nothing of a stale change is kept", func(t *testing.T) {
			ch := opening(person(t, s, r.ID), number(), "gone")
			ch.Cases = append(ch.Cases, c) // c has moved on
			wantKind(t, s.Apply(ctx, ch), casework.Stale)
			_, err := s.Case(ctx, r, ch.Cases[0].Number)
			wantKind(t, err, casework.NotFound)
			first, err := s.First(ctx, ch.Once)
			must(t, err)
			if !first {
				t.Fatal("the once key was kept")
			}
		})
		t.Run("a number that is taken", func(t *testing.T) {
			ch := opening(person(t, s, r.ID), c.Number, "2")
			wantKind(t, s.Apply(ctx, ch), casework.Stale)
		})
		t.Run("an account that is taken", func(t *testing.T) {
			p := person(t, s, r.ID)
			p.Account = li.Account
			wantKind(t, s.Apply(ctx, casework.Change{People: []casework.Person{p}}), casework.Stale)
			wantKind(t, s.Apply(ctx, casework.Change{People: []casework.Person{{ID: "r-new", Role: casework.Resident, Account: li.Account, Rights: 1}}}), casework.Stale)
		})
		t.Run("C3 C4 the actor's rights have moved on", func(t *testing.T) {
			o := station()
			o.People[0].Topics = []casework.TopicID{water}
			must(t, s.ApplyOffice(ctx, o))
			now, err := s.Case(ctx, r, c.Number)
			must(t, err)
			wantKind(t, s.Apply(ctx, casework.Change{By: li, Cases: []casework.Case{now}}), casework.Stale)
			o.People = o.People[1:]
			must(t, s.ApplyOffice(ctx, o))
			retired := person(t, s, "li")
			wantKind(t, s.Apply(ctx, casework.Change{By: retired, Cases: []casework.Case{now}}), casework.Stale)
		})
	})
}

func TestC9_OnePersonOfTwoHundredFirstMessages(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		var kept, stale atomic.Int32
		var wg sync.WaitGroup
		for i := range 200 {
			wg.Go(func() {
				p := casework.Person{ID: casework.PersonID(fmt.Sprintf("r-%d", i)), Role: casework.Resident, Account: 7777, Rights: 1}
				ch := opening(p, number(), fmt.Sprint("c9-", i))
				switch err := s.Apply(ctx, ch); {
				case err == nil:
					kept.Add(1)
				case casework.KindOf(err) == casework.Stale:
					stale.Add(1)
				default:
					t.Errorf("apply: %v", err)
				}
			})
		}
		wg.Wait()
		if kept.Load() != 1 || stale.Load() != 199 {
			t.Fatalf("%d kept, %d stale", kept.Load(), stale.Load())
		}
		v, err := s.Conversation(ctx, 7777)
		must(t, err)
		if v.Person.Version != 1 || len(v.Cases) != 1 {
			t.Fatalf("conversation %+v", v)
		}
	})
}

func TestGroupSparesNeighbours(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		var wg sync.WaitGroup
		old := open(t, s, resident(t, s, 5999), "old")
		must(t, s.Apply(ctx, casework.Change{Cases: []casework.Case{old}}))
		for i := range 64 {
			r := resident(t, s, int64(6000+i))
			wg.Go(func() {
				ch := opening(r, number(), fmt.Sprint("g", i))
				if i%4 == 0 { // fails after it has written
					ch.Cases = append(ch.Cases, old)
					if err := s.Apply(ctx, ch); casework.KindOf(err) != casework.Stale {
						t.Errorf("got %v", err)
					}
					return
				}
				if err := s.Apply(ctx, ch); err != nil {
					t.Errorf("a neighbour was hurt: %v", err)
				}
			})
		}
		wg.Wait()
		for i := range 64 {
			v, err := s.Conversation(ctx, int64(6000+i))
			must(t, err)
			if want := min(i%4, 1); len(v.Cases) != want {
				t.Errorf("resident %d has %d cases, want %d", i, len(v.Cases), want)
			}
		}
		broken, err := s.Check(ctx)
		must(t, err)
		if len(broken) > 0 {
			t.Fatalf("broken: %v", broken)
		}
	})
}

func TestI7_EditsKeepVersions(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 5004)
		c := open(t, s, r, "1")
		th, err := s.Thread(ctx, r, c.Number)
		must(t, err)
		e := th.Entries[0]
		e.Text, e.Edited, e.Revision = "The bus comes.", noon.Add(time.Minute), 2
		must(t, s.Apply(ctx, casework.Change{Entries: []casework.Entry{e}}))
		wantKind(t, s.Apply(ctx, casework.Change{Entries: []casework.Entry{e}}), casework.Stale)
		th, err = s.Thread(ctx, r, c.Number)
		must(t, err)
		if d := cmp.Diff([]casework.Entry{e}, th.Entries); d != "" {
			t.Fatalf("entries differ:\n%s", d)
		}
		broken, err := s.Check(ctx)
		must(t, err)
		if len(broken) > 0 {
			t.Fatalf("broken: %v", broken)
		}
	})
}

func TestDraftsAreTheirAuthors(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 5005)
		c := open(t, s, r, "1")
		must(t, s.Apply(ctx, casework.Change{Entries: []casework.Entry{{Case: c.Number, Seq: 2, Kind: casework.Draft, By: "wu", Text: "d", At: noon, Revision: 1}}}))
		for id, want := range map[casework.PersonID]int{r.ID: 1, "li": 1, "wu": 2, "ann": 1} {
			th, err := s.Thread(ctx, person(t, s, id), c.Number)
			must(t, err)
			if len(th.Entries) != want {
				t.Errorf("%s sees %d entries, want %d", id, len(th.Entries), want)
			}
		}
	})
}
