package storage_test

import (
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
)

// Common answers are listed to their authors and the staff, and their cases to whom may see them;
// X17: a deputy's hot matters are of their own cases.
func TestCommonsAreListed(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		li, ann := person(t, s, "li"), person(t, s, "ann")
		stranger := casework.Person{ID: "nobody", Role: casework.Deputy}
		var ch casework.Change
		for i := range 3 {
			o := opening(resident(t, s, int64(90+i)), number(), "")
			o.Cases[0].Matter, o.Cases[0].Opened = 7, noon
			ch.Cases, ch.Entries, ch.Events = append(ch.Cases, o.Cases...), append(ch.Entries, o.Entries...), append(ch.Events, o.Events...)
		}
		ch.Matters = []casework.Matter{{ID: 7, Root: 7, Topic: transport, Act: casework.MatterFound, At: noon}}
		written := casework.Common{ID: 1, Matter: 7, Topic: transport, Text: "On Monday.", State: casework.CommonWritten, By: "li", At: noon}
		proposed := written
		proposed.ID, proposed.State, proposed.At = 2, casework.CommonProposed, noon.Add(time.Minute)
		ch.Commons = []casework.Common{written, proposed}
		for _, c := range ch.Cases {
			ch.CommonCases = append(ch.CommonCases, casework.CommonCase{Common: 2, Case: c.Number, State: casework.CommonOwed})
		}
		must(t, s.Apply(ctx, ch))
		for who, want := range map[casework.PersonID]int{"li": 2, "ann": 1, "nobody": 0} {
			by := map[casework.PersonID]casework.Person{"li": li, "ann": ann, "nobody": stranger}[who]
			got, err := s.CommonsOf(ctx, by, 7, 10)
			must(t, err)
			if len(got) != want || want > 0 && (got[0].ID != 2 || got[0].Text != "On Monday.") {
				t.Errorf("%s: %+v", who, got)
			}
			cases := 3
			if who == "nobody" {
				cases = 0
			}
			all, err := s.CommonCases(ctx, by, 2, casework.CommonOwed, "", 10)
			must(t, err)
			if len(all) != cases {
				t.Errorf("%s sees %d cases", who, len(all))
			}
			if who != "ann" {
				hot, err := s.Hot(ctx, by, noon.Add(-time.Hour), 10)
				must(t, err)
				if (len(hot) == 1) != (cases > 0) || len(hot) > 0 && hot[0].People != cases {
					t.Errorf("%s: %+v", who, hot)
				}
			}
		}
		first, err := s.CommonCases(ctx, ann, 2, casework.CommonOwed, "", 2)
		must(t, err)
		rest, err := s.CommonCases(ctx, ann, 2, casework.CommonOwed, first[1].Number, 2)
		must(t, err)
		if len(first) != 2 || len(rest) != 1 || rest[0].Number <= first[1].Number {
			t.Errorf("pages: %d, %d", len(first), len(rest))
		}
		waits, err := s.ProposedCommons(ctx, 10)
		must(t, err)
		if len(waits) != 1 || waits[0].ID != 2 {
			t.Errorf("proposed: %+v", waits)
		}
	})
}
