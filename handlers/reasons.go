package handlers

import (
	"slices"
	"strings"

	"liaison/bot"
	"liaison/casework"
)

// longestReason is what a person takes in at a glance; a link or a run of letters isn't.
const longestReason = 40

// tongues are the languages that a text can be told to be in.
var tongues = []string{"ar", "en", "es", "fa", "ja", "ko", "ru", "uk", "zh"}

// because lists the words for which the case is where it is. What its resident has
// since taken back or moved elsewhere isn't among them.
func (v view) because() string {
	var list []string
	for _, r := range v.thread.Case.Reasons() {
		if bot.Units(r) <= longestReason && v.reads(r) {
			list = append(list, strings.Join(strings.Fields(r), " "))
		}
	}
	return strings.Join(list, v.Say("files.comma"))
}

// reads reports whether the reader can find a resident's words in the thread.
func (v view) reads(words string) bool {
	return slices.ContainsFunc(v.visible(), func(e casework.Entry) bool {
		return e.Kind == casework.Said && strings.Contains(e.Text, words)
	})
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
