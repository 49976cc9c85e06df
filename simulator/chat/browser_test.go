package chat_test

import (
	"context"
	"fmt"
	"net"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"liaison/simulator"
	"liaison/simulator/chat"
)

// tab is a browser's tab that remembers what must not happen.
type tab struct {
	t     *testing.T
	ctx   context.Context
	close func() // a tab behind another draws nothing, so one is open at a time

	mu     sync.Mutex
	faults []string // console errors, exceptions, requests to other hosts
}

// browser starts Chromium, or skips; in CI its absence is a failure.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("Chromium is not installed, and CI must run the browser tests")
		}
		t.Skip("Chromium is not installed: the page was not tried in a browser")
	}
	opts := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
	opts = append(opts, chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-quic", true), chromedp.Flag("lang", "en"))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	return ctx
}

// open shows the page in a tab of its own, of that size and light.
func open(parent context.Context, t *testing.T, address string, width, height int64, scheme string) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(parent)
	t.Cleanup(cancel)
	b := &tab{t: t, ctx: ctx, close: cancel}
	home, err := url.Parse(address)
	if err != nil {
		t.Fatalf("read the address: %v", err)
	}
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	}))
	b.watch(home.Host)
	b.do(chromedp.EmulateViewport(width, height), chromedp.Navigate(address))
	b.until(`document.documentElement.classList.contains("js")`)
	t.Cleanup(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, f := range b.faults {
			t.Errorf("the page: %s", f)
		}
	})
	return b
}

func (b *tab) watch(host string) {
	err := chromedp.Listen(b.ctx, func(ev any) {
		if r, ok := ev.(*network.EventRequestWillBeSent); ok {
			b.request(host, r.Request.URL)
		}
	})
	if err != nil {
		b.t.Fatalf("listen to the network: %v", err)
	}
	said := chromedp.Console(b.ctx)
	go func() {
		for m, err := range said {
			if err != nil {
				return
			}
			if m.IsException() || m.Type == "error" || m.Type == "warning" {
				b.fault("console: " + m.String())
			}
		}
	}()
}

func (b *tab) request(host, address string) {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "data" && u.Host != host) {
		b.fault("asked another host: " + address)
	}
}

func (b *tab) fault(s string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.faults = append(b.faults, s)
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatalf("browser: %v", err)
	}
}

func (b *tab) click(css string) {
	b.t.Helper()
	b.do(chromedp.WaitVisible(chromedp.CSS(css)), chromedp.Click(chromedp.CSS(css)))
}

// until waits for an expression of the page to become true. It looks by the clock:
// a busy machine draws few frames, and none of a page that is behind another.
func (b *tab) until(format string, args ...any) {
	b.t.Helper()
	expression := fmt.Sprintf(format, args...)
	if _, err := chromedp.Run(b.ctx, chromedp.Poll[bool](expression,
		chromedp.WithPollingInterval(50*time.Millisecond), chromedp.WithPollingTimeout(30*time.Second))); err != nil {
		b.t.Fatalf("wait for %s: %v", expression, err)
	}
}

// shows waits for a text in a column.
func (b *tab) shows(column, text string) {
	b.t.Helper()
	b.until(`document.querySelector("#%s .messages").textContent.includes(%q)`, column, text)
}

// picture keeps a screenshot among the test's artifacts, or in the folder that
// LIAISON_SCREENSHOTS names.
func (b *tab) picture(name string) {
	b.t.Helper()
	content, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.t.Fatalf("take a picture: %v", err)
	}
	dir := os.Getenv("LIAISON_SCREENSHOTS")
	if dir == "" {
		dir = b.t.ArtifactDir()
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), content, 0o600); err != nil {
		b.t.Fatalf("keep the picture: %v", err)
	}
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
	shared := browser(t)
	for _, lang := range []string{"en", "zh", "ru"} {
		t.Run(lang, func(t *testing.T) {
			_, address := demo(t, lang)
			say := scripts()[lang]
			wide := open(shared, t, address, 1280, 800, "light")
			wide.until(`document.querySelector(".hint").textContent !== ""`)
			wide.picture(lang + "-1-empty")
			wide.click("#resident .prepared:not([hidden]) .chip:nth-of-type(1)")
			wide.shows("resident", say.Consent)
			wide.picture(lang + "-2-consent")
			wide.click(`#resident .button[value="agree"]`)
			wide.shows("resident", say.Received)
			wide.shows("deputy", "7K3M-9QXT")
			wide.until(`document.querySelector("#resident .toast").textContent.includes(%q)`, say.Toast)
			wide.picture(lang + "-3-card")
			wide.click("#deputy .prepared:not([hidden]) .chip:nth-of-type(1)")
			wide.until(`document.querySelector('#resident .button[value="rate:yes"]') !== null`)
			wide.until(`document.querySelector("#deputy .own .quotation") !== null`)
			wide.picture(lang + "-4-answer")
			wide.click(`#resident .button[value="rate:yes"]`)
			wide.shows("resident", say.Thanks)
			wide.click("#resident .prepared:not([hidden]) .chip:nth-of-type(2)")
			wide.until(`document.querySelector("#resident .photo img")?.complete`)
			wide.picture(lang + "-5-done")
			controls(wide)
			wide.close()
			dark := open(shared, t, address, 1280, 800, "dark")
			dark.until(`document.querySelector("#resident .photo img")?.complete`)
			dark.picture(lang + "-6-dark")
			dark.close()
			phone(shared, t, address, lang)
			if lang == "en" {
				plain(shared, t, address)
			}
		})
	}
}

// controls answers a message, writes what looks like markup, opens the menu and
// another person's chat, all as a person would.
func controls(b *tab) {
	b.t.Helper()
	b.click("#deputy .message:last-child [data-reply]")
	b.until(`!document.querySelector("#deputy .target:not(.file)").hidden && document.activeElement.name === "text"`)
	canary := "<img src=x onerror=document.title='run'>"
	b.do(chromedp.SendKeys(chromedp.CSS("#deputy textarea"), canary+"\r"))
	b.shows("deputy", canary)
	b.until(`document.querySelector("#deputy textarea").value === "" && document.title !== "run" && !document.querySelector(".messages img[src=x]")`)
	b.until(`document.querySelector("#deputy .message:last-child .ticks").textContent === "✓✓"`)
	b.click("#deputy .message:last-child [data-edit]")
	b.until(`document.querySelector("#deputy textarea").value === %q`, canary)
	b.do(chromedp.SendKeys(chromedp.CSS("#deputy textarea"), " mended\r"))
	b.shows("deputy", canary+" mended")
	b.click("#deputy summary")
	b.click("#deputy .menu li:first-child button")
	b.shows("deputy", "/next")
	b.click("#resident .person:nth-of-type(2)")
	b.until(`location.search.includes("resident=7000") && document.querySelectorAll("#resident .message").length === 0`)
	b.click("#resident .person:nth-of-type(1)")
	b.until(`!location.search.includes("resident=") && document.querySelectorAll("#resident .message").length > 0`)
	b.click("#staff .person:nth-of-type(2)")
	b.until(`location.search.includes("staff=-100") && !document.querySelector("#staff .empty").hidden && document.querySelector("#staff .menu").hidden`)
	b.picture("room-empty")
	b.click("#staff .prepared:not([hidden]) .chip:nth-of-type(1)")
	b.shows("staff", "/room ?")
	b.until(`document.querySelector("#staff .own [data-edit]") === null`)
	b.click("#staff .person:nth-of-type(1)")
	b.until(`!document.querySelector("#staff .menu").hidden`)
}

// plain looks at the page with the script switched off.
func plain(shared context.Context, t *testing.T, address string) {
	t.Helper()
	ctx, cancel := chromedp.NewContext(shared)
	defer cancel()
	b := &tab{t: t, ctx: ctx, close: cancel}
	b.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}), chromedp.EmulateViewport(1280, 800), chromedp.Navigate(address))
	b.click("#staff .chip")
	b.do(chromedp.WaitVisible(chromedp.CSS("#staff .own")))
	b.picture("en-0-plain")
}

// phone looks at the same chats on a narrow screen, one at a time.
func phone(shared context.Context, t *testing.T, address, lang string) {
	t.Helper()
	narrow := open(shared, t, address, 390, 844, "light")
	narrow.until(`document.querySelector("#resident .photo img")?.complete`)
	narrow.until(`getComputedStyle(document.querySelector("#deputy")).display === "none"`)
	narrow.until(`!document.querySelector('.tabs [data-key="staff"] .dot').hidden`)
	narrow.picture(lang + "-7-phone-resident")
	narrow.click(`.tabs [data-key="deputy"]`)
	narrow.until(`getComputedStyle(document.querySelector("#deputy")).display !== "none"`)
	narrow.picture(lang + "-8-phone-deputy")
	narrow.until(`[...document.querySelectorAll(".column:target button, .column:target summary, .tabs a, .languages a")]
		.filter((e) => e.getClientRects().length && !e.closest(".menu ul")).every((e) => e.getBoundingClientRect().height >= 44)`)
	narrow.until(`document.documentElement.scrollWidth <= 390`)
	narrow.close()
	dark := open(shared, t, address+"#deputy", 390, 844, "dark")
	dark.until(`document.querySelector("#deputy .own") !== null`)
	dark.picture(lang + "-9-phone-dark")
	dark.close()
}
