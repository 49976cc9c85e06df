package web_test

import (
	"context"
	_ "embed"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"liaison/casework"
	"liaison/web/browsertest"
)

// axe looks for what shuts people out of a page. It is evaluated by the browser's
// driver, since the page itself lets no foreign script in.
//
//go:embed testdata/axe-4.14.1.min.js
var axe string

// as signs a tab in as somebody.
func as(address string, who casework.PersonID) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.SetCookie, network.SetCookieParams{Name: "liaison", Value: string(who), URL: address})
		return err
	})
}

// accessible fails for what axe calls serious or worse.
func accessible(t *testing.T, b *browsertest.Tab, page string) {
	t.Helper()
	b.Value(axe + `; "read"`)
	b.Value(`window.found = ""; axe.run().then((r) => { window.found = "done " + r.violations
		.filter((v) => v.impact === "serious" || v.impact === "critical")
		.map((v) => v.id + ": " + v.nodes.map((n) => n.html + " " + n.failureSummary).join(" ")).join("\n"); }); "begun"`)
	b.Until(`window.found.startsWith("done")`)
	if found := b.Value(`window.found`); found != "done " {
		t.Errorf("%s: %s", page, found)
	}
}

func TestTheConsoleInABrowser(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	for lang, who := range map[string]casework.PersonID{"en": "desk", "zh": "desk-zh", "ru": "desk-ru"} {
		t.Run(lang, func(t *testing.T) {
			r := newRig(t)
			n := r.write(7001, "The light in our yard has been out for a week")
			r.write(7002, "The bus 12 doesn't come any more, and my mother has to walk to the hospital in the snow")
			r.write(7003, "A pipe burst in the yard of house 5")
			r.after(4 * 24 * time.Hour)
			pages := map[string]string{"1-board": "/console", "2-late": "/console/cases?view=late", "3-case": "/console/cases/" + string(n), "4-search": "/console/cases?q=yard"}
			for _, size := range []struct {
				name   string
				width  int64
				scheme string
			}{{"wide", 1280, "light"}, {"phone", 390, "dark"}} {
				b := browsertest.Open(shared, t, r.url+"/console", size.width, 844, size.scheme, as(r.url, who))
				for name, path := range pages {
					b.Go(r.url + path)
					b.Until(`document.documentElement.scrollWidth <= %d`, size.width)
					b.Picture(lang + "-" + size.name + "-" + name)
					accessible(t, b, path)
				}
				b.Close()
			}
		})
	}
}

func TestTheConsoleByItsKeys(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	r := newRig(t)
	n := r.write(7001, "The light in our yard has been out for a week")
	r.write(7002, "The lamp at the crossing is broken")
	b := browsertest.Open(shared, t, r.url+"/console", 1280, 844, "light", as(r.url, "desk"))
	defer b.Close()
	press := func(on, key, code string) {
		b.Value(`document.querySelector(` + "`" + on + "`" + `).dispatchEvent(new KeyboardEvent("keydown", {key: "` + key + `", code: "` + code + `", bubbles: true})); "pressed"`)
	}
	b.Go(r.url + "/console/cases")
	press("body", "о", "KeyJ") // on a Russian layout
	press(":focus", "j", "KeyJ")
	press(":focus", "k", "KeyK")
	b.Until(`document.activeElement.href.endsWith("%s")`, n)
	press("body", "?", "Slash")
	b.Until(`document.querySelector("#keys").open`)
	b.Picture("keys")
	accessible(t, b, "keys")
	b.Value(`document.querySelector("#keys").close(); "closed"`)
	press("body", "/", "Slash")
	b.Until(`document.activeElement.id === "q"`)
	press("#q", "?", "Slash")
	press("#q", "j", "KeyJ")
	b.Until(`document.activeElement.id === "q" && !document.querySelector("#keys").open`)
	b.Go(r.url + "/console/cases/" + string(n))
	press("body", "r", "KeyR")
	b.Until(`document.activeElement.name === "topic"`)
}
