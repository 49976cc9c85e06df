package web_test

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"liaison/casework"
	"liaison/storage/storagetest"
	"liaison/web"
)

// eachDoor runs a test of the way in on both engines.
func eachDoor(t *testing.T, cfg web.Config, run func(t *testing.T, r *rig)) {
	t.Helper()
	t.Parallel()
	storagetest.EachAddress(t, func(t *testing.T, address string) {
		r := &rig{t: t, doors: true}
		r.open(address, cfg)
		run(t, r)
	})
}

// link is what /console in the bot gives.
func (r *rig) link(id casework.PersonID) string {
	r.t.Helper()
	code, err := r.desk.ConsoleLink(r.t.Context(), casework.Once{}, r.person(id))
	if err != nil {
		r.t.Fatal(err)
	}
	return "/console/enter/" + code
}

// browser keeps cookies, and follows nothing by itself.
type browser struct {
	*rig
	client *http.Client
	header map[string]string
	token  string // of the form that it was shown last
}

func (r *rig) browser() *browser {
	cookies, err := cookiejar.New(nil)
	if err != nil {
		r.t.Fatal(err)
	}
	return &browser{rig: r, header: map[string]string{"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0"}, client: &http.Client{
		Jar: cookies, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

var formed = regexp.MustCompile(`name="token" value="([^"]*)"`)

func (b *browser) send(method, path, kind string, body io.Reader) reply {
	b.t.Helper()
	req, err := http.NewRequestWithContext(b.t.Context(), method, b.url+path, body)
	if err != nil {
		b.t.Fatal(err)
	}
	for name, value := range b.header {
		req.Header.Set(name, value)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	res, err := b.client.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	if m := formed.FindSubmatch(text); m != nil {
		b.token = string(m[1])
	}
	return reply{res.StatusCode, string(text), res.Header}
}

// get follows a page that has the browser ask again.
func (b *browser) get(path string) reply {
	b.t.Helper()
	got := b.send(http.MethodGet, path, "", nil)
	if _, again, ok := strings.Cut(got.header.Get("Refresh"), "url="); ok {
		return b.send(http.MethodGet, again, "", nil)
	}
	return got
}

// post sends the form that the browser was shown last.
func (b *browser) post(path string, fields ...string) reply {
	b.t.Helper()
	form := url.Values{"token": {b.token}}
	for i := 0; i < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return b.send(http.MethodPost, path, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// enters opens a link and signs in.
func (b *browser) enters(id casework.PersonID) {
	b.t.Helper()
	link := b.link(id)
	b.get(link)
	if got := b.post(link); got.status != http.StatusSeeOther {
		b.t.Fatalf("%s isn't let in: %d\n%s", id, got.status, got.body)
	}
}

func (b *browser) cookie(name string) string {
	at, err := url.Parse(b.url)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, c := range b.client.Jar.Cookies(at) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}
