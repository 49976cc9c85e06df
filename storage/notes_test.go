package storage_test

import (
	"testing"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// A note, and that there is one, is read by deputies and staff and by no resident.
func TestX1_NotesAreReadByNoResident(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		must(t, s.ApplyOffice(ctx, station()))
		r := resident(t, s, 30001)
		n := number()
		ch := opening(r, n, "x")
		must(t, s.Apply(ctx, ch))
		li, err := s.Person(ctx, "li")
		must(t, err)
		c, err := s.Case(ctx, li, n)
		must(t, err)
		noted, err := c.Note(li, casework.Words{Text: "between us"}, noon)
		must(t, err)
		must(t, s.Apply(ctx, noted))
		for who, want := range map[casework.PersonID]int{li.ID: 1, r.ID: 0} {
			by, err := s.Person(ctx, who)
			must(t, err)
			th, err := s.Thread(ctx, by, n)
			must(t, err)
			notes := 0
			for _, e := range th.Entries {
				if e.Kind == casework.Note {
					notes++
				}
			}
			events := 0
			for _, e := range th.Events {
				if e.Verb == casework.DoNote {
					events++
				}
			}
			if notes != want || events != want {
				t.Errorf("%s reads %d notes and %d events of them, want %d", who, notes, events, want)
			}
		}
	})
}
