package casework

import (
	"context"
	"slices"
	"time"
)

// Sealed is something too personal to be shown before its resident says so: a
// place on the map or a telephone number.
type Sealed struct {
	Kind string `json:"kind"` // Place or Phone
	Box  []byte `json:"box"`  // encrypted
	Open bool   `json:"open,omitempty"`
}

// The kinds of what is sealed.
const (
	Place = "place"
	Phone = "phone"
)

// Reveal lets whoever has the case see what a resident's entry holds sealed.
// To reveal it twice changes nothing.
func (c Case) Reveal(by Person, e Entry, now time.Time) (Change, error) {
	t, err := c.turn(DoReveal, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case e.By != by.ID || len(e.Sealed) == 0:
		return Change{}, Errorf(NotFound, "nothing of %s is sealed in entry %d of case %s", by.ID, e.Seq, c.Number)
	case e.Sealed[0].Open:
		return Change{}, nil
	}
	e.Sealed, e.Revision = slices.Clone(e.Sealed), e.Revision+1
	for i := range e.Sealed {
		e.Sealed[i].Open = true
	}
	t.ch.Entries = append(t.ch.Entries, e)
	if c.Status != Held && t.settled().IsZero() { // else the card shows it when it comes
		t.tellMore(e)
	}
	return t.end(seq(e))
}

// Reveal shows the deputies what the resident's message holds sealed.
func (d *Desk) Reveal(ctx context.Context, once Once, by Person, at Ref) (Case, error) {
	link, err := d.store.Linked(ctx, by, at)
	if err != nil {
		return Case{}, err
	}
	return d.act(ctx, once, by, link.Case, func(c Case, by Person, now time.Time) (Change, error) {
		e, err := d.entry(ctx, by, c.Number, link.Entry)
		if err != nil {
			return Change{}, err
		}
		return c.Reveal(by, e, now)
	})
}
