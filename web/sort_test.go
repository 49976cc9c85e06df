package web_test

import (
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/web/browsertest"
)

// The unsorted come one at a time, the oldest first; a choice brings the next.
func TestCasesAreSortedOneAfterAnother(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	lamp := r.write(7001, "The light in our yard has been out for a week")
	r.clock.Add(time.Minute.Milliseconds())
	dog := r.write(7002, "A dog barks in the yard")
	got := r.get("desk", "/console/sort")
	if !strings.Contains(got.body, "/console/sort/"+lamp.String()) || !strings.Contains(got.body, "by the words: yard") {
		t.Fatalf("the oldest isn't shown with its guesses:\n%s", got.body)
	}
	after := r.post("desk", "/console/sort", "/console/sort/"+string(lamp), "topic", "transport").header.Get("Location")
	got = r.get("desk", after)
	if !strings.Contains(got.body, lamp.String()+" is under Roads and transport now") || !strings.Contains(got.body, "/console/sort/"+dog.String()) {
		t.Errorf("the next isn't shown after a choice:\n%s", got.body)
	}
	if got := r.get("desk", "/console/sort?after="+string(dog)); !strings.Contains(got.body, "You left 1 case for later") {
		t.Error("what was skipped is forgotten")
	}
	r.post("desk", "/console/sort", "/console/sort/"+string(dog), "topic", "water")
	if got := r.get("desk", "/console/sort"); !strings.Contains(got.body, "Everything has a topic") {
		t.Error("the end doesn't say so")
	}
	if c, err := r.desk.Case(t.Context(), r.person("desk"), dog); err != nil || c.Topic != "water" {
		t.Errorf("%+v, %v", c, err)
	}
}

// A colleague's choice isn't overturned by who didn't know of it.
func TestTwoWhoSortTheSameCase(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The light in our yard has been out for a week")
	seen := between(r.get("desk", "/console/sort").body, `name="seen" value="`, `"`)
	if _, err := r.desk.Classify(t.Context(), casework.Once{}, r.person("desk-zh"), n, "water"); err != nil {
		t.Fatal(err)
	}
	got := r.post("desk", "/console/accuracy", "/console/sort/"+string(n), "topic", "transport", "seen", seen, "token", r.token("desk"))
	if at := got.header.Get("Location"); !strings.Contains(r.get("desk", at).body, "Somebody did something in "+n.String()) {
		t.Errorf("it isn't said: %d %s", got.status, at)
	}
	if c, _ := r.desk.Case(t.Context(), r.person("desk"), n); c.Topic != "water" {
		t.Errorf("it is under %s", c.Topic)
	}
}

func TestOnlyStaffSort(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The light in our yard has been out for a week")
	for _, path := range []string{"/console/sort", "/console/sort/" + string(n), "/console/accuracy"} {
		if got := r.get("li-na", path); got.status != 404 {
			t.Errorf("a deputy is shown %s: %d", path, got.status)
		}
	}
	if got := r.post("li-na", "/console", "/console/sort/"+string(n), "topic", "water"); got.status == 303 {
		if c, _ := r.desk.Case(t.Context(), r.person("desk"), n); c.Topic != "" {
			t.Error("a deputy sorted an unsorted case")
		}
	}
	if got := r.get("desk", "/console/taught/desk"); got.status != 404 {
		t.Errorf("who isn't an administrator sees all that one taught: %d", got.status)
	}
}

func TestCorrectionsAreTakenBack(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.write(7001, "The light in our yard has been out for a week")
	r.post("desk", "/console/sort", "/console/sort/"+string(n), "topic", "water")
	got := r.get("chief", "/console/accuracy?days=30")
	if !strings.Contains(got.body, "Water and heating") || !strings.Contains(got.body, "Take back") {
		t.Fatalf("the correction isn't listed:\n%s", got.body)
	}
	if got := r.get("chief", "/console/taught/desk"); !strings.Contains(got.body, n.String()) {
		t.Error("what one taught isn't listed")
	}
	undo := between(got.body, `action="/console/lessons/`, `"`)
	if got := r.post("desk", "/console/accuracy", "/console/lessons/"+undo); got.status != 303 {
		t.Fatalf("%d", got.status)
	}
	if got := r.get("desk", "/console/accuracy?done=unlearn"); !strings.Contains(got.body, "Taken back") || strings.Contains(got.body, "<button class=\"plain\">Take back") {
		t.Errorf("it isn't taken back:\n%s", got.body)
	}
	r.post("chief", "/console/accuracy", "/console/taught/desk/undo")
}

func TestSortingByItsKeys(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	for lang, who := range map[string]casework.PersonID{"en": "desk", "zh": "desk-zh", "ru": "desk-ru"} {
		t.Run(lang, func(t *testing.T) {
			r := newRig(t)
			lamp := r.write(7001, "The light in our yard has been out for a week")
			r.clock.Add(time.Minute.Milliseconds())
			dog := r.write(7002, "A dog barks in the yard all night, and nobody comes when we call. Who is responsible for it?")
			r.clock.Add(time.Minute.Milliseconds())
			cat := r.write(7003, "A cat sits in the tree")
			b := browsertest.Open(shared, t, r.url+"/console", 1280, 844, "light", as(r.url, who))
			press := func(key string) {
				b.Value(`document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "` + key + `", bubbles: true})); "pressed"`)
			}
			b.Go(r.url + "/console/sort")
			b.Picture(lang + "-wide-sort")
			accessible(t, b, "sort")
			press("2")
			b.Until(`!!document.querySelector('form[action$="%s"]')`, dog)
			b.Picture(lang + "-wide-sort-next")
			press("s")
			b.Until(`!!document.querySelector('form[action$="%s"]')`, cat)
			b.Go(r.url + "/console/sort?of=" + string(lamp))
			press("u")
			b.Until(`!!document.querySelector('form[action$="%s"]')`, lamp)
			if c, _ := r.desk.Case(t.Context(), r.person("desk"), lamp); c.Topic != "water" {
				t.Errorf("the second guess was taken, and it is under %q", c.Topic)
			}
			b.Close()
			phone := browsertest.Open(shared, t, r.url+"/console/sort", 390, 844, "dark", as(r.url, who))
			defer phone.Close()
			for name, path := range map[string]string{"sort": "/console/sort", "accuracy": "/console/accuracy"} {
				phone.Go(r.url + path)
				phone.Until(`document.documentElement.scrollWidth <= 390`)
				phone.Picture(lang + "-phone-" + name)
				accessible(t, phone, path)
			}
		})
	}
}
