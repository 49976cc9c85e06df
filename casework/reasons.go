package casework

import "slices"

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

// decided lets the classifier's reasons go: a person chose the topic.
func (t *turn) decided() {
	t.c.Guesses = slices.Clone(t.c.Guesses)
	for i := range t.c.Guesses {
		t.c.Guesses[i].Reasons = nil
	}
}
