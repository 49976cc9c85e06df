package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"liaison/casework"
	"liaison/classify"
	"liaison/classify/assist"
	"liaison/classify/evaluate"
	"liaison/config"
	"liaison/storage"
)

// contender is the classifier that is measured. Its topics are read as the
// labels of the rows.
type contender struct {
	ask    evaluate.Ask
	label  map[casework.TopicID]string
	taught *evaluate.Taught // nil: it learns nothing from people
}

// labels are those that a row may have.
func (c contender) labels() []string {
	all := classify.Labels()
	for _, name := range c.label {
		if !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// contend makes the classifier that was asked for.
func contend(ctx context.Context, c config.Command) (contender, error) {
	base, err := baseModel(c.Settings)
	if err != nil {
		return contender{}, err
	}
	if c.Evaluation.As == config.AsBase {
		return general(base), nil
	}
	file, err := config.ReadOffice(c.Settings.Office, classify.Labels())
	if err != nil {
		return contender{}, err
	}
	office := contender{label: map[casework.TopicID]string{}}
	for _, t := range file.Topics {
		office.label[casework.TopicID(t.ID)] = cmp.Or(t.Base, t.ID)
	}
	topics := officeOf(file).Topics
	if c.Evaluation.As == config.AsOffice {
		live := classify.NewLive(base, topics, time.Now)
		office.ask = evaluate.By(live)
		office.taught, err = corrected(ctx, live, c.Settings.Database.Reveal())
		return office, err
	}
	office.ask, err = model(c.Settings.LLM, topics)
	return office, err
}

// corrected teaches a classifier what people corrected at the office so far.
func corrected(ctx context.Context, live *classify.Live, database string) (*evaluate.Taught, error) {
	store, err := storage.Look(ctx, database, storage.Options{})
	if errors.Is(err, storage.ErrAbsent) {
		return &evaluate.Taught{}, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = store.Close() }() // nothing was written
	if _, err := live.Learn(ctx, store); err != nil {
		return nil, err
	}
	return &evaluate.Taught{Database: true, Corrections: live.Taught().Lessons}, nil
}

// general is the base model, with its labels for topics.
func general(base *classify.Base) contender {
	c := contender{label: map[casework.TopicID]string{}}
	var topics []casework.Topic
	for _, label := range classify.Labels() {
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
