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
	count := map[int]float64{}
	for _, l := range m.labels {
		count[l]++
	}
	m.shares = make([]float64, len(m.labels))
	for i, l := range m.labels {
		m.shares[i] = count[l]
		if l >= 0 {
			m.base = base
		}
	}
}

// consult adds what the base model says to the scores, makes them probabilities
// and returns the best topic. As the logarithms are added, each of the two has
// its say, and where the examples say nothing the base model decides. Topics that
// share a label share its probability. What it gives to labels that the office
// doesn't have goes to topics that have no label, and to none.
func (m *Model) consult(s *scratch) int {
	s.said = logOf(m.base.scores(&s.ngrams))
	var had odds
	without := 1.0
	for _, l := range m.labels {
		if l >= 0 {
			had[l] = 1
		} else {
			without++
		}
	}
	unclaimed := 0.0
	for l, said := range s.said {
		if had[l] == 0 {
			unclaimed += math.Exp(said)
		}
	}
	unclaimed = math.Log(unclaimed / without)
	s.lent = s.lent[:0]
	for i, l := range m.labels {
		lent := unclaimed
		if l >= 0 {
			lent = s.said[l] - math.Log(m.shares[i])
		}
		s.lent = append(s.lent, s.scores[i]+lent)
	}
	s.lent = append(s.lent, unclaimed)
	softmax(s.lent)
	copy(s.scores, s.lent)
	return slices.Index(s.scores, slices.Max(s.scores))
}

// baseWeight is what a unit gave to the best guess by the base model. The units
// and the n-grams stand in the order of the text; from is where those of this
// unit begin, and is returned for the next.
func (m *Model) baseWeight(s *scratch, u unit, from, best int) (sum float64, next int) {
	if m.base == nil || m.labels[best] < 0 {
		return 0, 0
	}
	all, at := s.ngrams.all, s.ngrams.at
	for from < len(all) && at[all[from].from].from < u.from && at[all[from].to-1].to <= u.from {
		from++
	}
	for _, t := range all[from:] {
		if at[t.from].from >= u.to {
			break
		}
		if at[t.from].from >= u.from && at[t.to-1].to <= u.to {
			sum += m.base.weight(t, m.labels[best])
		}
	}
	return sum / (m.base.temperature * math.Sqrt(float64(len(all)))), from
}
