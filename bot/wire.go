package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"path"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// answerLimit bounds what is read of one answer; a full getUpdates batch fits well.
const answerLimit = 32 << 20

// wire carries calls to the Bot API and proves what became of them. It works below
// http.Client, so no redirect is followed and no error carries a URL.
type wire struct {
	base  string
	round http.RoundTripper

	mu      sync.Mutex
	token   string
	changed chan struct{} // closed when the token changes
}

// call is the record of one call: what can be proven about it.
type call struct {
	reached  atomic.Bool // a connection was there: the request may have been written
	answered bool        // a whole answer came
	sound    bool        // and it was a Bot API envelope
	status   int
	after    string // the Retry-After header
	envelope envelope
	err      error
}

// envelope is the frame of every Bot API answer.
type envelope struct {
	OK          *bool           `json:"ok"`
	Result      json.RawMessage `json:"result"`
	Description string          `json:"description"`
	Code        int             `json:"error_code"`
	Parameters  struct {
		RetryAfter int   `json:"retry_after"`
		MigrateTo  int64 `json:"migrate_to_chat_id"`
	} `json:"parameters"`
}

type callKey struct{}

func newWire(base, token string, round http.RoundTripper) *wire {
	return &wire{base: base, token: token, round: round, changed: make(chan struct{})}
}

func dialer() *net.Dialer { return &net.Dialer{Timeout: 5 * time.Second, KeepAlive: 15 * time.Second} }

func (w *wire) setToken(token string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.token = token
	close(w.changed)
	w.changed = make(chan struct{})
}

// current returns the token and a channel that is closed when it changes.
func (w *wire) current() (string, <-chan struct{}) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.token, w.changed
}

// Do serves the library: it reads the whole form first, so that the request goes
// out in one piece, and notes in the call what happened.
func (w *wire) Do(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, fmt.Errorf("build request: %w", err)
	}
	c, ok := req.Context().Value(callKey{}).(*call)
	if !ok {
		c = new(call)
	}
	data := w.post(req.Context(), path.Base(req.URL.Path), req.Header.Get("Content-Type"), body, c)
	if c.err != nil {
		return nil, c.err
	}
	return &http.Response{StatusCode: c.status, Body: io.NopCloser(bytes.NewReader(data))}, nil
}

// post sends one plain POST, which Go never repeats once a byte was written, and
// returns the answer's body.
func (w *wire) post(ctx context.Context, method, contentType string, body []byte, c *call) []byte {
	token, _ := w.current()
	trace := &httptrace.ClientTrace{
		GotConn:      func(httptrace.GotConnInfo) { c.reached.Store(true) },
		WroteHeaders: func() { c.reached.Store(true) },
	}
	ctx = httptrace.WithClientTrace(ctx, trace)
	// The address is made of the operator's settings and our method names alone.
	address := w.base + "/bot" + token + "/" + method
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body)) //nolint:gosec // no request of a person shapes it
	if err != nil {
		c.err = errors.New("build request: the token or the URL has characters it can't have")
		return nil
	}
	req.Header.Set("Content-Type", contentType)
	resp, err := w.round.RoundTrip(req)
	if err != nil {
		c.err = scrub(err, token)
		return nil
	}
	defer resp.Body.Close() //nolint:errcheck // all of it was read, or the call failed
	c.status, c.after = resp.StatusCode, resp.Header.Get("Retry-After")
	data, err := io.ReadAll(io.LimitReader(resp.Body, answerLimit))
	if err != nil {
		c.err = scrub(err, token)
		return nil
	}
	c.answered = true
	c.sound = json.Unmarshal(data, &c.envelope) == nil && c.envelope.OK != nil
	return data
}

// scrub removes the token from an error; an error without it keeps its chain.
func scrub(err error, token string) error {
	if !strings.Contains(err.Error(), token) {
		return err
	}
	return errors.New(strings.ReplaceAll(err.Error(), token, "***"))
}

// call runs one library method and says how it ended, from what was seen on the
// wire; the library's own errors quote whole answers and are dropped.
func (b *Bot) call(ctx context.Context, method func(context.Context) error) verdict {
	ctx, cancel := context.WithTimeout(ctx, sendLimit)
	defer cancel()
	c := new(call)
	if err := method(context.WithValue(ctx, callKey{}, c)); err != nil && c.err == nil && !c.answered {
		c.err = err
	}
	return judge(c)
}
