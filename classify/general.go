package classify

import (
	"math"

	"liaison/casework"
)

// leastUncovered is the share of the probability that topics without a base
// label are given at least: the base model can't speak for them.
const leastUncovered = 0.1

// general is what the base model says of a text to an office's topics.
type general struct {
	base   *Base
	label  []int // of each topic; -1: it has none
	shared [labelCount]int
	any    bool // some topic has a label
}

// generalOf finds the topics' labels. Without a base name it is the topic's own id.
func generalOf(base *Base, topics []casework.Topic) general {
	g := general{base: base}
	for _, t := range topics {
		if t.Retired {
			continue
		}
		label := LabelOf(t)
		g.label = append(g.label, label)
		if label >= 0 {
			g.shared[label]++
			g.any = true
		}
	}
	g.any = g.any && base != nil
	return g
}

// LabelOf is the place of the topic's label among Labels, or -1.
func LabelOf(t casework.Topic) int {
	name := t.Base
	if name == "" {
		name = string(t.ID)
	}
	for k, l := range labels[:labelCount-1] {
		if l == name {
			return k
		}
	}
	return -1
}

// weigh adds the base model's log-probabilities to the scores of the examples
// and makes probabilities of them, elsewhere included: a text that is of no
// topic here, or no matter at all. Topics that share a label share what it has.
func (g *general) weigh(s *scratch, text string) {
	s.ngrams.read(text)
	s.general = g.base.logits(&s.ngrams)
	softmax(s.general[:])
	rest, most := 0.0, 0.0
	for k, p := range s.general {
		most = max(most, p)
		if k == labelCount-1 {
			break
		}
		if g.shared[k] == 0 {
			rest += p
		}
	}
	for i, label := range g.label {
		p := max(rest, leastUncovered)
		if label >= 0 {
			p = s.general[label] / float64(g.shared[label])
		}
		if s.boosted[i] {
			p = max(p, most) // an example word for word is the office's own word
		}
		s.scores[i] += math.Log(max(p, 1e-6))
	}
	elsewhere := math.Log(max(rest+s.general[labelCount-1], 1e-6))
	k := len(g.label)
	s.scores = append(s.scores, elsewhere)
	softmax(s.scores)
	s.scores = s.scores[:k]
}

// sure reports whether the base model alone would sort the text under the topic.
func (g *general) sure(s *scratch, topic int) bool {
	label := g.label[topic]
	return label >= 0 && g.shared[label] == 1 && s.general[label] >= g.base.threshold && s.scores[topic] >= g.base.threshold
}

// contributions adds to each word what it gave to the topic beyond what it gave
// to others on average.
func (g *general) contributions(s *scratch, topic int) {
	label := g.label[topic]
	if label < 0 {
		return
	}
	s.heft = append(s.heft[:0], make([]float64, len(s.ngrams.at))...)
	unit := 1 / (g.base.temperature * math.Sqrt(float64(max(1, len(s.ngrams.all)))))
	for _, t := range s.ngrams.all {
		r := &g.base.rows[t.bucket]
		mean := 0.0
		for k, w := range r {
			mean += float64(w) * float64(g.base.scale[k]) / labelCount
		}
		each := (float64(r[label])*float64(g.base.scale[label]) - mean) * unit / float64(t.to-t.from)
		for i := t.from; i < t.to; i++ {
			s.heft[i] += each
		}
	}
	at := 0
	for i, u := range s.units {
		for at < len(s.ngrams.at) && s.ngrams.at[at].from < u.from {
			at++
		}
		for j := at; j < len(s.ngrams.at) && s.ngrams.at[j].from < u.to; j++ {
			s.weight[i] += s.heft[j]
		}
	}
}
