package evaluate

import (
	"fmt"
	"slices"
	"time"
)

// Report is what was measured. Shares are between 0 and 1. All but Rows,
// LeftOut, Failed, None, Time and Taught is of the rows that have a matter.
type Report struct {
	Rows     int     `json:"rows"`
	LeftOut  int     `json:"left_out"` // had no title, where titles were asked by
	Failed   int     `json:"failed"`   // the classifier gave no answer
	Accuracy float64 `json:"accuracy"`
	MacroF1  float64 `json:"macro_f1"` // mean over the labels that stand in the rows
	// Error is the expected calibration error: how far the probability of the best
	// guess is from how often it is right, in fifteen bins.
	Error   float64 `json:"calibration_error"`
	Unsure  float64 `json:"unsure"`
	Sorted  Point   `json:"sorted"`   // what the classifier itself was sure of
	AtLeast *Point  `json:"at_least"` // the widest coverage at 95 % precision; nil: it is never reached
	Curve   []Point `json:"curve"`

	Classes   []Class    `json:"classes"`
	Confusion [][]int    `json:"confusion"` // row: the label; column: the guess; in the order of Classes, the last column no guess
	None      NoneReport `json:"none"`
	Time      Time       `json:"time"`

	Taught *Taught `json:"taught,omitempty"` // nil: whoever sorted learns nothing from people
}

// Taught is what whoever sorted had learned from people.
type Taught struct {
	Database    bool `json:"database"` // there was one to read corrections from
	Corrections int  `json:"corrections"`
}

// String is the number, or that there was nothing to count.
func (t Taught) String() string {
	if !t.Database {
		return "no database, the office file alone"
	}
	return fmt.Sprint(t.Corrections)
}

// Point says how much is sorted when only guesses of at least this probability
// count, and how much of that is right. Precision is 0 where nothing is covered.
type Point struct {
	Threshold float64 `json:"threshold"`
	Coverage  float64 `json:"coverage"`
	Precision float64 `json:"precision"`
}

// Class is how one label fared.
type Class struct {
	Label     string  `json:"label"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Support   int     `json:"support"` // rows that have the label
}

// NoneReport is of the messages without a matter.
type NoneReport struct {
	Rows   int     `json:"rows"`
	Unsure float64 `json:"unsure"`
}

// Time is what one message took.
type Time struct {
	Mean time.Duration `json:"mean_ns"`
	P99  time.Duration `json:"p99_ns"`
}

// wanted is the precision that the office is promised of what is sorted without a person.
const wanted = 0.95

// thresholds are those of the curve.
var thresholds = []float64{0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99}

// count makes the figures of what became of the rows.
func (r *Report) count(all []outcome) {
	r.Rows = len(all)
	matters := slices.DeleteFunc(slices.Clone(all), func(o outcome) bool { return o.label == None })
	none := slices.DeleteFunc(slices.Clone(all), func(o outcome) bool { return o.label != None })
	r.None = NoneReport{Rows: len(none), Unsure: share(none, func(o outcome) bool { return !o.sure })}
	r.Accuracy = share(matters, outcome.right)
	r.Unsure = share(matters, func(o outcome) bool { return !o.sure })
	r.Sorted = point(matters, func(o outcome) bool { return o.sure })
	r.Error = calibration(matters)
	r.Curve, r.AtLeast = curve(matters), atLeast(matters, wanted)
	r.table(matters)
}

// share is how much of all is so; 0 of nothing.
func share(all []outcome, so func(outcome) bool) float64 {
	n := 0
	for _, o := range all {
		if so(o) {
			n++
		}
	}
	return ratio(n, len(all))
}

// ratio is 0 where there is nothing to take a share of.
func ratio(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
