package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"liaison/classify"
	"liaison/config"
)

// train makes a base model of the files and writes it, or nothing.
func train(c config.Command, out io.Writer) error {
	rows, err := trainingRows(c.Training.Files)
	if err != nil {
		return err
	}
	others, err := trainingRows(c.Training.Calibrate)
	if err != nil {
		return err
	}
	base, err := classify.Train(rows, others)
	if err != nil {
		return fmt.Errorf("train: %w", err)
	}
	var file bytes.Buffer
	if err := base.Encode(&file); err != nil {
		return err
	}
	if err := os.WriteFile(c.Training.Out, file.Bytes(), 0o600); err != nil {
		return fmt.Errorf("write the model: %w", err)
	}
	_, err = fmt.Fprintf(out, "%s: %d rows, calibrated on %d; %s\n", c.Training.Out, len(rows), len(others), base)
	return err
}

func trainingRows(files []string) ([]classify.Row, error) {
	var all []classify.Row
	for _, name := range files {
		f, err := os.Open(name) // #nosec G304 -- whoever starts the program names the file
		if err != nil {
			return nil, fmt.Errorf("open the rows: %w", err)
		}
		rows, err := classify.ReadRows(f, name)
		_ = f.Close() // nothing was written
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return all, nil
}
