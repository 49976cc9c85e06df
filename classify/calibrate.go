package classify

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// judged is a held-apart text: its scores, and the label that is right.
type judged struct {
	scores odds
	label  int
}

// calibrate fits the temperature to all sets by the least log loss, and the
// threshold by the precision wanted, which each set must have by itself: one
// language must not pay for another.
func (b *Base) calibrate(apart [][]Sample, precision float64) error {
	var all []judged
	var sets [][]judged
	for _, set := range apart {
		some, err := b.judge(set)
		if err != nil {
			return err
		}
		sets, all = append(sets, some), append(all, some...)
	}
	if len(all) == 0 {
		return nil
	}
	b.temperature, b.threshold = coolest(all), 0
	for _, some := range sets {
		b.threshold = max(b.threshold, leastSure(some, b.temperature, precision))
	}
	return nil
}

// judge reads whole messages and titles.
func (b *Base) judge(set []Sample) (all []judged, err error) {
	var t tokens
	var g ngrams
	for _, s := range set {
		label := slices.Index(labels[:], s.Label)
		if label < 0 {
			return nil, fmt.Errorf("label %q is none of %s", s.Label, strings.Join(labels[:], ", "))
		}
		texts := []string{strings.TrimSpace(s.Title + "\n" + s.Text)}
		if s.Title != "" {
			texts = append(texts, s.Title)
		}
		for _, text := range texts {
			t.read(text)
			g.read(&t)
			all = append(all, judged{b.scores(&g), label})
		}
	}
	return all, nil
}

// coolest finds the temperature of least log loss by golden section: the loss
// has one valley in it.
func coolest(all []judged) float64 {
	golden := (math.Sqrt(5) - 1) / 2
	low, high := math.Log(0.05), math.Log(20.0)
	loss := func(t float64) (sum float64) {
		for _, j := range all {
			sum -= logOf(j.scores.divided(math.Exp(t)))[j.label]
		}
		return sum
	}
	for range 60 {
		a, b := high-golden*(high-low), low+golden*(high-low)
		if loss(a) < loss(b) {
			high = b
		} else {
			low = a
		}
	}
	return math.Exp((low + high) / 2)
}

func (o odds) divided(by float64) odds {
	for k := range o {
		o[k] /= by
	}
	return o
}

// leastSure is the least probability from which on so large a part is right.
func leastSure(all []judged, temperature, precision float64) float64 {
	type guess struct {
		probability float64
		right       bool
	}
	var guesses []guess
	for _, j := range all {
		p := logOf(j.scores.divided(temperature))
		best := 0
		for k := range p[:labelCount-1] {
			if p[k] > p[best] {
				best = k
			}
		}
		guesses = append(guesses, guess{math.Exp(p[best]), best == j.label})
	}
	slices.SortFunc(guesses, func(a, b guess) int { return cmp.Compare(b.probability, a.probability) })
	least, right := 1.0, 0
	for i, g := range guesses {
		if g.right {
			right++
		}
		if float64(right) >= precision*float64(i+1) {
			least = g.probability
		}
	}
	return least
}
