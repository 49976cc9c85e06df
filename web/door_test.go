package web_test

import (
	"crypto/rand"
	"net/http"
	"strings"
	"testing"
	"time"

	"liaison/storage/storagetest"
	"liaison/web"
)

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

func TestErrorsOfTheWayInAreInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	r := &rig{t: t, doors: true}
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
