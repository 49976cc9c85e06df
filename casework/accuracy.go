package casework

import (
	"context"
	"time"
)

// Judged is what the classifier made of a case by itself.
type Judged string

// What it may have made of it.
const (
	Sorted Judged = "sorted" // it was sure, and put the case under its guess
	Unsure Judged = "unsure" // it left that to people, or to a code
)

// judge keeps what the classifier made of the case at first. Further words may let
// it sort what it was unsure of.
func (t *turn) judge(v Verdict, sorts bool) {
	sorted := sorts && !v.Led
	if t.c.Judged != "" && (t.c.Judged == Sorted || !sorted) {
		return
	}
	if t.c.Judged, t.c.Guessed = Unsure, ""; sorted {
		t.c.Judged = Sorted
	}
	if len(v.Guesses) > 0 {
		t.c.Guessed = v.Guesses[0].Topic
	}
}

// Accuracy is how well the classifier sorted what came in some days.
type Accuracy struct {
	Topic  TopicID // empty: no topic yet
	Sorted int     // put there by the classifier
	Right  int     // of them, those that stand there still
	Unsure int     // that it left to people, and that stand there now
}

// Rate is of what it sorted how much was right.
func (a Accuracy) Rate() Rate { return Rate{a.Right, a.Sorted} }

// Plus adds the counts of another line; the topic stays.
func (a Accuracy) Plus(b Accuracy) Accuracy {
	a.Sorted, a.Right, a.Unsure = a.Sorted+b.Sorted, a.Right+b.Right, a.Unsure+b.Unsure
	return a
}

// Accuracy counts, for the staff, the cases of the last days, a line for each topic
// and in order of their ids.
func (d *Desk) Accuracy(ctx context.Context, by Person, days int) ([]Accuracy, error) {
	return d.store.Accuracy(ctx, by, d.now().Add(-time.Duration(days)*24*time.Hour))
}
