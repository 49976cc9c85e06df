package simulator_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"liaison/simulator"
)

func BenchmarkSendMessage(b *testing.B) {
	s := simulator.New(simulator.Config{NoLedger: true})
	s.AddUser(simulator.User{ID: ann, FirstName: "Ann"})
	s.Open(ann)
	path := "/bot" + s.Token() + "/sendMessage"
	for b.Loop() {
		req := httptest.NewRequestWithContext(b.Context(), http.MethodPost, path, strings.NewReader(`{"chat_id":1001,"text":"hello"}`))
		req.Header.Set("Content-Type", "application/json")
		s.ServeHTTP(httptest.NewRecorder(), req)
	}
}

func BenchmarkSay(b *testing.B) {
	s := simulator.New(simulator.Config{NoLedger: true})
	s.AddUser(simulator.User{ID: ann, FirstName: "Ann"})
	for b.Loop() {
		if _, err := s.Say(ann, simulator.Draft{Text: "hello"}); err != nil {
			b.Fatal(err)
		}
	}
}
