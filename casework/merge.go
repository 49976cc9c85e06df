package casework

import (
	"context"
	"time"
)

// Merge lets a case go on as a part of another of the same resident: its thread
// stays as it is, is read with that of the other, and what is said to it belongs
// there. Opening it again makes it a case of its own.
func (c Case) Merge(by Person, into Case, now time.Time) (Change, error) {
	t, err := c.turn(DoMerge, by, now)
	if err != nil {
		return Change{}, err
	}
	u, err := into.turn(DoAbsorb, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case into.Number == c.Number, into.Resident != c.Resident, into.Protected != c.Protected:
		return Change{}, Errorf(NotFound, "case %s can't go on in %s", c.Number, into.Number)
	}
	t.c.Merged = into.Number
	t.shut(Duplicate)
	t.movedOn()
	t.tellResident(TellMerged)
	t.tellAway(c.Owner)
	t.tellPassedOver(c.Offered)
	left, err := t.end(string(into.Number))
	if err != nil {
		return Change{}, err
	}
	u.tellJoined(c)
	joined, err := u.end(string(c.Number))
	return left.and(joined), err
}

// tellJoined tells whoever has a case what goes on in it now.
func (t *turn) tellJoined(from Case) {
	to := t.c.Owner
	if to == "" && t.settled().IsZero() {
		to = t.c.Offered
	}
	if to != "" && to != t.by.ID {
		t.tell(Notice{To: to, Kind: TellJoined, Priority: 1, Key: "joined:" + string(t.c.Number) + ":" + string(from.Number)})
	}
}

// MoveTo makes a message of one case a message of another of the same resident.
// v and q are the verdict on what the other then holds, and its queue.
func (c Case) MoveTo(by Person, e Entry, to Case, v Verdict, q Queue, now time.Time) (Change, error) {
	t, err := c.turn(DoSplit, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case e.By != by.ID, to.Resident != c.Resident, to.Number == c.Number, to.Protected != c.Protected:
		return Change{}, Errorf(NotFound, "no message of %s in case %s", by.ID, c.Number)
	case e.Kind != Said || e.Seq == 1 || !to.Open():
		return Change{}, conflict(NotWaiting, c, "")
	}
	joined, err := to.Join(Message{From: by, Ref: e.Ref, Text: e.Text, Media: e.Media, Sealed: e.Sealed, Forwarded: e.Forwarded, Quote: e.Quote}, v, q, now)
	if err != nil {
		return Change{}, err
	}
	t.ch.Entries = append(t.ch.Entries, e.movedAway(now))
	left, err := t.end(seq(e))
	return left.and(joined), err
}

// movedAway is what stays of a message that belongs elsewhere now.
func (e Entry) movedAway(now time.Time) Entry {
	e.Kind, e.Text, e.Media, e.Sealed, e.Revision, e.Edited = Moved, "", nil, nil, e.Revision+1, now
	e.Quote, e.Answers = "", 0
	return e
}

// siblings is how many of a resident's cases are looked at for others that are open.
const siblings = 30

// Siblings lists the other open cases of a case's resident, for them and for the staff.
func (d *Desk) Siblings(ctx context.Context, by Person, n Number) ([]Case, error) {
	c, err := d.store.Case(ctx, by, n)
	if err != nil {
		return nil, err
	}
	if s := c.Standing(by); s != Author && s != Clerk {
		return nil, Errorf(Forbidden, "%s may not merge case %s", by.ID, n)
	}
	all, err := d.store.CasesOf(ctx, Person{ID: c.Resident}, siblings)
	var open []Case
	for _, o := range all {
		if o.Number != n && o.Open() && o.Status != Held && o.Protected == c.Protected {
			open = append(open, o)
		}
	}
	return open, err
}

// Merge lets a case go on as a part of another of its resident.
func (d *Desk) Merge(ctx context.Context, once Once, by Person, n, into Number) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		th, err := d.store.Thread(ctx, by, n)
		if err != nil {
			return Change{}, err
		}
		if len(th.Joined) > 0 { // it would lead from case to case
			return Change{}, conflict(Chained, c, "")
		}
		other, err := d.store.Case(ctx, by, into)
		if err != nil {
			return Change{}, err
		}
		return c.Merge(by, other, now)
	})
}

// Move makes a resident's message one of another of their cases. Where it is all
// that they said to its case, the case goes on in the other.
func (d *Desk) Move(ctx context.Context, once Once, by Person, n Number, entry int, to Number) (Case, error) {
	th, err := d.store.Thread(ctx, by, n)
	if err != nil {
		return Case{}, err
	}
	if th.only(entry) {
		return d.Merge(ctx, once, by, n, to)
	}
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		e, err := d.entry(ctx, by, n, entry)
		if err != nil {
			return Change{}, err
		}
		other, err := d.store.Case(ctx, by, to)
		if err != nil {
			return Change{}, err
		}
		v, q, err := d.judgeWhole(ctx, other, Message{From: by, Text: e.Text})
		if err != nil {
			return Change{}, err
		}
		return c.MoveTo(by, e, other, v, q, now)
	})
}

// only reports whether an entry is all that the resident said.
func (th Thread) only(entry int) bool {
	for _, e := range th.Entries {
		if e.Kind == Said && e.Seq != entry {
			return false
		}
	}
	return true
}

// current follows a case to the one that it goes on in.
func (d *Desk) current(ctx context.Context, by Person, c Case) (Case, error) {
	if c.Merged == "" {
		return c, nil
	}
	return d.store.Case(ctx, by, c.Merged)
}
