package web_test

import (
	"bufio"
	"context"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage/storagetest"
	"liaison/web"
)

func TestMain(m *testing.M) {
	web.Hurry(50 * time.Millisecond)
	os.Exit(m.Run())
}

// listen opens the live connection of a board as it is now, and gives the events.
func (r *rig) listen(ctx context.Context, cookies ...*http.Cookie) <-chan string {
	r.t.Helper()
	ask := func(path string) *http.Response {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url+path, nil)
		if err != nil {
			r.t.Fatal(err)
		}
		for _, c := range cookies {
			req.AddCookie(c)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			r.t.Fatal(err)
		}
		r.t.Cleanup(func() { _ = res.Body.Close() })
		return res
	}
	page := new(strings.Builder)
	if _, err := bufio.NewReader(ask("/console").Body).WriteTo(page); err != nil {
		r.t.Fatal(err)
	}
	res := ask("/console/live?seen=" + between(page.String(), "seen=", `"`))
	if res.Header.Get("Content-Type") != "text/event-stream; charset=utf-8" || res.Header.Get("X-Accel-Buffering") != "no" {
		r.t.Fatalf("live: %d %v", res.StatusCode, res.Header)
	}
	events := make(chan string, 100)
	go func() {
		defer close(events)
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			if event, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				events <- event
			}
		}
	}()
	return events
}

func heard(t *testing.T, events <-chan string, want string) {
	t.Helper()
	select {
	case got := <-events:
		if got != want {
			t.Fatalf("heard %q, want %q", got, want)
		}
	case <-time.After(10 * time.Second):
		t.Fatalf("heard nothing, want %q", want)
	}
}

func asCookie(id string) *http.Cookie { return &http.Cookie{Name: "liaison", Value: id} }

func TestX17_LiveTellsWhatIsTheReadersAlone(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	staff, deputy := r.listen(t.Context(), asCookie("desk")), r.listen(t.Context(), asCookie("li-na"))
	r.write(7001, "A pipe burst in the yard") // of water, and she has transport
	heard(t, staff, "changed")
	r.write(7002, "The bus is late")
	heard(t, deputy, "changed")
	if len(deputy) > 0 {
		t.Error("a deputy heard of a foreign case too")
	}
}

func TestLiveEndsWithTheRequest(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, cancel := context.WithCancel(t.Context())
	events := r.listen(ctx, asCookie("desk"))
	cancel()
	for range events { //nolint:revive // until it is closed
	}
}

// A page that looks by itself keeps nobody signed in, and hears when the sign-in is over.
func TestLiveEndsWithTheSignIn(t *testing.T) {
	t.Parallel()
	r := &rig{t: t, doors: true}
	r.open(storagetest.File(t), web.Config{})
	b := r.browser()
	b.enters("li-na")
	events := r.listen(t.Context(), asCookie(b.cookie("liaison")))
	for i := range int64(3) {
		r.clock.Add((9 * time.Minute).Milliseconds())
		r.write(7001+i, "The bus is late")
		heard(t, events, "changed")
	}
	r.clock.Add((9 * time.Minute).Milliseconds())
	r.write(7005, "The bus is late")
	heard(t, events, "ended")
	if event, more := <-events; more {
		t.Errorf("it goes on after that with %q", event)
	}
}

func TestBoardLeadsToItsLists(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The bus is late")
	r.after(time.Minute)
	if _, err := r.desk.Answer(t.Context(), casework.Once{}, r.person("li-na"), n, casework.Words{Text: "It comes."}); err != nil {
		t.Fatal(err)
	}
	r.write(7002, "The bus 12 is late")
	r.get("desk", "/console").has(t, http.StatusOK, `href="/console/cases?view=waiting&amp;topic=transport">1</a>`,
		`href="/console/cases?view=waiting&amp;deputy=li-na">1</a>`, `href="/console/cases?view=answered&amp;deputy=li-na">1 minute</a>`,
		`href="/console/cases?view=all&amp;topic=transport">2</a>`, "/console/undelivered", "/console/setaside", "/console/hot")
	got := r.get("zhao-min", "/console")
	if strings.Contains(got.body, "transport") || strings.Contains(got.body, "undelivered") {
		t.Errorf("a deputy of another topic sees\n%s", got.body)
	}
}
