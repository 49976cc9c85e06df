package evaluate_test

import (
	"strings"
	"testing"

	"liaison/classify/evaluate"
)

var labels = []string{"health", "transport"}

func TestReadsRows(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", 1<<20-len(`{"text":"","label":"health"}`))
	file := "\uFEFF" + `{"lang":"en","text":"late","label":"transport","id":7}` + "\r\n\n" +
		`{"text":"` + long + `","label":"health"}` + "\n" +
		`{"title":"hello","label":"none"}`
	rows, err := evaluate.Read(strings.NewReader(file), "f", labels)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 3 || rows[0].Text != "late" || rows[0].Lang != "en" || rows[1].Text != long || rows[2].Title != "hello" {
		t.Errorf("got %d rows", len(rows))
	}
}

// TestBadRows: each is named with its line and what to do, and no text is quoted.
func TestBadRows(t *testing.T) {
	t.Parallel()
	good := `{"text":"late","label":"transport"}`
	cases := []struct{ name, file, want string }{
		{"no JSON", good + "\n{secret", `f:2: the line isn't a JSON object: write {"text":"...","label":"..."} on one line`},
		{"no object", `"secret"`, `f:1: the line isn't a JSON object: write {"text":"...","label":"..."} on one line`},
		{"a number", `{"text":1,"label":"health"}`, `f:1: "text" must be a string, not number`},
		{"no text", good + "\n\n" + `{"text":" ","label":"health"}`, "f:3: the text is empty: fill it in or leave the line out"},
		{"no label", `{"text":"secret"}`, "f:1: the label is missing: it is one of health, transport, none"},
		{"unknown label", `{"text":"secret","label":"sport"}`, `f:1: label "sport" is unknown: it is one of health, transport, none`},
		{"no UTF-8", "{\"text\":\"\xff\",\"label\":\"health\"}", "f:1: the line isn't UTF-8: save the file as UTF-8"},
		{"too long", strings.Repeat("x", 3<<20) + "\n" + `{"text":"secret"}`, "f:1: the line is longer than 1 MiB: shorten it or leave it out\n" +
			"f:2: the label is missing: it is one of health, transport, none"},
		{"too long to its end", strings.Repeat("x", 1<<20+2), "f:1: the line is longer than 1 MiB: shorten it or leave it out"},
		{"nothing", "\n\n", "f: there is no row in it: write one JSON object a line, with text and label"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if _, err := evaluate.Read(strings.NewReader(c.file), "f", labels); err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// TestManyBadRows: the first twenty are enough to know that it is the wrong file.
func TestManyBadRows(t *testing.T) {
	t.Parallel()
	_, err := evaluate.Read(strings.NewReader(strings.Repeat("bad\n", 1000)), "f", labels)
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 21 || lines[20] != "f: and more; these are the first 20" {
		t.Errorf("got %d lines, the last %q", len(lines), lines[len(lines)-1])
	}
}
