package main

import (
	"context"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"net/http"

	"liaison/bot"
	"liaison/casework"
	"liaison/classify"
	"liaison/storage/storagetest"
)

// TestOwnMenusFollowTheRole: each of the office gets their own menu once, again
// when their language changes, and everybody's when they leave.
func TestOwnMenusFollowTheRole(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var calls []string
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		calls = append(calls, r.FormValue("scope")+" "+r.FormValue("commands"))
		_, _ = w.Write([]byte(`{"ok":true,"result":true}`))
	}))
	t.Cleanup(web.Close)
	store := storagetest.Open(t, storagetest.File(t))
	office := casework.Office{Language: "en", Topics: []casework.Topic{{ID: "roads"}}, People: []casework.Person{
		{ID: "li-na", Role: casework.Deputy, Account: 11, Topics: []casework.TopicID{"roads"}, Rights: 1},
		{ID: "desk", Role: casework.Moderator, Account: 12, Rights: 1}, {ID: "unbound", Role: casework.Moderator, Rights: 1},
	}}
	s, err := newStation(t.Context(), store, office, classify.Shipped(), bot.Config{Token: "123456:abc", URL: web.URL})
	if err != nil {
		t.Fatal(err)
	}
	shown := map[int64]menu{}
	look := func() []string {
		t.Helper()
		mu.Lock()
		calls = nil
		mu.Unlock()
		s.ownMenus(context.Background(), shown)
		mu.Lock()
		defer mu.Unlock()
		return calls
	}
	first := strings.Join(look(), "\n")
	if !strings.Contains(first, `"chat_id":11} [{"command":"next"`) || !strings.Contains(first, `"chat_id":12} [{"command":"sort"`) {
		t.Errorf("at first: %s", first)
	}
	if again := look(); len(again) != 0 {
		t.Errorf("nothing has changed: %s", again)
	}
	li, err := store.Person(t.Context(), "li-na")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.desk.Speak(t.Context(), casework.Once{}, li, "ru"); err != nil {
		t.Fatal(err)
	}
	if spoken := strings.Join(look(), "\n"); !strings.Contains(spoken, "Следующее") || strings.Contains(spoken, `"chat_id":12}`) {
		t.Errorf("after a change of language: %s", spoken)
	}
}
