package assist_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"liaison/casework"
	"liaison/classify/assist"
)

func TestAnswerOfTheModel(t *testing.T) {
	t.Parallel()
	m := newModel(t, saying(well))
	cfg, p := config(m.URL)
	v, err := client(t, cfg).Advise(t.Context(), "The bus is late")
	if err != nil || !v.Sure || v.Guesses[0].Topic != "transport" || v.Guesses[0].Probability != 0.93 || v.Guesses[0].Reasons != nil {
		t.Fatal(v, err)
	}
	if p.spent != 1 || p.tokens != 321 {
		t.Error("spent", p.spent, "tokens", p.tokens)
	}
	asked := m.asked()[0]
	for _, part := range []string{`"enum":["transport","housing","unsure"]`, `"strict":true`, `"additionalProperties":false`, `The bus is late`} {
		if !strings.Contains(asked, part) {
			t.Errorf("the request lacks %s:\n%s", part, asked)
		}
	}
	if strings.Contains(asked, "bygone") {
		t.Error("a retired topic was offered")
	}
}

func TestL1_TimeoutErrorsAndRefusals(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		kind   assist.Kind
		calls  int
	}{
		"500":     {failing(500), assist.Busy, 2},
		"429":     {failing(429), assist.Busy, 2},
		"404":     {failing(404), assist.Rejected, 1},
		"cut":     {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, assist.Unreachable, 2},
		"timeout": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, assist.Slow, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newModel(t, c.answer)
			cfg, _ := config(m.URL)
			if cfg.Within = 3 * time.Second; c.kind == assist.Slow {
				cfg.Within = 50 * time.Millisecond
			}
			_, err := client(t, cfg).Advise(t.Context(), "bus")
			if kind(err) != c.kind || len(m.asked()) != c.calls {
				t.Error(err, "after", len(m.asked()), "calls")
			}
		})
	}
}

func TestL1_ASecondTryMayGoWell(t *testing.T) {
	t.Parallel()
	var calls atomic.Int32
	m := newModel(t, func(w http.ResponseWriter, r *http.Request) {
		if calls.Add(1) == 1 {
			failing(503)(w, r)
			return
		}
		saying(well)(w, r)
	})
	cfg, _ := config(m.URL)
	if v, err := client(t, cfg).Advise(t.Context(), "bus"); err != nil || !v.Sure {
		t.Error(v, err)
	}
}

func TestL1_RefusedConnectionAndBadCertificate(t *testing.T) {
	t.Parallel()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	secure := httptest.NewTLSServer(saying(well))
	t.Cleanup(secure.Close)
	for _, url := range []string{gone.URL, secure.URL} { // its certificate is known to nobody
		cfg, _ := config(url)
		if _, err := client(t, cfg).Advise(t.Context(), "bus"); kind(err) != assist.Unreachable {
			t.Error(url, err)
		}
	}
}

func TestL2_SlowDripAndEndlessAnswer(t *testing.T) {
	t.Parallel()
	drip := newModel(t, func(w http.ResponseWriter, r *http.Request) {
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for r.Context().Err() == nil {
			_, _ = w.Write([]byte(" "))
			w.(http.Flusher).Flush()
			<-tick.C
		}
	})
	cfg, _ := config(drip.URL)
	cfg.Within = 100 * time.Millisecond
	if _, err := client(t, cfg).Advise(t.Context(), "bus"); kind(err) != assist.Slow {
		t.Error(err)
	}
	var sent atomic.Int64
	ended := make(chan struct{})
	endless := newModel(t, func(w http.ResponseWriter, _ *http.Request) {
		defer close(ended)
		for sent.Load() < 100<<20 {
			n, err := w.Write([]byte(strings.Repeat(" ", 32<<10)))
			if sent.Add(int64(n)); err != nil {
				return
			}
		}
	})
	cfg, _ = config(endless.URL)
	if _, err := client(t, cfg).Advise(t.Context(), "bus"); kind(err) != assist.Long {
		t.Error(err)
	}
	if <-ended; sent.Load() >= 100<<20 {
		t.Error("all of it was read")
	}
}

func TestL3_AnswersThatAreNone(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"no JSON":           "It is about transport.",
		"code fence":        "```json\n" + well + "\n```",
		"unknown label":     `{"topic":"president","confidence":0.9,"signals":[]}`,
		"retired label":     `{"topic":"bygone","confidence":0.9,"signals":[]}`,
		"three labels":      `{"topic":["transport","housing","unsure"],"confidence":0.9,"signals":[]}`,
		"labels in a text":  `{"topic":"transport, housing","confidence":0.9,"signals":[]}`,
		"label twice":       `{"topic":"transport","Topic":"housing","confidence":0.9,"signals":[]}`,
		"NaN":               `{"topic":"transport","confidence":NaN,"signals":[]}`,
		"NaN as a text":     `{"topic":"transport","confidence":"NaN","signals":[]}`,
		"seven":             `{"topic":"transport","confidence":7,"signals":[]}`,
		"below nothing":     `{"topic":"transport","confidence":-0.1,"signals":[]}`,
		"beyond numbers":    `{"topic":"transport","confidence":1e999,"signals":[]}`,
		"no confidence":     `{"topic":"transport","signals":[]}`,
		"no topic":          `{"confidence":0.9,"signals":[]}`,
		"null":              `null`,
		"two answers":       well + well,
		"more besides":      well + " and so on",
		"another key":       `{"topic":"transport","confidence":0.9,"signals":[],"reply":"Solved!"}`,
		"signal of its own": `{"topic":"transport","confidence":0.9,"signals":["solved"]}`,
		"nothing":           ``,
		"nested ten deep":   strings.Repeat("[", 10000),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newModel(t, saying(content))
			cfg, _ := config(m.URL)
			c := client(t, cfg)
			v, err := c.Advise(t.Context(), "bus")
			if kind(err) != assist.Invalid || v.Guesses != nil || v.Signals != nil || v.Sure {
				t.Error(v, err)
			}
			if n := c.Counts(); n.Failures[assist.Invalid] != 1 || n.Looks != 1 || len(m.asked()) != 1 {
				t.Error(n, m.asked())
			}
		})
	}
	for _, page := range []string{"<html>", `{"choices":[]}`, `{"choices":[{},{}]}`, "[1]", ""} {
		m := newModel(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(page)) })
		cfg, _ := config(m.URL)
		if _, err := client(t, cfg).Advise(t.Context(), "bus"); kind(err) != assist.Invalid {
			t.Errorf("%q: %v", page, err)
		}
	}
}

func TestL3_UnsureAndSignals(t *testing.T) {
	t.Parallel()
	m := newModel(t, saying(`{"topic":"unsure","confidence":1,"signals":["complaint","danger"]}`))
	cfg, _ := config(m.URL)
	c := client(t, cfg)
	v, err := c.Advise(t.Context(), "bus")
	if err != nil || v.Sure || v.Guesses != nil || !v.Signals.Has(casework.Complaint) || !v.Signals.Has(casework.Danger) {
		t.Error(v, err)
	}
	m.says(saying(`{"topic":"transport","confidence":0.3,"signals":[]}`))
	if v, err := c.Advise(t.Context(), "bus"); err != nil || v.Sure {
		t.Error("sure at a third:", v, err)
	}
}

func TestNoSchemaKnownThere(t *testing.T) {
	t.Parallel()
	var m *model
	m = newModel(t, func(w http.ResponseWriter, r *http.Request) {
		all := m.asked()
		if strings.Contains(all[len(all)-1], "json_schema") {
			failing(400)(w, r)
			return
		}
		saying(well)(w, r)
	})
	cfg, _ := config(m.URL)
	c := client(t, cfg)
	for range 2 {
		if v, err := c.Advise(t.Context(), "bus"); err != nil || !v.Sure {
			t.Fatal(v, err)
		}
	}
	if asked := m.asked(); len(asked) != 3 || !strings.Contains(asked[2], "json_object") {
		t.Error("asked", len(asked), "times:", asked)
	}
}

// It runs over no network, so that time can pass in a bubble.
func TestL8_BreakerOpensAndTriesOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		calls, status := 0, 404
		cfg, _ := config("https://model.example/v1")
		c := assist.NewOver(t, cfg, func(*http.Request) int { calls++; return status })
		ask := func() assist.Kind {
			_, err := c.Advise(context.Background(), "bus")
			return kind(err)
		}
		for range 5 {
			if k := ask(); k != assist.Rejected {
				t.Fatal(k)
			}
			time.Sleep(time.Second)
		}
		for range 50 {
			if k := ask(); k != assist.Open || !c.Rest() {
				t.Fatal(k)
			}
			time.Sleep(time.Second)
		}
		if calls != 5 {
			t.Fatal("called", calls, "times")
		}
		time.Sleep(11 * time.Second)
		if ask(); calls != 6 || ask() != assist.Open || calls != 6 {
			t.Fatal("not one probe:", calls)
		}
		time.Sleep(61 * time.Second)
		status = 200
		if k := ask(); k != "" || calls != 7 || c.Rest() {
			t.Fatal(k, calls)
		}
		status = 404 // four failures in each minute leave it shut
		for range 12 {
			if k := ask(); k != assist.Rejected {
				t.Fatal(k)
			}
			time.Sleep(17 * time.Second)
		}
	})
}

func TestL9_NothingIsAskedBeyondTheBudget(t *testing.T) {
	t.Parallel()
	m := newModel(t, saying(well))
	cfg, p := config(m.URL)
	p.left = 2
	alarms := map[assist.Kind]int{}
	cfg.Alarm = func(_ context.Context, k assist.Kind) { alarms[k]++ }
	c := client(t, cfg)
	for range 4 {
		_, _ = c.Advise(t.Context(), "bus")
	}
	if len(m.asked()) != 2 || alarms[assist.Spent] == 0 || c.Counts().Failures[assist.Spent] != 2 {
		t.Error(len(m.asked()), alarms, c.Counts())
	}
}

func TestL10_RedirectsClearTextAndPrivateAddresses(t *testing.T) {
	t.Parallel()
	other := newModel(t, saying(well))
	for _, status := range []int{301, 302, 307, 308} {
		m := newModel(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, other.URL+"/x", status) })
		cfg, _ := config(m.URL)
		if _, err := client(t, cfg).Advise(t.Context(), "bus"); kind(err) != assist.Elsewhere {
			t.Error(status, err)
		}
	}
	if len(other.asked()) != 0 {
		t.Error("a redirect was followed")
	}
	cfg, _ := config("http://model.example/v1")
	cfg.Private = false
	if _, err := assist.New(cfg); err == nil {
		t.Error("http:// was taken")
	}
	secure := httptest.NewTLSServer(saying(well))
	t.Cleanup(secure.Close)
	cfg, _ = config(secure.URL)
	cfg.Private = false
	cfg.Roots = assist.RootsOf(secure.Certificate())
	if _, err := client(t, cfg).Advise(t.Context(), "bus"); kind(err) != assist.Elsewhere {
		t.Error("a private address was asked:", err)
	}
	cfg.Private = true
	if _, err := client(t, cfg).Advise(t.Context(), "bus"); err != nil {
		t.Error("and isn't where it is allowed:", err)
	}
}

func TestL10_X13_AddressesThatLeadInside(t *testing.T) {
	t.Parallel()
	for _, at := range []string{
		"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "[::1]", "[fe80::1]",
		"[fd00::1]", "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]", "[2002:a00:1::]", "224.0.0.1", "255.255.255.255",
	} {
		if assist.Allows("https", at+":443", false) {
			t.Error(at, "is allowed")
		}
	}
	for _, c := range []struct {
		scheme, at string
		private    bool
		want       bool
	}{
		{"https", "93.184.216.34:443", false, true}, {"https", "[2606:2800:220:1::1]:443", false, true},
		{"http", "93.184.216.34:80", true, false}, {"http", "127.0.0.1:11434", true, true}, {"http", "192.168.1.5:11434", true, true},
		{"http", "169.254.169.254:80", true, false}, {"https", "169.254.169.254:443", true, false},
	} {
		if assist.Allows(c.scheme, c.at, c.private) != c.want {
			t.Error(c)
		}
	}
}

func TestL11_X14_WrongKeyIsTriedOnceAndShownNowhere(t *testing.T) {
	t.Parallel()
	for _, status := range []int{401, 403} {
		m := newModel(t, failing(status))
		cfg, _ := config(m.URL)
		alarms := 0
		cfg.Alarm = func(context.Context, assist.Kind) { alarms++ }
		at := time.Now()
		cfg.Now = func() time.Time { return at }
		c := client(t, cfg)
		for range 5 {
			_, err := c.Advise(t.Context(), "bus")
			if kind(err) != assist.KeyRefused || strings.Contains(err.Error(), key) {
				t.Error(err)
			}
		}
		if len(m.asked()) != 1 || alarms != 1 || !c.Rest() {
			t.Error(status, "asked", len(m.asked()), "times,", alarms, "alarms")
		}
		at = at.Add(2 * time.Hour)
		if _, err := c.Advise(t.Context(), "bus"); kind(err) != assist.KeyRefused || len(m.asked()) != 2 {
			t.Error("not tried again:", err)
		}
	}
}
