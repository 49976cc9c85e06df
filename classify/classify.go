// Package classify says which topic a text belongs to. It learns when the
// program starts, from the names and examples in the office file, and answers
// in microseconds without any service. It would rather be unsure, and leave a
// text to the staff, than send it to the wrong deputy.
package classify

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"liaison/casework"
)

const (
	// readLimit is how many runes of a text are read. Whoever writes more has
	// said by then what it is about, and the cost of a text stays bounded.
	readLimit = 4096

	// A verdict is sure when the best guess is likelier than all others taken
	// together, with room for what a model of a few words can't know ...
	sureProbability = 0.6
	// ... and well ahead of the second, so that a text on two topics isn't.
	sureMargin = 0.2
	// enough is the evidence that a verdict needs besides: a form of one word or a
	// pair of Chinese characters that was taught for the guess.
	// Probabilities alone are no sign of it: they always sum to one.
	enough = 0.5
	// plenty is the evidence of words that the office itself chose: two and more of them.
	plenty = 1.5

	// rival is how many times the evidence for the second guess that for the
	// best must be: who writes of the bus and of the hospital is read by a person.
	rival = 2

	// phraseBoost is added to a topic's score when the text holds one of its
	// examples word for word; it makes a near tie sure.
	phraseBoost = 1.5

	guessLimit  = 3
	reasonLimit = 3
)

// Model is what an office taught by examples and corrections, on top of the base
// model. Both are softmax regressions over hashed character n-grams. It doesn't
// change once made, so that any number of goroutines may ask it.
type Model struct {
	topics  []casework.TopicID
	base    *Base            // nil: no topic has a label of it
	labels  []int            // of each topic, in the base model; -1: it has none there
	claimed [labelCount]bool // a topic has the label
	share   odds             // by label: the logarithm of how many topics have it
	without float64          // how many topics have no label, and one for none of them
	terms   table            // n-gram -> row of weights
	starts  table            // beginnings of the words that were taught
	weights []float32        // rows of len(topics)
	phrases table            // whole example -> index in phraseOf
	// phraseOf lists the topics that have the phrase as an example.
	phraseOf [][]int
	scratch  *sync.Pool
}

var _ casework.Classifier = (*Model)(nil)

// Classify never fails: a text that says nothing to the model has no guesses.
func (m *Model) Classify(text string) casework.Verdict {
	if len(m.topics) == 0 {
		return casework.Verdict{}
	}
	s := m.scratch.Get().(*scratch)
	defer m.scratch.Put(s)
	s.tokens.read(text)
	s.read(&s.tokens)
	m.weigh(s)
	m.score(s)
	if m.base == nil {
		if len(s.known) == 0 {
			return casework.Verdict{}
		}
		return m.verdict(s, text, softmax(s.scores))
	}
	s.ngrams.read(&s.tokens)
	if len(s.ngrams.all) == 0 && len(s.known) == 0 {
		return casework.Verdict{}
	}
	return m.verdict(s, text, m.consult(s))
}

// verdict orders the guesses. Only the best is given reasons: they are what a
// person checks before agreeing with it.
func (m *Model) verdict(s *scratch, text string, best int) casework.Verdict {
	m.contributions(s, best)
	s.order = s.order[:0]
	for k := range m.topics {
		s.order = append(s.order, k)
	}
	slices.SortStableFunc(s.order, func(a, b int) int { return cmp.Compare(s.scores[b], s.scores[a]) })
	v := casework.Verdict{Sure: m.sure(s)}
	for _, k := range s.order[:min(guessLimit, len(s.order))] {
		v.Guesses = append(v.Guesses, casework.Guess{Topic: m.topics[k], Probability: s.scores[k]})
	}
	v.Guesses[0].Reasons = reasons(s, text)
	return v
}

// sure weighs the first of the ordered topics against the second.
func (m *Model) sure(s *scratch) bool {
	best := s.order[0]
	if s.scores[best] < m.least(s.evidence[best]) || s.evidence[best] < enough && !m.vouched(s, best) {
		return false
	}
	if len(s.order) == 1 {
		return true
	}
	second := s.order[1]
	return s.scores[best]-s.scores[second] >= sureMargin && s.evidence[best] >= rival*s.evidence[second]
}

// least is the least probability of what is sorted without a person. Where the
// office's own examples say plenty, they count as they do without a base model.
func (m *Model) least(evidence float64) float64 {
	if m.base == nil || evidence >= plenty {
		return sureProbability
	}
	return m.base.threshold
}

// vouched reports whether the base model alone would be sure, so that nothing
// need have been taught.
func (m *Model) vouched(s *scratch, topic int) bool {
	return m.base != nil && m.labels[topic] >= 0 && math.Exp(s.said[m.labels[topic]]) >= m.base.threshold
}

// softmax turns scores into probabilities and returns the index of the best.
func softmax(scores []float64) int {
	best := largest(scores)
	top, sum := scores[best], 0.0
	for k, x := range scores {
		scores[k] = math.Exp(x - top)
		sum += scores[k]
	}
	for k := range scores {
		scores[k] /= sum
	}
	return best
}

// largest is the index of the first of the largest; -1 where there is none.
func largest(numbers []float64) int {
	at := -1
	for i, x := range numbers {
		if at < 0 || x > numbers[at] {
			at = i
		}
	}
	return at
}
