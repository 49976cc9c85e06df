package main

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"liaison/simulator/chat"
)

// TestDemoOpensItsConsoles follows the link of each station's staff in one browser.
func TestDemoOpensItsConsoles(t *testing.T) {
	t.Parallel()
	address := startedDemo(t)
	cookies, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Jar: cookies}
	ask := func(method, address string, form url.Values) (string, *url.URL) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer, err := browser.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = answer.Body.Close() }()
		page, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("%s %s: %d %v\n%s", method, address, answer.StatusCode, err, page)
		}
		return string(page), answer.Request.URL
	}
	for _, cast := range chat.Samples() {
		v := visitor{t: t, address: address, cast: cast}
		staff := cast.Columns[2].People[0]
		v.post("send", url.Values{"user": {id(staff)}, "command": {"/console"}})
		link := regexp.MustCompile(`href="(` + regexp.QuoteMeta(address) + cast.Lang + `/console/enter/[\w-]{22})"`)
		v.sees(staff, "/console/enter/")
		found := link.FindStringSubmatch(v.chat(staff))
		if found == nil {
			t.Fatalf("%s: no link to press:\n%s", cast.Lang, v.chat(staff))
		}
		_, at := ask(http.MethodGet, found[1], nil)
		page, _ := ask(http.MethodGet, at.String()+"?again=1", nil)
		token := regexp.MustCompile(`name="token" value="([^"]+)"`).FindStringSubmatch(page)
		if token == nil || !strings.Contains(page, staff.User.FirstName) {
			t.Fatalf("%s: nobody to sign in as:\n%s", cast.Lang, page)
		}
		page, at = ask(http.MethodPost, at.String(), url.Values{"token": {token[1]}})
		if at.Path != "/console" || !strings.Contains(page, `lang="`+cast.Lang+`"`) || !strings.Contains(page, staff.User.FirstName) {
			t.Errorf("%s: the board isn't shown at %s:\n%s", cast.Lang, at, page)
		}
		v.sees(staff, `value="end:`)
	}
}
