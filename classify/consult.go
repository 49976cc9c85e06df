package classify

import (
	"math"
	"slices"

	"liaison/casework"
)

// labelOf finds the base model's label for a topic; -1 if it has none.
func labelOf(t casework.Topic) int {
	if t.Base == background {
		return -1
	}
	return slices.Index(labels[:], t.Base)
}

// rest puts the topics on top of the base model, if it knows any of them.
func (m *Model) rest(base *Base) {
	var count odds
	m.without = 1
	for _, l := range m.labels {
		if l < 0 {
			m.without++
			continue
		}
		m.base = base
		m.claimed[l] = true
		count[l]++
	}
	for l, n := range count {
		m.share[l] = math.Log(max(1, n))
	}
}

// consult adds what the base model says to the scores, makes them probabilities
// and returns the best topic. As the logarithms are added, each of the two has
// its say, and where the examples say nothing the base model decides. Topics that
// share a label share its probability. What it gives to labels that the office
// doesn't have goes to topics that have no label, and to none.
func (m *Model) consult(s *scratch) int {
	s.said = logOf(m.base.scores(&s.ngrams))
	unclaimed := 0.0
	for l, said := range s.said {
		if !m.claimed[l] {
			unclaimed += math.Exp(said)
		}
	}
	unclaimed = math.Log(unclaimed / m.without)
	s.lent = s.lent[:0]
	for i, l := range m.labels {
		lent := unclaimed
		if l >= 0 {
			lent = s.said[l] - m.share[l]
		}
		s.lent = append(s.lent, s.scores[i]+lent)
	}
	s.lent = append(s.lent, unclaimed)
	softmax(s.lent)
	copy(s.scores, s.lent)
	return largest(s.scores)
}

// baseWeight is what a unit gave to the best guess by the base model.
func (m *Model) baseWeight(s *scratch, u unit, best int) float64 {
	if m.base == nil || m.labels[best] < 0 {
		return 0
	}
	first, second := s.ngrams.within(u)
	sum := m.base.weight(m.labels[best], first, second)
	return sum / (m.base.temperature * math.Sqrt(float64(len(s.ngrams.all))))
}
