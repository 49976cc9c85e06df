package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

// ErrWebhookSet says that Telegram pushes this bot's updates to a webhook, so
// nobody can poll. Whoever set it must take it away; the program doesn't.
var ErrWebhookSet = errors.New("telegram sends this bot's updates to a webhook: remove the webhook or receive by webhook")

// ErrOtherPoller says that another program polls with the same token.
var ErrOtherPoller = errors.New("another program receives this bot's updates")

const (
	batch     = 100
	batchWait = time.Second // before asking for more while some of a batch is still in hand
)

// poller is one run of Poll. Its window holds the updates that Telegram would still
// repeat: everything from the first one that isn't finished.
type poller struct {
	router *Router
	window []*pending
	known  map[Once]bool
	next   int64 // offset once all of the window is finished
	ended  chan struct{}
	after  backoff
	quick  bool      // don't let Telegram hold the call: it is to show that the way is clear
	asked  time.Time // when getMe was last tried

	changed <-chan struct{} // the token, since the last call
}

type pending struct {
	once Once
	id   int64
	done atomic.Bool
}

// Poll receives by getUpdates until ctx ends, then returns nil when what is in hand
// is finished, at most ten seconds later. It returns ErrWebhookSet or ErrOtherPoller if
// it may not poll; all other trouble it waits out. The offset moves past an update
// only when that is acted on or set aside.
func (r *Router) Poll(ctx context.Context) error {
	r.bot.receives.fail("not connected yet")
	p := &poller{
		router: r, known: map[Once]bool{}, ended: make(chan struct{}, 1), quick: true,
		after: backoff{first: 500 * time.Millisecond, most: time.Minute},
	}
	work, cancel := linger(ctx, drainTime)
	defer cancel()
	err := p.run(ctx, work)
	last, stop := context.WithTimeout(context.WithoutCancel(ctx), drainTime)
	defer stop()
	if r.Drain(last) != nil {
		r.bot.log.Warn().Msg("stopped with updates in hand")
	}
	return err
}

func (p *poller) run(ctx, work context.Context) error {
	for ctx.Err() == nil {
		_, p.changed = p.router.bot.wire.current()
		p.learnName(ctx)
		updates, v := p.fetch(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if v.fate != Sent {
			if err := p.trouble(ctx, v); err != nil {
				return err
			}
			continue
		}
		p.well()
		switch fresh := p.take(ctx, work, updates); {
		case fresh > 0, p.unfinished() > 0:
			p.settle(ctx)
		case len(updates) > 0: // Telegram repeats what can't be confirmed
			_ = sleep(ctx, batchWait, nil)
		}
	}
	return nil
}

// offset is the first unfinished update: naming it confirms all before it.
func (p *poller) offset() int64 {
	for _, u := range p.window {
		if !u.done.Load() {
			return u.id
		}
	}
	return p.next
}

func (p *poller) fetch(ctx context.Context) ([]json.RawMessage, verdict) {
	offset, hold := p.offset(), p.router.bot.pollFor
	if p.quick {
		hold = 0
	}
	body, err := json.Marshal(map[string]any{
		"offset": offset, "limit": batch, "timeout": int(hold.Seconds()), "allowed_updates": allowed(),
	})
	if err != nil {
		return nil, verdict{fate: Refused, reason: err.Error()}
	}
	ctx, cancel := context.WithTimeout(ctx, hold+sendLimit)
	defer cancel()
	c := new(call)
	p.router.bot.wire.post(ctx, "getUpdates", "application/json", body, c)
	v := judge(c)
	if v.fate != Sent {
		return nil, v
	}
	var updates []json.RawMessage
	if json.Unmarshal(c.envelope.Result, &updates) != nil {
		return nil, verdict{fate: Unknown, reason: "the answer holds no list of updates"}
	}
	p.confirmed(offset)
	return updates, v
}

// confirmed forgets what Telegram has forgotten: all before the offset it was told.
func (p *poller) confirmed(offset int64) {
	for len(p.window) > 0 && p.window[0].id != offset {
		delete(p.known, p.window[0].once)
		p.window = p.window[1:]
	}
}

// take hands the new updates to their lanes and returns how many there were.
func (p *poller) take(ctx, work context.Context, updates []json.RawMessage) (fresh int) {
	for _, raw := range updates {
		it := p.router.read(raw)
		id, err := strconv.ParseInt(strings.TrimPrefix(it.req.Once.ID, "tg:"), 10, 64)
		if p.known[it.req.Once] {
			continue
		}
		fresh++
		u := &pending{once: it.req.Once, id: id}
		p.known[u.once] = true
		if err == nil && id >= 0 { // without an id it can't be confirmed, only kept
			p.window, p.next = append(p.window, u), id+1
		}
		p.dispatch(ctx, work, it, u)
	}
	return fresh
}

func (p *poller) dispatch(ctx, work context.Context, it *item, u *pending) {
	pause := backoff{first: 100 * time.Millisecond, most: 5 * time.Second}
	p.router.chats.put(it.req.Chat, noLimit, func() time.Duration {
		if ctx.Err() != nil {
			return 0 // told to stop: Telegram will send it again
		}
		if p.router.settle(work, it) != nil {
			return pause.next()
		}
		u.done.Store(true)
		select {
		case p.ended <- struct{}{}:
		default:
		}
		return 0
	})
}

func (p *poller) unfinished() (n int) {
	for _, u := range p.window {
		if !u.done.Load() {
			n++
		}
	}
	return n
}

// settle waits until all is finished, or for a while: one slow chat doesn't keep the
// others from their new messages.
func (p *poller) settle(ctx context.Context) {
	t := time.NewTimer(batchWait)
	defer t.Stop()
	for p.unfinished() > 0 {
		select {
		case <-p.ended:
		case <-t.C:
			return
		case <-ctx.Done():
			return
		}
	}
}

func (p *poller) well() {
	p.after.reset()
	p.quick = false
	if p.router.bot.receives.mend() {
		p.router.bot.log.Info().Msg("polling began")
	}
}

// trouble waits a while, or ends polling where waiting can't help.
func (p *poller) trouble(ctx context.Context, v verdict) error {
	b := p.router.bot
	reason := "telegram can't be reached"
	switch {
	case v.code == http.StatusConflict && v.says("webhook"):
		b.receives.fail("a webhook is set")
		return ErrWebhookSet
	case v.code == http.StatusConflict:
		b.receives.fail("another program polls")
		return ErrOtherPoller
	case v.token:
		reason = "telegram refused the token"
	}
	p.quick = true
	if b.receives.fail(reason) {
		b.log.Error().Int("code", v.code).Str("reason", v.reason).Msg("polling failed")
	}
	pause := p.after.next()
	if v.after > 0 {
		pause = v.after
	}
	_ = sleep(ctx, pause, p.changed) // the loop looks at ctx
	return nil
}

// learnName asks once a minute, until it is known, which commands are addressed to us.
func (p *poller) learnName(ctx context.Context) {
	b := p.router.bot
	if b.Username() != "" || (!p.asked.IsZero() && time.Since(p.asked) < time.Minute) {
		return
	}
	p.asked = time.Now()
	if _, err := b.Me(ctx); err != nil {
		b.log.Debug().Err(fmt.Errorf("learn the bot's name: %w", err)).Msg("name not learned")
	}
}
