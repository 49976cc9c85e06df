package handlers

import (
	"slices"
	"strings"

	"liaison/casework"
)

// tongues are the languages that a text can be told to be in.
var tongues = []string{"ar", "en", "es", "fa", "ja", "ko", "ru", "uk", "zh"}

// because lists the words for which the case is where it is. What its resident has
// since taken back or moved elsewhere isn't among them.
func (v view) because() string {
	return strings.Join(casework.Legible(v.thread.Case.Reasons(), v.visible()), v.Say("files.comma"))
}

// guessed says on a card why the case came here, or might belong somewhere, and in
// which language it is where the reader reads another.
func (v view) guessed(p *page) {
	c := v.thread.Case
	if words := v.because(); words != "" {
		switch {
		case c.Status == casework.Queued:
			p.line(v.Say("because.card", "words", words))
		case c.Status == casework.Unsorted && v.by.Staff():
			p.line(v.Say("because.perhaps", "topic", v.Topic(v.office, c.Guesses[0].Topic), "words", words))
		}
	}
	if c.Language != v.Language() && slices.Contains(tongues, c.Language) {
		p.line(v.Say("because.written", "tongue", v.Say("tongue."+c.Language)))
	}
}
