package handlers_test

import (
	"fmt"
	"strings"
	"testing"

	"liaison/casework"
	"liaison/simulator"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// Of 500 messages in a minute the first twenty are acted on and the rest is kept;
// the resident hears so once, and a neighbour's message is handled meanwhile.
func TestI10_AFloodIsKeptAndHoldsUpNobody(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		r := newRig(t, store, settings{})
		for _, who := range []string{"resident", "neighbour"} {
			r.do(who, "There is a deep pothole at the school gate")
			r.do(who, "[I agree]")
		}
		const many = 500
		for i := range many {
			if _, err := r.sim.Say(1001, simulator.Draft{Text: fmt.Sprint("look ", i)}); err != nil {
				t.Fatal(err)
			}
			if i == many/2 {
				r.do("neighbour", "It is next to the crossing")
			}
		}
		r.settle()

		by := byAccount(t, r, 910001)
		who, other := byAccount(t, r, 1001), byAccount(t, r, 1002)
		kept, err := store.Throttled(t.Context(), by, who.ID, many)
		if err != nil {
			t.Fatal(err)
		}
		if acted := entriesOf(t, store, who); acted != 20 || acted+len(kept) != many+1 {
			t.Errorf("%d acted on and %d kept of %d", acted, len(kept), many+1)
		}
		if n := entriesOf(t, store, other); n != 2 {
			t.Errorf("the neighbour's case has %d messages", n)
		}
		said := 0
		for _, m := range r.sim.Messages(1001) {
			if m.Bot && strings.Contains(m.Text, "faster than we can pass on") {
				said++
			}
		}
		if said != 1 {
			t.Errorf("told %d times to write slower", said)
		}
	})
}

func byAccount(t *testing.T, r *rig, account int64) casework.Person {
	t.Helper()
	p, err := r.store.PersonByAccount(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// entriesOf counts what a resident wrote in all their cases.
func entriesOf(t *testing.T, store *storage.Store, by casework.Person) (n int) {
	t.Helper()
	list, err := store.CasesOf(t.Context(), by, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		th, err := store.Thread(t.Context(), by, c.Number)
		if err != nil {
			t.Fatal(err)
		}
		n += len(th.Entries)
	}
	return n
}
