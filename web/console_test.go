package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"liaison/casework"
)

func (r reply) has(t *testing.T, status int, texts ...string) {
	t.Helper()
	if r.status != status {
		t.Fatalf("status %d, want %d:\n%s", r.status, status, r.body)
	}
	for _, text := range texts {
		if !strings.Contains(r.body, text) {
			t.Errorf("%q isn't on the page:\n%s", text, r.body)
		}
	}
}

func TestWhoIsntSignedInIsToldHow(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.get("", "/console").has(t, http.StatusUnauthorized, "Please sign in", "/console to the bot")
}

func TestTheWayOfACaseThroughTheConsole(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "Something is broken here")
	r.after(time.Minute)
	r.get("desk", "/console").has(t, http.StatusOK, "to be sorted", `href="/console/cases?view=unsorted">1</a>`)
	r.get("desk", "/console/cases?view=unsorted").has(t, http.StatusOK, "Something is broken here", n.String())
	page := "/console/cases/" + string(n)
	r.get("desk", page).has(t, http.StatusOK, "Something is broken here", "Roads and transport · 40 %")
	if got := r.post("desk", page, page+"/sort", "topic", "water"); got.status != http.StatusSeeOther {
		t.Fatalf("sorted: %d\n%s", got.status, got.body)
	}
	r.get("zhao-min", "/console").has(t, http.StatusOK, "Something is broken here")
	if got := r.post("zhao-min", page, page+"/answer", "text", "We come on Thursday."); got.header.Get("Location") != page+"?done=answer" {
		t.Fatalf("answered: %d %v\n%s", got.status, got.header, got.body)
	}
	r.get("desk", page+"?done=answer").has(t, http.StatusOK, "We come on Thursday.", "Your answer is on its way.")
}

func TestAFormSentTwiceActsOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The bus is late")
	r.after(time.Minute)
	page := "/console/cases/" + string(n)
	for range 2 {
		if got := r.post("li-na", page, page+"/note", "text", "I know the driver.", "nonce", "the same"); got.status != http.StatusSeeOther {
			t.Fatalf("%d\n%s", got.status, got.body)
		}
	}
	if got := r.get("li-na", page).body; strings.Count(got, `dir="auto">I know the driver.`) != 1 {
		t.Errorf("the note isn't there once:\n%s", got)
	}
}

// What isn't a deputy's looks like what isn't there.
func TestX17_AnothersCaseLooksLikeNone(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The bus is late")
	r.after(time.Minute)
	foreign, none := r.get("zhao-min", "/console/cases/"+string(n)), r.get("zhao-min", "/console/cases/7K3M9QXT")
	if foreign.status != http.StatusNotFound || foreign.body != none.body {
		t.Errorf("a foreign case differs from none:\n%s\n%s", foreign.body, none.body)
	}
	r.get("li-na", "/console/cases/"+string(n)).has(t, http.StatusOK, "The bus is late")
}

func TestX8_ActsNeedThePagesToken(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The bus is late")
	r.after(time.Minute)
	page := "/console/cases/" + string(n)
	for name, got := range map[string]reply{
		"no token":  r.post("li-na", page, page+"/take", "token", ""),
		"another's": r.post("li-na", page, page+"/take", "token", "x"),
		"a GET":     r.get("li-na", page+"/take"),
	} {
		if got.status != http.StatusForbidden && got.status != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	if c, err := r.desk.Case(t.Context(), r.person("li-na"), n); err != nil || c.Status != casework.Queued {
		t.Errorf("the case is %s: %v", c.Status, err)
	}
}

func TestX10_WordsAreTextEverywhere(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	canary := `<script>alert(1)</script><img src=x onerror=alert(2)>`
	n := r.write(7001, "bus "+canary)
	r.after(time.Minute)
	for _, path := range []string{"/console/cases?view=late", "/console/cases/" + string(n), "/console"} {
		for _, as := range []casework.PersonID{"li-na", "desk"} {
			if got := r.get(as, path); strings.Contains(got.body, "<script>alert") || strings.Contains(got.body, "<img src=x") {
				t.Errorf("%s as %s: markup\n%s", path, as, got.body)
			}
		}
	}
	if got := r.get("desk", "/console").header.Get("Content-Security-Policy"); !strings.Contains(got, "default-src 'none'") || strings.Contains(got, "unsafe") {
		t.Errorf("policy: %s", got)
	}
}
