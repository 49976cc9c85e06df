package web_test

import (
	"testing"

	"liaison/casework"
	"liaison/web/browsertest"
)

func TestAnswerAllInABrowser(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	r := newRig(t)
	matter := r.gathered(casework.CommonCap + 2)
	written, proposed := r.toAll(matter, "The bus 12 comes to Garden Road again from Monday on, every twenty minutes."), r.toAll(matter, "From Monday on.")
	r.press("li-na", proposed, "send")
	going := r.toAll(matter, "The bus 12 comes again.\nEvery twenty minutes, from Monday on.")
	r.press("li-na", going, "send")
	r.press("desk", going, "approve")
	pages := map[casework.PersonID]map[string]string{
		"li-na":   {"deputy-matter": matter, "deputy-written": written, "deputy-proposed": proposed},
		"desk":    {"staff-hot": "/console/hot", "staff-matter": matter, "staff-judge": proposed, "staff-going": going, "staff-owed": going + "/owed"},
		"desk-zh": {"staff-hot-zh": "/console/hot", "staff-matter-zh": matter, "staff-judge-zh": proposed, "staff-going-zh": going},
		"desk-ru": {"staff-hot-ru": "/console/hot", "staff-matter-ru": matter, "staff-judge-ru": proposed, "staff-going-ru": going},
	}
	for who, list := range pages {
		for width, scheme := range map[int64]string{1280: "light", 390: "dark"} {
			b := browsertest.Open(shared, t, r.url+"/console/hot", width, 844, scheme, as(r.url, who))
			for name, path := range list {
				b.Go(r.url + path)
				b.Until(`document.documentElement.scrollWidth <= %d`, width)
				b.Picture(name + "-" + scheme)
				accessible(t, b, path)
			}
			b.Close()
		}
	}
	b := browsertest.Open(shared, t, r.url+going, 1280, 844, "light", as(r.url, "desk"))
	defer b.Close()
	b.Sees("Answered 0 of 32")
	if err := r.desk.AnswerAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.Sees("Answered 32 of 32") // by itself
	b.Click(`button.grave`)
	b.Sees("was stopped")
}
