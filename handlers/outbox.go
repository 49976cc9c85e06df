package handlers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/sync/errgroup"

	"liaison/bot"
	"liaison/casework"
)

// Box is the store's part of sending.
type Box interface {
	Claim(ctx context.Context, now time.Time, limit int, busy []int64) ([]casework.Notice, error)
	Cut(ctx context.Context, n casework.Notice, bodies [][]byte) error
	Settle(ctx context.Context, ds []casework.Delivery, rule func(casework.Notice, casework.Delivery) casework.Settlement) error
	Sending(ctx context.Context) ([]casework.Notice, error)
	NextDue(ctx context.Context, now time.Time) (time.Time, error)
	Committed() <-chan struct{}
	Migrate(ctx context.Context, from, to int64) error
	Notice(ctx context.Context, id casework.NoticeID, part int) (casework.Notice, error)
}

// again is when a notice that could not be worded is tried next.
const again = time.Minute

// Outbox words the notices that the desk owes and hands them to the bot as
// parcels. It is the bot.Outbox of the program.
type Outbox struct {
	box    Box
	held   func(context.Context, casework.Notice) time.Time
	render func(context.Context, casework.Notice) (bot.Body, error)
	repeat func(context.Context, casework.Notice, bot.Body) bot.Body
	now    func() time.Time
	ended  []casework.Delivery // unsent, not yet settled

	watch func(casework.Class, bot.Fate, time.Duration)
	taken map[[2]int64]taken // what is on its way, by notice and part
}

// taken is a notice that was claimed.
type taken struct {
	class casework.Class
	at    time.Time
}

// NewOutbox joins the store's box with the renderer.
func NewOutbox(box Box, r *Renderer, now func() time.Time) *Outbox {
	return &Outbox{box: box, held: r.Held, render: r.Render, repeat: r.Again, now: now,
		watch: func(casework.Class, bot.Fate, time.Duration) {}, taken: map[[2]int64]taken{}}
}

// Watch has told how each sending ended, and how long after it was claimed.
func (o *Outbox) Watch(told func(casework.Class, bot.Fate, time.Duration)) { o.watch = told }

// Recover settles what a former process left half sent: nobody knows whether it
// arrived. It must run before the first Claim, under the sender's lock.
func (o *Outbox) Recover(ctx context.Context) error {
	o.ended, o.taken = nil, map[[2]int64]taken{} // of an earlier lead: it is settled here
	left, err := o.box.Sending(ctx)
	if err != nil || len(left) == 0 {
		return err
	}
	zerolog.Ctx(ctx).Warn().Int("notices", len(left)).Msg("unknown outcomes found")
	ds := make([]casework.Delivery, len(left))
	for i, n := range left {
		ds[i] = casework.Delivery{Notice: n.ID, Part: n.Part, Fate: casework.FateUnknown, At: o.now()}
	}
	return o.box.Settle(ctx, ds, casework.Notice.Settle)
}

// wording is how many notices are worded at once.
const wording = 4

// Claim takes what is due and words it. It is for one caller at a time.
func (o *Outbox) Claim(ctx context.Context, limit int, busy []int64) ([]bot.Parcel, error) {
	o.end(ctx)
	notices, err := o.box.Claim(ctx, o.now(), limit, busy)
	if err != nil {
		return nil, deposed(err)
	}
	worded, fates := make([]bot.Parcel, len(notices)), make([]casework.Fate, len(notices))
	after := make([]time.Time, len(notices))
	var g errgroup.Group
	g.SetLimit(wording)
	for i, n := range notices {
		g.Go(func() error {
			if after[i] = o.held(ctx, n); !after[i].IsZero() {
				fates[i] = casework.FateHeld
				return nil
			}
			after[i] = o.now().Add(again)
			worded[i], fates[i] = o.parcel(ctx, n)
			return nil
		})
	}
	_ = g.Wait() // a notice that can't be worded has a fate
	var parcels []bot.Parcel
	for i, n := range notices {
		if fates[i] == 0 {
			o.taken[[2]int64{int64(n.ID), int64(n.Part)}] = taken{n.Class(), time.Now()}
			parcels = append(parcels, worded[i])
			continue
		}
		o.ended = append(o.ended, casework.Delivery{Notice: n.ID, Part: n.Part, Fate: fates[i], After: after[i], At: o.now()})
	}
	o.end(ctx)
	return parcels, nil
}

// end settles what ended unsent; what can't be settled now is settled with the next claim.
func (o *Outbox) end(ctx context.Context) {
	if len(o.ended) == 0 {
		return
	}
	if err := o.box.Settle(ctx, o.ended, casework.Notice.Settle); err != nil {
		zerolog.Ctx(ctx).Error().Err(err).Int("notices", len(o.ended)).Msg("unsent notices not settled")
		return
	}
	o.ended = nil
}

// parcel words one notice; a fate other than 0 ends it unsent.
func (o *Outbox) parcel(ctx context.Context, n casework.Notice) (bot.Parcel, casework.Fate) {
	if n.Account == 0 {
		return bot.Parcel{}, casework.FateUnreachable
	}
	body, err := o.body(ctx, n)
	switch {
	case casework.KindOf(err) == casework.NotFound, err == nil && body.Empty():
		return bot.Parcel{}, casework.FateNeedless
	case errors.Is(err, errOutOfReach):
		return bot.Parcel{}, casework.FateRefused
	case err != nil:
		zerolog.Ctx(ctx).Error().Err(err).Int64("notice", int64(n.ID)).Str("kind", string(n.Kind)).Msg("notice not worded")
		return bot.Parcel{}, casework.FateUnsent
	}
	return bot.Parcel{Notice: int64(n.ID), Part: n.Part, Chat: n.Account, Priority: n.Priority, Body: body}, 0
}

// body words a notice, or reads the part that was cut before. A panic in the
// wording is an error of this notice alone.
func (o *Outbox) body(ctx context.Context, n casework.Notice) (b bot.Body, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("word notice %d: panic of type %T", n.ID, p)
		}
	}()
	if n.Body != nil {
		if err := json.Unmarshal(n.Body, &b); err != nil {
			return b, fmt.Errorf("read part %d of notice %d: %w", n.Part, n.ID, err)
		}
		if n.Repeat() {
			b = o.repeat(ctx, n, b)
		}
		return b, nil
	}
	if b, err = o.render(ctx, n); err != nil {
		return b, err
	}
	return o.cut(ctx, n, b)
}

// cut splits a long message; its parts are kept, so that each is sent for itself.
func (o *Outbox) cut(ctx context.Context, n casework.Notice, b bot.Body) (bot.Body, error) {
	parts := bot.Split(b)
	if len(parts) == 1 {
		return parts[0], nil
	}
	frozen := make([][]byte, len(parts))
	for i, p := range parts {
		raw, err := json.Marshal(p)
		if err != nil {
			return b, fmt.Errorf("freeze notice %d: %w", n.ID, err)
		}
		frozen[i] = raw
	}
	return parts[0], o.box.Cut(ctx, n, frozen)
}

// fates translates between the bot's words and the desk's.
var fates = map[bot.Fate]casework.Fate{
	bot.Sent: casework.FateSent, bot.Unsent: casework.FateUnsent, bot.Moved: casework.FateUnsent,
	bot.Refused: casework.FateRefused, bot.Unreachable: casework.FateUnreachable, bot.Unknown: casework.FateUnknown,
}

// Report settles what became of parcels.
func (o *Outbox) Report(ctx context.Context, outcomes []bot.Outcome) error {
	ds := make([]casework.Delivery, len(outcomes))
	for i, out := range outcomes {
		ds[i] = casework.Delivery{
			Notice: casework.NoticeID(out.Notice), Part: out.Part, Fate: fates[out.Fate], At: o.now(),
			Ref: casework.Ref{Chat: out.Chat, Message: out.Message}, After: out.After,
		}
		if out.Fate != bot.Moved {
			continue
		}
		n, err := o.box.Notice(ctx, casework.NoticeID(out.Notice), out.Part)
		if err != nil {
			return err
		}
		if err := o.box.Migrate(ctx, n.Account, out.Chat); err != nil {
			return err
		}
	}
	if err := o.box.Settle(ctx, ds, casework.Notice.Settle); err != nil {
		return deposed(err)
	}
	for _, out := range outcomes {
		at := [2]int64{out.Notice, int64(out.Part)}
		if t, ok := o.taken[at]; ok {
			o.watch(t.class, out.Fate, time.Since(t.at))
			delete(o.taken, at)
		}
	}
	return nil
}

// Due tells when new notices may be due.
func (o *Outbox) Due() <-chan struct{} { return o.box.Committed() }

// Next is when the earliest waiting notice becomes due.
func (o *Outbox) Next(ctx context.Context) (time.Time, error) { return o.box.NextDue(ctx, o.now()) }

// deposed puts the bot's word to the desk's.
func deposed(err error) error {
	if casework.KindOf(err) == casework.Deposed {
		return fmt.Errorf("%w: %w", bot.ErrDeposed, err)
	}
	return err
}
