package corpus_test

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPairsAreWellFormed: as many that are the same matter as not, in each language.
func TestPairsAreWellFormed(t *testing.T) {
	t.Parallel()
	f, err := os.Open(filepath.Join("..", "testdata", "pairs.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	type pair struct {
		Lang, A, B string
		Same       bool
	}
	count, seen := map[string][2]int{}, map[[2]string]bool{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var p pair
		d := json.NewDecoder(strings.NewReader(lines.Text()))
		d.DisallowUnknownFields()
		if err := d.Decode(&p); err != nil {
			t.Fatalf("%s: %v", lines.Text(), err)
		}
		if p.A == "" || p.B == "" || normalised(p.A) == normalised(p.B) || seen[[2]string{p.A, p.B}] {
			t.Errorf("bad pair %+v", p)
		}
		seen[[2]string{p.A, p.B}] = true
		n := count[p.Lang]
		n[b2i(p.Same)]++
		count[p.Lang] = n
	}
	for _, lang := range []string{"en", "ru", "zh"} {
		if n := count[lang]; n[0] < 25 || n[1] < 25 {
			t.Errorf("%s: %d pairs of other matters and %d of the same, want 25 of each", lang, n[0], n[1])
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
