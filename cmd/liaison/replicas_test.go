package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"liaison/storage/storagetest"
)

// TestC1_Replicas runs three programs on one database. Every update goes to all of
// them at once, while one after the other is killed and started again.
func TestC1_Replicas(t *testing.T) {
	t.Parallel()
	database := storagetest.Schema(t)
	r := newRig(t, database)
	replicas := make([]*rig, 3)
	f := &fan{}
	for i := range replicas {
		one := *r
		one.listen, one.logs = freeAddress(t), &safeBuffer{}
		replicas[i], f.addresses = &one, append(f.addresses, "http://"+one.listen+webhookPath)
	}
	f.hang(t, r)
	for _, one := range replicas {
		one.replicate()
	}
	l := newLoad(r)
	for i := range residents {
		victim := replicas[i%len(replicas)]
		l.step(i)
		if i%4 == 0 {
			victim.kill()
		}
		r.until("the next resident is heard", func() bool { return len(r.heard(resident(i), "")) > 0 })
		if i%4 == 0 {
			victim.replicate()
		}
	}
	r.until("every case is answered", l.finished)
	r.until("everything is confirmed", func() bool { return r.telegram.Pending() == 0 })
	b := open(r, database)
	b.settled()
	for i, one := range replicas {
		if code := one.stop(); code != 0 {
			t.Errorf("replica %d: exit code %d\n%s", i, code, tail(one.logs.String(), 4000))
		}
	}
	l.checkCopies(t)
	l.checkStore(t, database)
	l.checkUnmarked(t)
	f.check(t)
}

// replicate starts a replica; it is not waited for.
func (r *rig) replicate() {
	r.t.Helper()
	r.start(append([]string{"LIAISON_LISTEN=" + r.listen}, hooked...)...)
}

// checkUnmarked looks for what residents were told twice in the same words: a
// second copy that doesn't say so.
func (l *load) checkUnmarked(t *testing.T) {
	t.Helper()
	for i := range residents {
		times := map[string]int{}
		for _, m := range l.r.heard(resident(i), "") {
			if times[m.Text]++; times[m.Text] == 2 {
				t.Errorf("resident %d heard twice: %.200q", i, m.Text)
			}
		}
	}
}

// fan is a webhook that hands each update to all replicas at once. It answers
// when one of them has kept it, as Telegram counts one answer.
type fan struct {
	addresses []string

	mu       sync.Mutex
	answers  map[int]int
	together int // updates that more than one replica has confirmed
}

// hang sets the simulator's webhook to the fan before any replica can set its own.
func (f *fan) hang(t *testing.T, r *rig) {
	t.Helper()
	f.answers = map[int]int{}
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	t.Cleanup(r.telegram.Close)
	res, err := http.PostForm(r.gate.URL()+"/bot"+r.telegram.Token()+"/setWebhook",
		url.Values{"url": {server.URL}, "secret_token": {hookSecret}})
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Fatalf("webhook not set: %s", res.Status)
	}
}

// ServeHTTP comes again, as Telegram would, until the update is kept.
func (f *fan) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		http.Error(w, "unread", http.StatusBadRequest)
		return
	}
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for !f.push(req, body) {
		select {
		case <-again.C:
		case <-req.Context().Done():
			return
		}
	}
}

// push reports whether a replica has confirmed the update.
func (f *fan) push(req *http.Request, body []byte) bool {
	f.mu.Lock()
	addresses := f.addresses
	f.mu.Unlock()
	var all sync.WaitGroup
	codes := make([]int, len(addresses))
	for i, a := range addresses {
		all.Go(func() {
			codes[i], _ = call(req.Context(), http.MethodPost, a,
				req.Header.Get("X-Telegram-Bot-Api-Secret-Token"), bytes.Clone(body))
		})
	}
	all.Wait()
	kept := 0
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range codes {
		f.answers[c]++
		if c == http.StatusOK {
			kept++
		}
	}
	if kept > 1 {
		f.together++
	}
	return kept > 0
}

func (f *fan) check(t *testing.T) {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	for code, n := range f.answers {
		if code != 0 && code != http.StatusOK && code != http.StatusServiceUnavailable {
			t.Errorf("%d answers of status %d", n, code)
		}
	}
	if f.together < residents {
		t.Errorf("only %d updates were taken by several replicas", f.together)
	}
	t.Log(fmt.Sprint("answers by status: ", f.answers, ", taken by several: ", f.together))
}
