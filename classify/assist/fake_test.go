package assist_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"liaison/casework"
	"liaison/classify/assist"
)

const key = "sk-canary-5f3a9c"

var topics = []casework.Topic{
	{ID: "transport", Name: map[string]string{"en": "Roads and transport", "ru": "Дороги"}, Examples: []string{"bus", "pothole"}},
	{ID: "housing", Name: map[string]string{"en": "Housing"}, Examples: []string{"roof"}},
	{ID: "bygone", Retired: true},
}

// purse pays until it is empty.
type purse struct {
	mu                  sync.Mutex
	left, spent, tokens int
}

func (p *purse) Spend(context.Context) (bool, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.left == 0 {
		return false, nil
	}
	p.left--
	p.spent++
	return true, nil
}

func (p *purse) Used(_ context.Context, tokens int) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tokens += tokens
	return nil
}

// model is a fake endpoint that records what it is asked.
type model struct {
	*httptest.Server
	mu       sync.Mutex
	requests []string
	answer   http.HandlerFunc
}

func newModel(t *testing.T, answer http.HandlerFunc) *model {
	t.Helper()
	m := &model{answer: answer}
	m.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		m.mu.Lock()
		m.requests = append(m.requests, string(body))
		next := m.answer
		m.mu.Unlock()
		next(w, r)
	}))
	t.Cleanup(m.Close)
	return m
}

func (m *model) asked() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.requests
}

func (m *model) says(answer http.HandlerFunc) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.answer = answer
}

// saying answers with a model's words.
func saying(content string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		body, _ := json.Marshal(content)
		_, _ = fmt.Fprintf(w, `{"choices":[{"message":{"role":"assistant","content":%s}}],"usage":{"total_tokens":321}}`, body)
	}
}

func failing(status int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, `{"error":{"message":"no: %s","type":"x"}}`, key)
	}
}

const well = `{"topic":"transport","confidence":0.93,"signals":[]}`

func config(url string) (assist.Config, *purse) {
	p := &purse{left: 100}
	return assist.Config{URL: url, Key: key, Model: "m", Topics: topics, Purse: p, Now: time.Now, Private: true}, p
}

func client(t *testing.T, cfg assist.Config) *assist.Client {
	t.Helper()
	c, err := assist.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func kind(err error) assist.Kind {
	if f, ok := err.(*assist.Failure); ok { //nolint:errorlint // Advise promises it as it is
		return f.Kind
	}
	return ""
}
