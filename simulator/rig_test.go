package simulator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"liaison/simulator"
)

const ann = 1001

// rig is a simulator behind HTTP, with one person whose chat is open.
type rig struct {
	*simulator.Server
	t   *testing.T
	url string

	mu  sync.Mutex
	now time.Time
}

type reply struct {
	OK          bool
	Result      json.RawMessage
	Code        int `json:"error_code"`
	Description string
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	}
	status int
}

func newRig(t *testing.T, cfg simulator.Config) *rig {
	t.Helper()
	r := &rig{t: t, now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	cfg.Now = r.clock
	r.Server = simulator.New(cfg)
	t.Cleanup(r.Close)
	web := httptest.NewServer(r.Server)
	t.Cleanup(web.Close)
	r.url = web.URL
	r.AddUser(simulator.User{ID: ann, FirstName: "Ann", LanguageCode: "ru"})
	r.Open(ann)
	return r
}

func (r *rig) clock() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now
}

func (r *rig) pass(d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now = r.now.Add(d)
}

type fields map[string]any

// post calls a method with a JSON body; the error is that of the connection.
func (r *rig) post(method string, params fields) (reply, error) {
	body, err := json.Marshal(params)
	if err != nil {
		return reply{}, err
	}
	return r.send("/bot"+r.Token()+"/"+method, "application/json", bytes.NewReader(body))
}

func (r *rig) send(path, kind string, body io.Reader) (reply, error) {
	req, err := http.NewRequestWithContext(r.t.Context(), http.MethodPost, r.url+path, body)
	if err != nil {
		return reply{}, err
	}
	req.Header.Set("Content-Type", kind)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return reply{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	out := reply{status: resp.StatusCode}
	err = json.NewDecoder(resp.Body).Decode(&out)
	return out, err
}

// ok calls a method that must succeed and decodes its result.
func (r *rig) ok(method string, params fields, into any) {
	r.t.Helper()
	got, err := r.post(method, params)
	if err != nil || !got.OK {
		r.t.Fatalf("%s: %d %q, %v", method, got.status, got.Description, err)
	}
	if into != nil {
		if err := json.Unmarshal(got.Result, into); err != nil {
			r.t.Fatalf("%s: result: %v", method, err)
		}
	}
}

// refused calls a method that must be refused with these words.
func (r *rig) refused(method string, params fields, code int, words string) reply {
	r.t.Helper()
	got, err := r.post(method, params)
	if err != nil {
		r.t.Fatalf("%s: %v", method, err)
	}
	if got.OK || got.status != code || got.Code != code || !strings.Contains(got.Description, words) {
		r.t.Fatalf("%s: got %d %d %q, want %d %q", method, got.status, got.Code, got.Description, code, words)
	}
	return got
}

func (r *rig) say(text string) simulator.Message {
	r.t.Helper()
	m, err := r.Say(ann, simulator.Draft{Text: text})
	if err != nil {
		r.t.Fatal(err)
	}
	return m
}

type sent struct {
	ID int `json:"message_id"`
}

func (r *rig) message(params fields) int {
	r.t.Helper()
	var m sent
	r.ok("sendMessage", params, &m)
	return m.ID
}

type gotUpdate struct {
	ID      int64 `json:"update_id"`
	Message *struct {
		Text string
		Chat struct{ ID int64 }
	}
	Callback *struct{ ID, Data string } `json:"callback_query"`
	Reaction json.RawMessage            `json:"message_reaction"`
	Member   *struct {
		New struct{ Status string } `json:"new_chat_member"`
	} `json:"my_chat_member"`
}

func (r *rig) updates(params fields) []gotUpdate {
	r.t.Helper()
	var all []gotUpdate
	r.ok("getUpdates", params, &all)
	return all
}

func (r *rig) until(cond func() bool) {
	r.t.Helper()
	ctx, end := context.WithTimeout(r.t.Context(), 20*time.Second)
	defer end()
	if err := r.Until(ctx, cond); err != nil {
		r.t.Fatal(err)
	}
}

func texts(all []gotUpdate) string {
	var out []string
	for _, u := range all {
		if u.Message != nil {
			out = append(out, u.Message.Text)
		}
	}
	return strings.Join(out, " ")
}

func picture(t *testing.T, w, h int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func buttons(label, data string) string {
	return fmt.Sprintf(`{"inline_keyboard":[[{"text":%q,"callback_data":%q}]]}`, label, data)
}
