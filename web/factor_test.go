package web_test

import (
	"encoding/base32"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"liaison/storage/storagetest"
	"liaison/web"
)

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
		if got := b.post("/console/factor", "code", storagetest.Code(secret, r.now())); got.header.Get("Location") != "/console" {
			t.Fatalf("the code: %d\n%s", got.status, got.body)
		}
		if b.cookie("liaison") == half {
			t.Error("X9 the token is the one from before the factor")
		}
		b.get("/console").has(t, http.StatusOK, "What waits", "Front desk")

		next := r.browser()
		next.enters("desk")
		next.get("/console/factor").has(t, http.StatusOK, "Six digits", "ask an administrator")
		next.post("/console/factor", "code", storagetest.Code(secret, r.now())).has(t, http.StatusUnprocessableEntity)
		r.clock.Add(30_000)
		if got := next.post("/console/factor", "code", storagetest.Code(secret, r.now())); got.status != http.StatusSeeOther {
			t.Errorf("the next code: %d", got.status)
		}

		chief := r.browser()
		chief.enters("chief")
		chief.post("/console/factor", "code", storagetest.Code(chief.factor(), r.now()))
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
		own.post("/console/factor", "code", storagetest.Code(secret, r.now()))
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
		got := guesser.post("/console/factor", "code", storagetest.Code(secret, r.now()))
		if got.has(t, http.StatusTooManyRequests, "in a second"); got.header.Get("Retry-After") != "1" {
			t.Errorf("wait: %v", got.header)
		}
		own.get("/console/factor")
		if got := own.post("/console/factor", "code", storagetest.Code(secret, r.now())); got.status != http.StatusSeeOther {
			t.Errorf("from another address: %d", got.status)
		}
		r.clock.Add(31_000)
		if got := guesser.post("/console/factor", "code", storagetest.Code(secret, r.now())); got.status != http.StatusSeeOther {
			t.Errorf("never a lock: %d", got.status)
		}
		for range 50 { // others asking for links hinder nobody
			r.link("li-na")
		}
		r.browser().enters("zhao-min")
		r.browser().enters("li-na")
	})
}
