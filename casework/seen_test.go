package casework

import (
	"errors"
	"testing"
)

func TestWhoDecidesKnowsHowTheCaseStands(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	c := r.hears(t, ann, "transport")
	seen := c.Seen()
	taken, err := r.Take(t.Context(), Once{Seen: seen}, li, c.Number)
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Answer(t.Context(), Once{Seen: seen}, li, c.Number, say("tomorrow"))
	if e, ok := errors.AsType[*Error](err); !ok || e.Reason != MovedOn {
		t.Errorf("an answer to what isn't so any more: %v", err)
	}
	if now := r.books.cases[c.Number]; now.Entries != taken.Entries {
		t.Errorf("it was kept: %d entries", now.Entries)
	}
	if got, err := r.Answer(t.Context(), Once{Seen: taken.Seen()}, li, c.Number, say("tomorrow")); err != nil || SeenEntries(got.Seen()) != 2 {
		t.Errorf("an answer to what is so: %s, %v", got.Seen(), err)
	}
}

// Sent twice, a form is done once, though the second time the case isn't as it was.
func TestT1_TheSameFormTwice(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	c := r.hears(t, ann, "transport")
	once := r.once()
	once.Seen = c.Seen()
	if _, err := r.Take(t.Context(), once, li, c.Number); err != nil {
		t.Fatal(err)
	}
	_, err := r.Take(t.Context(), once, li, c.Number)
	wantKind(t, err, Repeated)
	once.Print = "other content"
	_, err = r.Take(t.Context(), once, li, c.Number)
	wantKind(t, err, Conflict)
}
