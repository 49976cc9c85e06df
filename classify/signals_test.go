package classify_test

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/classify"
)

// told is a text written for this test, and what it is to raise.
type told struct {
	Language string            `json:"language"`
	Raises   []casework.Signal `json:"raises"`
	Text     string            `json:"text"`
}

func tellings(t testing.TB) []told {
	t.Helper()
	f, err := os.Open("testdata/signals.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	var all []told
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var one told
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	return all
}

// What raises a signal, and what only sounds like it: negated, figurative, of the past.
func TestSignals(t *testing.T) {
	t.Parallel()
	type count struct{ right, missed, wrong int }
	counts := map[casework.Signal]*count{}
	languages := 0
	all := tellings(t)
	for _, one := range all {
		got, language := classify.Signals(one.Text, nil)
		if language == one.Language {
			languages++
		} else {
			t.Logf("language %q for %q", language, one.Text)
		}
		for _, s := range []casework.Signal{casework.Danger, casework.SelfHarm, casework.Complaint, casework.Child, casework.Gratitude, casework.Spam} {
			c := counts[s]
			if c == nil {
				c = &count{}
				counts[s] = c
			}
			want := slices.Contains(one.Raises, s)
			switch has := got.Has(s); {
			case has && want:
				c.right++
			case want:
				c.missed++
				t.Logf("%s is missed in %q", s, one.Text)
			case has && !alsoFits(one.Raises, s):
				c.wrong++
				t.Logf("%s is raised by %q", s, one.Text)
			}
		}
	}
	for s, c := range counts {
		recall, precision := float64(c.right)/float64(c.right+c.missed), float64(c.right)/float64(c.right+c.wrong)
		t.Logf("%-10s recall %.3f, precision %.3f (%d of %d)", s, recall, precision, c.right, c.right+c.missed)
		if recall < 0.95 || precision < 0.95 {
			t.Errorf("%s: recall %.3f, precision %.3f", s, recall, precision)
		}
	}
	if share := float64(languages) / float64(len(all)); share < 0.97 {
		t.Errorf("the language of %.3f is found", share)
	}
}

// alsoFits: whoever beats a child or threatens is a danger too, and may be complained of.
func alsoFits(raises []casework.Signal, s casework.Signal) bool {
	switch s {
	case casework.Danger:
		return slices.Contains(raises, casework.Child) || slices.Contains(raises, casework.SelfHarm) || slices.Contains(raises, casework.Complaint)
	case casework.Child:
		return slices.Contains(raises, casework.Danger)
	case casework.Complaint:
		return slices.Contains(raises, casework.Child)
	case casework.SelfHarm:
		return slices.Contains(raises, casework.Danger)
	}
	return false
}

// A complaint may name somebody of the office instead of what they are.
func TestX16_NamesAreComplainedOf(t *testing.T) {
	t.Parallel()
	names := []string{"Li Na", "Omar Haddad", "Анна Лебедева", "李娜", "Front desk"}
	for text, want := range map[string]bool{
		"Li Na was rude to me":                true,
		"li na asked me for money":            true,
		"Haddad took money from my neighbour": true,
		"Анну Лебедеву надо проверить, она хамит": true,
		"李娜态度恶劣":                           true,
		"Li Na was kind to me":             false,
		"My neighbour was rude to me":      false,
		"The lift in front of us was rude": false,
	} {
		got, _ := classify.Signals(text, names)
		if got.Has(casework.Complaint) != want {
			t.Errorf("%q raises %v", text, got)
		}
	}
}

// Whatever the text, it costs what it is long (X24, I15).
func TestX24_SignalsOfLongTexts(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"one letter": strings.Repeat("a", 64<<10), "spaces": strings.Repeat(" a", 32<<10),
		"beginnings": strings.Repeat("kill kill my gas smell ", 3<<10), "Han": strings.Repeat("煤气", 11<<10),
		"marks": strings.Repeat("́", 32<<10), "bad bytes": strings.Repeat("\xff", 64<<10),
	} {
		began := time.Now()
		classify.Signals(text, []string{"Li Na"})
		if took := time.Since(began); took > time.Second { // 50 ms are asked for; a busy machine isn't the rule's fault
			t.Errorf("%s takes %v", name, took)
		}
	}
}

func BenchmarkSignals(b *testing.B) {
	for name, text := range map[string]string{
		"message":  "The bus 12 stopped coming last week and my mother can't get to the clinic any more.",
		"64kB":     strings.Repeat("The bus 12 stopped coming last week. ", 1771),
		"64kB Han": strings.Repeat("公交车一直不来，路面有坑。", 1680),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				classify.Signals(text, nil)
			}
		})
	}
}
