package handlers_test

import (
	"strings"
	"sync"
	"testing"

	"liaison/storage"
	"liaison/storage/storagetest"
)

// Two deputies answer at the same moment: the resident gets one answer, and the
// second deputy is asked whether to add to it.
func TestC2_TwoAnswersAtTheSameMoment(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		r := newRig(t, store, settings{})
		r.do("resident", "A pothole in the road")
		r.do("resident", "[I agree]")
		r.pass(settled)
		r.settle()
		r.do("wang-fang", "/case "+r.numberOf("resident"))
		for _, who := range []string{"li-na", "wang-fang"} {
			if err := r.act(who, `reply "pothole": It is filled.`); err != nil {
				t.Fatal(err)
			}
		}
		r.atOnce()
		r.settle()
		got := map[string]int{}
		for _, h := range r.hear() {
			for _, words := range []string{"answers you about", "Send your words as an addition?", "has arrived"} {
				if strings.Contains(h.text, words) {
					got[words]++
				}
			}
		}
		for words, n := range map[string]int{"answers you about": 1, "Send your words as an addition?": 1, "has arrived": 1} {
			if got[words] != n {
				t.Errorf("%q was heard %d times, want %d", words, got[words], n)
			}
		}
	})
}

// atOnce handles all updates that wait side by side, as replicas would.
func (r *rig) atOnce() {
	r.t.Helper()
	var all sync.WaitGroup
	for _, raw := range r.updates(r.t.Context()) {
		all.Go(func() {
			if err := r.router.Handle(r.t.Context(), raw); err != nil {
				r.t.Errorf("an update was not handled: %v", err)
			}
		})
	}
	all.Wait()
}
