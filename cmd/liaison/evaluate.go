package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"liaison/casework"
	"liaison/classify/evaluate"
	"liaison/config"
)

// progressEvery is how often whoever waits is told how far it is.
const progressEvery = 5 * time.Second

// measure says how well the rows of a file are sorted.
func measure(ctx context.Context, c config.Command, out, logs io.Writer) error {
	classifier, err := contend(ctx, c)
	if err != nil {
		return err
	}
	rows, err := readRows(c.File, classifier.labels())
	if err != nil {
		return err
	}
	rows = some(rows, c.Evaluation.Limit)
	report, err := evaluate.Measure(ctx, rows, evaluate.Trial{
		Ask:   classifier.ask,
		Label: func(t casework.TopicID) string { return classifier.label[t] },
		Title: c.Evaluation.Text == config.Title,
		Now:   time.Now,
		Done:  progress(logs, len(rows), time.Now),
	})
	if err != nil {
		return err
	}
	report.Taught = classifier.taught
	if report.Rows == 0 {
		return fmt.Errorf("%s: no row has a title: ask by --text %s", c.File, config.Whole)
	}
	if c.Evaluation.JSON {
		return report.JSON(out)
	}
	return report.Print(out)
}

func readRows(file string, labels []string) ([]evaluate.Row, error) {
	f, err := os.Open(file) // #nosec G304 -- whoever starts the program names the file
	if err != nil {
		return nil, fmt.Errorf("open the rows: %w", err)
	}
	defer func() { _ = f.Close() }() // nothing was written
	return evaluate.Read(f, file, labels)
}

// some takes a number of rows, evenly over all; 0: all of them.
func some(rows []evaluate.Row, limit int) []evaluate.Row {
	if limit == 0 || limit >= len(rows) {
		return rows
	}
	few := make([]evaluate.Row, limit)
	for i := range few {
		few[i] = rows[i*len(rows)/limit]
	}
	return few
}

// progress says now and then how many rows are behind.
func progress(logs io.Writer, rows int, now func() time.Time) func(int) {
	last := now()
	return func(done int) {
		if t := now(); t.Sub(last) >= progressEvery {
			last = t
			_, _ = fmt.Fprintf(logs, "%d of %d\n", done, rows)
		}
	}
}
