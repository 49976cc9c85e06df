package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"liaison/classify"
	"liaison/config"
)

// train makes a base model and puts it in the place of the file of that name only
// when it is whole.
func train(t config.Training, out, logs io.Writer) error {
	learned, err := samplesOf(t.Files)
	if err != nil {
		return err
	}
	var apart [][]classify.Sample
	fitted := 0
	for _, file := range t.Apart {
		set, err := samplesOf([]string{file})
		if err != nil {
			return err
		}
		apart, fitted = append(apart, set), fitted+len(set)
	}
	base, err := classify.Train(learned, apart, t.Precision, func(done, of int) {
		_, _ = fmt.Fprintf(logs, "%d of %d\n", done, of)
	})
	if err != nil {
		return fmt.Errorf("train: %w", err)
	}
	if err := keepModel(base, t.Model); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "%s: learned from %d rows, fitted to %d\n", t.Model, len(learned), fitted); err != nil {
		return fmt.Errorf("say what was learned: %w", err)
	}
	return base.Describe(out)
}

func samplesOf(files []string) (all []classify.Sample, err error) {
	for _, file := range files {
		rows, err := readRows(file, classify.Labels())
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			all = append(all, classify.Sample{Title: r.Title, Text: r.Text, Label: r.Label})
		}
	}
	return all, nil
}

func keepModel(base *classify.Base, path string) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".model-*")
	if err != nil {
		return fmt.Errorf("write the model: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(f.Name()))
		}
	}()
	if err := base.Write(f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return fmt.Errorf("write the model: %w", err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("write the model: %w", err)
	}
	return f.Close()
}

// baseModel is the model of the settings, else the program's own.
func baseModel(set config.Settings) (*classify.Base, error) {
	if set.Model == "" {
		return classify.Shipped(), nil
	}
	base, err := classify.LoadBase(set.Model)
	if err != nil {
		return nil, &config.Invalid{Problems: []string{"LIAISON_MODEL: " + err.Error() + "; make it anew with liaison train, or leave the setting out"}}
	}
	return base, nil
}
