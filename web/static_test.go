package web_test

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

var loaded = regexp.MustCompile(`(?:src|href)="(/console/static/[^"]+)"`)

// The first page with all that it loads, as a browser gets it over the wire.
func TestTheFirstPageIsLight(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	page := r.get("desk", "/console")
	whole := len(page.body)
	for _, m := range loaded.FindAllStringSubmatch(page.body, -1) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.url+m[1], nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Accept-Encoding", "gzip") // asked for by name, so that it stays packed
		res, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if err != nil || res.StatusCode != http.StatusOK || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
			t.Fatalf("%s: %d %v %v", m[1], res.StatusCode, res.Header, err)
		}
		whole += len(body)
	}
	if whole > 150_000 {
		t.Errorf("the first page weighs %d bytes", whole)
	}
	t.Logf("%d bytes", whole)
}

func TestAFileOfAnotherVersionIsntThere(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for _, path := range []string{"/console/static/000000000000/console.css", "/console/static/console.css", "/console/static/..%2f..%2fpage.go", "/console/static/"} {
		if got := r.get("desk", path); got.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.status)
		}
	}
}
