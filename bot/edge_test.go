package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	stdlog "log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/rs/zerolog"
)

// onServer builds a bot over real HTTP.
func onServer(t *testing.T, url string, log zerolog.Logger) *Bot {
	t.Helper()
	b, err := New(Config{Token: testToken, URL: url, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func cutting(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

func TestT13_T14_ProofOverRealHTTP(t *testing.T) {
	t.Parallel()
	var calls atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls.Add(1)
		_, _ = io.Copy(io.Discard, r.Body)
		cutting(w)
	}))
	defer s.Close()
	b := onServer(t, s.URL, zerolog.Nop())
	if v := b.deliver(t.Context(), 7, Body{Text: "a"}); v.fate != Unknown || calls.Load() != 1 {
		t.Errorf("T14: %+v after %d calls", v, calls.Load())
	}
	dead, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = dead.Close()
	b = onServer(t, "http://"+dead.Addr().String(), zerolog.Nop())
	if v := b.deliver(t.Context(), 7, Body{Text: "a"}); v.fate != Unsent || !v.network {
		t.Errorf("T13: %+v", v)
	}
	tls := httptest.NewUnstartedServer(http.NotFoundHandler())
	tls.Config.ErrorLog = stdlog.New(io.Discard, "", 0)
	tls.StartTLS()
	defer tls.Close()
	if v := onServer(t, tls.URL, zerolog.Nop()).deliver(t.Context(), 7, Body{Text: "a"}); v.fate != Unsent {
		t.Errorf("T13 certificate: %+v", v)
	}
}

func TestX14_NoTokenInErrorsOrLogs(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	secret := strings.SplitN(testToken, ":", 2)[1]
	for _, url := range []string{"http://127.0.0.1:1", "http://no-such-host.invalid"} {
		b := onServer(t, url, zerolog.New(Redact(&log)))
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		_, err := b.Me(ctx)
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("getMe: %v", err)
		}
		if err := b.SetCommands(ctx, "", nil); err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("setMyCommands: %v", err)
		}
		_ = NewRouter(b, newInbox(), nil).Poll(ctx)
		cancel()
	}
	if strings.Contains(log.String(), secret) || log.Len() == 0 {
		t.Errorf("log: %s", log.String())
	}
}

func TestRedact(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	w := Redact(&out)
	line := "GET /bot" + testToken + "/getMe\n"
	for i := range line {
		_, _ = io.WriteString(w, line[i:i+1])
	}
	_, _ = io.WriteString(w, "half")
	if out.String() != "GET /bot***/getMe\n" {
		t.Errorf("got %q", out.String())
	}
	_, _ = io.WriteString(w, strings.Repeat("x ", lineLimit/2)+testToken)
	_, _ = io.WriteString(w, "\n")
	if strings.Contains(out.String(), "AAbb") || !strings.HasSuffix(out.String(), "***\n") {
		t.Error("a token in an endless line came through")
	}
}

func TestX18_DescriptionsStayOnOneLine(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	a := &api{answer: func(context.Context, apiCall) (int, string, error) {
		return 400, `{"ok":false,"error_code":400,"description":"Bad\n{\"level\":\"info\"}\u001b[31m"}`, nil
	}}
	b := newBot(t, a, Limits{})
	b.log = zerolog.New(&log)
	r := NewRouter(b, newInbox(), table(func(context.Context, *Request) (Screen, error) { return Screen{Body: Body{Text: "a"}}, nil }))
	if err := r.Handle(t.Context(), messageUpdate(1, 7, "a")); err != nil {
		t.Fatal(err)
	}
	_ = r.Drain(t.Context())
	if strings.Count(log.String(), "\n") != 1 || strings.Contains(log.String(), "\x1b") {
		t.Errorf("log %q", log.String())
	}
}

func TestDecode(t *testing.T) {
	t.Parallel()
	date := time.Unix(1700000000, 0).UTC()
	ann := User{ID: 7, Name: "Ann Lee", Language: "pt-br"}
	const head = `"message_id":5,"date":1700000000,"from":{"id":7,"first_name":"Ann","last_name":"Lee","language_code":"pt-br"},"chat":{"id":7,"type":"private"}`
	base := Request{Kind: Message, Chat: 7, Private: true, From: ann, Message: 5, Date: date}
	with := func(change func(*Request)) Request { r := base; change(&r); return r }
	for name, tt := range map[string]struct {
		raw  string
		want Request
	}{
		"I2 lone surrogate": {`{"update_id":1,"message":{` + head + `,"text":"a\ud83db\u202e\u0000"}}`, with(func(r *Request) { r.Text = "a\uFFFDb\u202e\x00" })},
		"command":           {`{"update_id":1,"message":{` + head + `,"text":"/START@ourbot  abc "}}`, with(func(r *Request) { r.Text, r.Command, r.Payload = "/START@ourbot  abc ", "start", "abc" })},
		"other bot's":       {`{"update_id":1,"message":{` + head + `,"text":"/start@other"}}`, with(func(r *Request) { r.Text = "/start@other" })},
		"not at the start":  {`{"update_id":1,"message":{` + head + `,"text":"привет /start"}}`, with(func(r *Request) { r.Text = "привет /start" })},
		"photo in an album, forwarded, a reply": {`{"update_id":1,"message":{` + head + `,"caption":"c","media_group_id":"g","forward_origin":{"type":"new kind"},"reply_to_message":{"message_id":3},
			"photo":[{"file_id":"s","file_unique_id":"us","width":1,"height":1},{"file_id":"l","file_unique_id":"ul","width":9,"height":9,"file_size":10}]}}`, with(func(r *Request) {
			r.Text, r.Album, r.Forwarded, r.ReplyTo = "c", "g", true, 3
			r.Media = []Media{{Kind: "photo", FileID: "l", UniqueID: "ul", Size: 10}}
		})},
		"a reply to a card of ours": {`{"update_id":1,"message":{` + head + `,"text":"yes","reply_to_message":{"message_id":3,"from":{"is_bot":true},"text":"card","reply_markup":{"inline_keyboard":[[{"text":"Take","callback_data":"take:1"}]]}}}}`, with(func(r *Request) {
			r.Text, r.ReplyTo, r.ReplyText, r.ReplyData = "yes", 3, "card", []string{"take:1"}
		})},
		"a reply to one's own words": {`{"update_id":1,"message":{` + head + `,"text":"yes","reply_to_message":{"message_id":3,"from":{"is_bot":false},"text":"take:1"}}}`, with(func(r *Request) { r.Text, r.ReplyTo = "yes", 3 })},
		"animation once":             {`{"update_id":1,"message":{` + head + `,"animation":{"file_id":"a"},"document":{"file_id":"a"}}}`, with(func(r *Request) { r.Media = []Media{{Kind: "animation", FileID: "a"}} })},
		"edited":                     {`{"update_id":1,"edited_message":{` + head + `,"edit_date":1700000060,"text":"b"}}`, with(func(r *Request) { r.Kind, r.Text, r.Date = Edited, "b", date.Add(time.Minute) })},
		"blocked":                    {`{"update_id":1,"my_chat_member":{"chat":{"id":7,"type":"private"},"from":{"id":7},"date":1700000000,"new_chat_member":{"status":"kicked"}}}`, Request{Kind: Membership, Chat: 7, Private: true, From: User{ID: 7}, Date: date}},
		"unblocked":                  {`{"update_id":1,"my_chat_member":{"chat":{"id":7,"type":"private"},"from":{"id":7},"date":1700000000,"new_chat_member":{"status":"member"}}}`, Request{Kind: Membership, Chat: 7, Private: true, From: User{ID: 7}, Date: date, CanWrite: true}},
		"reaction":                   {`{"update_id":1,"message_reaction":{"chat":{"id":7,"type":"private"},"message_id":5,"user":{"id":7},"date":1700000000,"new_reaction":[{"type":"emoji","emoji":"👍"},{"type":"unheard of"}]}}`, Request{Kind: Reaction, Chat: 7, Private: true, From: User{ID: 7}, Message: 5, Date: date, Text: "👍"}},
		"press":                      {string(pressUpdate(1, 7, 5, "take:1", "")), Request{Kind: Press, Chat: 7, Private: true, From: User{ID: 7, Name: "Ann"}, Message: 5, Date: date, Data: "take:1"}},
		"I14 group":                  {`{"update_id":1,"message":{"message_id":5,"date":1700000000,"chat":{"id":-9,"type":"supergroup"},"from":{"id":7},"text":"a"}}`, Request{Kind: Message, Chat: -9, From: User{ID: 7}, Message: 5, Date: date, Text: "a"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := decode([]byte(tt.raw), "OurBot")
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(&tt.want, got, cmpopts.IgnoreUnexported(Request{}), cmpopts.IgnoreFields(Request{}, "Once")); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestT3_Print(t *testing.T) {
	t.Parallel()
	same := once([]byte(`{"update_id":1,"message":{"a":1,"b":12345678901234567890}}`))
	if got := once([]byte(`{ "message":{"b":12345678901234567890,"a":1}, "update_id":1 }`)); got != same || got.ID != "tg:1" {
		t.Errorf("%v and %v differ", got, same)
	}
	if got := once([]byte(`{"update_id":1,"message":{"a":2}}`)); got.Print == same.Print {
		t.Error("other content has the same print")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(messageUpdate(1, 7, "/start abc")))
	f.Add([]byte(pressUpdate(1, 7, 2, "a", "")))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if r, _ := decode(raw, "OurBot"); r == nil || r.Once.Print == "" {
			t.Error("no request")
		}
	})
}

func TestLanesKeepOrderAndHoldNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l := newLanes(4)
		var mu sync.Mutex
		got := map[int64][]int{}
		for i := range 500 {
			key, paused := int64(i%10), false
			l.put(key, noLimit, func() time.Duration {
				if key == 3 && i == 3 && !paused {
					paused = true
					return time.Second
				}
				mu.Lock()
				defer mu.Unlock()
				got[key] = append(got[key], i)
				if i == 17 {
					panic("net")
				}
				return 0
			})
		}
		<-l.idle()
		synctest.Wait()
		for key, list := range got {
			for n, i := range list {
				if i != n*10+int(key) {
					t.Fatalf("lane %d: %v", key, list)
				}
			}
		}
		if len(got) != 10 || l.workers != 0 || len(l.byKey) != 0 {
			t.Errorf("%d lanes ran, %d workers and %d lanes are left", len(got), l.workers, len(l.byKey))
		}
	})
}

func TestP11_Supervise(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		runs := 0
		err := Supervise(t.Context(), "sender", func(context.Context) error { runs++; panic("x") })
		if err == nil || runs != 5 {
			t.Errorf("%v after %d runs", err, runs)
		}
		runs = 0
		stop := errors.New("stop")
		err = Supervise(t.Context(), "sender", func(context.Context) error {
			if runs++; runs < 20 {
				<-time.After(20 * time.Second)
				panic("x")
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Errorf("rare panics: %v", err)
		}
	})
}

func TestNewChecksWithoutCalling(t *testing.T) {
	t.Parallel()
	for _, c := range []Config{{}, {Token: testToken, URL: "ftp://x"}, {Token: testToken, URL: "://" + testToken}} {
		if _, err := New(c); err == nil || strings.Contains(err.Error(), testToken) {
			t.Errorf("%v", err)
		}
	}
}

func BenchmarkHandle(b *testing.B) {
	bot, err := New(Config{Token: testToken})
	if err != nil {
		b.Fatal(err)
	}
	r := NewRouter(bot, newInbox(), table(func(context.Context, *Request) (Screen, error) { return Screen{}, nil }))
	raw := messageUpdate(1, 7, fmt.Sprint("The pit in our street ", strings.Repeat("is deep ", 20)))
	for b.Loop() {
		if err := r.Handle(b.Context(), raw); err != nil {
			b.Fatal(err)
		}
	}
}
