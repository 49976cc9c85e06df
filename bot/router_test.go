package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// table is one route that takes everything.
func table(do func(context.Context, *Request) (Screen, error)) []Route {
	return []Route{{Name: "all", Takes: func(*Request) bool { return true }, Do: do}}
}

func TestT1_RepeatsShowNothingTwice(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a, box := &api{}, newInbox()
		acted := 0
		r := NewRouter(newBot(t, a, Limits{}), box, table(func(ctx context.Context, q *Request) (Screen, error) {
			if fresh, err := box.First(ctx, q.Once); err != nil || !fresh {
				return Screen{}, errors.Join(err, ErrRepeated)
			}
			acted++
			return Screen{Body: Body{Text: "menu"}}, nil
		}))
		var all sync.WaitGroup
		for range 100 {
			all.Go(func() {
				if err := r.Handle(t.Context(), messageUpdate(1, 7, "hi")); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		_ = r.Drain(t.Context())
		if n := len(a.to("sendMessage")); n != 1 || acted != 1 {
			t.Errorf("%d screens, %d effects", n, acted)
		}
		if c := r.bot.Counts(); c.Handled != 1 || c.Repeated != 99 {
			t.Errorf("counts %+v", c)
		}
	})
}

func TestScreenOfARepeatWithoutOnceKey(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &api{}
		r := NewRouter(newBot(t, a, Limits{}), newInbox(), table(func(context.Context, *Request) (Screen, error) {
			return Screen{Body: Body{Text: "menu"}}, nil
		}))
		for range 3 {
			if err := r.Handle(t.Context(), messageUpdate(1, 7, "/start")); err != nil {
				t.Fatal(err)
			}
		}
		if err := r.Handle(t.Context(), messageUpdate(1, 7, "/menu")); err != nil { // T3: the id used anew
			t.Fatal(err)
		}
		_ = r.Drain(t.Context())
		if n := len(a.to("sendMessage")); n != 2 {
			t.Errorf("%d screens", n)
		}
	})
}

func TestI6_PanicIsSetAside(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		box, seen := newInbox(), 0
		r := NewRouter(newBot(t, &api{}, Limits{}), box, table(func(_ context.Context, q *Request) (Screen, error) {
			if q.Text == "poison" {
				seen++
				panic("her words")
			}
			return Screen{}, nil
		}))
		start := time.Now()
		for id, text := range []string{"poison", "well"} {
			if err := r.Handle(t.Context(), messageUpdate(int64(id+1), 7, text)); err != nil {
				t.Errorf("%s: %v", text, err)
			}
		}
		if seen != 3 || !slices.Equal(box.reasons(), []string{"panic"}) || time.Since(start) > 5*time.Second {
			t.Errorf("%d tries, strays %v, after %v", seen, box.reasons(), time.Since(start))
		}
		if string(box.strays[0].Raw) != string(messageUpdate(1, 7, "poison")) || r.bot.Counts().Panics != 3 {
			t.Error("the raw update or the count is missing")
		}
	})
}

// TestI6_TriedAgainOnce: what was set aside is acted on once more, in its chat's
// lane, and once however often it is asked for.
func TestI6_TriedAgainOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		box, broken, done, ended := newInbox(), true, 0, 0
		r := NewRouter(newBot(t, &api{}, Limits{}), box, table(func(ctx context.Context, q *Request) (Screen, error) {
			if q.Text == "again" {
				return Screen{Again: &Again{Stray: box.strays[0], Ended: func(context.Context) error { ended++; return nil }}}, nil
			}
			if broken {
				return Screen{}, errors.New("broken")
			}
			if fresh, err := box.First(ctx, q.Once); err != nil || !fresh {
				return Screen{}, ErrRepeated
			}
			done++
			return Screen{}, nil
		}))
		for id, text := range []string{"poison", "again", "again", "again"} {
			if err := r.Handle(t.Context(), messageUpdate(int64(id+1), int64(7+min(id, 1)), text)); err != nil {
				t.Errorf("%s: %v", text, err)
			}
			if err := r.Drain(t.Context()); err != nil {
				t.Fatal(err)
			}
			broken = false
		}
		if done != 1 || ended != 3 {
			t.Errorf("acted on %d times, ended %d times", done, ended)
		}
	})
}

func TestI5_Unsupported(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ raw, stray, other string }{
		"I5 story":            {`{"update_id":1,"message":{"message_id":1,"from":{"id":7},"chat":{"id":7,"type":"private"},"story":{"id":1}}}`, "", "story"},
		"I5 dice":             {`{"update_id":1,"message":{"message_id":1,"from":{"id":7},"chat":{"id":7,"type":"private"},"dice":{"value":1}}}`, "", "dice"},
		"I5 unheard of":       {`{"update_id":1,"message":{"message_id":1,"from":{"id":7},"chat":{"id":7,"type":"private"},"hologram":[1]}}`, "", "hologram"},
		"I5 venue":            {`{"update_id":1,"message":{"message_id":1,"from":{"id":7},"chat":{"id":7,"type":"private"},"venue":{},"location":{}}}`, "", "venue"},
		"I14 poll in a group": {`{"update_id":1,"message":{"message_id":1,"from":{"id":7},"chat":{"id":-7,"type":"group"},"poll":{}}}`, "unsupported", ""},
		"I5 other update":     {`{"update_id":1,"chat_boost":{}}`, "unsupported", ""},
		"I5 no chat":          {`{"update_id":1,"message":{"message_id":1,"text":"a"}}`, "unsupported", ""},
		"I5 wrong type":       {`{"update_id":1,"message":{"message_id":"x","chat":{"id":7}}}`, "undecodable", ""},
		"I5 null":             {`{"update_id":1,"message":null}`, "unsupported", ""},
		"a pin":               {`{"update_id":1,"message":{"message_id":1,"from":{"id":7},"chat":{"id":7,"type":"private"},"pinned_message":{}}}`, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			box, other := newInbox(), ""
			r := NewRouter(newBot(t, &api{}, Limits{}), box, table(func(_ context.Context, q *Request) (Screen, error) {
				other = q.Other
				return Screen{}, nil
			}))
			if err := r.Handle(t.Context(), json.RawMessage(tt.raw)); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(box.reasons(), " "); got != tt.stray || other != tt.other {
				t.Errorf("stray %q other %q", got, other)
			}
		})
	}
}

func TestS1_LaterIsNotConfirmed(t *testing.T) {
	t.Parallel()
	box := newInbox()
	err := fmt.Errorf("apply: %w", ErrLater)
	r := NewRouter(newBot(t, &api{}, Limits{}), box, table(func(context.Context, *Request) (Screen, error) { return Screen{}, err }))
	if got := r.Handle(t.Context(), messageUpdate(1, 7, "a")); !errors.Is(got, ErrLater) {
		t.Errorf("got %v", got)
	}
	if r.bot.Ready() == nil {
		t.Error("ready though nothing can be kept")
	}
	box.err = errors.New("disk full")
	if got := r.Handle(t.Context(), json.RawMessage(`{"update_id":2}`)); !errors.Is(got, ErrLater) {
		t.Errorf("a stray that can't be kept: %v", got)
	}
	box.err, err = nil, nil
	if got := r.Handle(t.Context(), messageUpdate(1, 7, "a")); got != nil || r.bot.Ready() != nil {
		t.Errorf("after: %v, %v", got, r.bot.Ready())
	}
}

func TestT11_T23_Presses(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		screen Screen
		more   string
		refuse map[string]string // method -> description of its 400
		calls  []string
	}{
		"T23 acknowledged without a screen": {Screen{}, "", nil, []string{"answerCallbackQuery"}},
		"T11 query is too old":              {Screen{Toast: "done"}, "", map[string]string{"answerCallbackQuery": "Bad Request: query is too old and response timeout expired or query ID is invalid"}, []string{"answerCallbackQuery"}},
		"T11 not modified": {Screen{Edit: true, Body: Body{Text: "card"}}, "", map[string]string{"editMessageText": "Bad Request: message is not modified: same"},
			[]string{"answerCallbackQuery", "editMessageText"}},
		"T11 message is gone": {Screen{Edit: true, Body: Body{Text: "card"}}, "", map[string]string{"editMessageText": "Bad Request: message to edit not found"},
			[]string{"answerCallbackQuery", "editMessageText", "sendMessage"}},
		"a photo": {Screen{Edit: true, Body: Body{Text: "card"}}, `,"photo":[{"file_id":"f"}]`, nil,
			[]string{"answerCallbackQuery", "editMessageCaption"}},
		"a photo whose caption can't be": {Screen{Edit: true, Body: Body{Text: "card"}}, `,"photo":[{"file_id":"f"}]`,
			map[string]string{"editMessageCaption": "Bad Request: there is no caption in the message to edit"},
			[]string{"answerCallbackQuery", "editMessageCaption", "editMessageReplyMarkup"}},
		"buttons alone": {Screen{Edit: true}, "", nil, []string{"answerCallbackQuery", "editMessageReplyMarkup"}},
		"a list after":  {Screen{Body: Body{Text: "one"}, Also: []Body{{Text: "two"}}}, "", nil, []string{"answerCallbackQuery", "sendMessage", "sendMessage"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				a := &api{answer: func(_ context.Context, c apiCall) (int, string, error) {
					if text, ok := tt.refuse[c.method]; ok {
						return refusal(400, text, "")
					}
					return 0, "", nil
				}}
				r := NewRouter(newBot(t, a, Limits{}), newInbox(), table(func(context.Context, *Request) (Screen, error) { return tt.screen, nil }))
				if err := r.Handle(t.Context(), pressUpdate(1, 7, 3, "take:1", tt.more)); err != nil {
					t.Fatal(err)
				}
				_ = r.Drain(t.Context())
				var got []string
				for _, c := range a.calls {
					got = append(got, c.method)
				}
				slices.Sort(got)
				slices.Sort(tt.calls)
				if !slices.Equal(got, tt.calls) || r.bot.Counts().ScreensLost != 0 {
					t.Errorf("calls %v, lost %d", got, r.bot.Counts().ScreensLost)
				}
			})
		})
	}
}

func TestP3_PollFinishesWhatIsInHand(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &served{queue: []json.RawMessage{messageUpdate(1, 7, "a"), messageUpdate(2, 7, "b")}}
		var done []string
		r := NewRouter(newBot(t, &api{answer: s.answer}, Limits{}), newInbox(), table(func(ctx context.Context, q *Request) (Screen, error) {
			<-time.After(5 * time.Second)
			done = append(done, q.Text)
			return Screen{}, ctx.Err()
		}))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		if err := r.Poll(ctx); err != nil || time.Since(start) > 11*time.Second {
			t.Errorf("%v after %v", err, time.Since(start))
		}
		if !slices.Equal(done, []string{"a"}) || r.bot.Counts().Handled != 1 {
			t.Errorf("finished %v, want what was in hand and nothing new", done)
		}
	})
}

func TestT4_ScreensRespectTheWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &api{}
		a.answer = func(_ context.Context, c apiCall) (int, string, error) {
			if c.chat == 7 {
				return tooFast(60)
			}
			return 0, "", nil
		}
		r := NewRouter(newBot(t, a, Limits{}), newInbox(), table(func(context.Context, *Request) (Screen, error) {
			return Screen{Body: Body{Text: "menu"}}, nil
		}))
		for id := int64(1); id <= 3; id++ {
			if err := r.Handle(t.Context(), messageUpdate(id, 7, "a")); err != nil {
				t.Fatal(err)
			}
		}
		_ = r.Drain(t.Context())
		if c := r.bot.Counts(); len(a.to("sendMessage")) != 1 || c.ScreensLost != 3 || c.Handled != 3 {
			t.Errorf("%d calls, counts %+v", len(a.to("sendMessage")), c)
		}
	})
}

func TestSlowScreensDontHoldUpdates(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := NewRouter(newBot(t, &api{}, Limits{}), newInbox(), table(func(context.Context, *Request) (Screen, error) {
			return Screen{Body: Body{Text: "menu"}}, nil
		}))
		start := time.Now()
		for id := int64(1); id <= 15; id++ {
			if err := r.Handle(t.Context(), messageUpdate(id, 7, "a")); err != nil {
				t.Fatal(err)
			}
		}
		if d := time.Since(start); d > 0 {
			t.Errorf("updates waited %v for screens", d)
		}
		_ = r.Drain(t.Context())
		if c := r.bot.Counts(); c.Screens != 15 {
			t.Errorf("counts %+v", c)
		}
	})
}
