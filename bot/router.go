package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/rs/zerolog"
)

const (
	tries     = 3                // of a handler that fails
	tryLimit  = 30 * time.Second // for one try
	drainTime = 10 * time.Second // to finish what is in hand when told to stop
	handling  = 64               // chats handled at once
	showing   = 256              // chats shown a screen at once; most of them wait for their pace
	toShow    = 20               // screens that may wait in one chat; more are dropped
	noLimit   = 1 << 30
)

var errPanic = errors.New("handler panicked")

// Router takes updates in, each chat's in order, gives each to the first route that
// takes it, and shows the screen that comes back. Use NewRouter.
type Router struct {
	bot     *Bot
	inbox   Inbox
	routes  []Route
	chats   *lanes
	screens *lanes
	answers *lanes
}

// NewRouter returns a router over the table; the first route whose Takes is true gets the request.
func NewRouter(b *Bot, inbox Inbox, routes []Route) *Router {
	return &Router{
		bot: b, inbox: inbox, routes: routes,
		chats: newLanes(handling), screens: newLanes(showing), answers: newLanes(handling),
	}
}

// item is an update on its way.
type item struct {
	raw json.RawMessage
	req *Request
	err error // of decoding
	at  time.Time
}

func (r *Router) read(raw json.RawMessage) *item {
	r.bot.count.received.Add(1)
	req, err := decode(raw, r.bot.Username())
	req.Bot = r.bot.Username()
	return &item{raw: raw, req: req, err: err, at: time.Now()}
}

// Handle acts on one update, after those of its chat that came before, and returns
// nil when it may be confirmed: it was acted on, was acted on before, or is set
// aside. Any error is ErrLater: nothing is kept, the update must come again.
func (r *Router) Handle(ctx context.Context, raw json.RawMessage) error {
	it := r.read(raw)
	done := make(chan error, 1)
	r.chats.put(it.req.Chat, noLimit, func() time.Duration {
		if ctx.Err() != nil {
			done <- fmt.Errorf("%w: %w", ErrLater, ctx.Err())
			return 0
		}
		done <- r.settle(ctx, it)
		return 0
	})
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", ErrLater, ctx.Err())
	}
}

// Drain waits until nothing is being handled or shown.
func (r *Router) Drain(ctx context.Context) error {
	for _, l := range []*lanes{r.chats, r.answers, r.screens} {
		select {
		case <-l.idle():
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// settle brings an item to an end, or returns ErrLater.
func (r *Router) settle(ctx context.Context, it *item) error {
	err := r.end(r.logged(ctx, it), it)
	if err != nil {
		r.bot.count.later.Add(1)
		if r.bot.keeps.fail("updates can't be kept now") {
			r.bot.log.Error().Err(err).Str("once", it.req.Once.ID).Msg("update left unconfirmed")
		}
		return err
	}
	r.bot.handled(time.Since(it.at))
	if r.bot.keeps.mend() {
		r.bot.log.Info().Msg("updates kept again")
	}
	return nil
}

func (r *Router) logged(ctx context.Context, it *item) context.Context {
	log := r.bot.log.With().Str("once", it.req.Once.ID).Logger()
	return log.WithContext(ctx)
}

func (r *Router) end(ctx context.Context, it *item) error {
	switch {
	case errors.Is(it.err, errIgnored):
		r.bot.count.unrouted.Add(1)
		return nil
	case errors.Is(it.err, errUnsupported):
		return r.setAside(ctx, it, "unsupported")
	case it.err != nil:
		return r.setAside(ctx, it, "undecodable")
	}
	route := r.route(it.req)
	if route == nil {
		r.bot.count.unrouted.Add(1)
		r.acknowledge(ctx, it.req, "")
		return nil
	}
	screen, err := r.attempt(ctx, route, it.req)
	switch {
	case err == nil:
		return r.finish(ctx, it.req, screen)
	case errors.Is(err, ErrRepeated):
		r.bot.count.repeated.Add(1)
		r.acknowledge(ctx, it.req, "")
		return nil
	case errors.Is(err, ErrLater):
		return err
	case errors.Is(err, errPanic):
		return r.setAside(ctx, it, "panic")
	}
	return r.setAside(ctx, it, "failed")
}

func (r *Router) route(req *Request) *Route {
	for i := range r.routes {
		if r.routes[i].Takes(req) {
			return &r.routes[i]
		}
	}
	return nil
}

// attempt gives a handler its tries. Running out of time is no fault of the update,
// nor is a fault that more tries may mend counted against it.
func (r *Router) attempt(ctx context.Context, route *Route, req *Request) (screen Screen, err error) {
	log := zerolog.Ctx(ctx).With().Str("route", route.Name).Logger()
	ctx = log.WithContext(ctx)
	pause := backoff{first: 100 * time.Millisecond, most: time.Second}
	for try := 1; ; try++ {
		screen, err = r.do(ctx, route, req)
		switch {
		case err == nil, errors.Is(err, ErrRepeated), errors.Is(err, ErrLater):
			return screen, err
		case ctx.Err() != nil, errors.Is(err, context.DeadlineExceeded):
			return screen, fmt.Errorf("%w: %w", ErrLater, err)
		}
		log.Error().Err(err).Int("try", try).Msg("handler failed")
		if try == tries {
			return screen, err
		}
		if sleep(ctx, pause.next(), nil) != nil {
			return screen, fmt.Errorf("%w: %w", ErrLater, err)
		}
	}
}

// do calls a handler once; a panic becomes an error. What it panicked with may be a
// person's words and is not kept.
func (r *Router) do(ctx context.Context, route *Route, req *Request) (screen Screen, err error) {
	ctx, cancel := context.WithTimeout(ctx, tryLimit)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			r.bot.count.panics.Add(1)
			zerolog.Ctx(ctx).Error().Str("type", fmt.Sprintf("%T", p)).Bytes("stack", debug.Stack()).Msg("handler panicked")
			err = errPanic
		}
	}()
	own := *req // a handler's change must not reach the next try
	return route.Do(ctx, &own)
}

// setAside keeps an update for staff. An update that can't be kept is never confirmed.
func (r *Router) setAside(ctx context.Context, it *item, reason string) error {
	stray := Stray{Once: it.req.Once, Chat: it.req.Chat, Raw: it.raw, Reason: reason}
	if err := r.inbox.SetAside(ctx, stray); err != nil {
		return fmt.Errorf("%w: set update aside: %w", ErrLater, err)
	}
	r.bot.count.setAside.Add(1)
	zerolog.Ctx(ctx).Warn().Str("reason", reason).Msg("update set aside")
	r.acknowledge(ctx, it.req, "")
	return nil
}

// finish shows the screen of an update that was acted on, once for all its repeats.
func (r *Router) finish(ctx context.Context, req *Request, screen Screen) error {
	if screen.empty() {
		r.bot.count.handled.Add(1)
		r.acknowledge(ctx, req, "")
		return nil
	}
	shown := Once{ID: "shown:" + req.Once.ID, Print: req.Once.Print}
	fresh, err := r.inbox.First(ctx, shown)
	if err != nil {
		return fmt.Errorf("%w: remember a screen: %w", ErrLater, err)
	}
	r.bot.count.handled.Add(1)
	if !fresh {
		r.acknowledge(ctx, req, "")
		return nil
	}
	r.acknowledge(ctx, req, screen.Toast)
	r.show(ctx, req, screen)
	if screen.Again != nil {
		r.Again(ctx, *screen.Again)
	}
	return nil
}

// Again acts on what was set aside under a key of its own, made from the one by
// which it counts as acted on. Whatever ends this half way, it can be asked for anew.
func (r *Router) Again(ctx context.Context, a Again) {
	ctx = context.WithoutCancel(ctx)
	it := r.read(a.Raw)
	it.req.Once = Once{ID: a.Once.ID + "+", Print: a.Once.Print}
	r.chats.put(it.req.Chat, noLimit, func() time.Duration {
		err := r.settle(ctx, it)
		if err == nil {
			err = a.Ended(ctx)
		}
		if err != nil {
			zerolog.Ctx(ctx).Warn().Err(err).Msg("what was set aside waits to be tried again")
		}
		return 0
	})
}
