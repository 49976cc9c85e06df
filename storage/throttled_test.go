package storage_test

import (
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

func TestI10_KeptBackIsTheStaffs(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		must(t, s.ApplyOffice(ctx, station()))
		r := resident(t, s, 1001)
		r.Agreed = noon
		must(t, s.Apply(ctx, casework.Change{People: []casework.Person{r}}))
		at := casework.Ref{Chat: 1001, Message: 7}
		first := casework.Throttled{Ref: at, Person: r.ID, Text: "again", Media: []casework.Media{{Kind: "photo", FileID: "p1"}}, At: noon}
		must(t, s.Apply(ctx, casework.Change{Throttled: []casework.Throttled{first, first,
			{Ref: at, Person: r.ID, Text: "newer", Edited: true}}}))
		forged := casework.Throttled{Ref: at, Person: "r-other", Text: "forged", Edited: true}
		if err := s.Apply(ctx, casework.Change{Throttled: []casework.Throttled{forged}}); casework.KindOf(err) != casework.NotFound {
			t.Errorf("somebody else's words were changed: %v", err)
		}

		var staff casework.Person
		for _, p := range station().People {
			got, err := s.Floods(ctx, p, 10)
			must(t, err)
			if len(got) > 0 != p.Staff() {
				t.Errorf("%s sees %v", p.ID, got)
			}
			if p.Staff() {
				staff = p
			}
		}
		for _, by := range []casework.Person{staff, r} {
			kept, err := s.Throttled(ctx, by, r.ID, 10)
			must(t, err)
			if len(kept) != 1 || kept[0].Text != "newer" || len(kept[0].Media) != 1 || !kept[0].At.Equal(noon) {
				t.Errorf("%s sees %+v", by.ID, kept)
			}
		}
		taken := casework.Change{TakenUp: []casework.Ref{at}}
		must(t, s.Apply(ctx, taken))
		if err := s.Apply(ctx, taken); casework.KindOf(err) != casework.Stale {
			t.Errorf("taken up twice: %v", err)
		}
		first.At = time.Now().Add(-48 * time.Hour)
		must(t, s.Apply(ctx, casework.Change{Throttled: []casework.Throttled{first}}))
		done, err := s.Sweep(ctx, casework.Keeping{Closed: time.Hour})
		must(t, err)
		if done.Throttled != 1 {
			t.Errorf("swept %+v", done)
		}
	})
}
