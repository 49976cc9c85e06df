package web_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/web/browsertest"
)

// ticked sends the form under a list with all of its cases ticked.
func (r *rig) ticked(as casework.PersonID, list string, fields url.Values) reply {
	r.t.Helper()
	body := r.get(as, list).body
	form := url.Values{"back": {list}, "nonce": {"n"}}
	form.Set("token", r.token(as))
	for rest := body; strings.Contains(rest, `name="case" value="`); {
		_, rest, _ = strings.Cut(rest, `name="case" value="`)
		value, _, _ := strings.Cut(rest, `"`)
		form.Add("case", value)
	}
	for k, v := range fields {
		form[k] = v
	}
	return r.ask(as, "POST", "/console/bulk", form)
}

func (r *rig) bulks() {
	r.t.Helper()
	r.clock.Add(time.Minute.Milliseconds())
	if err := r.desk.DoBulks(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
}

func TestSeveralCasesAtOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	lamp, dog := r.write(7001, "The light in our yard is out"), r.write(7002, "A dog barks in the yard")
	const list = "/console/cases?view=unsorted"
	got := r.ticked("desk", list, url.Values{"act": {"sort"}, "topic": {"water"}})
	at := got.header.Get("Location")
	if got.status != 303 || !strings.Contains(r.get("desk", at).body, "until then nobody") && !strings.Contains(r.get("desk", at).body, "Until then nobody") {
		t.Fatalf("%d %s", got.status, at)
	}
	if got := r.get("desk-zh", at); got.status != 404 {
		t.Errorf("another sees it: %d", got.status)
	}
	if _, err := r.desk.Classify(t.Context(), casework.Once{}, r.person("desk-zh"), dog, "transport"); err != nil {
		t.Fatal(err)
	}
	r.bulks()
	page := r.get("desk", at)
	if !strings.Contains(page.body, "Done with 1 case.") || !strings.Contains(page.body, "Somebody did something to it meanwhile") || page.header.Get("Refresh") != "" {
		t.Errorf("%s", page.body)
	}
	for n, want := range map[casework.Number]casework.TopicID{lamp: "water", dog: "transport"} {
		if c, _ := r.desk.Case(t.Context(), r.person("desk"), n); c.Topic != want {
			t.Errorf("%s is under %s", n, c.Topic)
		}
	}
}

func TestSeveralCasesAreLeftAlone(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The light in our yard is out")
	const list = "/console/cases?view=unsorted"
	at := r.ticked("desk", list, url.Values{"act": {"close"}, "outcome": {"outside"}}).header.Get("Location")
	path, _, _ := strings.Cut(at, "?")
	if got := r.post("desk", at, path+"/undo"); got.status != 303 {
		t.Fatalf("%d", got.status)
	}
	r.bulks()
	if got := r.get("desk", at).body; !strings.Contains(got, "Undone") {
		t.Errorf("%s", got)
	}
	if c, _ := r.desk.Case(t.Context(), r.person("desk"), n); c.Status != casework.Unsorted {
		t.Errorf("it is %s", c.Status)
	}
	if got := r.post("desk", list, "/console/bulk", "act", "sort", "topic", "water", "back", "https://elsewhere.example/console/cases"); got.header.Get("Location") != "/console/cases?done=unticked" {
		t.Errorf("nothing is ticked: %s", got.header.Get("Location"))
	}
	if got := r.ticked("li-na", "/console/cases", url.Values{"act": {"close"}, "outcome": {"outside"}, "case": {string(n)}}); got.status != 404 {
		t.Errorf("a deputy acts upon several cases: %d", got.status)
	}
}

func TestListsAreKeptByName(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	bus, pipe := r.write(7001, "The bus in our yard"), r.write(7002, "A pipe in our yard")
	got := r.post("desk", "/console/cases?view=all", "/console/filters", "name", "Yards <b>", "view", "waiting", "topic", "water", "q", "yard")
	at := got.header.Get("Location")
	page := r.get("desk", at).body
	if !strings.Contains(page, "Yards &lt;b&gt;") || !strings.Contains(page, pipe.String()) || strings.Contains(page, bus.String()) {
		t.Errorf("%s:\n%s", at, page)
	}
	if got := r.get("desk-zh", "/console/cases").body; strings.Contains(got, "Yards") {
		t.Error("another sees it")
	}
	r.post("desk", at, "/console/filters/drop", "name", "Yards <b>")
	if got := r.get("desk", "/console/cases").body; strings.Contains(got, "Yards") {
		t.Error("it isn't forgotten")
	}
}

func TestSeveralCasesInABrowser(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	for lang, who := range map[string]casework.PersonID{"en": "desk", "zh": "desk-zh", "ru": "desk-ru"} {
		t.Run(lang, func(t *testing.T) {
			r := newRig(t)
			r.write(7001, "The light in our yard has been out for a week")
			r.write(7002, "A dog barks in the yard all night")
			r.post(who, "/console/cases", "/console/filters", "name", "Yards", "view", "all", "q", "yard")
			for _, size := range []struct {
				name   string
				width  int64
				scheme string
			}{{"wide", 1280, "light"}, {"phone", 390, "dark"}} {
				b := browsertest.Open(shared, t, r.url+"/console/cases", size.width, 900, size.scheme, as(r.url, who))
				press := func(key string) {
					b.Value(`document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: "` + key + `", bubbles: true})); "pressed"`)
				}
				b.Until(`getComputedStyle(document.querySelector(".bulkbar")).display === "none"`)
				press("j")
				press("x")
				press("j")
				press("x")
				b.Until(`document.querySelectorAll(".list :checked").length === 2`)
				b.Until(`document.documentElement.scrollWidth <= %d`, size.width)
				b.Picture(lang + "-" + size.name + "-ticked")
				accessible(t, b, "ticked")
				b.Click(`[name=act][value=sort]`)
				b.Until(`location.pathname.startsWith("/console/bulk/")`)
				b.Picture(lang + "-" + size.name + "-bulk")
				accessible(t, b, "bulk")
				press("u")
				b.Until(`document.querySelector("form[action$=undo]") === null`)
				b.Close()
			}
		})
	}
}
