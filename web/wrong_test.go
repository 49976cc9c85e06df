package web_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"liaison/casework"
	"liaison/storage/storagetest"
	"liaison/web"
	"liaison/words"
)

// secret stands for what people write, what is secret, and what a program panics with.
const secret = "CANARY-138-1234-5678"

// sick is books of which some pages are torn.
type sick struct{ web.Books }

func (sick) Undelivered(context.Context, casework.Person, casework.NoticeID, int) ([]casework.Undelivered, error) {
	return nil, casework.Errorf(casework.Later, "the disk is full")
}

func (sick) Decide(context.Context, casework.Once, casework.Person, casework.NoticeID, bool) error {
	return casework.Errorf(casework.Later, "the disk is full")
}

func (sick) Strays(context.Context, casework.Person, int) ([]casework.Stray, error) {
	return nil, errors.New("torn")
}

func (sick) Stray(context.Context, casework.Person, string, string) (casework.Stray, error) {
	panic(secret)
}

// kept is a log that tests read while pages write.
type kept struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (k *kept) Write(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.b.Write(p)
}

func (k *kept) String() string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.b.String()
}

// badly is a way to get an error, and what must stand on its page.
type badly struct {
	name   string
	status int
	key    string // of its words
	link   string
	words  bool // what was written stands on it
	ask    func(r *rig, as casework.PersonID, n casework.Number) reply
}

func asks(method, path string, form url.Values) func(*rig, casework.PersonID, casework.Number) reply {
	return func(r *rig, as casework.PersonID, n casework.Number) reply {
		return r.ask(as, method, strings.ReplaceAll(path, "{n}", string(n)), form)
	}
}

func posts(path string, fields ...string) func(*rig, casework.PersonID, casework.Number) reply {
	return func(r *rig, as casework.PersonID, n casework.Number) reply {
		return r.post(as, "/console/signins", strings.ReplaceAll(path, "{n}", string(n)), fields...)
	}
}

// strangely sends a form from another site.
func strangely(r *rig, as casework.PersonID, n casework.Number) reply {
	r.header = map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.test"}
	defer func() { r.header = nil }()
	return r.ask(as, http.MethodPost, "/console/cases/"+string(n)+"/note", url.Values{"text": {"My words."}})
}

var wrongs = []badly{
	{"no such page", http.StatusNotFound, "missing", "/console", false, asks("GET", "/console/nowhere", nil)},
	{"no such page in a part", http.StatusNotFound, "missing", "/console", false, asks("GET", "/console/hot/77", nil)},
	{"no such case", http.StatusNotFound, "missing", "/console", false, asks("GET", "/console/cases/7K3M9QXT", nil)},
	{"no such act", http.StatusNotFound, "missing", "/console", true, posts("/console/cases/{n}/burn", "text", "My words.")},
	{"no such file", http.StatusNotFound, "missing", "/console", false, asks("GET", "/console/static/0/no.css", nil)},
	{"a form to nowhere", http.StatusNotFound, "missing", "/console", true, posts("/console/no/where", "text", "My words.")},
	{"PUT", http.StatusMethodNotAllowed, "method", "/console/cases", false, asks("PUT", "/console/cases/{n}", nil)},
	{"DELETE", http.StatusMethodNotAllowed, "method", "/console", false, asks("DELETE", "/console", nil)},
	{"OPTIONS", http.StatusMethodNotAllowed, "method", "/console", false, asks("OPTIONS", "/console/hot", nil)},
	{"a form to a page", http.StatusMethodNotAllowed, "method", "/console", true, posts("/console/hot", "text", "My words.")},
	{"a look at an act", http.StatusMethodNotAllowed, "stale", "/console/cases/{n}", false, asks("GET", "/console/cases/{n}/note", nil)},
	{"too large", http.StatusRequestEntityTooLarge, "large", "/console/cases/{n}", false, posts("/console/cases/{n}/note", "text", strings.Repeat("long ", 80<<10))},
	{"without a token", http.StatusForbidden, "stale", "/console/cases/{n}", true, posts("/console/cases/{n}/note", "text", "My words.", "token", "x")},
	{"from elsewhere", http.StatusForbidden, "stale", "/console/cases/{n}", true, strangely},
	{"not to be read", http.StatusUnprocessableEntity, "invalid", "/console/cases/{n}", false, func(r *rig, as casework.PersonID, n casework.Number) reply {
		return r.raw(as, http.MethodPost, "/console/cases/"+string(n)+"/note", "%zz")
	}},
	{"a list that can't be read now", http.StatusServiceUnavailable, "later", "/console/undelivered", false, asks("GET", "/console/undelivered", nil)},
	{"an act that can't be kept now", http.StatusServiceUnavailable, "later", "/console/undelivered", true, posts("/console/undelivered/1/arrived", "text", "My words.")},
	{"a fault", http.StatusInternalServerError, "internal", "/console/setaside", false, asks("GET", "/console/setaside", nil)},
	{"a panic", http.StatusInternalServerError, "internal", "/console", true, posts("/console/setaside/leave", "key", "1", "print", "p", "text", "My words.")},
}

// X15: each error is a page of ours that says how to go on, in the reader's language; nothing of
// what people wrote or of what is secret gets onto it from elsewhere or into the log.
func TestX15_EachErrorIsAPageWithANextStep(t *testing.T) {
	t.Parallel()
	var log kept
	r := &rig{t: t, wrap: func(pages http.Handler) http.Handler {
		l := zerolog.New(&log)
		return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
			pages.ServeHTTP(w, req.WithContext(l.WithContext(req.Context())))
		})
	}}
	r.open(storagetest.File(t), web.Config{Books: sick{}, Again: func(context.Context, casework.Stray, func(context.Context) error) {}})
	n := r.write(7001, "The bus is late "+secret)
	r.after(time.Minute)
	for lang, who := range map[string]casework.PersonID{"en": "desk", "zh": "desk-zh", "ru": "desk-ru"} {
		s := words.For(lang)
		r.language = lang
		for _, w := range wrongs {
			got := w.ask(r, who, n)
			name := lang + ", " + w.name
			ours(t, name, got, w.status)
			link := strings.ReplaceAll(w.link, "{n}", string(n))
			for _, want := range []string{`lang="` + lang + `"`, s.Say("console.problem.next." + w.key), `class="onward"><a href="` + link + `"`} {
				if !strings.Contains(got.body, want) {
					t.Errorf("%s: %q isn't on the page:\n%s", name, want, got.body)
				}
			}
			if strings.Contains(got.body, "My words.") != w.words {
				t.Errorf("%s: what was written: %v\n%s", name, !w.words, got.body)
			}
		}
		for _, path := range []string{"/console", "/console/nowhere", "/console/cases/" + string(n)} {
			got := r.ask("", http.MethodGet, path, nil)
			ours(t, lang+", a stranger at "+path, got, http.StatusUnauthorized)
			if !strings.Contains(got.body, s.Say("console.stranger.next")) {
				t.Errorf("%s: a stranger isn't told how to come in:\n%s", lang, got.body)
			}
		}
		for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodPatch} {
			got := r.ask("", method, "/console/cases", nil)
			ours(t, lang+", a stranger's "+method, got, http.StatusMethodNotAllowed)
			if !strings.Contains(got.body, s.Say("console.problem.next.method")) {
				t.Errorf("%s %s:\n%s", lang, method, got.body)
			}
		}
	}
	said := log.String()
	if !strings.Contains(said, "page panicked") || !strings.Contains(said, "page failed") {
		t.Errorf("the log says nothing of what failed: %s", said)
	}
	for _, found := range []string{secret, "My words", "desk-zh", string(n)} {
		if strings.Contains(said, found) {
			t.Errorf("%s is in the log", found)
		}
	}
}

// ours fails for what isn't a page of the console, or tells more than it may.
func ours(t *testing.T, name string, got reply, status int) {
	t.Helper()
	if got.status != status {
		t.Errorf("%s: status %d, want %d\n%s", name, got.status, status, got.body)
	}
	if got.header.Get("Content-Type") != "text/html; charset=utf-8" || !strings.Contains(got.body, "<main") {
		t.Errorf("%s: no page of ours: %s\n%s", name, got.header.Get("Content-Type"), got.body)
	}
	for _, h := range []string{"Content-Security-Policy", "Cache-Control", "X-Content-Type-Options"} {
		if got.header.Get(h) == "" {
			t.Errorf("%s: without %s", name, h)
		}
	}
	if status == http.StatusMethodNotAllowed && got.header.Get("Allow") == "" {
		t.Errorf("%s: without what is allowed", name)
	}
	for _, not := range []string{secret, "torn", "disk is full", "goroutine", "desk-zh"} {
		if strings.Contains(got.body, not) {
			t.Errorf("%s: %s is on the page", name, not)
		}
	}
}

// Each reason of a conflict is told in plain words.
func TestReasonsHaveWords(t *testing.T) {
	t.Parallel()
	for _, l := range words.Languages() {
		for _, r := range []casework.Reason{
			casework.AlreadyTaken, casework.AlreadyAnswered, casework.AlreadyClosed, casework.NotWaiting, casework.Overlapping, casework.Circling,
			casework.Unreached, casework.AlreadySent, casework.Replaced, casework.GivenUp, casework.MovedOn, casework.TooMany, casework.Chained,
			casework.ShutOut, casework.AlreadyExtended, casework.TooSoon, casework.Alone, casework.OwnWords, casework.Changed, casework.Crowded,
			casework.Enough, casework.TooLong,
		} {
			if !words.For(l.Code).Has("console.because." + string(r)) {
				t.Errorf("%s: %s", l.Code, r)
			}
		}
	}
}
