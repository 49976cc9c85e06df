package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"liaison/simulator"
	"liaison/storage/storagetest"
)

const hookSecret = "a-word_for-the-test-only"

// hooked are the settings of a program that receives by webhook.
var hooked = []string{
	"LIAISON_RECEIVE=webhook", "LIAISON_WEBHOOK_SECRET=" + hookSecret, "LIAISON_PUBLIC_URL=https://office.example",
}

// hook is a rig that receives by webhook; the test pushes in Telegram's place.
type hook struct{ *books }

func newHook(t *testing.T) hook {
	t.Helper()
	database := storagetest.File(t)
	r := newRig(t, database)
	// The simulator would refuse an address outside this machine.
	r.telegram.Script(simulator.Fault{Method: "setWebhook", Body: `{"ok":true,"result":true}`})
	r.resident(grace)
	r.telegram.Open(grace)
	return hook{open(r, database)}
}

// up starts the program and waits until it serves.
func (h hook) up(extra ...string) {
	h.t.Helper()
	h.start(append(append([]string{}, hooked...), extra...)...)
	h.page("/healthz", http.StatusOK)
}

// page waits until a page answers with a status.
func (h hook) page(path string, status int) {
	h.t.Helper()
	h.await(fmt.Sprintf("%s answers %d", path, status), func() bool { return h.ask(path) == status })
}

func (h hook) ask(path string) int {
	code, _ := call(h.t.Context(), http.MethodGet, "http://"+h.listen+path, "", nil)
	return code
}

// push pushes an update as Telegram does and gives the answer's status.
func (h hook) push(body []byte) (int, http.Header) {
	return call(h.t.Context(), http.MethodPost, "http://"+h.listen+webhookPath, hookSecret, body)
}

// deliver pushes an update as Telegram does: again after 503 with Retry-After,
// which a busy disk may cause at any time, and gives the status that ended it.
func (h hook) deliver(body []byte) int {
	for tries := 1; ; tries++ {
		code, header := h.push(body)
		if code != http.StatusServiceUnavailable || header.Get("Retry-After") == "" || tries == 10 {
			return code
		}
	}
}

// call gives status 0 if there was no answer.
func call(ctx context.Context, method, address, secret string, body []byte) (int, http.Header) {
	req, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(string(body)))
	if err != nil {
		return 0, nil
	}
	req.Header.Set("Content-Type", "application/json")
	if secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil
	}
	_, _ = io.Copy(io.Discard, res.Body)
	_ = res.Body.Close()
	return res.StatusCode, res.Header
}

// written is an update in which a person writes.
func written(t *testing.T, id int, who int64, text string) []byte {
	t.Helper()
	raw, err := json.Marshal(map[string]any{"update_id": id, "message": map[string]any{
		"message_id": 500_000 + id, "date": time.Now().Unix(), "text": text,
		"chat": map[string]any{"id": who, "type": "private"},
		"from": map[string]any{"id": who, "is_bot": false, "first_name": "Grace", "language_code": "en"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestT21_WebhookForms(t *testing.T) {
	t.Parallel()
	h := newHook(t)
	h.up()
	for _, c := range []struct {
		name, method, path, secret string
		want                       int
	}{
		{"no secret", "POST", webhookPath, "", 401},
		{"wrong secret", "POST", webhookPath, hookSecret + "x", 401},
		{"GET", "GET", webhookPath, hookSecret, 405},
		{"other path", "POST", "/", hookSecret, 404},
		{"path below", "POST", webhookPath + "/more", hookSecret, 404},
	} {
		if code, _ := call(t.Context(), c.method, "http://"+h.listen+c.path, c.secret, written(t, 1, grace, pothole)); code != c.want {
			t.Errorf("T21 %s: status %d, want %d", c.name, code, c.want)
		}
	}
	if n := h.count(`SELECT (SELECT count(*) FROM once) + (SELECT count(*) FROM strays) + (SELECT count(*) FROM cases)`); n != 0 {
		t.Errorf("%d rows stored", n)
	}
	if code := h.deliver(written(t, 1, grace, pothole)); code != 200 {
		t.Errorf("with the secret: %d", code)
	}
	h.hears(grace, "Before your message goes on")
}

func TestT1_WebhookRepeats(t *testing.T) {
	t.Parallel()
	const ann = grace + 1
	h := newHook(t)
	h.resident(ann)
	h.telegram.Open(ann)
	h.up()
	// Built once: with another date it would be another update.
	hers, anns := written(t, 1, grace, pothole), written(t, 2, ann, pothole)
	for i := range 100 {
		if code := h.deliver(hers); code != 200 {
			t.Fatalf("T1 serial, time %d: status %d", i, code)
		}
	}
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() {
			if code := h.deliver(anns); code != 200 {
				t.Errorf("T1 parallel: status %d", code)
			}
		})
	}
	all.Wait()
	h.settled("consent")
	for _, who := range []int64{grace, ann} {
		if n := len(h.heard(who, "")); n != 1 {
			t.Errorf("%d hears %d things", who, n)
		}
	}
	if cases, entries := h.count(`SELECT count(*) FROM cases`), h.count(`SELECT count(*) FROM entries`); cases != 2 || entries != 2 {
		t.Errorf("%d cases with %d entries", cases, entries)
	}
}

func TestT22_S4_LockedDatabase(t *testing.T) {
	t.Parallel()
	h := newHook(t)
	h.up()
	h.page("/readyz", 200)
	body := written(t, 1, grace, pothole)
	release := h.lock("", "")

	began := time.Now()
	code, header := h.push(body)
	if took := time.Since(began); code != 503 || header.Get("Retry-After") == "" || took > 20*time.Second {
		t.Errorf("T22: status %d after %v, Retry-After %q", code, took, header.Get("Retry-After"))
	}
	h.page("/readyz", 503)
	if code := h.ask("/healthz"); code != 200 {
		t.Errorf("S4 /healthz answers %d", code)
	}
	release()

	h.await("S4 it is kept", func() bool { code, _ := h.push(body); return code == 200 })
	h.page("/readyz", 200)
	h.settled("consent")
	if n := len(h.heard(grace, "")); n != 1 {
		t.Errorf("the resident hears %d things", n)
	}
}

func TestS4_ShortlyLockedDatabase(t *testing.T) {
	t.Parallel()
	h := newHook(t)
	h.up()
	release := h.lock("", "")
	status := make(chan int, 1)
	go func() { status <- h.deliver(written(t, 1, grace, pothole)) }()
	select {
	case code := <-status:
		t.Fatalf("status %d while nothing could be kept", code)
	case <-time.After(1500 * time.Millisecond):
	}
	release()
	if code := <-status; code != 200 {
		t.Errorf("S4 served late: status %d", code)
	}
	h.settled("consent")
}

// TestT12_TokenRefused takes the bot's token away: what comes in is kept, and
// sent when the token is let in again, or when there is another one.
func TestT12_TokenRefused(t *testing.T) {
	t.Parallel()
	t.Run("T12 for a while", func(t *testing.T) {
		t.Parallel()
		h := newHook(t)
		h.up()
		h.page("/readyz", 200)
		revoked := h.telegram.Script(simulator.Fault{Code: 401})
		h.keptUnsent()
		revoked()
		h.page("/readyz", 200)
		h.settled("consent")
		if n := len(h.heard(grace, "")); n != 1 {
			t.Errorf("the resident hears %d things", n)
		}
	})
	t.Run("T12 until another is set", func(t *testing.T) {
		t.Parallel()
		h := newHook(t)
		h.up("LIAISON_TELEGRAM_TOKEN=123456789:" + strings.Repeat("x", 35))
		h.keptUnsent()
		if code := h.stop(); code != 0 {
			t.Errorf("exit code %d", code)
		}
		h.up()
		h.settled("consent")
		if n := len(h.heard(grace, "")); n != 1 {
			t.Errorf("the resident hears %d things", n)
		}
	})
}

// keptUnsent pushes an update and waits until the program has found that it can't send.
func (h hook) keptUnsent() {
	h.t.Helper()
	if code := h.deliver(written(h.t, 1, grace, pothole)); code != 200 {
		h.t.Errorf("status %d", code)
	}
	h.page("/readyz", 503)
	h.await("the notice waits", func() bool { return h.count(`SELECT count(*) FROM notices WHERE state = 'pending'`) == 1 })
	if n := len(h.heard(grace, "")); n != 0 {
		h.t.Errorf("the resident hears %d things", n)
	}
}

// TestP6_NoNetwork starts the program while Telegram can't be reached.
func TestP6_NoNetwork(t *testing.T) {
	t.Parallel()
	t.Run("P6 polling", func(t *testing.T) {
		t.Parallel()
		h := newHook(t)
		h.away()
		h.start()
		h.page("/healthz", 200)
		h.page("/readyz", 503)
		h.say(grace, pothole)
		h.back()
		h.answered(h.card())
		h.page("/readyz", 200)
	})
	t.Run("P6 webhook", func(t *testing.T) {
		t.Parallel()
		h := newHook(t)
		h.away()
		h.up()
		h.keptUnsent()
		h.back()
		h.page("/readyz", 200)
		h.settled("consent")
		if n := len(h.heard(grace, "")); n != 1 {
			t.Errorf("the resident hears %d things", n)
		}
	})
}

func (h hook) away() {
	h.t.Helper()
	if err := h.gate.Shut(); err != nil {
		h.t.Fatal(err)
	}
}

func (h hook) back() {
	h.t.Helper()
	if err := h.gate.Open(); err != nil {
		h.t.Fatal(err)
	}
}
