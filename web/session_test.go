package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage/storagetest"
	"liaison/web"
)

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
	r := &rig{t: t, doors: true}
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
