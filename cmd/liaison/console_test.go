package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/rs/zerolog"

	"liaison/bot"
	"liaison/casework"
	"liaison/classify"
	"liaison/config"
	"liaison/storage/storagetest"
)

// TestServeHasItsConsole looks at what stands between the settings and the pages.
func TestServeHasItsConsole(t *testing.T) {
	t.Parallel()
	store := storagetest.Open(t, storagetest.File(t))
	s, err := newStation(t.Context(), store, casework.Office{Language: "en"}, classify.Shipped(), bot.Config{Token: "123456:abc", URL: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	for public, cookie := range map[string]string{"": "liaison-door=", "https://station.example": "__Host-liaison-door="} {
		log := zerolog.Nop()
		pages := s.pages(t.Context(), config.Settings{Listen: "127.0.0.1:8080", PublicURL: public}, &log)
		ask := func(path string) *http.Response {
			w := httptest.NewRecorder()
			pages.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody))
			return w.Result()
		}
		if got := ask("/console"); got.StatusCode != http.StatusUnauthorized || got.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s: %d %v", public, got.StatusCode, got.Header)
		}
		if got := ask("/console/enter/AAAAAAAAAAAAAAAAAAAAAA").Header.Get("Set-Cookie"); !strings.HasPrefix(got, cookie) || strings.Contains(got, "Secure") != (public != "") {
			t.Errorf("%s: %s", public, got)
		}
	}
}

func TestConsoleIsNamedAsABrowserReachesIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ public, listen, want string }{
		{"", "127.0.0.1:8080", "http://127.0.0.1:8080"}, {"", ":8080", "http://localhost:8080"},
		{"", "0.0.0.0:80", "http://localhost:80"}, {"", "[::]:80", "http://localhost:80"}, {"", "[::1]:80", "http://[::1]:80"},
		{"https://station.example", "127.0.0.1:8080", "https://station.example"},
	} {
		if got := reachedAt(config.Settings{PublicURL: c.public, Listen: c.listen}); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}
