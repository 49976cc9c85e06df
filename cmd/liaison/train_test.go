package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"liaison/classify"
	"liaison/config"
)

func TestTrainMakesAModelThatSorts(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	rows := filepath.Join(dir, "rows.jsonl")
	text := `{"text":"the bus is late","label":"transport"}
{"text":"no doctor at the clinic","label":"health"}
{"text":"hello there","label":"none"}
`
	if err := os.WriteFile(rows, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	model := filepath.Join(dir, "own.model")
	var out, logs bytes.Buffer
	if err := run(context.Background(), []string{"train", "--out", model, "--apart", rows, rows}, nil, &out, &logs); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "learned from 3 rows, fitted to 3") || !strings.Contains(logs.String(), "8 of 8") {
		t.Errorf("said %q, %q", out.String(), logs.String())
	}
	base, err := baseModel(config.Settings{Model: model})
	if err != nil {
		t.Fatal(err)
	}
	v := classify.NewOn(base, officeOf(config.Office{Topics: []config.Topic{{ID: "bus", Base: "transport"}, {ID: "ill", Base: "health"}}}).Topics).Classify("the bus")
	if len(v.Guesses) == 0 || v.Guesses[0].Topic != "bus" {
		t.Errorf("got %+v", v)
	}
}

func TestTrainRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.jsonl")
	if err := os.WriteFile(bad, []byte(`{"text":"x","label":"bees"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"train", bad}, bad + ":1"},
		{[]string{"train", filepath.Join(dir, "none.jsonl")}, "none.jsonl"},
		{[]string{"train", "--precision=2", bad}, "--precision"},
	} {
		var out, logs bytes.Buffer
		if err := run(context.Background(), c.args, nil, &out, &logs); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: got %v", c.args, err)
		}
	}
}

// TestL12_AModelThatCannotBeRead ends the start with a word on what to do.
func TestL12_AModelThatCannotBeRead(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "cut.model")
	if err := os.WriteFile(path, []byte("liaison model 1\n\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{path, path + ".none"} {
		_, err := baseModel(config.Settings{Model: file})
		if exitCode(err) != exitCode(&config.Invalid{}) || !strings.Contains(err.Error(), file) || !strings.Contains(err.Error(), "liaison train") {
			t.Errorf("%s: got %v", file, err)
		}
	}
}
