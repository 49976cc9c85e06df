package casework

import "testing"

// The staff make a case of a message that is another matter; its author gets its number.
func TestStaffSplitACase(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	first := r.hears(t, ann, "transport")
	if joined := r.hears(t, ann, "and housing"); joined.Number != first.Number {
		t.Fatalf("it doesn't join: %+v", joined)
	}
	opened, err := r.Split(t.Context(), Once{}, desk, first.Number, 2)
	if err != nil {
		t.Fatal(err)
	}
	if opened.Resident != ann.ID || opened.Number == first.Number {
		t.Errorf("the new case: %+v", opened)
	}
	for _, e := range r.books.entries[opened.Number] {
		if e.By != ann.ID {
			t.Errorf("its words are of %s", e.By)
		}
	}
	if told := r.books.owed(TellReceipt, ann.ID); len(told) == 0 || told[len(told)-1].Case != opened.Number {
		t.Errorf("receipts: %+v", told)
	}
	_, err = r.Split(t.Context(), Once{}, bo, first.Number, 2)
	wantKind(t, err, NotFound)
}
