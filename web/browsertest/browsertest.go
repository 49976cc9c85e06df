// Package browsertest drives pages in a real Chromium. A test fails where a page
// says an error on its console or asks another host.
package browsertest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Tab is a browser's tab that remembers what must not happen.
type Tab struct {
	T     *testing.T
	Ctx   context.Context
	Close func() // a tab behind another draws nothing, so one is open at a time

	mu     sync.Mutex
	faults []string // console errors, exceptions, requests to other hosts
}

// Start starts Chromium, or skips; in CI its absence is a failure.
func Start(t *testing.T) context.Context {
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

// Open shows the page in a tab of its own, of that size and light, after the first steps.
func Open(parent context.Context, t *testing.T, address string, width, height int64, scheme string, first ...chromedp.Action[chromedp.Void]) *Tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(parent)
	t.Cleanup(cancel)
	b := &Tab{T: t, Ctx: ctx, Close: cancel}
	home, err := url.Parse(address)
	if err != nil {
		t.Fatalf("read the address: %v", err)
	}
	b.Do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	}))
	b.watch(home.Host)
	b.Do(first...)
	b.Do(chromedp.EmulateViewport(width, height), chromedp.Navigate(address))
	b.Until(`document.documentElement.classList.contains("js")`)
	t.Cleanup(func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		for _, f := range b.faults {
			t.Errorf("the page: %s", f)
		}
	})
	return b
}

func (b *Tab) watch(host string) {
	err := chromedp.Listen(b.Ctx, func(ev any) {
		if r, ok := ev.(*network.EventRequestWillBeSent); ok {
			b.request(host, r.Request.URL)
		}
	})
	if err != nil {
		b.T.Fatalf("listen to the network: %v", err)
	}
	said := chromedp.Console(b.Ctx)
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

func (b *Tab) request(host, address string) {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "data" && u.Host != host) {
		b.fault("asked another host: " + address)
	}
}

func (b *Tab) fault(s string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.faults = append(b.faults, s)
}

// Do takes steps, each of which must succeed.
func (b *Tab) Do(steps ...chromedp.Action[chromedp.Void]) {
	b.T.Helper()
	if err := chromedp.Do(b.Ctx, steps...); err != nil {
		b.T.Fatalf("browser: %v", err)
	}
}

// Click clicks what a selector finds, once it is to be seen.
func (b *Tab) Click(css string) {
	b.T.Helper()
	b.Do(chromedp.WaitVisible(chromedp.CSS(css)), chromedp.Click(chromedp.CSS(css)))
}

// patience is for a busy machine, and for twenty messages a minute to a group.
const patience = time.Minute

// Until waits for an expression of the page to become true. It looks by the clock:
// a busy machine draws few frames, and none of a page that is behind another.
func (b *Tab) Until(format string, args ...any) {
	b.T.Helper()
	expression := fmt.Sprintf(format, args...)
	for {
		_, err := chromedp.Run(b.Ctx, chromedp.Poll[bool](expression,
			chromedp.WithPollingInterval(50*time.Millisecond), chromedp.WithPollingTimeout(patience)))
		switch {
		case err == nil:
			return
		case !movedOn(err):
			b.T.Fatalf("wait for %s: %v", expression, err)
		}
	}
}

// movedOn reports that the page was left for another while it was asked.
func movedOn(err error) bool {
	return strings.Contains(err.Error(), "context with specified id") || strings.Contains(err.Error(), "target navigated")
}

// Picture keeps a screenshot among the test's artifacts, or in the folder that
// LIAISON_SCREENSHOTS names.
func (b *Tab) Picture(name string) {
	b.T.Helper()
	content, err := chromedp.Run(b.Ctx, chromedp.CaptureScreenshot())
	if err != nil {
		b.T.Fatalf("take a picture: %v", err)
	}
	dir := os.Getenv("LIAISON_SCREENSHOTS")
	if dir == "" {
		dir = b.T.ArtifactDir()
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), content, 0o600); err != nil { // #nosec G703 -- whoever runs the tests names the folder
		b.T.Fatalf("keep the picture: %v", err)
	}
}

// Plain opens a tab in which scripts are switched off.
func Plain(parent context.Context, t *testing.T, address string, width, height int64) *Tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(parent)
	t.Cleanup(cancel)
	b := &Tab{T: t, Ctx: ctx, Close: cancel}
	b.Do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}), chromedp.EmulateViewport(width, height), chromedp.Navigate(address))
	return b
}

// Go shows another page in the same tab.
func (b *Tab) Go(address string) {
	b.T.Helper()
	b.Do(chromedp.Navigate(address))
}

// Sees waits for a text on the page.
func (b *Tab) Sees(text string) {
	b.T.Helper()
	b.Until(`document.body.innerText.includes(%q)`, text)
}

// Value is what an expression of the page gives.
func (b *Tab) Value(expression string) string {
	b.T.Helper()
	value, err := chromedp.Run(b.Ctx, chromedp.Evaluate[string](expression))
	if err != nil {
		b.T.Fatalf("evaluate %s: %v", expression, err)
	}
	return value
}
