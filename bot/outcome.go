package bot

import (
	"context"
	"errors"
	"time"
)

// inDoubt is how many unknown fates in a row, without one sound answer between
// them, mean that Telegram itself is in trouble.
const inDoubt = 3

// settle makes an outcome of a verdict and slows down, or stops, as it demands.
func (s *Sender) settle(p Parcel, v verdict) Outcome {
	o := Outcome{Notice: p.Notice, Part: p.Part, Fate: v.fate, Code: v.code, Reason: v.reason}
	s.bot.keepPace(p.Chat, v)
	s.bot.countFate(v.fate)
	switch v.fate {
	case Sent:
		o = Outcome{Notice: p.Notice, Part: p.Part, Fate: Sent, Chat: p.Chat, Message: v.message}
		s.down.clear()
	case Unsent:
		o.After = s.bot.now().Add(s.retryIn(v))
	case Unknown:
		s.down.doubt()
	case Moved:
		o.Chat = v.moved
		s.down.answered()
	case Refused, Unreachable:
		s.down.answered()
	}
	return o
}

// retryIn is how long an unsent parcel waits. Its trouble is rarely its own, so the
// whole sender waits too.
func (s *Sender) retryIn(v verdict) time.Duration {
	switch {
	case v.after > 0:
		s.down.answered()
		return v.after + 100*time.Millisecond
	case v.token:
		return s.down.stop("telegram refused the token")
	}
	return s.down.stop("telegram can't be reached")
}

// keepPace holds back what Telegram wants held back.
func (b *Bot) keepPace(chat int64, v verdict) {
	if v.after > 0 {
		b.count.held.Add(1)
		b.pace.hold(chat, v.after+100*time.Millisecond)
	}
}

func (b *Bot) countFate(f Fate) {
	c := &b.count
	switch f {
	case Sent:
		c.sent.Add(1)
	case Unsent:
		c.unsent.Add(1)
	case Refused:
		c.refused.Add(1)
	case Unreachable:
		c.unreachable.Add(1)
	case Unknown:
		c.ambiguous.Add(1)
	case Moved:
		c.moved.Add(1)
	}
}

// halt is the sender's pause while Telegram can't be had: nothing is claimed until
// a getMe, which can do no harm, succeeds.
type halt struct {
	bot     *Bot
	halted  bool
	asking  bool
	again   bool // the token changed while the probe was under way
	doubts  int
	probeAt time.Time
	pause   backoff
	probed  chan error
}

func newHalt(b *Bot) *halt {
	return &halt{
		bot: b, probed: make(chan error, 1),
		pause: backoff{first: 500 * time.Millisecond, most: time.Minute},
	}
}

// until reports whether all is halted and until when; it sends the probe when its time is come.
func (h *halt) until(ctx context.Context) (time.Time, bool) {
	now := time.Now()
	if !h.halted {
		return now, false
	}
	if !h.asking && !now.Before(h.probeAt) {
		h.asking = true
		go func() {
			_, err := h.bot.Me(ctx)
			h.probed <- err
		}()
	}
	if h.asking {
		return now.Add(tick), true
	}
	return h.probeAt, true
}

// stop halts and returns how long until the first probe.
func (h *halt) stop(reason string) time.Duration {
	if !h.halted {
		h.halted = true
		h.probeAt = time.Now().Add(h.pause.next())
	}
	if h.bot.sends.fail(reason) {
		h.bot.log.Error().Str("reason", reason).Msg("sending paused")
	}
	return max(time.Until(h.probeAt), 0)
}

// heard takes the answer of the probe.
func (h *halt) heard(err error) {
	h.asking = false
	switch {
	case err == nil:
		h.halted, h.doubts = false, 0
		if h.bot.sends.mend() {
			h.bot.log.Info().Msg("sending resumed")
		}
		return
	case errors.Is(err, ErrToken):
		h.bot.sends.fail("telegram refused the token")
	default:
		h.bot.sends.fail("telegram can't be reached")
	}
	h.probeAt = time.Now()
	if !h.again {
		h.probeAt = h.probeAt.Add(h.pause.next())
	}
	h.again = false
}

// hurry probes at once: there is a new token.
func (h *halt) hurry() { h.probeAt, h.again = time.Now(), h.asking }

// doubt counts an unknown fate.
func (h *halt) doubt() {
	if h.doubts++; h.doubts >= inDoubt {
		h.stop("telegram doesn't answer soundly")
	}
}

// answered notes that Telegram is there, clear that it accepts messages too.
func (h *halt) answered() { h.doubts = 0 }

func (h *halt) clear() {
	h.doubts = 0
	h.pause.reset()
}
