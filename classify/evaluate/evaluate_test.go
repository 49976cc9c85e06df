package evaluate_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/classify/evaluate"
)

// said is a classifier whose verdicts are written into the texts: "guess
// probability sure", or nothing at all.
func said(_ context.Context, text string) (casework.Verdict, error) {
	v, known := map[string]casework.Verdict{
		"a.9!": guess("a", .9, true), "a.8!": guess("a", .8, true), "a.6": guess("a", .6, false),
		"b.9!": guess("b", .9, true), "b.7": guess("b", .7, false), "c.5": guess("c", .5, false), "-": {},
	}[text]
	if !known {
		return v, errors.New("no such text")
	}
	return v, nil
}

func guess(topic casework.TopicID, p float64, sure bool) casework.Verdict {
	return casework.Verdict{Sure: sure, Guesses: []casework.Guess{{Topic: topic, Probability: p}}}
}

// small is computed by hand in the tests: eight rows with a matter, two without.
//
//	label \ guess  a  b  c  nothing
//	a              2  1  0  1
//	b              1  1  0  1   (the failed answer is no guess)
//	c              0  0  1  0
var small = []evaluate.Row{
	{Text: "a.9!", Label: "a"}, {Text: "a.6", Label: "a"}, {Text: "b.9!", Label: "a"}, {Text: "-", Label: "a"},
	{Text: "a.8!", Label: "b"}, {Text: "b.7", Label: "b"}, {Text: "broken", Label: "b"},
	{Text: "c.5", Label: "c"},
	{Text: "a.9!", Label: evaluate.None}, {Text: "-", Label: evaluate.None},
}

// ticking is a clock on which the n-th question takes n milliseconds.
func ticking() func() time.Time {
	now, calls := time.Unix(0, 0), 0
	return func() time.Time {
		if calls++; calls%2 == 0 {
			now = now.Add(time.Duration(calls/2) * time.Millisecond)
		}
		return now
	}
}

func measured(t *testing.T) evaluate.Report {
	t.Helper()
	r, err := evaluate.Measure(t.Context(), small, evaluate.Trial{Ask: said, Now: ticking()})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func TestFiguresOfTheWhole(t *testing.T) {
	t.Parallel()
	r := measured(t)
	if r.Rows != 10 || r.Failed != 1 || r.LeftOut != 0 || r.None.Rows != 2 {
		t.Errorf("rows %d, failed %d, left out %d, without a matter %d", r.Rows, r.Failed, r.LeftOut, r.None.Rows)
	}
	near(t, "accuracy", r.Accuracy, 4.0/8)
	near(t, "macro-F1", r.MacroF1, (4.0/7+2.0/5+1)/3)
	near(t, "unsure", r.Unsure, 5.0/8)
	near(t, "unsure without a matter", r.None.Unsure, 1.0/2)
	near(t, "sure of", r.Sorted.Coverage, 3.0/8)
	near(t, "right of that", r.Sorted.Precision, 1.0/3)
	if r.Time.P99 != 10*time.Millisecond || r.Time.Mean != 5500*time.Microsecond {
		t.Errorf("time: %+v", r.Time)
	}
}

func TestFiguresOfEachClass(t *testing.T) {
	t.Parallel()
	r := measured(t)
	want := []evaluate.Class{
		{Label: "a", Precision: 2.0 / 3, Recall: 2.0 / 4, F1: 4.0 / 7, Support: 4},
		{Label: "b", Precision: 1.0 / 2, Recall: 1.0 / 3, F1: 2.0 / 5, Support: 3},
		{Label: "c", Precision: 1, Recall: 1, F1: 1, Support: 1},
	}
	if !reflect.DeepEqual(r.Classes, want) {
		t.Errorf("got %+v, want %+v", r.Classes, want)
	}
	if confusion := [][]int{{2, 1, 0, 1}, {1, 1, 0, 1}, {0, 0, 1, 0}}; !reflect.DeepEqual(r.Confusion, confusion) {
		t.Errorf("got %v, want %v", r.Confusion, confusion)
	}
}

// The guesses by probability: .9 right, .9 wrong, .8 wrong, .7 right, .6 right, .5 right.
func TestCoverageAgainstPrecision(t *testing.T) {
	t.Parallel()
	r := measured(t)
	want := map[float64][2]float64{
		0: {6.0 / 8, 4.0 / 6}, .6: {5.0 / 8, 3.0 / 5}, .7: {4.0 / 8, 2.0 / 4}, .8: {3.0 / 8, 1.0 / 3}, .9: {2.0 / 8, 1.0 / 2}, .95: {0, 0},
	}
	for _, p := range r.Curve {
		if w, asked := want[p.Threshold]; asked && (p.Coverage != w[0] || p.Precision != w[1]) {
			t.Errorf("from %v: got %+v, want %v", p.Threshold, p, w)
		}
	}
	if r.AtLeast != nil {
		t.Errorf("95 %% is never reached: the two at .9 go together, got %+v", r.AtLeast)
	}
}

// TestWidestCoverage: right, right, wrong, and then eighteen right: 20 of 21 are
// more than 95 %, though 2 of 3 are not.
func TestWidestCoverage(t *testing.T) {
	t.Parallel()
	rows := []evaluate.Row{{Text: "1", Label: "a"}, {Text: "1", Label: "a"}, {Text: ".9", Label: "b"}}
	for range 18 {
		rows = append(rows, evaluate.Row{Text: ".8", Label: "a"})
	}
	rows = append(rows, evaluate.Row{Text: ".3", Label: "b"}, evaluate.Row{Text: ".3", Label: "b"})
	p := map[string]float64{"1": 1, ".9": .9, ".8": .8, ".3": .3}
	ask := func(_ context.Context, text string) (casework.Verdict, error) { return guess("a", p[text], true), nil }
	r, err := evaluate.Measure(t.Context(), rows, evaluate.Trial{Ask: ask, Now: ticking()})
	if err != nil {
		t.Fatal(err)
	}
	if want := (evaluate.Point{Threshold: .8, Coverage: 21.0 / 23, Precision: 20.0 / 21}); r.AtLeast == nil || *r.AtLeast != want {
		t.Errorf("got %+v, want %+v", r.AtLeast, want)
	}
}

// TestCalibrationError: in its bin each guess is off by |right - probability|,
// summed before the absolute value is taken:
// (.8667, .9333] holds .9 right and .9 wrong: |1 - 1.8| = .8; (.7333, .8] holds .8 wrong: .8;
// (.6667, .7333] holds .7 right: .3; (.5333, .6] holds .6 right: .4; (.4667, .5333] holds .5 right: .5;
// the first holds two of 0, both wrong: 0. Together 2.8 of 8 rows.
func TestCalibrationError(t *testing.T) {
	t.Parallel()
	near(t, "calibration error", measured(t).Error, 2.8/8)
}

func TestGuessesAreReadAsLabels(t *testing.T) {
	t.Parallel()
	ask := func(context.Context, string) (casework.Verdict, error) { return guess("roads", .9, true), nil }
	label := func(casework.TopicID) string { return "transport" }
	done := 0
	trial := evaluate.Trial{Ask: ask, Label: label, Title: true, Now: ticking(), Done: func(n int) { done = n }}
	rows := []evaluate.Row{{Text: "no title", Label: "transport"}, {Title: "Bus", Text: "It is late", Label: "transport"}}
	r, err := evaluate.Measure(t.Context(), rows, trial)
	if err != nil || r.Accuracy != 1 || r.LeftOut != 1 || r.Rows != 1 || done != 2 {
		t.Errorf("got %+v, %v; %d done", r, err, done)
	}
}

// TestWhatIsAsked: titles alone, or the title once and the text.
func TestWhatIsAsked(t *testing.T) {
	t.Parallel()
	rows := []evaluate.Row{{Title: "Bus", Text: "It is late"}, {Title: "Bus", Text: "Bus is late"}, {Text: " late "}, {Title: "Bus"}}
	for title, want := range map[bool]string{true: "Bus|Bus|Bus", false: "Bus\nIt is late|Bus is late|late|Bus"} {
		var asked []string
		ask := func(_ context.Context, text string) (casework.Verdict, error) {
			asked = append(asked, text)
			return casework.Verdict{}, nil
		}
		if _, err := evaluate.Measure(t.Context(), rows, evaluate.Trial{Ask: ask, Title: title, Now: ticking()}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(asked, "|"); got != want {
			t.Errorf("titles %v: got %q, want %q", title, got, want)
		}
	}
}

func TestEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	ask := func(context.Context, string) (casework.Verdict, error) { stop(); return casework.Verdict{}, nil }
	if _, err := evaluate.Measure(ctx, small, evaluate.Trial{Ask: ask, Now: ticking()}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestNothingIsNoDivisionByZero: no rows, or none with a matter.
func TestNothingIsNoDivisionByZero(t *testing.T) {
	t.Parallel()
	for _, rows := range [][]evaluate.Row{nil, {{Text: "-", Label: evaluate.None}}} {
		r, err := evaluate.Measure(t.Context(), rows, evaluate.Trial{Ask: said, Now: ticking()})
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		if err := r.JSON(&out); err != nil || strings.Contains(out.String(), "NaN") {
			t.Errorf("got %s, %v", out.String(), err)
		}
	}
}

func TestJSONHoldsTheReport(t *testing.T) {
	t.Parallel()
	r := measured(t)
	var out strings.Builder
	if err := r.JSON(&out); err != nil {
		t.Fatal(err)
	}
	var back evaluate.Report
	if err := json.Unmarshal([]byte(out.String()), &back); err != nil || !reflect.DeepEqual(back, r) {
		t.Errorf("got %+v, want %+v, %v", back, r, err)
	}
}
