package casework

import (
	"slices"
	"testing"
)

func TestWhomANoteCalls(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	named := li
	named.Name = "李娜"
	r.books.people[li.ID] = named
	for text, want := range map[string][]PersonID{
		"who knows this?":       nil,
		"@Li please look":       {li.ID},
		"＠李娜请看":                 {li.ID},
		"@li, @Desk: look":      {desk.ID, li.ID},
		"write to li@lisbon.pt": nil,
		"@" + string(ann.ID):    nil,
	} {
		called, err := r.called(t.Context(), text)
		if err != nil {
			t.Fatal(err)
		}
		var got []PersonID
		for _, p := range called {
			got = append(got, p.ID)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%q calls %v, want %v", text, got, want)
		}
	}
}

// X17: whom a note calls is told of it only if they may see the case.
func TestX17_ANoteCallsNobodyToAForeignCase(t *testing.T) {
	t.Parallel()
	c := at(Taken)
	ch, err := c.Note(desk, say("@bo @bob @vera"), later, bo, bob, vera)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range ch.Notices {
		if n.To != li.ID && n.To != vera.ID {
			t.Errorf("%s is told", n.To)
		}
	}
	if len(ch.Notices) != 2 {
		t.Errorf("told: %+v", ch.Notices)
	}
}
