package classify

import (
	"fmt"
	"math"
)

// Labels of the base model, and the background that texts without a matter
// belong to: it takes its share of the probability and is never a guess.
var labels = []string{"urban", "labour", "education", "commerce", "environment", "health", "transport", background}

const (
	background = "none"
	labelCount = 8
)

// row is what a bucket says for each label.
type row [labelCount]int8

// Base is the model that knows the general labels before an office teaches it
// anything: a softmax regression over hashed n-ngrams. It doesn't change once read.
type Base struct {
	rows        []row // by bucket
	scale       [labelCount]float32
	temperature float64
	threshold   float64
}

// logits adds up what the n-ngrams say. The sum grows with the root of their
// number, so that a long text is surer than a short one, but not by its length.
func (b *Base) logits(g *ngrams) [labelCount]float64 {
	var sums [labelCount]int32
	for _, t := range g.all {
		r := &b.rows[t.bucket]
		for k := range sums {
			sums[k] += int32(r[k])
		}
	}
	var out [labelCount]float64
	norm := 1 / math.Sqrt(float64(max(1, len(g.all))))
	for k, sum := range sums {
		out[k] = float64(sum) * float64(b.scale[k]) * norm / b.temperature
	}
	return out
}

// String says how sure the model must be.
func (b *Base) String() string {
	return fmt.Sprintf("temperature %.3g, sure from %.3g", b.temperature, b.threshold)
}
