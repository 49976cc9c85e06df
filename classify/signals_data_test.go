package classify_test

import (
	"bufio"
	"encoding/json"
	"os"
	"testing"

	"liaison/classify"
	"liaison/classify/classifytest"
)

// How often the signals are raised in real messages, where these are at hand. The
// rows carry no labels: what is raised is counted, and a bar keeps it from growing.
func TestSignalsInRealMessages(t *testing.T) {
	t.Parallel()
	for name, most := range map[string]map[string]float64{
		"zh_dev.jsonl":      {"danger": 0.04, "self-harm": 0.005, "complaint": 0.06, "child": 0.01, "spam": 0.01},
		"zh_messages.jsonl": {"danger": 0.04, "self-harm": 0.005, "complaint": 0.06, "child": 0.01, "spam": 0.01},
		"ru_dev.jsonl":      {"danger": 0.03, "self-harm": 0.01, "complaint": 0.03, "child": 0.01, "spam": 0.01},
	} {
		f, err := os.Open(classifytest.Data(t, name))
		if err != nil {
			t.Fatal(err)
		}
		all, raised := 0, map[string]int{}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var row struct{ Title, Text, Form string }
			if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
				t.Fatal(err)
			}
			if row.Form == "tokens" {
				continue
			}
			all++
			signals, language := classify.Signals(row.Title+"\n"+row.Text, nil)
			raised["language "+language]++
			for _, s := range signals {
				raised[string(s)]++
			}
		}
		_ = f.Close()
		t.Logf("%s: %d messages, raised %v", name, all, raised)
		for s, share := range most {
			if got := float64(raised[s]) / float64(all); got > share {
				t.Errorf("%s: %s is raised in %.3f of all messages, more than %.3f", name, s, got, share)
			}
		}
	}
}
