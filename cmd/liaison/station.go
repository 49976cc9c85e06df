package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/sync/errgroup"

	"liaison/bot"
	"liaison/casework"
	"liaison/classify"
	"liaison/classify/assist"
	"liaison/handlers"
	"liaison/storage"
)

// leadEvery is how often a replica asks whether it is its turn to lead.
const leadEvery = 2 * time.Second

// station is the desk over its store and the bot that speaks for it.
type station struct {
	database string // where the wake-ups of its jobs are kept
	store    *storage.Store
	desk     *casework.Desk
	sorter   *classify.Live
	bot      *bot.Bot
	router   *bot.Router
	outbox   *handlers.Outbox
	draw     *handlers.Renderer
	deaf     atomic.Bool      // Telegram doesn't know yet where to push
	reserve  *storage.Reserve // nil: none is kept
	scarce   atomic.Bool      // the disk is nearly full
	metrics  *metrics
	model    *assist.Client // nil: no language model is asked
	charter  *charter       // the office file; nil: there is none to keep
}

// newStation applies the office to the store and wires all that serves it.
func newStation(ctx context.Context, store *storage.Store, office casework.Office, base *classify.Base, telegram bot.Config) (*station, error) {
	if err := store.ApplyOffice(ctx, office); err != nil {
		return nil, fmt.Errorf("apply the office file: %w", err)
	}
	now := time.Now
	if telegram.Now != nil {
		now = telegram.Now
	}
	counted := newMetrics()
	telegram.Handled = counted.handled
	b, err := bot.New(telegram)
	if err != nil {
		return nil, err
	}
	sorter := classify.NewLive(base, office.Topics, now)
	if _, err := sorter.Learn(ctx, store); err != nil {
		return nil, err
	}
	var desk *casework.Desk
	names := func() []string { return desk.Office().Names() }
	desk = casework.NewDesk(store, classify.WithSignals(sorter, names), office, now, rand.Reader)
	draw := handlers.NewRenderer(desk, store)
	s := &station{
		store: store, desk: desk, sorter: sorter, bot: b, draw: draw, metrics: counted,
		router: bot.NewRouter(b, handlers.NewInbox(store), handlers.Routes(desk, draw, store, b)),
		outbox: handlers.NewOutbox(store, draw, now),
	}
	s.outbox.Watch(counted.ended)
	return s, nil
}

// run receives with receive and sends until ctx ends or a part fails. Receiving
// ends first: what was taken in is finished, then what is being sent.
func (s *station) run(ctx context.Context, receive func(context.Context) error) error {
	sending, stopSending := context.WithCancel(context.WithoutCancel(ctx))
	defer stopSending()
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer stopSending()
		return bot.Supervise(ctx, "receiver", receive)
	})
	g.Go(func() error { return bot.Supervise(sending, "sender", s.send) })
	g.Go(func() error { s.introduce(ctx); return nil })
	g.Go(func() error { return bot.Supervise(ctx, "room", s.keepRoom) })
	g.Go(func() error { return bot.Supervise(ctx, "upkeep", s.upkeep) })
	g.Go(func() error { return bot.Supervise(ctx, "clocks", s.clocks) })
	g.Go(func() error { s.relieve(ctx); return nil })
	g.Go(func() error { s.learn(ctx); return nil })
	g.Go(func() error { s.follow(ctx); return nil })
	return g.Wait()
}

// send sends what is owed while this replica leads.
func (s *station) send(ctx context.Context) error {
	return s.lead(ctx, storage.Sender, func(ctx context.Context) error {
		if err := s.outbox.Recover(ctx); err != nil {
			return fmt.Errorf("settle what was half sent: %w", err)
		}
		return bot.NewSender(s.bot, s.outbox).Run(ctx)
	})
}

// roomEvery is how often the staff room is put in order: its cards change no faster.
const roomEvery = 5 * time.Second

// keepRoom keeps the staff room in order while this replica leads.
func (s *station) keepRoom(ctx context.Context) error {
	keeper := handlers.NewRoomKeeper(s.desk, s.draw, s.store, s.bot)
	return s.lead(ctx, "room", func(ctx context.Context) error {
		every(ctx, roomEvery, func() {
			if err := keeper.Pass(ctx); err != nil && ctx.Err() == nil {
				zerolog.Ctx(ctx).Warn().Err(err).Msg("staff room not in order")
			}
		})
		return nil
	})
}

// poll receives by polling while this replica leads.
func (s *station) poll(ctx context.Context) error {
	return s.lead(ctx, "receiver", s.router.Poll)
}

// lead runs work once this replica holds the lock of that name; others wait.
func (s *station) lead(ctx context.Context, name string, work func(context.Context) error) error {
	for ctx.Err() == nil {
		release, ok, err := s.store.Lead(ctx, name)
		if err != nil && ctx.Err() == nil {
			zerolog.Ctx(ctx).Error().Err(err).Str("lock", name).Msg("lock not reached")
		}
		if ok {
			err := led(ctx, release, work)
			if !errors.Is(err, bot.ErrDeposed) {
				return err
			}
			zerolog.Ctx(ctx).Warn().Str("lock", name).Msg("another replica took over")
		}
		select {
		case <-ctx.Done():
		case <-time.After(leadEvery):
		}
	}
	return nil
}

// relieveEvery is how late an absence may begin or end.
const relieveEvery = 5 * time.Second

// relieve begins and ends absences in time. Each replica does; what one has done
// another finds done.
func (s *station) relieve(ctx context.Context) {
	every(ctx, relieveEvery, func() {
		if err := s.desk.Relieve(ctx); err != nil && ctx.Err() == nil {
			zerolog.Ctx(ctx).Error().Err(err).Msg("absences not looked after")
		}
	})
}

// every does something at once, and again and again until ctx ends.
func every(ctx context.Context, period time.Duration, do func()) {
	tick := time.NewTicker(period)
	defer tick.Stop()
	for {
		do()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// led works and gives the lock up, however the work ends.
func led(ctx context.Context, release func(), work func(context.Context) error) error {
	defer release()
	return work(ctx)
}
