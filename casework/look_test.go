package casework

import (
	"slices"
	"testing"
	"time"
)

func TestWhoElseLooksAtACase(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	c := r.hears(t, ann, "transport")
	look := func(by Person, want ...PersonID) {
		t.Helper()
		if got, err := r.Look(t.Context(), by, c.Number); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s sees %v, %v, want %v", by.ID, got, err, want)
		}
	}
	look(desk)
	look(li, desk.ID)
	look(ann) // a resident isn't told, and nobody is told of them
	look(desk, li.ID)
	r.now = r.now.Add(time.Minute)
	look(desk)
	_, err := r.Look(t.Context(), bo, c.Number)
	wantKind(t, err, NotFound)
}
