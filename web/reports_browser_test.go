package web_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"liaison/casework"
	"liaison/web/browsertest"
)

// monthly is an office of which a month went like others: some answers came late, some helped.
func monthly(t *testing.T) *rig {
	t.Helper()
	r := newRig(t)
	ctx := t.Context()
	account := int64(7000)
	for day := range 24 {
		for i := range 1 + day*7%3 {
			account++
			n := r.write(account, fmt.Sprintf("The bus %d doesn't come", account))
			by := casework.PersonID("li-na")
			if (day+i)%3 == 0 {
				account++
				n, by = r.write(account, fmt.Sprintf("A pipe burst in yard %d", account)), "zhao-min"
			}
			r.clock.Add((3 * time.Hour).Milliseconds())
			if day%5 == 4 {
				continue
			}
			if _, err := r.desk.Answer(ctx, casework.Once{}, r.person(by), n, casework.Words{Text: "We have seen to it."}); err != nil {
				t.Fatal(err)
			}
			r.rate(account, n, []casework.Helped{casework.Yes, "", casework.Yes, casework.Partly}[day%4], 3+day%3)
		}
		r.after(24 * time.Hour)
	}
	r.write(7900, "The light in our yard has been out for a week")
	return r
}

// rate lets a resident say whether an answer helped; empty: they say nothing.
func (r *rig) rate(account int64, n casework.Number, helped casework.Helped, mark int) {
	r.t.Helper()
	if helped == "" {
		return
	}
	by, err := r.desk.Who(r.t.Context(), account, "Wang Fang", "en")
	if err == nil {
		_, err = r.desk.Rate(r.t.Context(), casework.Once{}, by, n, helped)
	}
	if err == nil {
		_, err = r.desk.Mark(r.t.Context(), casework.Once{}, by, n, mark)
	}
	if err != nil {
		r.t.Fatal(err)
	}
}

func TestReportsInABrowser(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	r := monthly(t)
	const days = "from=2026-11-23&to=2026-12-20"
	pages := map[string]string{"topic": "?" + days, "deputy": "?by=deputy&period=year", "month": "/month?m=2026-11", "wrong": "?from=x&to=y"}
	for lang, who := range map[string]casework.PersonID{"en": "desk", "zh": "desk-zh", "ru": "desk-ru", "deputy": "li-na"} {
		for _, size := range []struct {
			name   string
			width  int64
			scheme string
		}{{"wide", 1280, "light"}, {"phone", 390, "dark"}} {
			b := browsertest.Open(shared, t, r.url+"/console/reports", size.width, 2300, size.scheme, as(r.url, who))
			for name, query := range pages {
				b.Go(r.url + "/console/reports" + query)
				b.Until(`document.documentElement.scrollWidth <= %d`, size.width)
				b.Picture("reports-" + name + "-" + lang + "-" + size.name)
				accessible(t, b, "reports "+query)
			}
			b.Close()
		}
	}
}

// The month on paper is the report alone: light, with every table open, whatever the screen is.
func TestTheMonthOnPaper(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	r := monthly(t)
	for lang, who := range map[string]casework.PersonID{"en": "desk", "zh": "desk-zh", "ru": "desk-ru"} {
		b := browsertest.Open(shared, t, r.url+"/console/reports/month?m=2026-12", 794, 1123, "dark", as(r.url, who))
		b.Do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
			return err
		}))
		b.Until(`getComputedStyle(document.querySelector("body > header")).display === "none"`)
		b.Until(`getComputedStyle(document.documentElement).backgroundColor === "rgb(255, 255, 255)"`)
		b.Until(`document.documentElement.scrollWidth <= 794`)
		b.Picture("paper-" + lang)
		b.Close()
	}
}
