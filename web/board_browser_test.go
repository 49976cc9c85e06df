package web_test

import (
	"fmt"
	"testing"
	"time"

	"liaison/casework"
	"liaison/web/browsertest"
)

// worked is an office of which the last three weeks were like others.
func worked(t *testing.T) *rig {
	t.Helper()
	r := newRig(t)
	answer := func(by casework.PersonID, n casework.Number) {
		if _, err := r.desk.Answer(t.Context(), casework.Once{}, r.person(by), n, casework.Words{Text: "We have seen to it."}); err != nil {
			t.Fatal(err)
		}
	}
	account := int64(7000)
	for day := range 13 {
		for i := range 1 + day*5%4 {
			account++
			bus := r.write(account, fmt.Sprintf("The bus %d doesn't come", account))
			account++
			pipe := r.write(account, fmt.Sprintf("A pipe burst in yard %d", account))
			r.after(3 * time.Hour)
			if (day+i)%3 > 0 {
				answer("li-na", bus)
			}
			if day%2 == 0 {
				answer("zhao-min", pipe)
			}
		}
		r.after(24*time.Hour - time.Duration(1+day*5%4)*3*time.Hour)
	}
	r.write(7900, "The light in our yard has been out for a week")
	return r
}

func TestTheBoardInABrowser(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	r := worked(t)
	for lang, who := range map[string]casework.PersonID{"en": "desk", "zh": "desk-zh", "ru": "desk-ru", "deputy": "li-na"} {
		for _, size := range []struct {
			name   string
			width  int64
			scheme string
		}{{"wide", 1280, "light"}, {"phone", 390, "dark"}} {
			b := browsertest.Open(shared, t, r.url+"/console", size.width, 844, size.scheme, as(r.url, who))
			b.Until(`document.querySelector("#anew").hidden`)
			b.Until(`document.documentElement.scrollWidth <= %d`, size.width)
			b.Picture("board-" + lang + "-" + size.name)
			accessible(t, b, "board")
			b.Close()
		}
	}
}

// The board redraws itself where it stands: what has the focus keeps it, nothing scrolls,
// and what has changed is marked and said.
func TestTheBoardFollowsTheBooks(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	r := worked(t)
	b := browsertest.Open(shared, t, r.url+"/console", 390, 600, "light", as(r.url, "desk"))
	defer b.Close()
	b.Until(`document.querySelector("#anew").hidden`)
	b.Value(`document.querySelector("#w-t-water").focus(); scrollTo(0, 300); window.was = scrollY; "scrolled"`)
	r.write(7901, "The lamp at the crossing is broken")
	b.Until(`document.querySelector("#f-unsorted").firstChild.textContent === "2"`)
	b.Until(`document.querySelector("#f-unsorted").classList.contains("new") && document.querySelector("#news").textContent.includes("to be sorted 2")`)
	b.Until(`document.activeElement.id === "w-t-water" && scrollY === window.was && !document.querySelector("#f-late").classList.contains("new")`)
	b.Value(`scrollTo(0, 0); "up"`)
	b.Picture("board-changed")
	accessible(t, b, "board that changed")
}
