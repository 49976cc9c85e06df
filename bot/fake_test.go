package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/httptrace"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"
)

const testToken = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"

// apiCall is one call that the stand-in for Telegram saw.
type apiCall struct {
	method string
	chat   int64
	form   map[string]string
	at     time.Time
}

// api stands in for Telegram below HTTP, so that it lives inside a synctest bubble.
type api struct {
	answer func(ctx context.Context, c apiCall) (status int, body string, err error)

	mu    sync.Mutex
	calls []apiCall
	last  int
}

// errDial is a cut before the request was written.
var errDial = &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}

func (a *api) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	c := apiCall{method: path.Base(req.URL.Path), form: fields(req.Header.Get("Content-Type"), body), at: time.Now()}
	c.chat, _ = strconv.ParseInt(c.form["chat_id"], 10, 64)
	a.mu.Lock()
	a.calls = append(a.calls, c)
	a.mu.Unlock()
	status, text, err := a.reply(req.Context(), c)
	if errors.Is(err, errDial) {
		return nil, err
	}
	if trace := httptrace.ContextClientTrace(req.Context()); trace != nil {
		trace.GotConn(httptrace.GotConnInfo{})
	}
	if err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(text))}, nil
}

func (a *api) reply(ctx context.Context, c apiCall) (int, string, error) {
	if a.answer != nil {
		if status, body, err := a.answer(ctx, c); status != 0 || err != nil {
			return status, body, err
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	switch c.method {
	case "getMe":
		return 200, `{"ok":true,"result":{"id":123456789,"is_bot":true,"first_name":"L","username":"OurBot"}}`, nil
	case "getUpdates":
		return 200, `{"ok":true,"result":[]}`, nil
	case "sendMessage", "sendPhoto":
		a.last++
		return 200, fmt.Sprintf(`{"ok":true,"result":{"message_id":%d,"chat":{"id":%d,"type":"private"},"date":1}}`, a.last, c.chat), nil
	}
	return 200, `{"ok":true,"result":true}`, nil
}

func fields(contentType string, body []byte) map[string]string {
	form := map[string]string{}
	kind, params, _ := mime.ParseMediaType(contentType)
	if kind == "application/json" {
		var m map[string]json.RawMessage
		_ = json.Unmarshal(body, &m)
		for k, v := range m {
			form[k] = string(v)
		}
		return form
	}
	r := multipart.NewReader(bytes.NewReader(body), params["boundary"])
	for {
		p, err := r.NextPart()
		if err != nil {
			return form
		}
		v, _ := io.ReadAll(p)
		form[p.FormName()] = string(v)
	}
}

// to returns the calls of some methods, in order.
func (a *api) to(methods ...string) []apiCall {
	a.mu.Lock()
	defer a.mu.Unlock()
	var list []apiCall
	for _, c := range a.calls {
		if slices.Contains(methods, c.method) {
			list = append(list, c)
		}
	}
	return list
}

func refusal(code int, text, more string) (int, string, error) {
	return code, fmt.Sprintf(`{"ok":false,"error_code":%d,"description":%q%s}`, code, text, more), nil
}

func tooFast(seconds int) (int, string, error) {
	return refusal(429, "Too Many Requests: retry later", fmt.Sprintf(`,"parameters":{"retry_after":%d}`, seconds))
}

func newBot(t *testing.T, a *api, limits Limits) *Bot {
	t.Helper()
	b, err := New(Config{Token: testToken, URL: "http://telegram.test", Limits: limits, Log: zerolog.Nop()})
	if err != nil {
		t.Fatal(err)
	}
	b.wire.round = a
	return b
}

// inbox keeps in memory what an Inbox keeps.
type inbox struct {
	mu     sync.Mutex
	seen   map[Once]bool
	strays []Stray
	err    error
}

func newInbox() *inbox { return &inbox{seen: map[Once]bool{}} }

func (i *inbox) First(_ context.Context, o Once) (bool, error) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.err != nil {
		return false, i.err
	}
	fresh := !i.seen[o]
	i.seen[o] = true
	return fresh, nil
}

func (i *inbox) SetAside(_ context.Context, s Stray) error {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.err != nil {
		return i.err
	}
	for _, old := range i.strays {
		if old.Once == s.Once {
			return nil
		}
	}
	i.strays = append(i.strays, s)
	return nil
}

func (i *inbox) reasons() (list []string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, s := range i.strays {
		list = append(list, s.Reason)
	}
	return list
}

// outbox keeps parcels in memory by the Outbox's rules.
type outbox struct {
	mu       sync.Mutex
	waiting  []Parcel
	after    map[int64]time.Time // by notice
	sending  map[int64]bool      // by chat
	outcomes []Outcome
	claimed  map[int64]Parcel
	fail     error // of Report
	due      chan struct{}
}

func newOutbox(parcels ...Parcel) *outbox {
	return &outbox{
		waiting: parcels, after: map[int64]time.Time{}, sending: map[int64]bool{},
		claimed: map[int64]Parcel{}, due: make(chan struct{}, 1),
	}
}

func (o *outbox) Claim(_ context.Context, limit int, busy []int64) ([]Parcel, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	var got []Parcel
	stop := map[int64]bool{}
	for _, c := range busy {
		stop[c] = true
	}
	for p := 0; p < 3; p++ {
		rest := o.waiting[:0:0]
		for _, w := range o.waiting {
			switch {
			case w.Priority != p:
				rest = append(rest, w)
			case stop[w.Chat] || o.sending[w.Chat] || len(got) == limit || o.after[w.Notice].After(time.Now()):
				rest = append(rest, w)
				stop[w.Chat] = true
			default:
				got = append(got, w)
				stop[w.Chat] = true
				o.sending[w.Chat] = true
				o.claimed[w.Notice] = w
			}
		}
		o.waiting = rest
	}
	return got, nil
}

func (o *outbox) Report(_ context.Context, outcomes []Outcome) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.fail != nil {
		return o.fail
	}
	for _, out := range outcomes {
		p := o.claimed[out.Notice]
		delete(o.claimed, out.Notice)
		delete(o.sending, p.Chat)
		if out.Fate == Unsent {
			o.after[out.Notice] = out.After
			o.waiting = append([]Parcel{p}, o.waiting...)
		}
		o.outcomes = append(o.outcomes, out)
	}
	return nil
}

func (o *outbox) Due() <-chan struct{} { return o.due }

func (o *outbox) Next(context.Context) (time.Time, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	var next time.Time
	for _, w := range o.waiting {
		at := o.after[w.Notice]
		if at.IsZero() {
			at = time.Now()
		}
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	return next, nil
}

func (o *outbox) add(p ...Parcel) {
	o.mu.Lock()
	o.waiting = append(o.waiting, p...)
	o.mu.Unlock()
	select {
	case o.due <- struct{}{}:
	default:
	}
}

func (o *outbox) fates(notice int64) (list []Fate) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, out := range o.outcomes {
		if out.Notice == notice {
			list = append(list, out.Fate)
		}
	}
	return list
}

func (o *outbox) last(notice int64) (last Outcome) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, out := range o.outcomes {
		if out.Notice == notice {
			last = out
		}
	}
	return last
}

func parcel(notice, chat int64) Parcel {
	return Parcel{Notice: notice, Part: 1, Chat: chat, Body: Body{Text: fmt.Sprintf("n%d", notice)}}
}

func messageUpdate(id, chat int64, text string) json.RawMessage {
	quoted, _ := json.Marshal(text)
	return json.RawMessage(fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":1700000000,`+
		`"from":{"id":%d,"first_name":"Ann"},"chat":{"id":%d,"type":"private"},"text":%s}}`, id, id, chat, chat, quoted))
}

func pressUpdate(id, chat int64, message int, data, more string) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"update_id":%d,"callback_query":{"id":"cb%d","from":{"id":%d,"first_name":"Ann"},`+
		`"data":%q,"message":{"message_id":%d,"date":1700000000,"chat":{"id":%d,"type":"private"}%s}}}`, id, id, chat, data, message, chat, more))
}
