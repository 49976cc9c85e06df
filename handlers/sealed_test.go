package handlers_test

import (
	"strings"
	"testing"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// TestI11_PlacesDoNotLieOpen looks for the place and the number in the whole
// export of the store, and the deputy's card for what only its key opens.
func TestI11_PlacesDoNotLieOpen(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		r := newRig(t, s, settings{})
		for _, what := range []string{"The pipe leaks", "[I agree]", "location", "[Show to the deputy]", "contact"} {
			r.do("resident", what)
		}
		by, err := s.PersonByAccount(t.Context(), accountOf("resident"))
		if err != nil {
			t.Fatal(err)
		}
		cases, err := s.CasesOf(t.Context(), by, 1)
		if err != nil || len(cases) != 1 {
			t.Fatalf("cases: %v, %v", cases, err)
		}
		th, err := s.Thread(t.Context(), by, cases[0].Number)
		if err != nil {
			t.Fatal(err)
		}
		var kinds []string
		for _, e := range th.Entries {
			for _, box := range e.Sealed {
				kinds = append(kinds, box.Kind)
				for _, canary := range []string{"39.01", "106.37", "2025550143"} {
					if strings.Contains(string(box.Box)+e.Text, canary) {
						t.Errorf("%s lies open", canary)
					}
				}
			}
		}
		if strings.Join(kinds, " ") != casework.Place+" "+casework.Phone {
			t.Errorf("sealed: %v", kinds)
		}
	})
}
