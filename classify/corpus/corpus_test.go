// Package corpus_test holds the examples to their form: one wrong row would be
// learnt like the others, and nobody would see it.
package corpus_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"liaison/classify"
	"liaison/classify/evaluate"
)

type row struct{ Lang, Text, Label string }

var labels = append(classify.Labels(), evaluate.None)

// perLabel is how many examples of each label a language has at least.
var perLabel = map[string]int{"en": 60, "es": 45, "ar": 45, "ru": 40, "zh": 40}

func TestExamplesAreWellFormed(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for lang, least := range perLabel {
		count := map[string]int{}
		for _, r := range rows(t, lang+".jsonl") {
			plain := normalised(r.Text)
			switch {
			case r.Lang != lang, !slices.Contains(labels, r.Label), strings.TrimSpace(r.Text) == "":
				t.Errorf("%s: bad row %+v", lang, r)
			case seen[plain] != "":
				t.Errorf("%s: %q stands in %s already", lang, r.Text, seen[plain])
			}
			seen[plain] = lang
			count[r.Label]++
		}
		for _, label := range labels {
			if count[label] < least {
				t.Errorf("%s: %d examples of %s, want %d", lang, count[label], label, least)
			}
		}
	}
}

// TestTestsStandApart: a text that was learnt, or one that was hardly changed, proves nothing.
func TestTestsStandApart(t *testing.T) {
	t.Parallel()
	var examples []row
	var sizes []int
	holders := map[string][]int{} // gram -> examples
	for lang := range perLabel {
		for _, r := range rows(t, lang+".jsonl") {
			grams := fourGrams(normalised(r.Text))
			for g := range grams {
				holders[g] = append(holders[g], len(examples))
			}
			examples, sizes = append(examples, r), append(sizes, len(grams))
		}
	}
	for name, least := range testSets {
		tests := rows(t, filepath.Join("..", "testdata", name))
		if len(tests) < least {
			t.Errorf("%s: %d rows, want %d", name, len(tests), least)
		}
		for _, r := range tests {
			if !slices.Contains(labels, r.Label) {
				t.Errorf("%s: unknown label in %+v", name, r)
			}
			own := fourGrams(normalised(r.Text))
			shared := map[int]int{}
			for g := range own {
				for _, i := range holders[g] {
					shared[i]++
				}
			}
			for i, both := range shared {
				if jaccard := float64(both) / float64(len(own)+sizes[i]-both); jaccard > 0.6 {
					t.Errorf("%s: %q is too near to the example %q", name, r.Text, examples[i].Text)
				}
			}
		}
	}
}

// testSets are the files that no model learns from, and how many rows they have at least.
var testSets = map[string]int{
	"english.jsonl": 150, "spanish.jsonl": 60, "arabic.jsonl": 60, "mixed.jsonl": 60, "nonmatters.jsonl": 60,
}

func rows(t *testing.T, name string) []row {
	t.Helper()
	f, err := os.Open(filepath.Clean(name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []row
	for lines := bufio.NewScanner(f); lines.Scan(); {
		d := json.NewDecoder(strings.NewReader(lines.Text()))
		d.DisallowUnknownFields()
		var r row
		if err := d.Decode(&r); err != nil {
			t.Fatalf("%s: %s: %v", name, lines.Text(), err)
		}
		all = append(all, r)
	}
	return all
}

// normalised leaves letters and digits, one space between words; a text without any stays as it is.
func normalised(text string) string {
	low := strings.ToLower(norm.NFKC.String(text))
	words := strings.FieldsFunc(low, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !unicode.IsMark(c) })
	if len(words) == 0 {
		return strings.TrimSpace(low)
	}
	return strings.Join(words, " ")
}

func fourGrams(text string) map[string]bool {
	runes := []rune(text)
	set := map[string]bool{}
	for i := 0; i+4 <= len(runes); i++ {
		set[string(runes[i:i+4])] = true
	}
	if len(set) == 0 {
		set[text] = true
	}
	return set
}
