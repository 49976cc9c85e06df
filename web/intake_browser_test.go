package web_test

import (
	"testing"

	"liaison/casework"
	"liaison/web/browsertest"
)

func TestIntakeInABrowser(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	r := newRig(t)
	for lang, who := range map[string]casework.PersonID{"en": "desk", "zh": "desk-zh", "ru": "desk-ru"} {
		for _, size := range []struct {
			name   string
			width  int64
			scheme string
		}{{"wide", 1280, "light"}, {"phone", 390, "dark"}} {
			b := browsertest.Open(shared, t, r.url+"/console/cases", size.width, 844, size.scheme, as(r.url, who))
			b.Click(`a[href="/console/intake"]`)
			b.Until(`location.pathname === "/console/intake" && document.forms.length > 0`)
			b.Value(`document.forms[0].noValidate = true; who.value = "王阿姨 555 0123"; "x"`)
			b.Click(`.entering button`)
			b.Until(`document.querySelectorAll("[aria-invalid]").length === 2`)
			b.Until(`document.documentElement.scrollWidth <= %d`, size.width)
			b.Picture("intake-" + lang + "-" + size.name)
			accessible(t, b, "intake")
			b.Value(`text.value = "The pipe under our stairs leaks, and the stairs are ice in the morning.\nMy mother fell there yesterday."; "x"`)
			b.Click(`[name=agreed]`)
			b.Click(`.entering button`)
			b.Until(`document.querySelector(".slip") !== null && !document.querySelector("[data-print]").hidden`)
			b.Until(`document.documentElement.scrollWidth <= %d`, size.width)
			b.Picture("slip-" + lang + "-" + size.name)
			accessible(t, b, "slip")
			b.Close()
		}
	}
}
