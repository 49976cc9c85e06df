package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"liaison/config"
	"liaison/storage/storagetest"
)

const modelKey = "sk-canary-77aa31c0"

// modelled is the program with a language model at hand.
type modelled struct {
	*rig
	mu     sync.Mutex
	asked  []string
	answer http.HandlerFunc
}

func (m *modelled) says(topic string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprintf(w, `{"choices":[{"message":{"content":"{\"topic\":\"%s\",\"confidence\":0.9,\"signals\":[]}"}}],"usage":{"total_tokens":200}}`, topic)
	}
}

func (m *modelled) refuses(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusUnauthorized)
	_, _ = fmt.Fprintf(w, `{"error":{"message":"Incorrect API key provided: %s"}}`, modelKey)
}

func (m *modelled) requests() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.asked
}

// withModel makes a rig whose office has a language model look at what is unsure.
func withModel(t *testing.T, database, head string) *modelled {
	t.Helper()
	m := &modelled{rig: newRig(t, database)}
	m.answer = m.says("water")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		m.mu.Lock()
		m.asked = append(m.asked, string(body))
		answer := m.answer
		m.mu.Unlock()
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	file := filepath.Join(t.TempDir(), "office.yaml")
	if err := os.WriteFile(file, []byte(strings.Replace(office, "undo: 0s", "undo: 0s, "+head, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	m.env = append(m.env, "LIAISON_OFFICE="+file, "LIAISON_LLM_URL="+server.URL+"/v1", "LIAISON_LLM_KEY="+modelKey,
		"LIAISON_LLM_MODEL=m", "LIAISON_LLM_PRIVATE=true")
	return m
}

// hunt looks for what mustn't stand in a log or a metric.
func (m *modelled) hunt(canaries ...string) {
	m.t.Helper()
	for where, text := range map[string]string{"the log": m.logs.String(), "the metrics": m.read("/metrics")} {
		for _, c := range append(canaries, modelKey) {
			if strings.Contains(text, c) {
				m.t.Errorf("X14 X15: %s holds %q", where, c)
			}
		}
	}
}

// A language model looks at what the classifier is unsure of, after the receipt; no
// canary leaves the house.
func TestL6_X15_ModelSortsWithoutPersonalData(t *testing.T) {
	t.Parallel()
	storagetest.EachAddress(t, func(t *testing.T, database string) {
		m := withModel(t, database, "assistant: assist")
		m.start()
		m.resident(grace)
		m.say(grace, "Nothing came out again this morning. I am Grace, 0952 2012345, flat 7, grace@example.com")
		m.press(grace, "agree")
		m.hears(grace, "staff will find the right deputy")
		m.hears(grace, "Omar Haddad answers")
		m.hears(omar, "Nothing came out again")
		asked := m.requests()
		if len(asked) != 1 || !strings.Contains(asked[0], "Nothing came out again this morning") {
			t.Fatalf("asked %q", asked)
		}
		for _, c := range []string{"Grace", "2012345", "flat 7", "example.com", "Omar", "Li Na"} {
			if strings.Contains(asked[0], c) {
				t.Errorf("%q left the house: %s", c, asked[0])
			}
		}
		said := m.read("/metrics")
		for _, line := range []string{
			`liaison_llm_requests_total 1`, `liaison_llm_tokens_total 200`, `liaison_llm_invalid_total 0`, `liaison_llm_looks_total{outcome="moved"} 1`,
			`liaison_llm_resting 0`, `liaison_llm_budget_left{of="calls"} 499`, `liaison_llm_budget_left{of="tokens"} 499800`,
		} {
			if !strings.Contains(said, line+"\n") {
				t.Errorf("not counted: %s", line)
			}
		}
		m.hunt("Nothing came", "2012345", "grace@")
		if code := m.stop(); code != 0 {
			t.Error("exit code", code)
		}
	})
}

// The staff hear once of a key that is refused and of a budget that is used up, also
// over a restart.
func TestL9_L11_OneAlarm(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ head, alarm string }{
		"key": {"assistant: llm", "refuses its key"}, "budget": {"assistant: llm, budget: {calls: 1, tokens: 1000}", "used up its budget"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := withModel(t, storagetest.File(t), c.head)
			if name == "key" {
				m.answer = m.refuses
			}
			residents := []int64{700001, 700002, 700003, 700004}
			for _, who := range residents {
				m.resident(who)
			}
			m.start()
			for i, who := range residents {
				m.say(who, "There is a deep pothole in the road by the school")
				m.press(who, "agree")
				m.hears(who, "Roads")
				if i == 1 {
					m.hears(clerk, c.alarm)
					if code := m.stop(); code != 0 {
						t.Error("exit code", code)
					}
					m.start()
				}
			}
			want := `liaison_llm_failures_total{kind="` + map[string]string{"key": "key", "budget": "spent"}[name] + `"} `
			b := books{rig: m.rig}
			b.await("it was tried after the restart", func() bool { return !strings.Contains(m.read("/metrics"), want+"0\n") })
			if all := m.heard(clerk, c.alarm); len(all) != 1 {
				t.Errorf("%d alarms", len(all))
			}
			if asked := len(m.requests()); asked > 4 { // two at once, each time that it starts
				t.Errorf("asked %d times", asked)
			}
			m.hunt("pothole")
		})
	}
}

func TestModelNeedsSettings(t *testing.T) {
	t.Parallel()
	m := withModel(t, storagetest.File(t), "assistant: assist")
	m.env = append(m.env, "LIAISON_LLM_URL=", "LIAISON_LLM_KEY=", "LIAISON_LLM_MODEL=")
	m.start()
	<-m.ended
	if code := m.process.ProcessState.ExitCode(); code != 2 || !strings.Contains(m.logs.String(), "LIAISON_LLM_URL") {
		t.Error(code, m.logs)
	}
}

// liaison check tries the language model, and never shows the key.
func TestL11_X14_CheckTriesTheModel(t *testing.T) {
	t.Parallel()
	m := withModel(t, storagetest.File(t), "assistant: assist")
	for want, answer := range map[string]http.HandlerFunc{
		"language model: well": m.says("roads"), "put the right key into LIAISON_LLM_KEY": m.refuses,
		"LIAISON_LLM_MODEL": http.NotFound, "answers with JSON": m.says("president"),
	} {
		m.mu.Lock()
		m.answer = answer
		m.mu.Unlock()
		command, err := config.Parse([]string{"check"}, m.env)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		_ = check(t.Context(), command.Settings, nil, &out) // whatever else is wrong
		if !strings.Contains(out.String(), want) || strings.Contains(out.String(), modelKey) {
			t.Errorf("want %q:\n%s", want, &out)
		}
	}
}
