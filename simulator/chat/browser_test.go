package chat_test

import (
	"context"
	"net"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"liaison/simulator"
	"liaison/simulator/chat"
	"liaison/web/browsertest"
)

// tab shows the page of the chats.
type tab struct{ *browsertest.Tab }

func open(parent context.Context, t *testing.T, address string, width, height int64, scheme string) tab {
	t.Helper()
	return tab{browsertest.Open(parent, t, address, width, height, scheme)}
}

// shows waits for a text in a column.
func (b tab) shows(column, text string) {
	b.Until(`document.querySelector("#%s .messages").textContent.includes(%q)`, column, text)
}

// demo serves the page with a scripted bot behind it.
func demo(t *testing.T, lang string) (*simulator.Server, string) {
	t.Helper()
	clock := simulator.NewClock(func() time.Time { return time.Date(2026, 11, 23, 9, 12, 0, 0, time.UTC) })
	srv := simulator.New(simulator.Config{Now: clock.Now})
	t.Cleanup(srv.Close)
	ctx, cancel := context.WithCancel(context.Background())
	web := httptest.NewUnstartedServer(chat.New(srv, clock, chat.Samples()...))
	web.Config.BaseContext = func(net.Listener) context.Context { return ctx }
	web.Start()
	t.Cleanup(func() {
		cancel()
		web.Close()
	})
	startBot(t, srv, scripts()[lang])
	return srv, web.URL + "/?lang=" + lang
}

func TestTheStoryInABrowser(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	for _, lang := range []string{"en", "zh", "ru"} {
		t.Run(lang, func(t *testing.T) {
			_, address := demo(t, lang)
			say := scripts()[lang]
			wide := open(shared, t, address, 1280, 800, "light")
			wide.Until(`document.querySelector(".hint").textContent !== ""`)
			wide.Picture(lang + "-1-empty")
			wide.Click("#resident .prepared:not([hidden]) .chip:nth-of-type(1)")
			wide.shows("resident", say.Consent)
			wide.Picture(lang + "-2-consent")
			wide.Click(`#resident .button[value="agree"]`)
			wide.shows("resident", say.Received)
			wide.shows("deputy", "7K3M-9QXT")
			wide.Until(`document.querySelector("#resident .toast").textContent.includes(%q)`, say.Toast)
			wide.Picture(lang + "-3-card")
			wide.Click("#deputy .prepared:not([hidden]) .chip:nth-of-type(1)")
			wide.Until(`document.querySelector('#resident .button[value="rate:yes"]') !== null`)
			wide.Until(`document.querySelector("#deputy .own .quotation") !== null`)
			wide.Picture(lang + "-4-answer")
			wide.Click(`#resident .button[value="rate:yes"]`)
			wide.shows("resident", say.Thanks)
			wide.Click("#resident .prepared:not([hidden]) .chip:nth-of-type(2)")
			wide.Until(`document.querySelector("#resident .photo img")?.complete`)
			wide.Picture(lang + "-5-done")
			controls(wide)
			wide.Close()
			dark := open(shared, t, address, 1280, 800, "dark")
			dark.Until(`document.querySelector("#resident .photo img")?.complete`)
			dark.Picture(lang + "-6-dark")
			dark.Close()
			phone(shared, t, address, lang)
			if lang == "en" {
				plain(shared, t, address)
			}
		})
	}
}

// controls answers a message, writes what looks like markup, opens the menu and
// another person's chat, all as a person would.
func controls(b tab) {
	b.Click("#deputy .message:last-child [data-reply]")
	b.Until(`!document.querySelector("#deputy .target:not(.file)").hidden && document.activeElement.name === "text"`)
	canary := "<img src=x onerror=document.title='run'>"
	b.Do(chromedp.SendKeys(chromedp.CSS("#deputy textarea"), canary+"\r"))
	b.shows("deputy", canary)
	b.Until(`document.querySelector("#deputy textarea").value === "" && document.title !== "run" && !document.querySelector(".messages img[src=x]")`)
	b.Until(`document.querySelector("#deputy .message:last-child .ticks").textContent === "✓✓"`)
	b.Click("#deputy .message:last-child [data-edit]")
	b.Until(`document.querySelector("#deputy textarea").value === %q`, canary)
	b.Do(chromedp.SendKeys(chromedp.CSS("#deputy textarea"), " mended\r"))
	b.shows("deputy", canary+" mended")
	b.Click("#deputy summary")
	b.Click("#deputy .menu li:first-child button")
	b.shows("deputy", "/next")
	b.Click("#resident .person:nth-of-type(2)")
	b.Until(`location.search.includes("resident=7000") && document.querySelectorAll("#resident .message").length === 0`)
	b.Click("#resident .person:nth-of-type(1)")
	b.Until(`!location.search.includes("resident=") && document.querySelectorAll("#resident .message").length > 0`)
	b.Click("#staff .person:nth-of-type(2)")
	b.Until(`location.search.includes("staff=-100") && !document.querySelector("#staff .empty").hidden && document.querySelector("#staff .menu").hidden`)
	b.Picture("room-empty")
	b.Click("#staff .prepared:not([hidden]) .chip:nth-of-type(1)")
	b.shows("staff", "/room ?")
	b.Until(`!document.querySelector("#staff .target:not(.file)").hidden && document.querySelector("#staff .composer").elements.reply.value !== ""`) // it asks
	b.Until(`document.querySelector("#staff .own [data-edit]") === null`)
	b.Click("#staff .person:nth-of-type(1)")
	b.Until(`!document.querySelector("#staff .menu").hidden`)
}

// plain looks at the page with the script switched off.
func plain(shared context.Context, t *testing.T, address string) {
	t.Helper()
	b := browsertest.Plain(shared, t, address, 1280, 800)
	b.Click("#staff .chip")
	b.Do(chromedp.WaitVisible(chromedp.CSS("#staff .own")))
	b.Picture("en-0-plain")
	b.Close()
}

// phone looks at the same chats on a narrow screen, one at a time.
func phone(shared context.Context, t *testing.T, address, lang string) {
	t.Helper()
	narrow := open(shared, t, address, 390, 844, "light")
	narrow.Until(`document.querySelector("#resident .photo img")?.complete`)
	narrow.Until(`getComputedStyle(document.querySelector("#deputy")).display === "none"`)
	narrow.Until(`!document.querySelector('.tabs [data-key="staff"] .dot').hidden`)
	narrow.Picture(lang + "-7-phone-resident")
	narrow.Click(`.tabs [data-key="deputy"]`)
	narrow.Until(`getComputedStyle(document.querySelector("#deputy")).display !== "none"`)
	narrow.Picture(lang + "-8-phone-deputy")
	narrow.Until(`[...document.querySelectorAll(".column:target button, .column:target summary, .tabs a, .languages a")]
		.filter((e) => e.getClientRects().length && !e.closest(".menu ul")).every((e) => e.getBoundingClientRect().height >= 44)`)
	narrow.Until(`document.documentElement.scrollWidth <= 390`)
	narrow.Close()
	dark := open(shared, t, address+"#deputy", 390, 844, "dark")
	dark.Until(`document.querySelector("#deputy .own") !== null`)
	dark.Picture(lang + "-9-phone-dark")
	dark.Close()
}
