package casework

import (
	"context"
	"errors"
	"time"
)

const (
	// ForgetAfter is how long a resident has to think before they are forgotten.
	ForgetAfter = 7 * 24 * time.Hour
	// tellWithin is how long a farewell may take before the account is freed without it.
	tellWithin = 24 * time.Hour
	// atATime is how many residents one sweep forgets.
	atATime = 100
)

// Leave remembers that a resident wants to be forgotten, and when that will be.
func (d *Desk) Leave(ctx context.Context, once Once, by Person) (Person, error) {
	if by.Version == 0 {
		return by, Errorf(NotFound, "nothing is kept of this person")
	}
	return d.alter(ctx, once, by, func(p *Person) {
		if p.Forget.IsZero() {
			p.Forget = d.now().Add(ForgetAfter)
		}
	})
}

// Stay takes that back.
func (d *Desk) Stay(ctx context.Context, once Once, by Person) (Person, error) {
	if by.Version == 0 {
		return by, Errorf(NotFound, "nothing is kept of this person")
	}
	return d.alter(ctx, once, by, func(p *Person) { p.Forget = time.Time{} })
}

// Forget forgets those whose time to think has passed: their cases are withdrawn,
// then all that is kept of them is erased, and when they have been told so their
// account is freed. It may be broken off at any time and run again. It gives how
// many were erased.
func (d *Desk) Forget(ctx context.Context, now time.Time) (erased int, err error) {
	due, err := d.store.Leaving(ctx, now, atATime)
	for _, p := range due {
		gone, e := d.forget(ctx, p, now)
		if gone {
			erased++
		}
		if KindOf(e) != Stale { // something moved meanwhile: the next sweep finds them again
			err = errors.Join(err, e)
		}
	}
	return erased, err
}

func (d *Desk) forget(ctx context.Context, p Person, now time.Time) (bool, error) {
	if !p.Farewell.IsZero() {
		return false, d.store.Free(ctx, p.ID, now.Add(-tellWithin), false)
	}
	leave, err := d.lanes.enter(ctx, p.Account)
	if err != nil {
		return false, err
	}
	defer leave()
	if err := d.withdrawAll(ctx, p); err != nil {
		return false, err
	}
	err = d.store.Erase(ctx, p, now)
	return err == nil, err
}

// withdrawAll closes what a resident still has at the desk; whoever had it is told.
func (d *Desk) withdrawAll(ctx context.Context, p Person) error {
	for {
		cv, err := d.store.Conversation(ctx, p.Account)
		if err != nil || len(cv.Cases) == 0 {
			return err
		}
		for _, c := range cv.Cases {
			if _, err := d.Withdraw(ctx, Once{}, p, c.Number); err != nil {
				return err
			}
		}
	}
}
