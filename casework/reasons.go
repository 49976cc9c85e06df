package casework

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Reasons are the words for which the classifier put the case where it stands, or would
// put it while nobody has sorted it. There are none where a code, a language model or a
// person decided, nor of what only the officer reads or what asks for nothing.
func (c Case) Reasons() []string {
	switch {
	case c.Protected, len(c.Guesses) == 0, c.Signals.Has(Spam), c.Signals.Has(Gratitude):
		return nil
	case c.Topic != "" && (c.Judged != Sorted || c.Topic != c.Guesses[0].Topic):
		return nil
	}
	return c.Guesses[0].Reasons
}

// unlikely is what a guess must reach to be worth a button.
const unlikely = .05

// Likely are the topics that the classifier thinks of, best first.
func (c Case) Likely() []Guess {
	return slices.DeleteFunc(slices.Clone(c.Guesses), func(g Guess) bool { return g.Probability < unlikely })
}

// longestReason is what a person takes in at a glance, in characters; a link or a run of letters isn't.
const longestReason = 40

// Legible are those reasons that a person takes in, and that its resident still says in
// what can be read of the thread.
func Legible(reasons []string, read []Entry) []string {
	var list []string
	for _, r := range reasons {
		said := func(e Entry) bool { return e.Kind == Said && strings.Contains(e.Text, r) }
		if utf8.RuneCountInString(r) <= longestReason && slices.ContainsFunc(read, said) {
			list = append(list, strings.Join(strings.Fields(r), " "))
		}
	}
	return list
}

// decided lets the classifier's reasons go: a person chose the topic.
func (t *turn) decided() {
	t.c.Guesses = slices.Clone(t.c.Guesses)
	for i := range t.c.Guesses {
		t.c.Guesses[i].Reasons = nil
	}
}
