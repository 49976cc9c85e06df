package simulator_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"liaison/simulator"
)

// hook is a webhook that answers as told and keeps what it took.
type hook struct {
	mu     sync.Mutex
	texts  []string
	secret string
	tries  int
	answer func(text string, try int) (code int, header, body string)
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var u gotUpdate
	if json.NewDecoder(r.Body).Decode(&u) != nil || u.Message == nil {
		return
	}
	h.secret = r.Header.Get("X-Telegram-Bot-Api-Secret-Token")
	h.tries++
	if h.answer != nil {
		code, after, body := h.answer(u.Message.Text, h.tries)
		if after != "" {
			w.Header().Set("Retry-After", after)
		}
		w.WriteHeader(code)
		_, _ = w.Write([]byte(body))
		if code != http.StatusOK {
			return
		}
	}
	h.texts = append(h.texts, u.Message.Text)
}

func (h *hook) took() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return strings.Join(h.texts, " ")
}

func (r *rig) hooked(h http.Handler) {
	r.t.Helper()
	web := httptest.NewServer(h)
	r.t.Cleanup(web.Close)
	r.t.Cleanup(r.Close)
	r.ok("setWebhook", fields{"url": web.URL + "/hook", "secret_token": "s-1"}, nil)
}

func TestPushesInOrder(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	r.say("before")
	h := &hook{}
	r.hooked(h)
	for _, text := range []string{"a", "b", "c"} {
		r.say(text)
	}
	r.until(func() bool { return r.Pending() == 0 })
	if h.took() != "before a b c" || h.secret != "s-1" {
		t.Errorf("took %q with %q", h.took(), h.secret)
	}
}

func TestAFailedPushHoldsItsChatOnly(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{RetryUnit: time.Millisecond})
	r.AddUser(simulator.User{ID: 1002})
	var mended sync.Once
	well := make(chan struct{})
	h := &hook{answer: func(text string, _ int) (int, string, string) {
		select {
		case <-well:
		default:
			if text == "a" {
				return 500, "", ""
			}
		}
		return 200, "", ""
	}}
	r.hooked(h)
	r.say("a")
	r.say("b")
	if _, err := r.Say(1002, simulator.Draft{Text: "other"}); err != nil {
		t.Fatal(err)
	}
	r.until(func() bool { return h.took() == "other" })
	var info struct {
		Pending int    `json:"pending_update_count"`
		Error   string `json:"last_error_message"`
	}
	r.until(func() bool { r.ok("getWebhookInfo", nil, &info); return info.Error != "" })
	mended.Do(func() { close(well) })
	r.until(func() bool { return r.Pending() == 0 })
	if h.took() != "other a b" {
		t.Errorf("took %q", h.took())
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{RetryUnit: time.Millisecond})
	var at []time.Time
	h := &hook{answer: func(_ string, try int) (int, string, string) {
		at = append(at, time.Now())
		if try == 1 {
			return 503, "50", ""
		}
		return 200, "", ""
	}}
	r.hooked(h)
	r.say("a")
	r.until(func() bool { return r.Pending() == 0 })
	if waited := at[1].Sub(at[0]); waited < 50*time.Millisecond {
		t.Errorf("pushed again after %v", waited)
	}
}

func TestASlowPushIsRepeated(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{PushTimeout: 20 * time.Millisecond, RetryUnit: time.Millisecond})
	tries := make(chan struct{}, 100)
	r.hooked(http.HandlerFunc(func(_ http.ResponseWriter, q *http.Request) {
		_, _ = io.Copy(io.Discard, q.Body) // only then is the caller's leaving noticed
		tries <- struct{}{}
		if len(tries) < 2 {
			<-q.Context().Done()
		}
	}))
	r.say("a")
	r.until(func() bool { return r.Pending() == 0 })
	if n := len(tries); n != 2 {
		t.Errorf("%d tries", n)
	}
}

func TestAMethodInTheAnswerIsASin(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	r.hooked(&hook{answer: func(string, int) (int, string, string) { return 200, "", `{"method":"sendMessage"}` }})
	r.say("a")
	r.until(func() bool { return r.Pending() == 0 })
	if !slices.Contains(r.Sins(), "a webhook's answer calls sendMessage") {
		t.Errorf("sins: %v", r.Sins())
	}
}

func TestSetWebhookRefuses(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	r.refused("setWebhook", fields{"url": "https://example.org/"}, 400, "bad webhook")
	r.refused("setWebhook", fields{"url": "http://127.0.0.1/", "secret_token": "a b"}, 400, "secret token contains unallowed characters")
}
