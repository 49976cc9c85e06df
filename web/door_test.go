package web_test

import (
	"crypto/rand"
	"encoding/base32"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage/storagetest"
	"liaison/web"
)

// eachDoor runs a test of the way in on both engines.
func eachDoor(t *testing.T, cfg web.Config, run func(t *testing.T, r *rig)) {
	t.Helper()
	t.Parallel()
	storagetest.EachAddress(t, func(t *testing.T, address string) {
		r := &rig{t: t}
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

func TestX5_PreviewsDontSpendALink(t *testing.T) {
	eachDoor(t, web.Config{}, func(t *testing.T, r *rig) {
		link := r.link("li-na")
		for range 3 {
			preview := r.browser()
			preview.send(http.MethodGet, link, "", nil).has(t, http.StatusOK)
			preview.send(http.MethodHead, link, "", nil).has(t, http.StatusOK)
		}
		ahead := r.browser()
		ahead.header["Sec-Purpose"] = "prefetch;prerender"
		ahead.get(link).has(t, http.StatusServiceUnavailable)
		b := r.browser()
		b.send(http.MethodHead, link, "", nil)
		b.get(link).has(t, http.StatusOK, "Sign in as Li Na")
		b.send(http.MethodHead, link, "", nil)
		b.get(link).has(t, http.StatusOK, "Sign in as Li Na")
		got := b.post(link)
		if got.status != http.StatusSeeOther || got.header.Get("Location") != "/console" {
			t.Fatalf("signed in: %d %v", got.status, got.header)
		}
		b.get("/console").has(t, http.StatusOK, "What waits", "Li Na")
		if again := b.get(link); again.header.Get("Location") != "/console" {
			t.Errorf("the same link again: %d", again.status)
		}
		r.browser().get(link).has(t, http.StatusUnauthorized, "doesn&#39;t open the console", "Write /console to the bot")

		late := r.link("li-na")
		r.clock.Add((5 * time.Minute).Milliseconds())
		r.browser().get(late).has(t, http.StatusUnauthorized, "older than five minutes")
	})
}

func TestX6_LinkIsRefusedInAnotherBrowser(t *testing.T) {
	eachDoor(t, web.Config{}, func(t *testing.T, r *rig) {
		link, mine, other := r.link("li-na"), r.browser(), r.browser()
		mine.get(link).has(t, http.StatusOK, "Sign in as Li Na")
		got, none := other.get(link), other.get("/console/enter/AAAAAAAAAAAAAAAAAAAAAA")
		got.has(t, http.StatusUnauthorized)
		if got.body != none.body {
			t.Error("a bound link differs from none")
		}
		wang := r.link("zhao-min")
		other.get(wang).has(t, http.StatusOK)
		other.post(link).has(t, http.StatusUnauthorized)
		if got := mine.post(link); got.status != http.StatusSeeOther {
			t.Errorf("in its own browser: %d", got.status)
		}
		deaf := r.browser()
		deaf.client.Jar = nil
		deaf.get(r.link("li-na")).has(t, http.StatusBadRequest, "keeps no cookies")
	})
}

func TestX8_NothingIsDoneFromElsewhere(t *testing.T) {
	eachDoor(t, web.Config{}, func(t *testing.T, r *rig) {
		b := r.browser()
		link := r.link("li-na")
		b.get(link)
		refused := func(name string, got reply, status int) {
			t.Helper()
			if got.status != status || len(got.header.Values("Set-Cookie")) > 0 {
				t.Errorf("%s: %d %v", name, got.status, got.header)
			}
		}
		token := b.token
		for name, header := range map[string][2]string{
			"another site": {"Sec-Fetch-Site", "cross-site"}, "a sister": {"Sec-Fetch-Site", "same-site"},
			"origin null": {"Origin", "null"}, "another origin": {"Origin", "https://elsewhere.example"},
		} {
			b.header[header[0]] = header[1]
			refused(name, b.post(link), http.StatusForbidden)
			delete(b.header, header[0])
		}
		b.token = ""
		refused("without a token", b.post(link), http.StatusForbidden)
		b.token = strings.Repeat("A", len(token))
		refused("another token", b.post(link), http.StatusForbidden)
		refused("as text", b.send(http.MethodPost, link, "text/plain", strings.NewReader("token="+token)), http.StatusForbidden)
		refused("as JSON", b.send(http.MethodPost, link, "application/json", strings.NewReader(`{"token":"`+token+`"}`)), http.StatusForbidden)
		refused("in the address", b.send(http.MethodPost, link+"?token="+token, "application/x-www-form-urlencoded", nil), http.StatusForbidden)
		b.token = token
		if got := b.post(link); got.status != http.StatusSeeOther {
			t.Fatalf("from its page: %d", got.status)
		}
		for _, path := range []string{"/console/leave", "/console/signins/others/end", "/console/signins/reset", "/console/factor/new", "/console/cases/7K3M9QXT/close"} {
			if got := b.get(path); got.status != http.StatusMethodNotAllowed || got.header.Get("Allow") != http.MethodPost {
				t.Errorf("GET %s: %d", path, got.status)
			}
		}
		b.get("/console").has(t, http.StatusOK)
		b.token = "forged"
		refused("signing out by a forged form", b.post("/console/leave"), http.StatusForbidden)
		b.get("/console").has(t, http.StatusOK)
	})
}

func TestX9_SessionIsNewAndDiesAtOnce(t *testing.T) {
	eachDoor(t, web.Config{}, func(t *testing.T, r *rig) {
		b := r.browser()
		at, err := url.Parse(r.url)
		if err != nil {
			t.Fatal(err)
		}
		b.client.Jar.SetCookies(at, []*http.Cookie{{Name: "liaison", Value: "planted", Path: "/"}})
		b.enters("li-na")
		token := b.cookie("liaison")
		if token == "planted" || len(token) < 43 {
			t.Errorf("the token is %q", token)
		}
		if b.cookie("liaison-door") != "" {
			t.Error("the mark of the link was kept")
		}
		thief := func(what string, status int) {
			t.Helper()
			other := r.browser()
			other.client.Jar.SetCookies(at, []*http.Cookie{{Name: "liaison", Value: token, Path: "/"}})
			if got := other.get("/console"); got.status != status {
				t.Errorf("%s: %d", what, got.status)
			}
		}
		thief("while signed in", http.StatusOK)
		b.get("/console/signins").has(t, http.StatusOK, "Firefox on Linux", "This browser")
		b.post("/console/leave").has(t, http.StatusOK, "You are signed out", "write /console to the bot")
		thief("after signing out", http.StatusUnauthorized)
		b.get("/console").has(t, http.StatusUnauthorized, "Please sign in")

		b.enters("li-na")
		token = b.cookie("liaison")
		r.clock.Add((29 * time.Minute).Milliseconds())
		thief("idle for 29 minutes", http.StatusOK)
		r.clock.Add((30 * time.Minute).Milliseconds())
		thief("idle for half an hour", http.StatusUnauthorized)

		b.enters("li-na")
		token = b.cookie("liaison")
		for range 35 {
			r.clock.Add((20 * time.Minute).Milliseconds())
			thief("in use", http.StatusOK)
		}
		r.clock.Add((20 * time.Minute).Milliseconds())
		thief("after twelve hours", http.StatusUnauthorized)

		b.enters("li-na")
		token = b.cookie("liaison")
		li := r.person("li-na")
		li.Role, li.Rights = casework.Moderator, li.Rights+1
		if err := r.store.Apply(t.Context(), casework.Change{People: []casework.Person{li}}); err != nil {
			t.Fatal(err)
		}
		thief("role changed", http.StatusUnauthorized)
	})
}

func TestX9_OneSignInEndsAnother(t *testing.T) {
	eachDoor(t, web.Config{}, func(t *testing.T, r *rig) {
		phone, desk, third := r.browser(), r.browser(), r.browser()
		phone.enters("li-na")
		desk.enters("li-na")
		third.enters("zhao-min")
		page := desk.get("/console/signins")
		end := regexp.MustCompile(`/console/signins/\d+/end`).FindString(page.body)
		if end == "" {
			t.Fatalf("nothing to end:\n%s", page.body)
		}
		third.get("/console/signins")
		third.post(end).has(t, http.StatusNotFound)
		phone.get("/console").has(t, http.StatusOK)
		if got := desk.post(end); got.status != http.StatusSeeOther {
			t.Errorf("ended: %d", got.status)
		}
		phone.get("/console").has(t, http.StatusUnauthorized)
		phone.enters("li-na")
		desk.post("/console/signins/others/end")
		phone.get("/console").has(t, http.StatusUnauthorized)
		desk.get("/console").has(t, http.StatusOK)
		third.get("/console").has(t, http.StatusOK)
	})
}

func TestX23_PagesAreKeptAndFramedNowhere(t *testing.T) {
	t.Parallel()
	r := &rig{t: t}
	r.open(storagetest.File(t), web.Config{Secure: true})
	b := r.browser()
	for _, path := range []string{r.link("li-na"), "/console", "/console/factor", "/console/leave", "/console/none", "/none"} {
		h := b.get(path).header
		for name, want := range map[string]string{
			"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff",
			"Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=",
		} {
			if !strings.Contains(h.Get(name), want) {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
		policy := h.Get("Content-Security-Policy")
		for _, want := range []string{"default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"} {
			if !strings.Contains(policy, want) || strings.Contains(policy, "unsafe") {
				t.Errorf("%s: policy is %q", path, policy)
			}
		}
	}
	first := r.browser().send(http.MethodGet, r.link("li-na"), "", nil)
	if set := first.header.Get("Set-Cookie"); !strings.HasPrefix(set, "__Host-liaison-door=") || !strings.Contains(set, "; Path=/;") ||
		!strings.Contains(set, "; HttpOnly") || !strings.Contains(set, "; Secure") || !strings.Contains(set, "; SameSite=Lax") || strings.Contains(set, "Domain") {
		t.Errorf("cookie: %s", set)
	}
}

func TestX23_SharedComputerForgetsAtSignOut(t *testing.T) {
	eachDoor(t, web.Config{}, func(t *testing.T, r *rig) {
		b := r.browser()
		b.enters("li-na")
		b.get("/console/signins")
		got := b.post("/console/leave")
		if clears := got.header.Get("Clear-Site-Data"); !strings.Contains(clears, `"cache"`) || !strings.Contains(clears, `"storage"`) {
			t.Errorf("Clear-Site-Data: %s", clears)
		}
		if b.cookie("liaison") != "" {
			t.Error("the cookie is kept")
		}
	})
}

var shown = regexp.MustCompile(`<code>([A-Z2-7 ]+)</code>`)

// factor enrols a second factor and gives its secret.
func (b *browser) factor() []byte {
	b.t.Helper()
	b.get("/console/factor").has(b.t.(*testing.T), http.StatusOK, "Set it up")
	page := b.post("/console/factor/new")
	m := shown.FindStringSubmatch(page.body)
	if m == nil || !strings.Contains(page.body, "data:image/png;base64,") {
		b.t.Fatalf("no secret:\n%s", page.body)
	}
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ReplaceAll(m[1], " ", ""))
	if err != nil {
		b.t.Fatal(err)
	}
	return secret
}

func TestStaffGiveASecondFactor(t *testing.T) {
	eachDoor(t, web.Config{}, func(t *testing.T, r *rig) {
		b := r.browser()
		b.enters("desk")
		for _, path := range []string{"/console", "/console/cases", "/console/signins"} {
			if got := b.get(path); got.status != http.StatusSeeOther || got.header.Get("Location") != "/console/factor" || strings.Contains(got.body, "What waits") {
				t.Errorf("%s before the factor: %d", path, got.status)
			}
		}
		secret := b.factor()
		half := b.cookie("liaison")
		b.post("/console/factor", "code", "12345").has(t, http.StatusUnprocessableEntity, "isn&#39;t right")
		if got := b.get("/console/factor"); strings.Contains(got.body, "<code>") {
			t.Error("the secret is shown again")
		}
		if got := b.post("/console/factor", "code", code(secret, r.now())); got.header.Get("Location") != "/console" {
			t.Fatalf("the code: %d\n%s", got.status, got.body)
		}
		if b.cookie("liaison") == half {
			t.Error("X9 the token is the one from before the factor")
		}
		b.get("/console").has(t, http.StatusOK, "What waits", "Front desk")

		next := r.browser()
		next.enters("desk")
		next.get("/console/factor").has(t, http.StatusOK, "Six digits", "ask an administrator")
		next.post("/console/factor", "code", code(secret, r.now())).has(t, http.StatusUnprocessableEntity)
		r.clock.Add(30_000)
		if got := next.post("/console/factor", "code", code(secret, r.now())); got.status != http.StatusSeeOther {
			t.Errorf("the next code: %d", got.status)
		}

		chief := r.browser()
		chief.enters("chief")
		chief.post("/console/factor", "code", code(chief.factor(), r.now()))
		chief.get("/console/signins").has(t, http.StatusOK, "Front desk", "Reset the second step of Front desk")
		if got := chief.post("/console/signins/reset", "person", "desk"); got.status != http.StatusSeeOther {
			t.Errorf("reset: %d", got.status)
		}
		next.get("/console").has(t, http.StatusUnauthorized)
		next.enters("desk")
		next.factor()
	})
}

func TestX19_GuessersDelayThemselvesAlone(t *testing.T) {
	eachDoor(t, web.Config{Behind: true}, func(t *testing.T, r *rig) {
		own := r.browser()
		own.enters("desk")
		secret := own.factor()
		own.post("/console/factor", "code", code(secret, r.now()))
		r.clock.Add(60_000)

		guesser, own := r.browser(), r.browser()
		guesser.header["X-Forwarded-For"] = "203.0.113.9, 198.51.100.7"
		own.header["X-Forwarded-For"] = "198.51.100.8"
		guesser.enters("desk")
		own.enters("desk")
		guesser.get("/console/factor")
		for range 3 {
			guesser.post("/console/factor", "code", "x").has(t, http.StatusUnprocessableEntity)
		}
		got := guesser.post("/console/factor", "code", code(secret, r.now()))
		if got.has(t, http.StatusTooManyRequests, "in a second"); got.header.Get("Retry-After") != "1" {
			t.Errorf("wait: %v", got.header)
		}
		own.get("/console/factor")
		if got := own.post("/console/factor", "code", code(secret, r.now())); got.status != http.StatusSeeOther {
			t.Errorf("from another address: %d", got.status)
		}
		r.clock.Add(31_000)
		if got := guesser.post("/console/factor", "code", code(secret, r.now())); got.status != http.StatusSeeOther {
			t.Errorf("never a lock: %d", got.status)
		}
		for range 50 { // others asking for links hinder nobody
			r.link("li-na")
		}
		r.browser().enters("zhao-min")
		r.browser().enters("li-na")
	})
}

func TestErrorsOfTheWayInAreInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	r := &rig{t: t}
	r.open(storagetest.File(t), web.Config{})
	for language, want := range map[string]string{"zh-CN,zh;q=0.9": "发送 /console", "ru": "Напишите боту /console", "fr": "Write /console"} {
		b := r.browser()
		b.header["Accept-Language"] = language
		b.get("/console/enter/"+rand.Text()).has(t, http.StatusUnauthorized, want)
		b.get("/console").has(t, http.StatusUnauthorized, "/console")
	}
	b := r.browser()
	b.get(r.link("zhao-min")).has(t, http.StatusOK, `lang="zh"`, "以Zhao Min的身份登录")
}
