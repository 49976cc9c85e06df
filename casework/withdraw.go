package casework

import (
	"context"
	"time"
)

// Withdraw ends the case because its resident takes it back. Whoever had it is told.
func (c Case) Withdraw(by Person, now time.Time) (Change, error) {
	t, err := c.turn(DoWithdraw, by, now)
	if err != nil {
		return Change{}, err
	}
	t.shut(Withdrawn)
	t.tellAway(c.Owner)
	t.tellPassedOver(c.Offered)
	return t.end(string(Withdrawn))
}

// details of DoName.
const (
	nameShown  = "shown"
	nameHidden = "hidden"
)

// Name lets deputies and staff see the resident's name on this case, or no
// longer; what they were sent before stays as it was.
func (c Case) Name(by Person, shown bool, now time.Time) (Change, error) {
	t, err := c.turn(DoName, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case c.Named == shown:
		return Change{}, nil
	}
	t.c.Named = shown
	detail := nameHidden
	if shown {
		detail = nameShown
	}
	return t.end(detail)
}

// Withdraw takes a resident's own case back.
func (d *Desk) Withdraw(ctx context.Context, once Once, by Person, n Number) (Case, error) {
	return d.act(ctx, once, by, n, Case.Withdraw)
}

// Name shows the resident's name to the deputies of a case, or hides it.
func (d *Desk) Name(ctx context.Context, once Once, by Person, n Number, shown bool) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		return c.Name(by, shown, now)
	})
}
