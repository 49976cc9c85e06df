package handlers

import (
	"strings"
	"testing"

	"liaison/casework"
	"liaison/words"
)

// TestReasonsAreWordsThatCanBeRead: only of the thread as it is now, and never of what is protected.
func TestReasonsAreWordsThatCanBeRead(t *testing.T) {
	t.Parallel()
	guess := []casework.Guess{{Topic: "transport", Probability: 0.9, Reasons: []string{"bus", "a name taken back", strings.Repeat("b", 40+1)}}}
	for name, protected := range map[string]bool{"a case": false, "a protected case": true} {
		s := newShelf("en")
		c := &s.thread.Case
		c.Guesses, c.Judged, c.Protected = guess, casework.Sorted, protected
		s.thread.Entries[0].Text = "The bus is late " + guess[0].Reasons[2]
		for who, p := range s.people {
			v := view{thread: s.thread, by: p, now: noon, Speech: words.For("en")}
			want := "bus"
			if protected {
				want = ""
			}
			if got := v.because(); got != want {
				t.Errorf("%s, %s reads %q, want %q", name, who, got, want)
			}
		}
	}
}
