package casework

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Barred is a resident whose messages are kept and not passed on.
type Barred struct {
	Person Person
	Kept   int    // how many messages were kept back since
	Newest Number // their newest case; there they can be let in again
}

// Bar stops what the author of a case writes from being passed on. Why is kept
// as a note, which no resident sees.
func (c Case) Bar(by, author Person, w Words, now time.Time) (Change, error) {
	t, err := c.speaking(DoBar, by, w, now)
	switch {
	case err != nil:
		return Change{}, err
	case author.ID != c.Resident || author.Visited() || !author.Barred.IsZero():
		return Change{}, conflict(NotWaiting, c, "")
	}
	author.Barred, author.Rights = now, author.Rights+1
	e := t.write(Note, w)
	return t.endWith(seq(e), author)
}

// Unbar passes on again what the author of a case writes. What was kept
// meanwhile can be taken up.
func (c Case) Unbar(by, author Person, now time.Time) (Change, error) {
	t, err := c.turn(DoUnbar, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case author.ID != c.Resident || author.Barred.IsZero():
		return Change{}, conflict(NotWaiting, c, "")
	}
	author.Barred, author.Rights = time.Time{}, author.Rights+1
	return t.endWith("", author)
}

// endWith ends a turn that changes somebody too.
func (t *turn) endWith(detail string, p Person) (Change, error) {
	ch, err := t.end(detail)
	ch.People = append(ch.People, p)
	return ch, err
}

// pushing are what an author can do that puts words or work before others.
var pushing = []Verb{DoEdit, DoCorrect, DoReopen, DoRate, DoSplit, DoReveal, DoMerge}

// shut reports whether somebody is barred from a verb.
func (c Case) shut(v Verb, by Person) bool {
	return c.Resident == by.ID && !by.Barred.IsZero() && slices.Contains(pushing, v)
}

// bar keeps back what a barred resident writes. They hear of it once a day.
func (m Message) bar(p *Person, now time.Time) Change {
	ch := Change{Throttled: m.kept(p.ID, now)}
	if p.warned(daily) {
		ch.Notices = []Notice{{To: p.ID, Kind: TellSlower, Key: "slower:" + string(p.ID)}}
	}
	return ch
}

// Bar keeps what the author of a case writes from being passed on.
func (d *Desk) Bar(ctx context.Context, once Once, by Person, n Number, w Words) (Case, error) {
	w.Text = strings.TrimSpace(w.Text)
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		author, err := d.store.Person(ctx, c.Resident)
		if err != nil {
			return Change{}, err
		}
		return c.Bar(by, author, w, now)
	})
}

// Unbar lets them write again.
func (d *Desk) Unbar(ctx context.Context, once Once, by Person, n Number) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		author, err := d.store.Person(ctx, c.Resident)
		if err != nil {
			return Change{}, err
		}
		return c.Unbar(by, author, now)
	})
}

// Barred lists, for the staff, whose messages aren't passed on, the newest first.
func (d *Desk) Barred(ctx context.Context, by Person, limit int) ([]Barred, error) {
	return d.store.Barred(ctx, by, limit)
}
