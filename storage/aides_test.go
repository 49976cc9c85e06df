package storage_test

import (
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// aided is the station with an aide of li's.
func aided() casework.Office {
	o := station()
	o.People = append(o.People, casework.Person{ID: "zhou", Role: casework.Aide, Name: "Zhou", Account: 921, Aids: []casework.PersonID{"li"}})
	return o
}

func TestX1_AidesSeeWhatTheirDeputiesHave(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		must(t, s.ApplyOffice(ctx, aided()))
		r := resident(t, s, 5201)
		all := everywhere(t, s, r)
		offered := queued(r, number())
		elsewhere := queued(r, number())
		elsewhere.Offered = "wu"
		offered.Entries, offered.Events, elsewhere.Entries, elsewhere.Events = 0, 0, 0, 0
		must(t, s.Apply(ctx, casework.Change{Cases: []casework.Case{offered, elsewhere}}))
		all = append(all, offered, elsewhere)
		look := func(when string, sees func(casework.Person, casework.Case) bool) {
			t.Helper()
			zhou := person(t, s, "zhou")
			for _, c := range all {
				_, err := s.Case(ctx, zhou, c.Number)
				if (err == nil) != sees(zhou, c) || (err == nil) != (c.Standing(zhou) == casework.Assistant) {
					t.Errorf("%s, %s of %q offered to %q under %q: %v", when, c.Status, c.Owner, c.Offered, c.Topic, err)
				}
			}
			list, err := s.PendingFor(ctx, zhou, 200)
			must(t, err)
			for _, c := range list {
				if !sees(zhou, c) || !c.Open() {
					t.Errorf("%s, the list has %s of %q", when, c.Status, c.Owner)
				}
			}
			if (len(list) == 0) != (when != "helping") {
				t.Errorf("%s, %d cases are listed", when, len(list))
			}
		}
		nothing := func(casework.Person, casework.Case) bool { return false }
		look("helping", func(_ casework.Person, c casework.Case) bool {
			return c.Status != casework.Held && (c.Owner == "li" || c.Number == offered.Number)
		})

		// The deputy does without them, and the office file doesn't bring them back.
		zhou := person(t, s, "zhou")
		zhou.Aids, zhou.Dismissed, zhou.Rights = nil, []casework.PersonID{"li"}, zhou.Rights+1
		must(t, s.Apply(ctx, casework.Change{People: []casework.Person{zhou}}))
		must(t, s.ApplyOffice(ctx, aided()))
		look("dismissed", nothing)
		zhou = person(t, s, "zhou")
		zhou.Aids, zhou.Dismissed, zhou.Rights = []casework.PersonID{"li"}, nil, zhou.Rights+1
		must(t, s.Apply(ctx, casework.Change{People: []casework.Person{zhou}}))
		look("helping", func(_ casework.Person, c casework.Case) bool {
			return c.Status != casework.Held && (c.Owner == "li" || c.Number == offered.Number)
		})

		// The deputy leaves: what the aide decides by from before is stale.
		before := person(t, s, "zhou")
		left := aided()
		left.People = left.People[1:]
		must(t, s.ApplyOffice(ctx, left))
		look("left alone", nothing)
		wantKind(t, s.Apply(ctx, casework.Change{By: before}), casework.Stale)
		must(t, s.ApplyOffice(ctx, aided()))
		must(t, s.ApplyOffice(ctx, station()))
		wantKind(t, s.Apply(ctx, casework.Change{By: before}), casework.Stale)
		broken, err := s.Check(ctx)
		must(t, err)
		for _, b := range broken {
			if b.Invariant == "each aide has their deputy" {
				t.Errorf("broken: %+v", b)
			}
		}
	})
}

func TestX1_DraftsOfAidesAreTheirsAndTheirDeputies(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		must(t, s.ApplyOffice(ctx, aided()))
		r := resident(t, s, 5202)
		c := open(t, s, r, "1")
		c.Entries, c.Events = 2, 2
		draft := casework.Entry{Case: c.Number, Seq: 2, Kind: casework.Sketch, By: "zhou", For: "li", Text: "a secret draft", At: noon, Revision: 1}
		must(t, s.Apply(ctx, casework.Change{Cases: []casework.Case{c}, Entries: []casework.Entry{draft},
			Events: []casework.Event{{Case: c.Number, Seq: 2, At: noon, By: "zhou", For: "li", Verb: casework.DoDraft, Status: c.Status, Topic: c.Topic, Offered: "li"}}}))
		sees := map[casework.PersonID]bool{"li": true, "zhou": true, "wu": false, "ann": false, "bob": false, r.ID: false}
		look := func() {
			t.Helper()
			for id, whole := range sees {
				th, err := s.Thread(ctx, person(t, s, id), c.Number)
				must(t, err)
				if (len(th.Entries) == 2) != whole {
					t.Errorf("%s sees %d entries", id, len(th.Entries))
				}
				if (len(th.Events) == 2) == (id == r.ID) {
					t.Errorf("%s sees %d events", id, len(th.Events))
				}
			}
		}
		look()
		wu := person(t, s, "wu")
		wu.Covers, wu.Rights = []casework.Covered{{Person: "li", Topics: []casework.TopicID{transport}}}, wu.Rights+1
		must(t, s.Apply(ctx, casework.Change{People: []casework.Person{wu}}))
		sees["wu"] = true
		look()
		draft.Kind, draft.Text, draft.Revision = casework.Scrapped, "", 2
		must(t, s.Apply(ctx, casework.Change{Entries: []casework.Entry{draft}}))
		look()
		if old, err := s.Revisions(ctx, r, c.Number); err != nil || len(old) > 0 {
			t.Errorf("the resident sees %v, %v", old, err)
		}
	})
}

func TestCardsOfADeputyGoToTheirAidesToo(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		must(t, s.ApplyOffice(ctx, aided()))
		open(t, s, resident(t, s, 5203), "1")
		due, err := s.Claim(ctx, noon.Add(time.Hour), 10, nil)
		must(t, err)
		told := map[casework.PersonID]casework.NoticeKind{}
		for _, n := range due {
			told[n.To] = n.Kind
		}
		if len(due) != 3 || told["li"] != casework.TellCard || told["zhou"] != casework.TellCard {
			t.Errorf("told: %v", told)
		}
	})
}

func TestDraftsThatNobodyDecidedOnAreGivenUp(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		must(t, s.ApplyOffice(ctx, aided()))
		c := open(t, s, resident(t, s, 5204), "1")
		c.Entries = 2
		draft := casework.Entry{Case: c.Number, Seq: 2, Kind: casework.Sketch, By: "zhou", For: "li", Text: "old", At: time.Now().Add(-48 * time.Hour), Revision: 1}
		must(t, s.Apply(ctx, casework.Change{Cases: []casework.Case{c}, Entries: []casework.Entry{draft}}))
		done, err := s.Sweep(ctx, casework.Keeping{Drafts: time.Hour})
		must(t, err)
		th, err := s.Thread(ctx, person(t, s, "li"), c.Number)
		must(t, err)
		if done.Drafts != 1 || th.Entries[1].Text != "" {
			t.Errorf("swept %+v, left %q", done, th.Entries[1].Text)
		}
	})
}
