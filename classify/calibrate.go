package classify

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// precision is what part of the texts that are sorted without a person must be
// sorted right.
const precision = 0.95

// enoughToTell is how many texts of a language make a precision.
const enoughToTell = 100

// measured is a text that the model isn't taught: what it says of it, and what is right.
type measured struct {
	logits [labelCount]float64 // at temperature 1
	label  int
	lang   string
}

// judged is how likely the best guess was said to be, and whether it was right.
type judged struct {
	probability float64
	right       bool
}

// calibrate fits the temperature, so that of what is called likely by 80 % about
// 80 % are right, and then sets the threshold that gives the precision.
func (b *Base) calibrate(rows []Row) error {
	b.temperature = 1
	texts, err := b.measure(rows)
	if err != nil {
		return err
	}
	best, temperature := math.Inf(1), 1.0
	for t := 0.2; t < 4; t *= 1.02 {
		if loss := lossAt(texts, t); loss < best {
			best, temperature = loss, t
		}
	}
	b.temperature = math.Round(temperature*1000) / 1000
	b.threshold = 0
	for _, in := range byLanguage(texts) {
		b.threshold = max(b.threshold, thresholdOf(judge(in, b.temperature)))
	}
	return nil
}

// byLanguage parts the texts, since each language must have the precision. Too
// few to tell count with none.
func byLanguage(texts []measured) [][]measured {
	var parts [][]measured
	var names []string
	for _, m := range texts {
		at := slices.Index(names, m.lang)
		if at < 0 {
			at = len(names)
			names, parts = append(names, m.lang), append(parts, nil)
		}
		parts[at] = append(parts[at], m)
	}
	if big := slices.DeleteFunc(slices.Clone(parts), func(p []measured) bool { return len(p) < enoughToTell }); len(big) > 0 {
		return big
	}
	return [][]measured{texts}
}

func (b *Base) measure(rows []Row) ([]measured, error) {
	var all []measured
	var g ngrams
	for i, r := range rows {
		label := slices.Index(labels, r.Label)
		if label < 0 {
			return nil, fmt.Errorf("row %d to calibrate on: there is no label %q; it is one of %v", i+1, r.Label, labels)
		}
		texts := []string{r.Whole()}
		if r.Title != "" {
			texts = append(texts, r.Title)
		}
		for _, text := range texts {
			g.read(text)
			all = append(all, measured{b.logits(&g), label, r.Lang})
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("there are no rows to calibrate on")
	}
	return all, nil
}

func lossAt(texts []measured, temperature float64) float64 {
	loss := 0.0
	for _, m := range texts {
		p := spread(m.logits, temperature)
		loss -= math.Log(max(p[m.label], 1e-9))
	}
	return loss
}

// spread turns logits into probabilities.
func spread(logits [labelCount]float64, temperature float64) [labelCount]float64 {
	for k := range logits {
		logits[k] /= temperature
	}
	softmax(logits[:])
	return logits
}

func judge(texts []measured, temperature float64) []judged {
	all := make([]judged, len(texts))
	for i, m := range texts {
		p := spread(m.logits, temperature)
		best := 0
		for k := range labelCount - 1 { // the background is no guess
			if p[k] > p[best] {
				best = k
			}
		}
		all[i] = judged{p[best], best == m.label}
	}
	return all
}

// thresholdOf is the lowest probability above which enough are right.
func thresholdOf(all []judged) float64 {
	slices.SortStableFunc(all, func(a, b judged) int { return cmp.Compare(b.probability, a.probability) })
	threshold, right := 0.99, 0
	for i, j := range all {
		if j.right {
			right++
		}
		if float64(right) >= precision*float64(i+1) {
			threshold = j.probability
		}
	}
	return math.Round(min(0.99, max(0.5, threshold))*1000+0.5) / 1000
}
