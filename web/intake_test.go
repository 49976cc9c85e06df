package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"liaison/casework"
)

const intake = "/console/intake"

// enter writes a case down for somebody and gives the address of its slip.
func (r *rig) enter(as casework.PersonID, fields ...string) string {
	r.t.Helper()
	got := r.post(as, intake, intake, append([]string{"who", "Mrs Wang, 555 0123", "text", "The pipe under our stairs leaks", "agreed", "yes"}, fields...)...)
	if got.status != http.StatusSeeOther {
		r.t.Fatalf("not entered: %d\n%s", got.status, got.body)
	}
	return strings.TrimSuffix(got.header.Get("Location"), "?done=intake")
}

func TestACaseIsEnteredForSomebody(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.get("desk", "/console/cases").has(t, http.StatusOK, `href="/console/intake"`)
	slip := r.enter("desk")
	r.get("desk", slip).has(t, http.StatusOK, "Your case", "The pipe under our stairs leaks", "Zhao Min answers by Thursday 26 November.", "name the number")
	r.get("desk", slip+"?in=zh").has(t, http.StatusOK, `lang="zh"`, "您的事项", "供水供暖")
	r.get("desk", slip+"?in=ru").has(t, http.StatusOK, "Ваше обращение", "Вода и отопление")
	n := casework.Number(strings.TrimPrefix(slip, intake+"/"))
	if _, err := r.desk.Answer(t.Context(), casework.Once{}, r.person("zhao-min"), n, casework.Words{Text: "Which house is it?"}); err != nil {
		t.Fatal(err)
	}
	r.get("desk-ru", slip).has(t, http.StatusOK, "Which house is it?", "Mrs Wang, 555 0123")
	for do, fields := range map[string][]string{"relay": {"text", "Number 5"}, "told": {}} {
		if got := r.post("desk", slip, slip+"/"+do, fields...); got.header.Get("Location") != slip+"?done="+do {
			t.Fatalf("%s: %d\n%s", do, got.status, got.body)
		}
	}
	r.get("zhao-min", "/console/cases/"+string(n)).has(t, http.StatusOK, "Number 5", "The visitor was told what is answered.")
	if got := r.get("desk", slip).body; strings.Contains(got, "was told") {
		t.Error("a note is on the slip")
	}
}

func TestWithoutAgreementNothingIsKept(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for field, says := range map[string]string{"agreed": "Without their agreement", "who": "Write who they are", "text": "Write what they say"} {
		fields := []string{"who", "Mrs Wang", "text", "The pipe leaks", "agreed", "yes", field, ""}
		got := r.post("desk", intake, intake, fields...)
		got.has(t, http.StatusOK, says)
		if field != "text" && !strings.Contains(got.body, "The pipe leaks</textarea>") || field != "who" && !strings.Contains(got.body, `value="Mrs Wang"`) {
			t.Errorf("without %s what was written is lost:\n%s", field, got.body)
		}
	}
	if r.holds("desk", "/console/cases?view=all", "") {
		t.Error("a case was kept")
	}
}

func TestAFormSentTwiceIsOneVisitor(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	first := r.enter("desk", "nonce", "the same")
	if again := r.enter("desk", "nonce", "the same"); again != first {
		t.Errorf("%s, then %s", first, again)
	}
	if got := r.get("desk", "/console/cases?view=all").body; strings.Count(got, "The pipe under our stairs leaks") != 1 {
		t.Error("not one case")
	}
}

// Who isn't of the staff finds no window, and no slip; and nobody finds the slip of
// somebody who wrote themself.
func TestX17_TheWindowIsTheStaffs(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	slip, own := r.enter("desk"), r.write(7001, "The bus is late")
	none := r.get("zhao-min", "/console/cases/7K3M9QXT")
	for _, path := range []string{intake, slip} {
		if got := r.get("zhao-min", path); got.status != http.StatusNotFound || got.body != none.body {
			t.Errorf("%s as a deputy: %d\n%s", path, got.status, got.body)
		}
	}
	if got := r.post("zhao-min", "/console", intake, "who", "x", "text", "y", "agreed", "yes"); got.status != http.StatusNotFound {
		t.Errorf("entered by a deputy: %d", got.status)
	}
	if got := r.get("desk", intake+"/"+string(own)); got.status != http.StatusNotFound {
		t.Errorf("a slip of who writes themself: %d", got.status)
	}
	for _, do := range []string{"relay", "told"} {
		if got := r.post("desk", intake, intake+"/"+string(own)+"/"+do, "text", "y"); got.status != http.StatusNotFound {
			t.Errorf("%s to who writes themself: %d", do, got.status)
		}
	}
}

// What is for the officer alone is handed out to who came, and shown to nobody else.
func TestX16_TheSlipOfAProtectedCase(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	slip := r.enter("desk")
	n := casework.Number(strings.TrimPrefix(slip, intake+"/"))
	if _, err := r.desk.Protect(t.Context(), casework.Once{}, r.person("chief"), n); err != nil {
		t.Fatal(err)
	}
	got := r.get("desk", slip)
	got.has(t, http.StatusOK, "Only the officer for such matters reads it", "for an officer alone")
	if strings.Contains(got.body, "/console/cases/"+string(n)) || strings.Contains(got.body, "/relay") {
		t.Errorf("it leads to the case:\n%s", got.body)
	}
	if got := r.get("desk-zh", slip); got.status != http.StatusNotFound {
		t.Errorf("a colleague sees it: %d", got.status)
	}
}

func TestX10_WhatAVisitorSaysIsText(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	canary := `"><script>alert(1)</script><img src=x onerror=alert(2)>`
	got := r.post("desk", intake, intake, "who", canary, "text", "</textarea>"+canary)
	for _, page := range []string{got.body, r.get("desk", r.enter("desk", "who", canary, "text", canary)+"?in="+url.QueryEscape(canary)).body} {
		if !strings.Contains(page, "alert(2)") || strings.Contains(page, "<script>alert") || strings.Contains(page, "<img src=x") {
			t.Errorf("markup:\n%s", page)
		}
	}
}
