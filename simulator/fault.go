package simulator

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// Fault is something to go wrong. Of the calls it matches, it fails the first
// Times, without any effect; with Cut "after" they take effect first. Faults
// are tried in the order they were scripted.
type Fault struct {
	Method      string // of the Bot API, or "download" for files; "" for any
	Chat        int64  // 0 for any
	Times       int    // 0 until cleared
	Code        int    // the answer's status; of itself 429 with RetryAfter, 400 with MigrateTo, 200 with Body
	RetryAfter  int    // seconds
	MigrateTo   int64
	Description string        // worded by the code if empty
	Body        string        // the whole answer, instead of Telegram's form
	Delay       time.Duration // holds the answer back; alone it changes nothing else
	Drip        time.Duration // between one byte of the answer and the next
	Cut         string        // "before" closes the connection without an effect, "after" with it, or answers Code or Body if there is one
	Down        bool          // every connection is closed at once, the waiting ones too
}

const (
	cutBefore = "before"
	cutAfter  = "after"
)

type fault struct {
	Fault
	left int
}

// String names the fault for the ledger.
func (f *Fault) String() string {
	switch {
	case f.Down:
		return "down"
	case f.Cut != "":
		return "cut " + f.Cut
	case f.Body != "":
		return "body"
	case f.code() != 0:
		return fmt.Sprint(f.code())
	}
	return "slow"
}

func (f *Fault) code() int {
	switch {
	case f.Code != 0:
		return f.Code
	case f.RetryAfter != 0:
		return http.StatusTooManyRequests
	case f.MigrateTo != 0:
		return http.StatusBadRequest
	case f.Body != "":
		return http.StatusOK
	}
	return 0
}

func (f *Fault) refusal() *refusal {
	words := f.Description
	switch {
	case words != "":
	case f.RetryAfter != 0:
		words = fmt.Sprintf("Too Many Requests: retry after %d", f.RetryAfter)
	case f.MigrateTo != 0:
		words = movedWords
	default:
		words = cmp.Or(http.StatusText(f.code()), "Unknown Error")
	}
	return &refusal{Code: f.code(), Description: words, RetryAfter: f.RetryAfter, MigrateTo: f.MigrateTo}
}

// Script sets a fault up; mend takes it away again, at once and for good.
func (s *Server) Script(f Fault) (mend func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one := &fault{Fault: f, left: f.Times}
	s.faults = append(s.faults, one)
	s.wakePoll() // so that a fault of Down reaches those who wait
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.drop(one)
	}
}

func (s *Server) drop(f *fault) {
	s.faults = slices.DeleteFunc(s.faults, func(other *fault) bool { return other == f })
}

// down says whether connections are to be closed unread, and counts this one.
func (s *Server) down() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if f.Down {
			s.use(f)
			return true
		}
	}
	return false
}

func (s *Server) faultFor(method string, chat int64) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if !f.Down && (f.Method == "" || f.Method == method) && (f.Chat == 0 || f.Chat == chat) {
			s.use(f)
			return &f.Fault
		}
	}
	return nil
}

func (s *Server) use(f *fault) {
	if f.left--; f.left == 0 {
		s.drop(f)
	}
}

// faulty plays a fault on a call.
func (c *call) faulty(r *http.Request, req *request) {
	f := c.fault
	switch {
	case f.Cut == cutAfter:
		c.effect(req)
	case f.Cut == "" && f.code() == 0 && c.download:
		wait(r.Context(), f.Delay)
		c.serveFile()
		return
	case f.Cut == "" && f.code() == 0:
		c.slow(r, req)
		return
	}
	wait(r.Context(), f.Delay)
	switch {
	case f.Cut != "" && f.code() == 0:
		c.cut()
	case f.Body != "":
		c.reply(f.code(), []byte(f.Body))
	default:
		c.refuse(f.refusal())
	}
}

// effect carries a call out without an answer; half a file is all that a
// download gives.
func (c *call) effect(req *request) {
	if c.download {
		c.halfFile()
		return
	}
	_, err := c.do(req)
	c.Delivered = err == nil
}

// slow carries a call out at once and answers late.
func (c *call) slow(r *http.Request, req *request) {
	held := &call{Call: c.Call, s: c.s, path: c.path, fault: c.fault}
	held.w = late{ResponseWriter: c.w, wait: func() { wait(r.Context(), c.fault.Delay) }}
	held.carryOut(req)
}

// late holds back the first byte of an answer.
type late struct {
	http.ResponseWriter
	wait func()
}

func (l late) WriteHeader(code int) {
	l.wait()
	l.ResponseWriter.WriteHeader(code)
}

func (l late) Unwrap() http.ResponseWriter { return l.ResponseWriter }

func (c *call) drip(body []byte) {
	out := http.NewResponseController(c.w)
	for i := range body {
		if _, err := c.w.Write(body[i : i+1]); err != nil { //nolint:gosec // JSON for a bot, not a page
			return
		}
		_ = out.Flush() // not every writer can; the bytes go out in the end
		time.Sleep(c.fault.Drip)
	}
}

func wait(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
