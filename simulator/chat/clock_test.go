package chat_test

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"liaison/simulator"
	"liaison/simulator/chat"
)

func TestTheClockCanBeMovedForward(t *testing.T) {
	t.Parallel()
	clock := simulator.NewClock(func() time.Time { return time.Date(2026, 11, 23, 9, 12, 0, 0, time.UTC) })
	srv := simulator.New(simulator.Config{Now: clock.Now})
	t.Cleanup(srv.Close)
	web := httptest.NewServer(chat.New(srv, clock, chat.Samples()...))
	t.Cleanup(web.Close)
	_, content := ask(t, http.MethodGet, web.URL+"/?lang=en", nil, nil)
	contains(t, content, "Monday 23 November, 09:12", "1 hour")
	for _, by := range []string{"hour", "day", "week", "year", ""} { // the last two are none
		if answer, _ := post(t, web.URL+"/clock?lang=en", "by", by); answer.StatusCode != http.StatusSeeOther {
			t.Fatalf("%s: status %d", by, answer.StatusCode)
		}
	}
	_, content = ask(t, http.MethodGet, web.URL+"/?lang=en", nil, nil)
	contains(t, content, "Tuesday 1 December, 10:12")
}

func TestPreparedAlbumAndVoice(t *testing.T) {
	t.Parallel()
	srv, web := site(t)
	const peter = 700002
	for i, p := range chat.Sample("en").Columns[0].People[1].Prepared {
		if len(p.Album) == 0 && p.Kind == "" {
			continue
		}
		if code, out := postJSON(t, web.URL+"/send?lang=en", "user", strconv.Itoa(peter), "prepared", strconv.Itoa(i)); code != http.StatusOK {
			t.Fatalf("prepared %d: %d %v", i, code, out)
		}
	}
	ms := srv.Messages(peter)
	if len(ms) != 3 || ms[0].Album == "" || ms[1].Album != ms[0].Album || ms[1].Photo == "" || ms[2].Kind != "voice" {
		t.Fatalf("got %+v", ms)
	}
	_, content := ask(t, http.MethodGet, web.URL+"/?lang=en&resident=700002", nil, nil)
	contains(t, content, "🎤 Voice message</p>")
}
