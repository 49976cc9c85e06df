package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// served is a getUpdates that keeps Telegram's rules: an offset forgets all below it.
type served struct {
	mu      sync.Mutex
	queue   []json.RawMessage
	offsets []string
}

func (s *served) answer(_ context.Context, c apiCall) (int, string, error) {
	if c.method != "getUpdates" {
		return 0, "", nil
	}
	list := s.confirm(c)
	if len(list) == 0 && c.form["timeout"] != "0" {
		<-time.After(time.Second)
	}
	text, err := json.Marshal(list)
	return 200, `{"ok":true,"result":` + string(text) + `}`, err
}

func (s *served) confirm(c apiCall) []json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.offsets = append(s.offsets, c.form["offset"])
	for i, raw := range s.queue {
		if once(raw).ID == "tg:"+c.form["offset"] {
			s.queue = s.queue[i:]
			break
		}
		if offset, _ := strconv.ParseInt(c.form["offset"], 10, 64); once(raw).ID == fmt.Sprintf("tg:%d", offset-1) {
			s.queue = s.queue[i+1:]
			break
		}
	}
	return append([]json.RawMessage{}, s.queue[:min(len(s.queue), 100)]...)
}

func TestT2_GapsAndJumps(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &served{}
		for _, id := range []int64{5, 9, 1_000_000_009, 4, 6} {
			s.queue = append(s.queue, messageUpdate(id, 7, fmt.Sprint(id)))
		}
		var got []string
		r := NewRouter(newBot(t, &api{answer: s.answer}, Limits{}), newInbox(), table(func(_ context.Context, q *Request) (Screen, error) {
			got = append(got, q.Text)
			return Screen{}, nil
		}))
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		if err := r.Poll(ctx); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, []string{"5", "9", "1000000009", "4", "6"}) || len(s.queue) != 0 {
			t.Errorf("handled %v, %d unconfirmed", got, len(s.queue))
		}
		for _, o := range s.offsets {
			if strings.HasPrefix(o, "-") {
				t.Errorf("negative offset %s", o)
			}
		}
	})
}

func TestS1_PollNeverPassesWhatIsNotKept(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &served{queue: []json.RawMessage{messageUpdate(1, 7, "a"), messageUpdate(2, 8, "b"), json.RawMessage(`{"update_id":3,"message":"x"}`)}}
		var mu sync.Mutex
		full, got := true, map[string]int{}
		r := NewRouter(newBot(t, &api{answer: s.answer}, Limits{}), newInbox(), table(func(_ context.Context, q *Request) (Screen, error) {
			mu.Lock()
			defer mu.Unlock()
			if q.Chat == 7 && full {
				return Screen{}, ErrLater
			}
			got[q.Text]++
			return Screen{}, nil
		}))
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- r.Poll(ctx) }()
		<-time.After(10 * time.Second)
		s.mu.Lock()
		if len(s.queue) != 3 {
			t.Errorf("%d left unconfirmed, want all from the first not kept", len(s.queue))
		}
		s.queue = append(s.queue, messageUpdate(4, 9, "c"))
		s.mu.Unlock()
		<-time.After(5 * time.Second)
		mu.Lock()
		if got["b"] != 1 || got["c"] != 1 {
			t.Errorf("the other chats: %v", got)
		}
		full = false
		mu.Unlock()
		<-time.After(10 * time.Second)
		s.mu.Lock()
		if len(s.queue) != 0 || got["a"] != 1 {
			t.Errorf("%d unconfirmed, handled %v", len(s.queue), got)
		}
		s.mu.Unlock()
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func TestT19_T20_Conflict(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]error{
		"Conflict: terminated by other getUpdates request; make sure that only one bot instance is running":            ErrOtherPoller,
		"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first": ErrWebhookSet,
	} {
		synctest.Test(t, func(t *testing.T) {
			a := &api{answer: func(_ context.Context, c apiCall) (int, string, error) {
				if c.method == "getUpdates" {
					return refusal(409, text, "")
				}
				return 0, "", nil
			}}
			start := time.Now()
			err := NewRouter(newBot(t, a, Limits{}), newInbox(), nil).Poll(t.Context())
			if !errors.Is(err, want) || time.Since(start) > 5*time.Second {
				t.Errorf("%v after %v", err, time.Since(start))
			}
			for _, c := range a.calls {
				if c.method != "getUpdates" && c.method != "getMe" {
					t.Errorf("called %s", c.method)
				}
			}
		})
	}
}

func TestP6_T12_PollWaitsOutTrouble(t *testing.T) {
	t.Parallel()
	for name, trouble := range map[string]func() (int, string, error){
		"P6 no network":   func() (int, string, error) { return 0, "", errDial },
		"P6 captive page": func() (int, string, error) { return 200, "<html>", nil },
		"T12 revoked":     func() (int, string, error) { return refusal(404, "Not Found", "") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a, bad := &api{}, true
				a.answer = func(_ context.Context, c apiCall) (int, string, error) {
					a.mu.Lock()
					cut := bad
					a.mu.Unlock()
					if cut {
						return trouble()
					}
					if c.method == "getUpdates" && c.form["timeout"] != "0" {
						<-time.After(50 * time.Second)
					}
					return 0, "", nil
				}
				r := NewRouter(newBot(t, a, Limits{}), newInbox(), nil)
				ctx, cancel := context.WithCancel(t.Context())
				ended := make(chan error, 1)
				go func() { ended <- r.Poll(ctx) }()
				<-time.After(time.Hour)
				if n := len(a.to("getUpdates")); n < 60 || n > 120 || r.bot.Ready() == nil {
					t.Errorf("%d calls in an hour, ready: %v", n, r.bot.Ready())
				}
				a.mu.Lock()
				bad = false
				a.mu.Unlock()
				<-time.After(61 * time.Second)
				if err := r.bot.Ready(); err != nil {
					t.Error(err)
				}
				cancel()
				if err := <-ended; err != nil {
					t.Error(err)
				}
			})
		})
	}
}
