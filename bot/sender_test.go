package bot

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// sending runs a sender in a bubble; the test body gets a function that lets time pass.
func sending(t *testing.T, a *api, box *outbox, limits Limits, body func(b *Bot, pass func(time.Duration))) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		b := newBot(t, a, limits)
		box.due = make(chan struct{}, 1) // of this bubble
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- NewSender(b, box).Run(ctx) }()
		body(b, func(d time.Duration) { <-time.After(d); synctest.Wait() })
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("sender ended with %v", err)
		}
	})
}

func TestT4_429HoldsOnlyThatChat(t *testing.T) {
	t.Parallel()
	first := true
	a := &api{answer: func(_ context.Context, c apiCall) (int, string, error) {
		if c.chat == 7 && first {
			first = false
			return tooFast(7)
		}
		return 0, "", nil
	}}
	box := newOutbox(parcel(1, 7), parcel(2, 7), parcel(3, 8), parcel(4, 8))
	sending(t, a, box, Limits{}, func(_ *Bot, pass func(time.Duration)) {
		pass(3 * time.Second)
		if got := box.fates(4); !slices.Equal(got, []Fate{Sent}) {
			t.Errorf("other chat: %v", got)
		}
		pass(10 * time.Second)
	})
	var times []time.Time
	var texts []string
	for _, c := range a.to("sendMessage") {
		if c.chat == 7 {
			times, texts = append(times, c.at), append(texts, c.form["text"])
		}
	}
	if !slices.Equal(texts, []string{"n1", "n1", "n2"}) {
		t.Fatalf("calls to the held chat: %v", texts)
	}
	if d := times[1].Sub(times[0]); d < 7*time.Second || d > 8*time.Second {
		t.Errorf("waited %v", d)
	}
}

func TestT5_GlobalPause(t *testing.T) {
	t.Parallel()
	for name, reply := range map[string]func(apiCall, int) (int, string, error){
		"T5 long retry_after": func(_ apiCall, n int) (int, string, error) {
			if n == 0 {
				return tooFast(60)
			}
			return 0, "", nil
		},
		"T5 two chats within a second": func(_ apiCall, n int) (int, string, error) {
			if n < 2 {
				return tooFast(20)
			}
			return 0, "", nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			n := 0
			a := &api{}
			a.answer = func(_ context.Context, c apiCall) (int, string, error) {
				a.mu.Lock()
				k := n
				n++
				a.mu.Unlock()
				return reply(c, k)
			}
			box := newOutbox(parcel(1, 7), parcel(2, 8))
			sending(t, a, box, Limits{}, func(_ *Bot, pass func(time.Duration)) {
				pass(2 * time.Second)
				before := len(a.to("sendMessage"))
				box.add(parcel(3, 9), parcel(4, 10))
				pass(15 * time.Second)
				if after := len(a.to("sendMessage")); after != before {
					t.Errorf("%d calls in the pause", after-before)
				}
				pass(60 * time.Second)
				for notice := int64(1); notice <= 4; notice++ {
					if box.last(notice).Fate != Sent {
						t.Errorf("notice %d: %v", notice, box.fates(notice))
					}
				}
			})
		})
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text, more string
		code             int
		fate             Fate
	}{
		{"T6 blocked", "Forbidden: bot was blocked by the user", "", 403, Unreachable},
		{"T6 deactivated", "Forbidden: user is deactivated", "", 403, Unreachable},
		{"T7 chat not found", "Bad Request: chat not found", "", 400, Unreachable},
		{"T8 migrated", "Bad Request: group chat was upgraded to a supergroup chat", `,"parameters":{"migrate_to_chat_id":-1001234567890123}`, 400, Moved},
		{"T14 server error", "Internal Server Error", "", 500, Unknown},
		{"T15 empty text", "Bad Request: message text is empty", "", 400, Refused},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := &api{answer: func(_ context.Context, c apiCall) (int, string, error) {
				if c.method != "sendMessage" {
					return 0, "", nil
				}
				return refusal(tt.code, tt.text, tt.more)
			}}
			box := newOutbox(parcel(1, 7))
			sending(t, a, box, Limits{}, func(_ *Bot, pass func(time.Duration)) { pass(30 * time.Second) })
			out := box.last(1)
			if out.Fate != tt.fate || len(a.to("sendMessage")) != 1 {
				t.Errorf("fate %v after %d calls, want %v after one", out.Fate, len(a.to("sendMessage")), tt.fate)
			}
			if tt.fate == Moved && out.Chat != -1001234567890123 {
				t.Errorf("moved to %d", out.Chat)
			}
		})
	}
}

func TestT9_PlainOnce(t *testing.T) {
	t.Parallel()
	a := &api{answer: func(_ context.Context, c apiCall) (int, string, error) {
		if c.form["entities"] != "" {
			return refusal(400, "Bad Request: can't parse entities: wrong offset", "")
		}
		return 0, "", nil
	}}
	p := parcel(1, 7)
	p.Body.Entities = []Entity{{Type: "bold", Offset: 0, Length: 1}}
	box := newOutbox(p)
	sending(t, a, box, Limits{}, func(_ *Bot, pass func(time.Duration)) { pass(time.Second) })
	if calls := a.to("sendMessage"); len(calls) != 2 || box.last(1).Fate != Sent {
		t.Errorf("%d calls, outcome %+v", len(calls), box.last(1))
	}
}

func TestReplyTargetGone(t *testing.T) {
	t.Parallel()
	a := &api{answer: func(_ context.Context, c apiCall) (int, string, error) {
		if c.form["reply_parameters"] != "" {
			return refusal(400, "Bad Request: message to be replied not found", "")
		}
		return 0, "", nil
	}}
	p := parcel(1, 7)
	p.Body.ReplyTo = 5
	box := newOutbox(p)
	sending(t, a, box, Limits{}, func(_ *Bot, pass func(time.Duration)) { pass(time.Second) })
	if box.last(1).Fate != Sent {
		t.Errorf("outcome %+v", box.last(1))
	}
}

func TestT12_TokenRevoked(t *testing.T) {
	t.Parallel()
	const fresh = "987654321:ZZbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
	var b *Bot
	a := &api{}
	a.answer = func(context.Context, apiCall) (int, string, error) {
		if token, _ := b.wire.current(); token == testToken {
			return refusal(401, "Unauthorized", "")
		}
		return 0, "", nil
	}
	box := newOutbox(parcel(1, 7), parcel(2, 8), parcel(3, 9))
	synctest.Test(t, func(t *testing.T) {
		b = newBot(t, a, Limits{})
		box.due = make(chan struct{}, 1)
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- NewSender(b, box).Run(ctx) }()
		<-time.After(time.Hour)
		synctest.Wait()
		if b.Ready() == nil {
			t.Error("ready with a refused token")
		}
		if n := len(a.to("sendMessage")); n > 3 {
			t.Errorf("%d sends with a refused token", n)
		}
		if n := len(a.to("getMe")); n < 60 || n > 120 {
			t.Errorf("%d probes in an hour", n)
		}
		b.SetToken(fresh)
		<-time.After(2 * time.Second)
		synctest.Wait()
		for notice := int64(1); notice <= 3; notice++ {
			if box.last(notice).Fate != Sent {
				t.Errorf("notice %d: %v", notice, box.fates(notice))
			}
		}
		if err := b.Ready(); err != nil {
			t.Error(err)
		}
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}

func TestT13_CutBeforeAcceptIsRepeatedUntilSent(t *testing.T) {
	t.Parallel()
	var once sync.Once
	var start time.Time
	a := &api{answer: func(context.Context, apiCall) (int, string, error) {
		once.Do(func() { start = time.Now() })
		if time.Since(start) < 10*time.Minute {
			return 0, "", errDial
		}
		return 0, "", nil
	}}
	box := newOutbox(parcel(1, 7), parcel(2, 8))
	sending(t, a, box, Limits{}, func(b *Bot, pass func(time.Duration)) {
		pass(5 * time.Minute)
		if b.Ready() == nil {
			t.Error("ready without a network")
		}
		pass(8 * time.Minute)
		if err := b.Ready(); err != nil {
			t.Error(err)
		}
	})
	for notice := int64(1); notice <= 2; notice++ {
		fates := box.fates(notice)
		if fates[len(fates)-1] != Sent || slices.Contains(fates, Unknown) {
			t.Errorf("notice %d: %v", notice, fates)
		}
	}
	if n := len(a.to("getMe")); n > 40 {
		t.Errorf("%d probes: no back-off", n)
	}
}

func TestT14_InDoubt(t *testing.T) {
	t.Parallel()
	pages := map[string]func(context.Context) (int, string, error){
		"T14 cut after accept": func(context.Context) (int, string, error) { return 0, "", errors.New("EOF") },
		"T14 time-out after the write": func(ctx context.Context) (int, string, error) {
			<-ctx.Done()
			return 0, "", ctx.Err()
		},
		"T14 502 page":              func(context.Context) (int, string, error) { return 502, "<html>", nil },
		"T15 truncated JSON":        func(context.Context) (int, string, error) { return 200, `{"ok":true,"resu`, nil },
		"T15 page of a proxy":       func(context.Context) (int, string, error) { return 200, "<html>log in</html>", nil },
		"T15 no message in it":      func(context.Context) (int, string, error) { return 200, `{"ok":true,"result":{}}`, nil },
		"T15 redirect not followed": func(context.Context) (int, string, error) { return 302, "", nil },
	}
	for name, page := range pages {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := &api{answer: func(ctx context.Context, c apiCall) (int, string, error) {
				if c.method != "sendMessage" {
					return 0, "", nil
				}
				return page(ctx)
			}}
			box := newOutbox(parcel(1, 7))
			sending(t, a, box, Limits{}, func(_ *Bot, pass func(time.Duration)) { pass(time.Minute) })
			if fates := box.fates(1); !slices.Equal(fates, []Fate{Unknown}) || len(a.to("sendMessage")) != 1 {
				t.Errorf("fates %v after %d calls", fates, len(a.to("sendMessage")))
			}
		})
	}
}

func TestT15_OKFalseByItsCode(t *testing.T) {
	t.Parallel()
	a := &api{answer: func(context.Context, apiCall) (int, string, error) {
		return 200, `{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}`, nil
	}}
	box := newOutbox(parcel(1, 7))
	sending(t, a, box, Limits{}, func(_ *Bot, pass func(time.Duration)) { pass(time.Second) })
	if box.last(1).Fate != Unreachable {
		t.Errorf("%+v", box.last(1))
	}
}

func TestT14_TroubleOfTelegramItselfHalts(t *testing.T) {
	t.Parallel()
	a := &api{answer: func(context.Context, apiCall) (int, string, error) { return 502, "", nil }}
	box := newOutbox()
	for i := int64(1); i <= 300; i++ {
		box.waiting = append(box.waiting, parcel(i, i))
	}
	sending(t, a, box, Limits{}, func(b *Bot, pass func(time.Duration)) {
		pass(time.Hour)
		if n := b.Counts().Ambiguous; n > 10 {
			t.Errorf("%d parcels in doubt though Telegram was known to be down", n)
		}
	})
}

func TestP3_DrainLeavesNothingInDoubt(t *testing.T) {
	t.Parallel()
	a := &api{answer: func(context.Context, apiCall) (int, string, error) {
		<-time.After(4 * time.Second)
		return 0, "", nil
	}}
	box := newOutbox()
	for i := int64(1); i <= 200; i++ {
		box.waiting = append(box.waiting, parcel(i, i))
	}
	sending(t, a, box, Limits{Off: true}, func(_ *Bot, pass func(time.Duration)) { pass(time.Second) })
	sent := 0
	for _, o := range box.outcomes {
		if o.Fate == Sent {
			sent++
		}
	}
	if sent != inFlight || len(box.claimed) != 0 || len(box.waiting) != 200-inFlight {
		t.Errorf("%d sent, %d left claimed, %d waiting", sent, len(box.claimed), len(box.waiting))
	}
}

func TestS1_ReportsAreKeptUntilTheStorageTakesThem(t *testing.T) {
	t.Parallel()
	a := &api{}
	box := newOutbox(parcel(1, 7), parcel(2, 7))
	box.fail = errors.New("disk full")
	sending(t, a, box, Limits{}, func(_ *Bot, pass func(time.Duration)) {
		pass(time.Minute)
		if n := len(a.to("sendMessage")); n != 1 {
			t.Errorf("%d sends while nothing could be reported", n)
		}
		box.mu.Lock()
		box.fail = nil
		box.mu.Unlock()
		pass(10 * time.Second)
	})
	if box.last(1).Fate != Sent || box.last(2).Fate != Sent {
		t.Errorf("outcomes %+v", box.outcomes)
	}
}
