package classify

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"unicode"
)

// Row is a labelled message to train on or to measure with.
type Row struct {
	Lang  string `json:"lang"`
	Title string `json:"title"`
	Text  string `json:"text"`
	Label string `json:"label"`
}

// Whole is all that the message says.
func (r Row) Whole() string {
	if r.Title == "" {
		return r.Text
	}
	return r.Title + "\n" + r.Text
}

// Settings of the training, chosen on a part of the training rows that was held back.
const (
	trainEpochs = 12
	trainRate   = 0.5
	trainEase   = 0.05 // keeps the first steps small
	// The beginning of a long Chinese message stands for what somebody would
	// have written who writes in a chat.
	openingRunes  = 40
	openingWeight = 0.5
	heldPart      = 10   // without rows to calibrate on, every tenth is held back
	outliers      = 2000 // one weight of so many is cut to the greatest that a byte holds
)

// document is one text to learn from: its buckets, how often each, and its label.
type document struct {
	buckets []uint32
	values  []float32
	label   int
	weight  float64
}

// Train learns a base model from rows. It is calibrated on others that it
// doesn't learn from, or, if there are none, on every tenth of the rows. The
// same rows in the same order give the same model on one kind of processor.
func Train(rows, others []Row) (*Base, error) {
	if len(others) == 0 {
		rows, others = holdBack(rows)
	}
	var documents []document
	for i, r := range rows {
		label := slices.Index(labels, r.Label)
		if label < 0 {
			return nil, fmt.Errorf("row %d: there is no label %q; it is one of %v", i+1, r.Label, labels)
		}
		documents = append(documents, documentsOf(r, label)...)
	}
	if len(documents) == 0 {
		return nil, fmt.Errorf("there are no rows to learn from")
	}
	b := quantised(descend(documents))
	return b, b.calibrate(others)
}

// holdBack parts rows by a hash of their text, so that the same text is never on both sides.
func holdBack(rows []Row) (kept, held []Row) {
	for _, r := range rows {
		h := fnv.New32a()
		_, _ = h.Write([]byte(r.Text)) // a hash takes everything
		if h.Sum32()%heldPart == 0 {
			held = append(held, r)
		} else {
			kept = append(kept, r)
		}
	}
	return kept, held
}

// documentsOf reads a row whole, and as the few words that it may have been.
func documentsOf(r Row, label int) []document {
	all := []document{documentOf(r.Whole(), label, 1)}
	if r.Title != "" {
		return append(all, documentOf(r.Title, label, 1))
	}
	if opening := openingOf(r.Text); opening != "" {
		all = append(all, documentOf(opening, label, openingWeight))
	}
	return all
}

// openingOf is the beginning of a Chinese text that is longer than it.
func openingOf(text string) string {
	count := 0
	for i, c := range text {
		if unicode.Is(unicode.Han, c) {
			if count++; count > openingRunes {
				return text[:i]
			}
		}
	}
	return ""
}

func documentOf(text string, label int, weight float64) document {
	var g ngrams
	g.read(text)
	d := document{label: label, weight: weight}
	found := make([]uint32, len(g.all))
	for i, t := range g.all {
		found[i] = t.bucket
	}
	slices.Sort(found)
	unit := float32(1 / math.Sqrt(float64(max(1, len(found)))))
	for i, bucket := range found {
		if i > 0 && bucket == found[i-1] {
			d.values[len(d.values)-1] += unit
			continue
		}
		d.buckets, d.values = append(d.buckets, bucket), append(d.values, unit)
	}
	return d
}

// weights are what a bucket says for each label, before they are made small.
type weights [labelCount]float32

// descend goes down the gradient of the log loss, document by document in an
// order that is always the same, each bucket with a step of its own (AdaGrad).
// It returns the mean of the later rounds, which says more about new texts than the last.
func descend(documents []document) []weights {
	w, mean := make([]weights, buckets), make([]weights, buckets)
	past := make([]float32, buckets)
	order := make([]int, len(documents))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(1, 2)) // #nosec G404 -- a fixed order is the point
	for epoch := range trainEpochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			documents[i].step(w, past)
		}
		if epoch < trainEpochs/2 {
			continue
		}
		for i := range w {
			for k := range w[i] {
				mean[i][k] += w[i][k] / (trainEpochs - trainEpochs/2)
			}
		}
	}
	return mean
}

// step moves the weights so that the document's label becomes likelier.
func (d document) step(w []weights, past []float32) {
	var s [labelCount]float64
	for j, bucket := range d.buckets {
		for k := range s {
			s[k] += float64(w[bucket][k] * d.values[j])
		}
	}
	softmax(s[:])
	s[d.label]--
	size := 0.0
	for _, x := range s {
		size += x * x
	}
	for j, bucket := range d.buckets {
		v := float64(d.values[j])
		past[bucket] += float32(size * v * v)
		by := trainRate * v * d.weight / (math.Sqrt(float64(past[bucket])) + trainEase)
		for k := range s {
			w[bucket][k] -= float32(by * s[k])
		}
	}
}

// quantised makes each weight a byte. The scale of a label is that of its
// greatest weights but a few, which are cut.
func quantised(w []weights) *Base {
	b := &Base{rows: make([]row, buckets), temperature: 1, threshold: 1}
	sizes := make([]float64, 0, buckets)
	for k := range labelCount {
		sizes = sizes[:0]
		for i := range w {
			if x := math.Abs(float64(w[i][k])); x > 0 {
				sizes = append(sizes, x)
			}
		}
		if len(sizes) == 0 {
			continue
		}
		slices.Sort(sizes)
		b.scale[k] = float32(sizes[len(sizes)-1-len(sizes)/outliers] / 127)
		for i := range w {
			x := math.Round(float64(w[i][k]) / float64(b.scale[k]))
			b.rows[i][k] = int8(max(-127, min(127, x)))
		}
	}
	return b
}
