package handlers

import (
	"strings"
	"testing"

	"liaison/casework"
	"liaison/words"
)

// No text that a resident gets holds a note or that there is one, whatever the desk hands out.
func TestNotesReachNoResident(t *testing.T) {
	t.Parallel()
	const secret = "between us"
	for _, l := range words.Languages() {
		for _, sample := range samples() {
			s := newShelf(l.Code)
			s.said("wang", casework.Note, secret, ago(hour))
			s.did("wang", casework.DoNote, ago(hour), "2")
			if sample.set != nil {
				sample.set(s)
			}
			s.said("desk", casework.Note, secret, ago(hour))
			r := s.renderer()
			for entry := range len(s.thread.Entries) + 1 {
				for kind := range tellings {
					n := to(author, kind, entry)
					b := s.render(t, n)
					if strings.Contains(b.Text, noteMark) || strings.Contains(b.Text, secret) {
						t.Fatalf("%s, %s tells a resident:\n%s", kind, sample.name, b.Text)
					}
				}
			}
			if b := r.Own(t.Context(), s.people[author], s.thread); strings.Contains(b.Text, secret) || strings.Contains(b.Text, noteMark) {
				t.Fatalf("%s: a resident sees a note:\n%s", sample.name, b.Text)
			}
		}
	}
}
