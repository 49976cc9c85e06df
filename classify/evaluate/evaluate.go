// Package evaluate measures how well texts are sorted: by any classifier, on
// rows whose label is known, in figures that can be compared.
package evaluate

import (
	"context"
	"slices"
	"time"

	"liaison/casework"
)

// None is the label of a message without a matter. The right answer to one is
// to be unsure, so it counts there and in no other figure.
const None = "none"

// Ask says what a classifier makes of a text. An error is an answer that never
// came: it counts as unsure and wrong.
type Ask func(ctx context.Context, text string) (casework.Verdict, error)

// By asks a classifier that never fails.
func By(c casework.Classifier) Ask {
	return func(_ context.Context, text string) (casework.Verdict, error) { return c.Classify(text), nil }
}

// Trial is what is to be measured, and how.
type Trial struct {
	Ask Ask
	// Label says which label a guessed topic stands for; nil: its own name.
	Label func(casework.TopicID) string
	// Title asks by the titles alone; a row without one is left out.
	Title bool
	Now   func() time.Time
	// Done is told how many rows are behind; nil: nobody is.
	Done func(rows int)
}

// outcome is what became of one row: the label it has and the one it was given,
// empty where the classifier had no guess.
type outcome struct {
	label, guess string
	probability  float64
	sure         bool
}

// right reports whether the guess is the label.
func (o outcome) right() bool { return o.guess == o.label }

// Measure asks for each row. It ends early with ctx's error.
func Measure(ctx context.Context, rows []Row, trial Trial) (Report, error) {
	var report Report
	var outcomes []outcome
	var spent []time.Duration
	for i, row := range rows {
		text := row.words(trial.Title)
		if text == "" {
			report.LeftOut++
			continue
		}
		begun := trial.Now()
		verdict, err := trial.Ask(ctx, text)
		spent = append(spent, trial.Now().Sub(begun))
		if ctx.Err() != nil {
			return Report{}, ctx.Err()
		}
		if err != nil {
			report.Failed++
			verdict = casework.Verdict{}
		}
		outcomes = append(outcomes, trial.outcome(row, verdict))
		if trial.Done != nil {
			trial.Done(i + 1)
		}
	}
	report.Time = timing(spent)
	report.count(outcomes)
	return report, nil
}

// outcome reads a verdict as a label.
func (t Trial) outcome(row Row, v casework.Verdict) outcome {
	o := outcome{label: row.Label}
	if len(v.Guesses) == 0 {
		return o
	}
	best := v.Guesses[0]
	o.guess, o.probability, o.sure = string(best.Topic), best.Probability, v.Sure
	if t.Label != nil {
		o.guess = t.Label(best.Topic)
	}
	return o
}

// timing is the mean and the time that ninety-nine of a hundred messages keep to.
func timing(spent []time.Duration) Time {
	if len(spent) == 0 {
		return Time{}
	}
	slices.Sort(spent)
	var sum time.Duration
	for _, d := range spent {
		sum += d
	}
	rank := (99*len(spent) + 99) / 100 // rounded up: the nearest rank
	return Time{Mean: sum / time.Duration(len(spent)), P99: spent[rank-1]}
}
