package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"liaison/casework"
	"liaison/classify"
	"liaison/classify/assist"
	"liaison/classify/evaluate"
	"liaison/config"
)

// progressEvery is how often whoever waits is told how far it is.
const progressEvery = 5 * time.Second

// contender is the classifier that is measured. Its topics are read as the
// labels of the rows.
type contender struct {
	ask   evaluate.Ask
	label map[casework.TopicID]string
}

// labels are those that a row may have.
func (c contender) labels() []string {
	all := evaluate.Labels()
	for _, name := range c.label {
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// measure says how well the rows of a file are sorted.
func measure(ctx context.Context, c config.Command, out, logs io.Writer) error {
	classifier, err := contend(c)
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

// contend makes the classifier that was asked for.
func contend(c config.Command) (contender, error) {
	base, err := baseModel(c.Settings)
	if err != nil {
		return contender{}, err
	}
	if c.Evaluation.As == config.AsBase {
		return general(base), nil
	}
	file, err := config.ReadOffice(c.Settings.Office)
	if err != nil {
		return contender{}, err
	}
	office := contender{label: map[casework.TopicID]string{}}
	for _, t := range file.Topics {
		office.label[casework.TopicID(t.ID)] = cmp.Or(t.Base, t.ID)
	}
	topics := officeOf(file).Topics
	if c.Evaluation.As == config.AsOffice {
		office.ask = evaluate.By(classify.NewOn(base, topics))
		return office, nil
	}
	office.ask, err = model(c.Settings.LLM, topics)
	return office, err
}

// general is the base model, with its labels for topics.
func general(base *classify.Base) contender {
	c := contender{label: map[casework.TopicID]string{}}
	var topics []casework.Topic
	for _, label := range evaluate.Labels() {
		topics = append(topics, casework.Topic{ID: casework.TopicID(label), Base: label})
		c.label[casework.TopicID(label)] = label
	}
	c.ask = evaluate.By(classify.NewOn(base, topics))
	return c
}

// model asks the language model of the settings.
func model(set config.LLM, topics []casework.Topic) (evaluate.Ask, error) {
	client, err := assist.New(assist.Config{
		URL: set.URL, Key: set.Key.Reveal(), Model: set.Model, Topics: topics, Purse: gift{}, Now: time.Now,
		Private: set.Private,
	})
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, text string) (casework.Verdict, error) { return client.Advise(ctx, text) }, nil
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
