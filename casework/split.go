package casework

import (
	"context"
	"time"
)

// Split makes a message that joined a case a case of its own of the same resident,
// numbered n. Its words go with it; the old case keeps that something was moved.
func (c Case) Split(by Person, e Entry, n Number, v Verdict, q Queue, settle time.Duration, now time.Time) (Change, error) {
	t, err := c.turn(DoSplit, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case e.By != c.Resident:
		return Change{}, Errorf(NotFound, "no message of its resident in case %s", c.Number)
	case e.Kind != Said || e.Seq == 1:
		return Change{}, conflict(NotWaiting, c, "")
	}
	author := by
	if by.ID != c.Resident { // the staff do it for them
		author = Person{ID: c.Resident}
	}
	fresh := open(n, author, Words{Text: e.Text, Media: e.Media, Sealed: e.Sealed, Ref: e.Ref, Quote: e.Quote}, e.Forwarded, settle, now)
	fresh.sort(v, q)
	fresh.tellResident(TellReceipt)
	opened, err := fresh.end("1")
	if err != nil {
		return Change{}, err
	}
	t.ch.Entries = append(t.ch.Entries, e.movedAway(now))
	left, err := t.end(seq(e))
	return left.and(opened), err
}

// and joins two changes into one.
func (ch Change) and(other Change) Change {
	ch.Cases = append(ch.Cases, other.Cases...)
	ch.Entries = append(ch.Entries, other.Entries...)
	ch.Events = append(ch.Events, other.Events...)
	ch.Notices = append(ch.Notices, other.Notices...)
	ch.Links = append(ch.Links, other.Links...)
	ch.Lessons = append(ch.Lessons, other.Lessons...)
	ch.Retaught = append(ch.Retaught, other.Retaught...)
	ch.Matters = append(ch.Matters, other.Matters...)
	return ch
}

// Split makes a message of a case a case of its own, which it returns.
func (d *Desk) Split(ctx context.Context, once Once, by Person, n Number, entry int) (Case, error) {
	var number Number
	var opened Case
	_, err := d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		e, err := d.entry(ctx, by, n, entry)
		if err != nil {
			return Change{}, err
		}
		if number, err = NewNumber(d.random); err != nil {
			return Change{}, Errorf(Internal, "draw a case number: %v", err)
		}
		v, q, err := d.judge(ctx, e.Text)
		if err != nil {
			return Change{}, err
		}
		ch, err := c.Split(by, e, number, v, q, d.Office().Settle, now)
		opened = ch.Case(number)
		return ch, err
	})
	return opened, err
}
