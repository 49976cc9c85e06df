package web_test

import (
	"encoding/base32"
	"net/url"
	"strings"
	"testing"

	"liaison/casework"
	"liaison/storage/storagetest"
	"liaison/web"
	"liaison/web/browsertest"
)

// TestTheWayInInABrowser comes in as staff do, with a second factor, and goes out again.
func TestTheWayInInABrowser(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	for lang, who := range map[string]casework.PersonID{"en": "chief", "zh": "desk-zh", "ru": "desk-ru"} {
		for _, size := range []struct {
			name   string
			width  int64
			scheme string
		}{{"wide", 1280, "light"}, {"phone", 390, "dark"}} {
			t.Run(lang+"-"+size.name, func(t *testing.T) {
				r := &rig{t: t, doors: true}
				r.open(storagetest.File(t), web.Config{})
				other := r.browser()
				other.enters("li-na")
				b := browsertest.Open(shared, t, r.url+r.link(who), size.width, 844, size.scheme)
				defer b.Close()
				look := func(name string) {
					t.Helper()
					b.Until(`document.documentElement.scrollWidth <= %d`, size.width)
					b.Picture(lang + "-" + size.name + "-" + name)
					accessible(t, b, name)
				}
				b.Until(`document.querySelector("main form button") !== null`)
				look("enter")
				b.Click("main form button")
				b.Until(`location.pathname === "/console/factor"`)
				look("factor-why")
				b.Click(`form[action="/console/factor/new"] button`)
				b.Until(`document.querySelector("code") !== null && document.querySelector("img.scan").naturalWidth > 0`)
				look("factor-new")
				secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ReplaceAll(b.Value(`document.querySelector("code").innerText`), " ", ""))
				if err != nil {
					t.Fatal(err)
				}
				b.Value(`document.querySelector("#code").value = "` + storagetest.Code(secret, r.now()) + `"`)
				b.Click(`form[action="/console/factor"] button`)
				b.Until(`location.pathname === "/console"`)
				b.Click(`a[href="/console/signins"]`)
				b.Until(`location.pathname === "/console/signins"`)
				look("signins")
				b.Click(`form.leave button`)
				b.Until(`location.pathname === "/console/leave"`)
				look("left")
			})
		}
	}
}

// TestX7_MiniAppComesInByItsWord opens the page as Telegram opens a Mini App.
func TestX7_MiniAppComesInByItsWord(t *testing.T) {
	t.Parallel()
	shared := browsertest.Start(t)
	r := &rig{t: t, doors: true}
	r.open(storagetest.File(t), web.Config{Token: botToken})
	word := url.Values{"tgWebAppData": {miniWord(botToken, 9001, r.now())}, "tgWebAppVersion": {"9.1"}}.Encode()
	b := browsertest.Open(shared, t, r.url+"/console/telegram#"+word, 390, 844, "light")
	defer b.Close()
	b.Until(`location.pathname === "/console"`)
	b.Sees("Li Na")
}
