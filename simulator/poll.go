package simulator

import (
	"bytes"
	"encoding/json"
	"time"
)

// poller is the one getUpdates call that waits; ended gets why it must stop.
type poller struct{ ended chan error }

var (
	errOtherPoller  = &refusal{Code: 409, Description: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}
	errSetWebhook   = &refusal{Code: 409, Description: "Conflict: terminated by setWebhook request"}
	errWebhookIsSet = &refusal{Code: 409, Description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	errClosing      = &refusal{Code: 500, Description: "Internal Server Error: restart"}
)

// pollAsk is what a getUpdates call asks for.
type pollAsk struct {
	offset  int64
	limit   int
	timeout time.Duration
}

func (s *Server) endPoll(why error) {
	if s.poll != nil {
		s.poll.ended <- why
		s.poll = nil
	}
}

func (s *Server) wakePoll() {
	close(s.queue.wake)
	s.queue.wake = make(chan struct{})
}

// getUpdates is the only method that waits, so it takes the lock for itself.
func (s *Server) getUpdates(r *request) (any, error) {
	me, ask, err := s.startPoll(r)
	if err != nil {
		return nil, err
	}
	defer s.stopPoll(me)
	end := time.NewTimer(ask.timeout)
	defer end.Stop()
	for last := ask.timeout == 0; ; {
		found, wake := s.take(ask)
		if len(found) > 0 || last {
			return verbatim("[" + string(bytes.Join(found, []byte(","))) + "]"), nil
		}
		select {
		case why := <-me.ended:
			return nil, why
		case <-wake:
		case <-end.C:
			last = true
		case <-r.ctx.Done():
			return nil, r.ctx.Err()
		}
		if s.down() {
			return nil, errCut
		}
	}
}

func (s *Server) startPoll(r *request) (*poller, pollAsk, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ask, err := s.readPoll(r)
	if err != nil {
		return nil, ask, err
	}
	if s.hook != nil {
		return nil, ask, errWebhookIsSet
	}
	s.endPoll(errOtherPoller)
	s.poll = &poller{ended: make(chan error, 1)}
	s.confirm(ask.offset)
	s.called()
	return s.poll, ask, nil
}

func (s *Server) readPoll(r *request) (pollAsk, error) {
	ask := pollAsk{
		offset:  r.number("offset"),
		limit:   min(max(int(r.number("limit")), 0), 100),
		timeout: time.Duration(min(max(r.number("timeout"), 0), 50)) * time.Second,
	}
	if ask.limit == 0 {
		ask.limit = 100
	}
	if ask.offset < 0 {
		s.sin("getUpdates with a negative offset throws messages away")
		return ask, bad("the simulator refuses a negative offset")
	}
	return ask, s.allow(r)
}

// allow remembers which kinds of updates the bot wants, if it says.
func (s *Server) allow(r *request) error {
	raw := r.json("allowed_updates")
	if raw == "" {
		return nil
	}
	var kinds []string
	if json.Unmarshal([]byte(raw), &kinds) != nil {
		return bad("can't parse allowed updates JSON object")
	}
	s.queue.allowed = kinds
	return nil
}

func (s *Server) stopPoll(me *poller) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.poll == me {
		s.poll = nil
	}
}

// confirm forgets all below an offset. An offset from before JumpIDs names
// nothing here, so it forgets only what was handed out already.
func (s *Server) confirm(offset int64) {
	if offset == 0 {
		return
	}
	series := -1
	for _, u := range s.queue.waiting {
		if u.delivered && u.id == offset-1 {
			series = u.series
		}
	}
	stale := offset > s.queue.next
	for _, u := range s.queue.waiting {
		below := u.id < offset && (u.delivered || !u.again && !stale)
		u.done = u.done || below || u.delivered && u.series < series
	}
	s.expire()
}

// take hands out what waits, and a channel that closes when more comes.
func (s *Server) take(ask pollAsk) ([][]byte, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	found := make([][]byte, 0, min(ask.limit, len(s.queue.waiting)))
	for _, u := range s.queue.waiting {
		if len(found) == ask.limit {
			break
		}
		if u.id >= ask.offset || u.again || !u.delivered {
			u.delivered = true
			found = append(found, u.raw)
		}
	}
	return found, s.queue.wake
}

// Polling says whether a getUpdates call is waiting now.
func (s *Server) Polling() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.poll != nil
}
