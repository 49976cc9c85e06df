package simulator

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Call is one request of the bot, as it came and as it ended.
type Call struct {
	At        time.Time
	Method    string            // or "download"
	Chat      int64             // 0 if the call names none
	Params    map[string]string // structured values as JSON text, files as attach://<field>; not to be changed
	Code      int               // the answer's status, 0 if the connection was closed without one
	Delivered bool              // it took effect
	Fault     string            // "" if nothing was scripted, else "429", "cut after", "body", "slow", "down", ...
}

// Ledger returns all calls in the order in which they ended.
func (s *Server) Ledger() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.ledger)
}

// Sins returns what the bot did that loses messages or breaks a rule of its
// house: a negative offset, drop_pending_updates, a parse mode, a method in a
// webhook's answer, a change made by GET. A test asserts that there are none.
func (s *Server) Sins() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.sins)
}

func (s *Server) sin(what string) { s.sins = append(s.sins, what) }

func (s *Server) lookForSins(method string, r *request) {
	if r.flag("drop_pending_updates") {
		s.sin(method + " with drop_pending_updates throws messages away")
	}
	if r.params["parse_mode"] != "" {
		s.sin(method + " with parse_mode")
	}
	if !r.post && len(method) > 3 && method[:3] != "get" {
		s.sin(method + " by GET may be repeated behind the bot's back")
	}
}

func (s *Server) record(c Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.cfg.NoLedger {
		s.ledger = append(s.ledger, c)
	}
	s.called()
}

// watcher is one who waits for something to happen.
type watcher struct {
	signal chan struct{}
	calls  bool // of calls and updates too, not only of changed chats
}

func (w *watcher) wake() {
	select {
	case w.signal <- struct{}{}:
	default:
	}
}

// changed tells of a change in a chat, called of anything else.
func (s *Server) changed() {
	for w := range s.watchers {
		w.wake()
	}
}

func (s *Server) called() {
	for w := range s.watchers {
		if w.calls {
			w.wake()
		}
	}
}

func (s *Server) watch(calls bool) (*watcher, func()) {
	w := &watcher{signal: make(chan struct{}, 1), calls: calls}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watchers[w] = struct{}{}
	return w, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.watchers, w)
	}
}

// Watch signals that something has changed in some chat since the last signal;
// the second value ends the watching.
func (s *Server) Watch() (<-chan struct{}, func()) {
	w, end := s.watch(false)
	return w.signal, end
}

// Until waits until cond holds, asking again after each call, update and change.
func (s *Server) Until(ctx context.Context, cond func() bool) error {
	w, end := s.watch(true)
	defer end()
	for !cond() {
		select {
		case <-w.signal:
		case <-ctx.Done():
			return fmt.Errorf("simulator: still waiting: %w", context.Cause(ctx))
		}
	}
	return nil
}
