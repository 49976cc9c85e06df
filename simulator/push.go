package simulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

const (
	longestPause = 60   // between tries, in units of Config.RetryUnit
	longestAsked = 3600 // the longest Retry-After that is honoured
)

// dispatch starts a push for every chat that has something and isn't busy, as
// far as the width allows.
func (s *Server) dispatch() {
	h := s.hook
	for id, l := range h.lanes {
		for len(l.waiting) > 0 && l.waiting[0].done && !l.busy {
			l.waiting, l.failed = l.waiting[1:], 0
		}
		if len(l.waiting) == 0 {
			delete(h.lanes, id)
			continue
		}
		if l.busy || h.running >= h.width {
			continue
		}
		l.busy = true
		h.running++
		go s.deliver(h, l, l.waiting[0])
	}
}

// deliver pushes one update and settles what becomes of its chat.
func (s *Server) deliver(h *webhook, l *lane, u *update) {
	asked, err := s.post(h, u)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook != h {
		return
	}
	h.running--
	if err == nil {
		u.done, l.busy = true, false
		l.waiting, l.failed = l.waiting[1:], 0
		s.expire()
		s.called()
		s.dispatch()
		return
	}
	h.lastErr, h.lastTime = err.Error(), s.cfg.Now()
	s.called()
	time.AfterFunc(time.Duration(pause(l.failed, asked))*s.cfg.RetryUnit, func() { s.retry(h, l) })
	l.failed++
	s.dispatch()
}

// pause is none after the first failure, then 2, 4, 8 ... seconds, or what the
// bot asked for.
func pause(failed, asked int) int {
	switch {
	case asked > 0:
		return min(asked, longestAsked)
	case failed == 0:
		return 0
	}
	return min(1<<min(failed, 10), longestPause)
}

func (s *Server) retry(h *webhook, l *lane) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hook != h {
		return
	}
	l.busy = false
	s.expire()
	s.dispatch()
}

// post gives one update to the webhook; on failure it tells what wait the bot asked for.
func (s *Server) post(h *webhook, u *update) (asked int, err error) {
	req, err := http.NewRequestWithContext(h.ctx, http.MethodPost, h.url, bytes.NewReader(u.raw))
	if err != nil {
		return 0, fmt.Errorf("push an update: %w", err)
	}
	req.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	resp, err := h.client.Do(req)
	if err != nil {
		return 0, fmt.Errorf("push an update: %w", err)
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, 1<<16))
	if closing := resp.Body.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return 0, fmt.Errorf("read the webhook's answer: %w", err)
	}
	if resp.StatusCode/100 != 2 {
		asked, _ = strconv.Atoi(resp.Header.Get("Retry-After")) // a date is taken for none
		return asked, fmt.Errorf("wrong response from the webhook: %s", resp.Status)
	}
	s.lookAtAnswer(body)
	return 0, nil
}

// lookAtAnswer finds a method call in a webhook's answer: its result would
// never be known.
func (s *Server) lookAtAnswer(body []byte) {
	var called struct {
		Method string `json:"method"`
	}
	if json.Unmarshal(body, &called) == nil && called.Method != "" {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.sin("a webhook's answer calls " + called.Method)
	}
}
