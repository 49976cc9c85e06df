package bot

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

// counters are what the bot counts, see Counts.
type counters struct {
	received, handled, repeated, unrouted, setAside, panics, later atomic.Int64
	screens, screensLost                                           atomic.Int64
	sent, refused, unreachable, ambiguous, unsent, moved, held     atomic.Int64
	plain, unauthorised, rejected                                  atomic.Int64
}

// Counts is what happened since the start.
type Counts struct {
	Received    int64 // updates taken from Telegram, repeats included
	Handled     int64 // acted on and confirmed
	Repeated    int64 // confirmed because they were acted on before
	Unrouted    int64 // confirmed without any route wanting them, or needing nothing
	SetAside    int64 // kept for staff: undecodable, failed three times, unsupported
	Panics      int64 // of handlers
	Later       int64 // tries that ended with ErrLater
	Screens     int64 // shown
	ScreensLost int64

	Sent, Refused, Unreachable, Ambiguous, Unsent, Moved int64 // fates of parcels
	Held                                                 int64 // answers of 429
	Plain                                                int64 // sent again without entities

	Unauthorised int64 // webhook calls with a wrong secret
	Rejected     int64 // webhook calls of a wrong form
}

// Counts reads all counters; each is right by itself, together they may be a moment apart.
func (b *Bot) Counts() Counts {
	c := &b.count
	return Counts{
		Received: c.received.Load(), Handled: c.handled.Load(), Repeated: c.repeated.Load(),
		Unrouted: c.unrouted.Load(), SetAside: c.setAside.Load(), Panics: c.panics.Load(), Later: c.later.Load(),
		Screens: c.screens.Load(), ScreensLost: c.screensLost.Load(),
		Sent: c.sent.Load(), Refused: c.refused.Load(), Unreachable: c.unreachable.Load(),
		Ambiguous: c.ambiguous.Load(), Unsent: c.unsent.Load(), Moved: c.moved.Load(), Held: c.held.Load(),
		Plain: c.plain.Load(), Unauthorised: c.unauthorised.Load(), Rejected: c.rejected.Load(),
	}
}

// Ready returns nil if the bot receives and sends as far as it knows, or says in
// plain words what stands in the way.
func (b *Bot) Ready() error {
	return errors.Join(b.receives.err("receiving"), b.keeps.err("receiving"), b.sends.err("sending"))
}

// health is whether one direction works; the zero value is well.
type health struct {
	mu     sync.Mutex
	reason string
}

// fail notes a reason and reports whether it is new, so that it is logged once.
func (h *health) fail(reason string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	fresh := h.reason != reason
	h.reason = reason
	return fresh
}

// mend notes that all is well and reports whether it wasn't before.
func (h *health) mend() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	mended := h.reason != ""
	h.reason = ""
	return mended
}

func (h *health) err(what string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.reason == "" {
		return nil
	}
	return fmt.Errorf("%s: %s", what, h.reason)
}
