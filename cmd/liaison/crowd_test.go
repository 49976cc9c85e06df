package main

import (
	"net"
	"net/http"
	"testing"
	"time"
)

// TestP8_NobodyIdle: where all whom there is room for are being served, who comes
// is sent away with 503 and told to come again; then there is room once more.
func TestP8_NobodyIdle(t *testing.T) {
	t.Parallel()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	const most = 2
	guests, served, release := newCrowd(l, most), make(chan bool, most), make(chan bool)
	server := &http.Server{ReadHeaderTimeout: time.Minute, ConnState: guests.watch, Handler: http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		served <- true
		<-release
	})}
	t.Cleanup(func() { _ = server.Close() })
	go func() { _ = server.Serve(guests) }()
	ask := func() (int, string) {
		alone := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+l.Addr().String(), nil)
		if err != nil {
			return 0, err.Error()
		}
		res, err := alone.Do(q)
		if err != nil {
			return 0, err.Error()
		}
		_ = res.Body.Close()
		return res.StatusCode, res.Header.Get("Retry-After")
	}
	codes := make(chan int, most)
	for range most {
		go func() { code, _ := ask(); codes <- code }()
		<-served
	}
	code, again := ask()
	for code == 0 && t.Context().Err() == nil { // sent away before the client had asked, which it can't take for an answer
		code, again = ask()
	}
	if code != http.StatusServiceUnavailable || again == "" {
		t.Errorf("one too many gets %d, %q", code, again)
	}
	close(release)
	for range most {
		if code := <-codes; code != http.StatusOK {
			t.Errorf("who is served gets %d", code)
		}
	}
	for code := 0; code != http.StatusOK; code, _ = ask() { // as soon as the server has seen the others off
		if t.Context().Err() != nil || code != 0 && code != http.StatusServiceUnavailable {
			t.Fatalf("with room again: %d", code)
		}
	}
}
