package classify

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
)

// Training is a fixed number of rounds in an order drawn from a fixed seed, one
// step after the other: the same samples in the same order make the same model
// on one kind of processor. The steps are those of AdaGrad (Duchi et al. 2011),
// with one sum of squares for each bucket.
const (
	passes   = 8
	stride   = 1.0
	calm     = 0.05 // keeps the first steps of a bucket small
	seed     = 1
	headOnly = 20  // characters of Chinese that stand for a short message
	headPart = 0.5 // what such a beginning counts beside a whole message
)

// Sample is a text that belongs to a label, or to "none".
type Sample struct {
	Title, Text, Label string
}

// document is a sample as it is learned: its buckets, each once, at unit sum of shares.
type document struct {
	buckets []uint32
	values  []float32
	label   int
	weight  float64
}

// Train makes a base model of samples, and says by step how far it is. The other
// sets are held apart: the temperature and the threshold are fitted to them.
func Train(samples []Sample, apart [][]Sample, precision float64, step func(done, of int)) (*Base, error) {
	var docs []document
	var r ngrams
	for _, s := range samples {
		label := slices.Index(labels[:], s.Label)
		if label < 0 {
			return nil, fmt.Errorf("label %q is none of %s", s.Label, strings.Join(labels[:], ", "))
		}
		for _, text := range s.parts() {
			docs = append(docs, r.document(text.words, label, text.weight))
		}
	}
	if len(docs) == 0 {
		return nil, errors.New("there is nothing to learn from: name a file with rows of text and label")
	}
	b := quantized(descend(docs, step))
	b.temperature, b.threshold = 1, 1
	return b, b.calibrate(apart, precision)
}

type part struct {
	words  string
	weight float64
}

// parts are a whole message and its title. A Chinese message without one is also
// learned by its beginning, since many messages in a chat are no longer.
func (s Sample) parts() []part {
	whole := strings.TrimSpace(s.Title + "\n" + s.Text)
	if s.Title != "" {
		return []part{{whole, 1}, {s.Title, 1}}
	}
	count := 0
	for i, c := range s.Text {
		if c >= 0x2E80 {
			count++
		}
		if count > headOnly {
			return []part{{whole, 1}, {s.Text[:i], headPart}}
		}
	}
	return []part{{whole, 1}}
}

func (g *ngrams) document(text string, label int, weight float64) document {
	var t tokens
	t.read(text)
	g.read(&t)
	place := map[uint32]int{}
	d := document{label: label, weight: weight}
	for _, bucket := range g.all {
		at, again := place[bucket]
		if !again {
			at = len(d.buckets)
			place[bucket] = at
			d.buckets, d.values = append(d.buckets, bucket), append(d.values, 0)
		}
		d.values[at]++
	}
	norm := float32(math.Sqrt(float64(max(1, len(g.all)))))
	for i := range d.values {
		d.values[i] /= norm
	}
	return d
}

type weights [][labelCount]float32

func (w weights) scores(d document) (s odds) {
	for i, b := range d.buckets {
		for k, x := range w[b] {
			s[k] += float64(x * d.values[i])
		}
	}
	return s
}

// descend goes down the gradient of the log loss.
func descend(docs []document, step func(done, of int)) weights {
	w, squares := make(weights, buckets), make([]float32, buckets)
	random := rand.New(rand.NewPCG(seed, seed)) // #nosec G404 -- the same each time is what is wanted
	order := random.Perm(len(docs))
	for pass := range passes {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			w.learn(docs[i], squares)
		}
		step(pass+1, passes)
	}
	return w
}

func (w weights) learn(d document, squares []float32) {
	s := w.scores(d)
	softmax(s[:])
	s[d.label]--
	loss := 0.0
	for _, x := range s {
		loss += x * x
	}
	for i, b := range d.buckets {
		v := float64(d.values[i])
		squares[b] += float32(loss * v * v)
		by := stride * v * d.weight / (math.Sqrt(float64(squares[b])) + calm)
		for k := range s {
			w[b][k] -= float32(by * s[k])
		}
	}
}

const (
	steps   = 127
	faint   = 2      // a weight of so few steps is left out: it says next to nothing, and costs room
	clipped = 0.9995 // the share of weights that keep their size; a few large ones would coarsen all
)

// quantized brings each label's weights to whole steps of one byte.
func quantized(w weights) *Base {
	b := &Base{rows: make([]row, buckets)}
	for k := range labelCount {
		var sizes []float32
		for _, r := range w {
			if r[k] != 0 {
				sizes = append(sizes, float32(math.Abs(float64(r[k]))))
			}
		}
		slices.Sort(sizes)
		if len(sizes) == 0 {
			continue
		}
		b.scale[k] = sizes[int(clipped*float64(len(sizes)-1))] / steps
		for i, r := range w {
			v := math.Round(float64(r[k] / b.scale[k]))
			if v = max(-steps, min(steps, v)); math.Abs(v) > faint {
				b.rows[i][k] = int8(v)
			}
		}
	}
	return b
}

// Describe writes what a model is made of.
func (b *Base) Describe(w io.Writer) error {
	used := 0
	for _, r := range b.rows {
		if r != (row{}) {
			used++
		}
	}
	_, err := fmt.Fprintf(w, "%d of %d buckets used, temperature %.3f, sorts by itself from %.3f\n", used, buckets, b.temperature, b.threshold)
	return err
}
