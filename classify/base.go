package classify

import (
	"bytes"
	_ "embed"
	"math"
	"slices"
	"sync"
)

// Labels are the general topics that the base model knows.
func Labels() []string { return slices.Clone(labels[:labelCount-1]) }

// labels has the background last: texts without a matter belong to it. It takes
// its share of the probability and is never a guess.
var labels = [labelCount]string{"urban", "labour", "education", "commerce", "environment", "health", "transport", background}

const (
	background = "none"
	labelCount = 8
)

// row is what a bucket says for each label.
type row [labelCount]int8

// odds are numbers by label, the background last.
type odds [labelCount]float64

// Base is the model that knows the general labels before an office teaches it
// anything: a softmax regression over hashed n-ngrams, with weights of one byte.
// It doesn't change once read, so that any number of goroutines may ask it.
type Base struct {
	rows  []row // by bucket
	scale [labelCount]float32
	// temperature divides the scores, so that of what it calls 80 % sure some
	// 80 % is right (Guo et al. 2017, "On calibration of modern neural networks").
	temperature float64
	// threshold is the least probability of what it sorts by itself.
	threshold float64
}

//go:embed base.model
var shipped []byte

// Shipped is the model that the program brings with it.
var Shipped = sync.OnceValue(func() *Base {
	b, err := ReadBase(bytes.NewReader(shipped))
	if err != nil {
		panic("the program's own model: " + err.Error()) // a test reads it
	}
	return b
})

// scores adds up what the n-ngrams say. The sum is divided by the root of their
// number: a long text is surer than a short one, but not by its length.
func (b *Base) scores(g *ngrams) odds {
	var sums [labelCount]int32
	b.add(&sums, g.all)
	norm := 1 / math.Sqrt(float64(max(1, len(g.all))))
	var out odds
	for k, sum := range sums {
		out[k] = float64(sum) * float64(b.scale[k]) * norm / b.temperature
	}
	return out
}

func (b *Base) add(sums *[labelCount]int32, grams []uint32) {
	for _, bucket := range grams {
		for k, v := range b.rows[bucket] {
			sums[k] += int32(v)
		}
	}
}

// weight is what some of the n-grams give to a label beyond what they give on average.
func (b *Base) weight(label int, parts ...[]uint32) float64 {
	var sums [labelCount]int32
	for _, grams := range parts {
		b.add(&sums, grams)
	}
	mean := 0.0
	for k, sum := range sums {
		mean += float64(sum) * float64(b.scale[k]) / labelCount
	}
	return float64(sums[label])*float64(b.scale[label]) - mean
}

// logOf turns scores into logarithms of probabilities.
func logOf(scores odds) odds {
	top := slices.Max(scores[:])
	sum := 0.0
	for _, x := range scores {
		sum += math.Exp(x - top)
	}
	for k := range scores {
		scores[k] -= top + math.Log(sum)
	}
	return scores
}
