package handlers_test

import (
	"slices"
	"testing"

	"liaison/storage"
	"liaison/storage/storagetest"
)

// everyPress is button data of each kind, to be completed with a number.
var everyPress = []string{
	"case:%", "topic:%", "topic:%:water", "take:%", "answer:%", "ask:%", "pass:%", "pass:%:water", "passto:%:li-na", "notmine:%",
	"add:%:1", "drop:%:1", "sort:%", "sort:%:water", "assign:%", "assign:%:li-na", "close:%", "close:%:solved", "words:%:solved", "shut:%:solved", "sorting", "sorting:%", "waiting:%:water", "late:%", "reopen:%",
	"rate:%:yes", "rate:%:burn", "mark:%:5", "split:%:1", "back:%", "resend:%", "arrived:%", "nonsense:%",
	"note:%", "next:%", "ready:%", "readied:%:f-noted", "readysend:%:f-noted:00000000", "readychange:%:f-noted", "protect:%", "protect:%:yes", "lower:%", "discard:%", "recall:%:2", "keep:%:2", "known:%:yes", "sketch:%:2", "rewrite:%:2", "scrap:%:2",
}

// What isn't theirs answers a stranger byte for byte like what isn't there.
func TestX1_ForeignCasesLookMissing(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		r := newRig(t, store, settings{})
		r.do("resident", "A pothole in the road")
		r.do("resident", "[I agree]")
		r.pass(settled)
		r.settle()
		r.do("li-na", "[Take]")
		foreign := r.numberOf("resident")
		for _, who := range []string{"neighbour", "sun-li"} {
			r.do(who, "/help")
			for _, data := range everyPress {
				there, missing := r.both(who, "forge "+data, foreign)
				if !slices.Equal(there, missing) {
					t.Errorf("%s presses %s: hears %q, of a missing case %q", who, data, there, missing)
				}
			}
			there, missing := r.both(who, "/case %", foreign)
			if len(there) != 1 || !slices.Equal(there, missing) {
				t.Errorf("%s asks for a case: hears %q, of a missing one %q", who, there, missing)
			}
		}
	})
}

// To an aide, a case of another deputy's is as one that isn't there.
func TestX1_AidesSeeNoOthersCases(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		r := newRig(t, store, settings{})
		if err := r.world("office adds zhou-mei"); err != nil {
			t.Fatal(err)
		}
		r.do("resident", "The water pipe leaks")
		r.do("resident", "[I agree]")
		r.pass(settled)
		r.settle()
		foreign := r.numberOf("resident")
		r.do("zhou-mei", "/help")
		for _, data := range everyPress {
			there, missing := r.both("zhou-mei", "forge "+data, foreign)
			if !slices.Equal(there, missing) {
				t.Errorf("an aide presses %s: hears %q, of a missing case %q", data, there, missing)
			}
		}
		there, missing := r.both("zhou-mei", "/case %", foreign)
		if len(there) != 1 || !slices.Equal(there, missing) {
			t.Errorf("an aide asks for a case: hears %q, of a missing one %q", there, missing)
		}
	})
}
