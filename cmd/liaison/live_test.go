package main

import (
	"context"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"liaison/bot"
	"liaison/casework"
	"liaison/classify"
	"liaison/config"
	"liaison/storage/storagetest"
)

// TestLivePagesEndWithTheProgram has a board open when the program is told to end.
func TestLivePagesEndWithTheProgram(t *testing.T) {
	t.Parallel()
	store := storagetest.Open(t, storagetest.File(t))
	office := casework.Office{Language: "en", People: []casework.Person{{ID: "li", Role: casework.Deputy, Name: "Li", Account: 901}}}
	s, err := newStation(t.Context(), store, office, classify.Shipped(), bot.Config{Token: "123456:abc", URL: "http://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	log := zerolog.Nop()
	ended := make(chan error, 1)
	go func() {
		ended <- listen(ctx, l, s.pages(ctx, config.Settings{Listen: l.Addr().String()}, &log))
	}()
	res := openBoard(t, s, "http://"+l.Addr().String())
	defer func() { _ = res.Body.Close() }()
	stop()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		t.Errorf("the connection is cut: %v", err)
	}
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(stopWithin / 2):
		t.Error("an open board holds the program up")
	}
}

func openBoard(t *testing.T, s *station, address string) *http.Response {
	t.Helper()
	li, err := s.desk.Person(t.Context(), "li")
	if err != nil {
		t.Fatal(err)
	}
	code, err := s.desk.ConsoleLink(t.Context(), casework.Once{}, li)
	if err == nil {
		_, err = s.desk.OpenLink(t.Context(), code, "browser")
	}
	if err != nil {
		t.Fatal(err)
	}
	token, _, err := s.desk.SignIn(t.Context(), code, "browser", "test")
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+"/console/live", http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	req.AddCookie(&http.Cookie{Name: "liaison", Value: token})
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != http.StatusOK {
		t.Fatalf("live: %d", res.StatusCode)
	}
	return res
}
