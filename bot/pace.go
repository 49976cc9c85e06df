package bot

import (
	"context"
	"errors"
	"math"
	"sync"
	"time"
)

// Limits is how fast the bot may send. The zero value means Telegram's own limits.
type Limits struct {
	Off       bool // no limits at all, for a private server; waits that Telegram asks for still hold
	PerSecond int  // over all chats; 30
	PerChat   int  // a second, to one chat; 1
	Burst     int  // to one chat, after a pause; 3
	PerGroup  int  // a minute, to one group; 20
}

var errHeld = errors.New("the chat must wait too long")

// pace keeps sends within the limits. A screen reserves its place at once and waits
// for it; the sender only takes what is free, so screens come first.
type pace struct {
	limits Limits

	mu      sync.Mutex
	all     bucket
	allHeld time.Time
	last    struct { // the last wait that Telegram asked for
		chat int64
		at   time.Time
	}
	chats map[int64]*chatPace
}

type chatPace struct {
	bucket bucket
	recent []time.Time // of a group: its last sends, up to the limit
	held   time.Time
}

func newPace(l Limits) *pace {
	or := func(n *int, otherwise int) {
		if *n <= 0 {
			*n = otherwise
		}
	}
	or(&l.PerSecond, 30)
	or(&l.PerChat, 1)
	or(&l.Burst, 3)
	or(&l.PerGroup, 20)
	burst := max(1, l.PerSecond/15)
	// Burst and refill together stay within the limit in any second.
	all := newBucket(float64(burst), float64(max(1, l.PerSecond-burst)))
	return &pace{limits: l, all: all, chats: map[int64]*chatPace{}}
}

// spare returns how many sends may start now and, if none may, when the next may.
func (p *pace) spare(now time.Time) (int, time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if now.Before(p.allHeld) {
		return 0, p.allHeld
	}
	if p.limits.Off {
		return math.MaxInt32, time.Time{}
	}
	at := p.all.at(now)
	return max(0, int(p.all.tokens)), at
}

// busy lists the chats that may not be written to now and when the first of them
// may; it forgets those that are fully rested.
func (p *pace) busy(now time.Time) (chats []int64, next time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for id, c := range p.chats {
		at := p.ready(c, now)
		if at.After(now) {
			chats = append(chats, id)
			if next.IsZero() || at.Before(next) {
				next = at
			}
		} else if p.rested(c, now) {
			delete(p.chats, id)
		}
	}
	return chats, next
}

// take counts one send to a chat.
func (p *pace) take(chat int64, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.spend(p.chat(chat), chat, now)
	if !p.limits.Off {
		p.all.tokens--
	}
}

// wait reserves the next send to a chat and waits for its time; errHeld if that is
// more than limit away.
func (p *pace) wait(ctx context.Context, chat int64, limit time.Duration) error {
	at, err := p.reserve(chat, limit)
	if err != nil {
		return err
	}
	if err := sleep(ctx, time.Until(at), nil); err != nil {
		return err
	}
	// The overall place is taken only now: a slow chat must not hold one for later.
	p.mu.Lock()
	now := time.Now()
	at = later(p.allHeld, now)
	if !p.limits.Off {
		at = later(at, p.all.at(now))
		p.all.tokens--
	}
	p.mu.Unlock()
	if at.Sub(now) > limit {
		return errHeld
	}
	return sleep(ctx, at.Sub(now), nil)
}

// reserve takes the next place in a chat and returns its time.
func (p *pace) reserve(chat int64, limit time.Duration) (time.Time, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	c := p.chat(chat)
	at := later(p.ready(c, now), now)
	if at.Sub(now) > limit || p.allHeld.Sub(now) > limit {
		return at, errHeld
	}
	p.spend(c, chat, at)
	return at, nil
}

// hold keeps a wait that Telegram asked for. It is meant for the chat; a long one,
// or two chats within a second, means that the bot as a whole is too fast.
func (p *pace) hold(chat int64, wait time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	c := p.chat(chat)
	c.held = later(c.held, now.Add(wait))
	again := !p.last.at.IsZero() && p.last.chat != chat && now.Sub(p.last.at) <= time.Second
	if wait >= 30*time.Second || again {
		p.allHeld = later(p.allHeld, now.Add(wait))
	}
	p.last.chat, p.last.at = chat, now
}

func (p *pace) chat(id int64) *chatPace {
	c, ok := p.chats[id]
	if !ok {
		c = &chatPace{bucket: newBucket(float64(p.limits.Burst), float64(p.limits.PerChat))}
		p.chats[id] = c
	}
	return c
}

// ready returns when a chat may next be written to; a past time if now.
func (p *pace) ready(c *chatPace, now time.Time) time.Time {
	at := c.held
	if p.limits.Off {
		return at
	}
	if free := c.bucket.at(now); free.After(now) {
		at = later(at, free)
	}
	if len(c.recent) >= p.limits.PerGroup {
		at = later(at, c.recent[0].Add(time.Minute))
	}
	return at
}

func (p *pace) rested(c *chatPace, now time.Time) bool {
	idle := len(c.recent) == 0 || now.Sub(c.recent[len(c.recent)-1]) > time.Minute
	return p.limits.Off || (idle && c.bucket.tokens >= c.bucket.size)
}

func (p *pace) spend(c *chatPace, chat int64, at time.Time) {
	if p.limits.Off {
		return
	}
	c.bucket.tokens--
	if chat < 0 { // groups have negative ids
		c.recent = append(c.recent, at)
		c.recent = c.recent[max(0, len(c.recent)-p.limits.PerGroup):]
	}
}

// bucket is a token bucket; reservations may take it below zero.
type bucket struct {
	size, rate, tokens float64
	seen               time.Time
}

func newBucket(size, rate float64) bucket { return bucket{size: size, rate: rate, tokens: size} }

// at returns when a whole token is there: now, or later.
func (b *bucket) at(now time.Time) time.Time {
	if !b.seen.IsZero() && now.After(b.seen) {
		b.tokens = min(b.size, b.tokens+now.Sub(b.seen).Seconds()*b.rate)
	}
	b.seen = later(b.seen, now)
	if b.tokens >= 1 {
		return now
	}
	return now.Add(time.Duration(math.Ceil((1 - b.tokens) / b.rate * float64(time.Second))))
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
