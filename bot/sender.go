package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"
)

const (
	inFlight = 128             // sends at once, so that slow chats leave room for the others
	tick     = 5 * time.Second // looks into the outbox without being told
	glance   = 250 * time.Millisecond
	stale    = 5 * time.Second // after it, a parcel that wasn't written yet is claimed anew
)

// Sender carries parcels from an outbox to Telegram. One Sender may run at a time
// on one outbox.
type Sender struct {
	bot  *Bot
	box  Outbox
	down *halt

	ended   chan result
	changed <-chan struct{} // the token
	flying  map[int64]bool  // chats with a parcel claimed and not yet reported
	owed    []result        // ended, to be reported

	reportAt    time.Time
	reportPause backoff
	claimPause  backoff
	storage     health
	deposed     bool // another sender has taken over
}

// result is a parcel and how its send ended.
type result struct {
	parcel  Parcel
	verdict verdict
	outcome Outcome
}

// NewSender returns a sender of b over an outbox.
func NewSender(b *Bot, box Outbox) *Sender {
	slow := backoff{first: 100 * time.Millisecond, most: 5 * time.Second}
	_, changed := b.wire.current()
	return &Sender{
		bot: b, box: box, down: newHalt(b), changed: changed,
		ended: make(chan result, inFlight), flying: map[int64]bool{},
		reportPause: slow, claimPause: slow,
	}
}

// Run sends until ctx ends. Then it claims nothing more, finishes what is in flight,
// reports it and returns nil; an error means that fates could not be reported, and
// those parcels count as Unknown. A parcel is claimed only when it can go out at
// once, so what a crash leaves in doubt is what was really on the wire.
func (s *Sender) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		s.report(ctx)
		at := s.fill(ctx)
		if s.deposed {
			return ErrDeposed // who took over has settled what is in flight
		}
		s.wait(ctx, at)
	}
	return s.finish(ctx)
}

// fill claims and starts as much as may go out now, and returns when to look again.
func (s *Sender) fill(ctx context.Context) time.Time {
	now := time.Now()
	if at, halted := s.down.until(ctx); halted {
		return at
	}
	if len(s.owed) > 0 { // the storage is in trouble: nothing new until it has what it is owed
		return s.reportAt
	}
	spare, at := s.bot.pace.spare(now)
	limit := min(spare, inFlight-len(s.flying))
	switch {
	case spare <= 0:
		return at
	case limit <= 0: // woken by the first that ends
		return now.Add(tick)
	}
	busy, free := s.bot.pace.busy(now)
	for chat := range s.flying {
		busy = append(busy, chat)
	}
	parcels, err := s.claim(ctx, limit, busy)
	if err != nil {
		return now.Add(s.claimPause.next())
	}
	for _, p := range parcels {
		s.launch(ctx, p)
	}
	if len(parcels) == limit {
		return now
	}
	return s.nextLook(ctx, now, free)
}

// claim isn't cut short by the program's end: a claim that was made and not heard of
// would leave its parcels in doubt.
func (s *Sender) claim(ctx context.Context, limit int, busy []int64) ([]Parcel, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	parcels, err := s.box.Claim(ctx, limit, busy)
	if err != nil {
		s.complain(fmt.Errorf("claim parcels: %w", err))
		return nil, err
	}
	s.claimPause.reset()
	s.storage.mend()
	return parcels, nil
}

func (s *Sender) complain(err error) {
	s.deposed = s.deposed || errors.Is(err, ErrDeposed)
	if s.storage.fail(err.Error()) {
		s.bot.log.Error().Err(err).Msg("outbox failed")
	}
}

// nextLook is the earliest of: a parcel becoming due, a chat being free again, the tick.
func (s *Sender) nextLook(ctx context.Context, now, free time.Time) time.Time {
	at := now.Add(tick)
	if !free.IsZero() && free.Before(at) {
		at = free
	}
	next, err := s.box.Next(ctx)
	if err != nil || next.IsZero() {
		return at
	}
	// Something due that wasn't claimed waits for a chat in flight, or came just now.
	in := max(next.Sub(s.bot.now()), glance)
	if due := now.Add(in); due.Before(at) {
		at = due
	}
	return at
}

func (s *Sender) launch(ctx context.Context, p Parcel) {
	s.flying[p.Chat] = true
	s.bot.pace.take(p.Chat, time.Now())
	ctx = context.WithoutCancel(ctx)
	claimed := time.Now()
	go func() {
		v := verdict{fate: Unknown, reason: "the send panicked"}
		defer func() {
			if r := recover(); r != nil {
				s.bot.log.Error().Str("type", fmt.Sprintf("%T", r)).Bytes("stack", debug.Stack()).Msg("send panicked")
			}
			s.ended <- result{parcel: p, verdict: v}
		}()
		if time.Since(claimed) > stale {
			v = verdict{fate: Unsent, reason: "the program stood still"}
			return
		}
		v = s.bot.deliver(ctx, p.Chat, p.Body)
	}()
}

// wait returns at the time given, or as soon as something happens.
func (s *Sender) wait(ctx context.Context, at time.Time) {
	t := time.NewTimer(time.Until(at))
	defer t.Stop()
	due := s.box.Due()
	if len(s.owed) > 0 || s.down.halted {
		due = nil // it may be as busy as it likes, nothing is claimed now
	}
	select {
	case <-ctx.Done():
	case <-t.C:
	case <-due:
	case r := <-s.ended:
		s.collect(r)
	case err := <-s.down.probed:
		s.down.heard(err)
	case <-s.changed:
		_, s.changed = s.bot.wire.current()
		s.down.hurry()
	}
}

// collect takes a result and all others that came with it.
func (s *Sender) collect(r result) {
	for {
		r.outcome = s.settle(r.parcel, r.verdict)
		s.owed = append(s.owed, r)
		select {
		case r = <-s.ended:
		default:
			return
		}
	}
}

// report hands over what is owed; nothing of it is dropped when that fails.
func (s *Sender) report(ctx context.Context) {
	if len(s.owed) == 0 || time.Now().Before(s.reportAt) {
		return
	}
	outcomes := make([]Outcome, 0, len(s.owed))
	for _, r := range s.owed {
		outcomes = append(outcomes, r.outcome)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer cancel()
	if err := s.box.Report(ctx, outcomes); err != nil {
		s.complain(fmt.Errorf("report outcomes: %w", err))
		s.reportAt = time.Now().Add(s.reportPause.next())
		return
	}
	for _, r := range s.owed {
		delete(s.flying, r.parcel.Chat)
	}
	s.owed, s.reportAt = nil, time.Time{}
	s.reportPause.reset()
	s.storage.mend()
}

// finish brings home what is in flight.
func (s *Sender) finish(ctx context.Context) error {
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainTime+2*time.Second)
	defer cancel()
	for len(s.flying) > 0 {
		s.report(last)
		if len(s.flying) == 0 || s.deposed {
			break
		}
		var again <-chan time.Time
		if len(s.owed) > 0 {
			again = time.After(time.Until(s.reportAt))
		}
		select {
		case r := <-s.ended:
			s.collect(r)
		case <-again:
		case <-last.Done():
			return errors.New("stopped with fates unreported")
		}
	}
	return nil
}
