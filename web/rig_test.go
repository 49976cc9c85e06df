package web_test

import (
	"context"
	"crypto/rand"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
	"liaison/web"
)

// rig is a console over a real store, with an office of a few people.
type rig struct {
	t      testing.TB
	desk   *casework.Desk
	store  *storage.Store
	url    string
	clock  atomic.Int64 // milliseconds
	letter int
	staff  func(*casework.Office) // who and what else there is; nil: nothing
	paper  *paper                 // the office file; nil: none
	doors  bool                   // people sign in, as they do; else a cookie that names somebody is believed

	header   map[string]string
	language string // of the browser
	wrap     func(http.Handler) http.Handler
}

var start = time.Date(2026, 11, 23, 1, 12, 0, 0, time.UTC) // a Monday morning in Shanghai

// newRig believes cookies that name a person.
func newRig(t testing.TB) *rig {
	t.Helper()
	r := &rig{t: t}
	r.open(storagetest.File(t), web.Config{})
	return r
}

// open serves a console over the store at an address.
func (r *rig) open(address string, cfg web.Config) {
	r.t.Helper()
	t := r.t
	r.clock.Store(start.UnixMilli())
	r.store = storagetest.OpenAt(t, address, r.now)
	office := office(t)
	if r.staff != nil {
		r.staff(&office)
	}
	if err := r.store.ApplyOffice(t.Context(), office); err != nil {
		t.Fatal(err)
	}
	r.desk = casework.NewDesk(r.store, keywords{}, office, r.now, rand.Reader)
	cfg.Desk = r.desk
	if cfg.Books == nil {
		cfg.Books = r.store
	}
	console := web.Trusting(cfg, r.who)
	if r.doors {
		console = web.New(cfg)
	}
	if r.wrap != nil {
		console = r.wrap(console)
	}
	srv := httptest.NewServer(console)
	t.Cleanup(srv.Close)
	r.url = srv.URL
}

func (r *rig) now() time.Time { return time.UnixMilli(r.clock.Load()).UTC() }

// after lets time pass, and what is due be done.
func (r *rig) after(d time.Duration) {
	r.t.Helper()
	r.clock.Add(d.Milliseconds())
	if _, err := r.desk.Remind(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
}

// who takes the cookie for the id of the person.
func (r *rig) who(req *http.Request) (casework.Person, error) {
	c, err := req.Cookie("liaison")
	if err != nil {
		return casework.Person{}, casework.Errorf(casework.NotFound, "nobody")
	}
	return r.desk.Person(req.Context(), casework.PersonID(c.Value))
}

func (r *rig) person(id casework.PersonID) casework.Person {
	r.t.Helper()
	p, err := r.desk.Person(r.t.Context(), id)
	if err != nil {
		r.t.Fatal(err)
	}
	return p
}

// write lets a resident write a message that becomes a case, and tells its number.
func (r *rig) write(account int64, text string) casework.Number {
	r.t.Helper()
	ctx := r.t.Context()
	by, err := r.desk.Who(ctx, account, "Wang Fang", "en")
	if err != nil {
		r.t.Fatal(err)
	}
	r.letter++
	if by.Version == 0 || by.Agreed.IsZero() {
		defer r.agree(ctx, account)
	}
	ref := casework.Ref{Chat: account, Message: r.letter}
	if err := r.desk.Receive(ctx, casework.Message{From: by, Ref: ref, Text: text}); err != nil {
		r.t.Fatal(err)
	}
	by, _ = r.desk.Who(ctx, account, "Wang Fang", "en")
	cases, err := r.desk.Cases(ctx, by, 1)
	if err != nil || len(cases) == 0 {
		r.t.Fatalf("no case of %q: %v", text, err)
	}
	return cases[0].Number
}

func (r *rig) agree(ctx context.Context, account int64) {
	by, err := r.desk.Who(ctx, account, "Wang Fang", "en")
	if err == nil {
		_, err = r.desk.Agree(ctx, casework.Once{}, by)
	}
	if err != nil {
		r.t.Fatal(err)
	}
}

// reply is what a browser got.
type reply struct {
	status int
	body   string
	header http.Header
}

// get asks for a page as somebody; empty: as nobody.
func (r *rig) get(as casework.PersonID, path string) reply {
	r.t.Helper()
	return r.ask(as, http.MethodGet, path, nil)
}

var hidden = regexp.MustCompile(`name="(token|nonce)" value="([^"]*)"`)

// post fills in the forms of a page and sends one of them.
func (r *rig) post(as casework.PersonID, from, path string, fields ...string) reply {
	r.t.Helper()
	form := url.Values{}
	for _, m := range hidden.FindAllStringSubmatch(r.get(as, from).body, 2) {
		form.Set(m[1], m[2])
	}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return r.ask(as, http.MethodPost, path, form)
}

// token is what forms for somebody's browser bring back.
func (r *rig) token(as casework.PersonID) string {
	r.t.Helper()
	return hidden.FindStringSubmatch(r.get(as, "/console/signins").body)[2]
}

func (r *rig) ask(as casework.PersonID, method, path string, form url.Values) reply {
	r.t.Helper()
	return r.raw(as, method, path, form.Encode())
}

// raw asks with a form as it is sent.
func (r *rig) raw(as casework.PersonID, method, path, form string) reply {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), method, r.url+path, strings.NewReader(form))
	if err != nil {
		r.t.Fatal(err)
	}
	if as != "" {
		req.AddCookie(&http.Cookie{Name: "liaison", Value: string(as)})
	}
	for name, value := range r.header {
		req.Header.Set(name, value)
	}
	if r.language != "" {
		req.Header.Set("Accept-Language", r.language)
	}
	if form != "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return reply{res.StatusCode, string(body), res.Header}
}
