package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/classify"
)

const sameBus = "The bus 12 doesn't come to Garden Road any more, old people can't reach the clinic"

// gathered lets so many residents write about the same bus, the last with words of their own, and
// gives the page of their matter.
func (r *rig) gathered(people int) string {
	r.t.Helper()
	for i := range people {
		text := sameBus
		if i == people-1 {
			text += ". My mother is 84 and walks there in the snow with her stick since October, nobody can drive her"
		}
		r.write(7100+int64(i), text)
	}
	r.after(time.Minute)
	if _, err := r.desk.Compare(r.t.Context(), classify.Alike{}); err != nil {
		r.t.Fatal(err)
	}
	return matterLink.FindString(r.get("desk", "/console/hot").body)
}

var commonLink = regexp.MustCompile(`/console/common/\d+`)

// toAll has Li Na write an answer to all, and gives its page.
func (r *rig) toAll(matter, text string) string {
	r.t.Helper()
	got := r.post("li-na", matter, matter+"/answer", "text", text)
	link := got.header.Get("Location")
	if !commonLink.MatchString(link) {
		r.t.Fatalf("%d %s\n%s", got.status, link, got.body)
	}
	return link
}

// press sends the form of a page that leads to an act on it.
func (r *rig) press(as casework.PersonID, page, act string, fields ...string) reply {
	r.t.Helper()
	body := r.get(as, page).body
	_, form, ok := strings.Cut(body, `action="`+page+"/"+act+`"`)
	if !ok {
		r.t.Fatalf("%s isn't offered:\n%s", act, body)
	}
	form, _, _ = strings.Cut(form, "</form>")
	for _, name := range []string{"nonce", "seen"} {
		if value := between(form, `name="`+name+`" value="`, `"`); value != "" {
			fields = append([]string{name, value}, fields...)
		}
	}
	return r.post(as, page, page+"/"+act, fields...)
}

func TestX22_OneAnswerToAllIsSeenBeforeItGoesOut(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	matter := r.gathered(3)
	link := r.toAll(matter, "The bus comes again from Monday <b>on</b>.")
	r.get("li-na", link).has(t, http.StatusOK, "The bus comes again from Monday &lt;b&gt;on&lt;/b&gt;.", "3 cases get exactly this", "(3 people)",
		"1 case with words of its own", "in the snow", "2 cases that say the same", "Send to 3 cases")
	r.get("zhao-min", link).has(t, http.StatusNotFound)
	r.post("zhao-min", "/console/signins", link+"/send", "seen", "1").has(t, http.StatusNotFound)
	r.get("desk", link).has(t, http.StatusOK, "hasn&#39;t sent it yet")
	r.post("desk", "/console/signins", link+"/send", "seen", "1").has(t, http.StatusNotFound)
	if got := r.press("li-na", link, "send"); got.status != http.StatusSeeOther {
		t.Fatalf("%d\n%s", got.status, got.body)
	}
	r.get("li-na", link).has(t, http.StatusOK, "is on its way", `href="`+link+`/owed">3</a>`, "Answered 0 of 3 cases", `http-equiv="refresh"`)
	r.get("li-na", link+"/owed").has(t, http.StatusOK, "Still to get the answer", "walks there")
	if err := r.desk.AnswerAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.get("li-na", link).has(t, http.StatusOK, `href="`+link+`/answered">3</a>`, "Answered 3 of 3 cases")
	r.fares(casework.FateSent)
	if err := r.desk.AnswerAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	r.get("li-na", link).has(t, http.StatusOK, "has gone out", `href="`+link+`/answered">3</a></dd></div>`)
	if got := r.get("li-na", link+"/going"); got.header.Get("Hx-Refresh") != "true" {
		t.Errorf("a page that looks by itself isn't told that it is over: %v", got.header)
	}
}

func TestX22_ToManyASecondPersonApproves(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	matter := r.gathered(casework.CommonCap + 1)
	link := r.toAll(matter, "The bus comes again from Monday on.")
	r.get("li-na", link).has(t, http.StatusOK, "a second person", "Ask for approval")
	if got := r.press("li-na", link, "send"); got.status != http.StatusSeeOther {
		t.Fatalf("%d\n%s", got.status, got.body)
	}
	r.get("li-na", link).has(t, http.StatusOK, "The staff are asked to approve it")
	r.post("li-na", "/console/signins", link+"/approve", "seen", "2").has(t, http.StatusNotFound)
	r.get("desk", "/console/hot").has(t, http.StatusOK, "Waits for your approval", link)
	r.get("desk", link).has(t, http.StatusOK, "The bus comes again from Monday on.", "Approve for 31 cases", "31 cases get exactly this")
	r.post("desk", link, link+"/approve", "seen", "1").has(t, http.StatusConflict, "has changed since you saw it")
	if got := r.press("desk", link, "approve"); got.status != http.StatusSeeOther {
		t.Fatalf("%d\n%s", got.status, got.body)
	}
	r.get("chief", link).has(t, http.StatusOK, "is on its way")
	r.post("desk", link, link+"/refuse", "seen", "2").has(t, http.StatusConflict)
	if got := r.press("desk", link, "stop"); got.status != http.StatusSeeOther {
		t.Fatalf("%d\n%s", got.status, got.body)
	}
	r.get("desk", link).has(t, http.StatusOK, "was stopped", "Answered 0 of 31 cases")
}

func TestAnAnswerToAllIsChangedRefusedAndDropped(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	matter := r.gathered(casework.CommonCap + 1)
	first := r.toAll(matter, "On Monday.")
	id := first[len("/console/common/"):]
	r.get("li-na", matter+"?instead="+id).has(t, http.StatusOK, ">On Monday.</textarea>", `name="instead" value="`+id+`"`)
	second := r.post("li-na", matter, matter+"/answer", "text", "On Tuesday.", "instead", id).header.Get("Location")
	r.get("li-na", first).has(t, http.StatusOK, "was given up")
	r.press("li-na", second, "send")
	r.press("desk", second, "refuse")
	r.get("li-na", second).has(t, http.StatusOK, "was not approved", "Front desk didn&#39;t approve it", "Write it anew")
	third := r.toAll(matter, "On Wednesday.")
	r.press("li-na", third, "drop")
	r.get("li-na", third).has(t, http.StatusOK, "was given up")
	r.get("desk", matter).has(t, http.StatusOK, second)
	if got := r.get("desk", matter).body; strings.Contains(got, third) || strings.Contains(got, first) {
		t.Errorf("what was given up is listed:\n%s", got)
	}
	r.post("li-na", matter, matter+"/answer", "text", " ").has(t, http.StatusUnprocessableEntity)
	r.post("li-na", matter, matter+"/answer", "text", strings.Repeat("long ", 2000)).has(t, http.StatusConflict, "too long", "long long")
	r.post("desk", matter, matter+"/answer", "text", "I am no deputy.").has(t, http.StatusNotFound)
}

func TestAMatterIsNamedMergedAndParted(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.gathered(2)
	r.get("desk", a).has(t, http.StatusOK, "Last week 0, this week 2", "?show=waiting")
	canary := `<script>alert(1)</script>`
	r.press("desk", a, "name", "title", canary)
	r.get("desk", a+"?done=name").has(t, http.StatusOK, "&lt;script&gt;alert(1)", "The name is kept")
	r.post("desk", a, a+"/name", "title", strings.Repeat("x", 81)).has(t, http.StatusUnprocessableEntity)
	for i := range 2 {
		r.write(7300+int64(i), "Bus stop lamps are broken at the market, buses drive past in the dark evening hours")
	}
	r.after(time.Minute)
	if _, err := r.desk.Compare(t.Context(), classify.Alike{}); err != nil {
		t.Fatal(err)
	}
	var b string
	for _, link := range matterLink.FindAllString(r.get("desk", "/console/hot").body, -1) {
		if link != a {
			b = link
		}
	}
	into := r.press("desk", b, "merge", "into", a[len("/console/hot/"):]).header.Get("Location")
	r.get("desk", into).has(t, http.StatusOK, "They are one matter now", "4 people", b+"/unmerge")
	r.post("desk", a, b+"/unmerge")
	r.get("desk", a).has(t, http.StatusOK, "2 people")

	n := between(r.get("desk", a).body, `name="number" value="`, `"`)
	out := r.press("desk", a, "part", "number", n).header.Get("Location")
	r.get("desk", out).has(t, http.StatusOK, "Put case "+n+" back", "1 person")
	r.press("desk", a, "part", "number", n)
	r.post("desk", out, a+"/back", "number", n)
	r.get("desk", a).has(t, http.StatusOK, "2 people")
	for _, act := range []string{"name", "merge", "unmerge", "part", "back", "nothing"} {
		got := r.post("li-na", a, a+"/"+act, "title", "Mine", "into", "1", "number", n)
		if got.status != http.StatusNotFound {
			t.Errorf("a deputy does %s: %d", act, got.status)
		}
	}
}

func TestOneAnswerToAllIsAReadyOne(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	matter := r.gathered(2)
	if _, err := r.desk.KeepReady(t.Context(), casework.Once{}, r.person("li-na"), "Case {number}: on Monday."); err != nil {
		t.Fatal(err)
	}
	page := r.get("li-na", matter)
	page.has(t, http.StatusOK, "Or a prepared answer")
	link := r.post("li-na", matter, matter+"/answer", "ready", between(page.body, `name="ready" value="`, `"`)).header.Get("Location")
	r.get("li-na", link).has(t, http.StatusOK, ": on Monday.", "the number of their own case")
}
