package casework

import (
	"context"
	"strings"
	"time"
	"unicode"
)

// Enrolled reports whether somebody has a second factor already.
func (d *Desk) Enrolled(ctx context.Context, who PersonID) (bool, error) {
	f, err := d.store.Factor(ctx, who)
	return f.Enrolled(), err
}

// Enrol draws the second factor of whoever is signed in and has none yet. It gives the
// secret, which is shown this once; asked again, it draws another.
func (d *Desk) Enrol(ctx context.Context, token string) (secret []byte, err error) {
	err = retry(func() error {
		p, _, err := d.signedIn(ctx, token)
		if err != nil {
			return err
		}
		before, err := d.store.Factor(ctx, p.ID)
		if err != nil {
			return err
		}
		if before.Enrolled() || !p.Guarded() {
			return Errorf(NotFound, "no second factor to enrol for %s", p.ID)
		}
		var f Factor
		if f, secret, err = d.newFactor(p.ID, before); err != nil {
			return err
		}
		return d.apply(ctx, Once{}, &p, Change{Factors: []Factor{f}})
	})
	return secret, err
}

// PassFactor takes a code for a sign-in, also the first of a new factor, and gives the
// token that the browser is known by from now on. NotFound: nobody is signed in, or
// there is no factor. Invalid: a wrong code, or a used one. Conflict, TooSoon: they
// must wait Until then.
func (d *Desk) PassFactor(ctx context.Context, token, code, address string) (fresh string, err error) {
	code = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, code)
	err = retry(func() error {
		p, s, err := d.signedIn(ctx, token)
		if err != nil {
			return err
		}
		f, err := d.store.Factor(ctx, p.ID)
		if err != nil {
			return err
		}
		if s.Passed || f.Version == 0 {
			return Errorf(NotFound, "sign-in %d wants no code", s.ID)
		}
		t, err := d.store.Tries(ctx, triesKey(p.ID, address))
		if err != nil {
			return err
		}
		fresh, err = d.try(ctx, proving{p, s, f, t}, code)
		return err
	})
	return fresh, err
}

// proving is somebody who gives a code.
type proving struct {
	by Person
	in SignIn
	f  Factor
	t  Tries
}

// try counts each code in the transaction that decides on it, so that none are tried side by side.
func (d *Desk) try(ctx context.Context, g proving, code string) (fresh string, err error) {
	now := d.now()
	if until := g.t.until(); now.Before(until) {
		return "", &Error{Kind: Conflict, Reason: TooSoon, Until: until, text: "too soon after wrong codes"}
	}
	secret, err := d.secret(g.f)
	if err != nil {
		return "", err
	}
	step, ok := g.f.matches(secret, code, now)
	if !ok {
		g.t, g.in.Wrong = g.t.wrong(now), g.in.Wrong+1
		if g.in.Wrong >= codesFor {
			g.in.Ended = now
		}
		if err := d.apply(ctx, Once{}, &g.by, Change{SignIns: []SignIn{g.in}, Tries: []Tries{g.t}}); err != nil {
			return "", err
		}
		return "", Errorf(Invalid, "a wrong code for sign-in %d", g.in.ID)
	}
	g.f.Step, g.in.Passed = step, true
	if !g.f.Enrolled() {
		g.f.Confirmed = now
	}
	if fresh, g.in.Hash, err = d.drawSecret(tokenSize); err != nil {
		return "", err
	}
	ch := Change{SignIns: []SignIn{g.in}, Factors: []Factor{g.f}}
	if g.t.Count > 0 {
		g.t.Count, g.t.Last = 0, time.Time{}
		ch.Tries = []Tries{g.t}
	}
	return fresh, d.apply(ctx, Once{}, &g.by, ch)
}

// ResetFactor lets another person enrol anew, for an administrator, and ends where
// they are signed in.
func (d *Desk) ResetFactor(ctx context.Context, once Once, by Person, who PersonID) error {
	if err := by.admin(); err != nil {
		return err
	}
	if by.ID == who {
		return Errorf(NotFound, "somebody else resets the second factor of %s", who)
	}
	return retry(func() error {
		ch, err := d.unfactored(ctx, who)
		if err != nil {
			return err
		}
		return d.apply(ctx, once, &by, ch)
	})
}

// LoseFactor is ResetFactor by whoever runs the program.
func (d *Desk) LoseFactor(ctx context.Context, who PersonID) error {
	return retry(func() error {
		ch, err := d.unfactored(ctx, who)
		if err != nil {
			return err
		}
		return d.store.Apply(ctx, ch)
	})
}

func (d *Desk) unfactored(ctx context.Context, who PersonID) (Change, error) {
	f, err := d.store.Factor(ctx, who)
	if err == nil && f.Version == 0 {
		err = Errorf(NotFound, "%s has no second factor", who)
	}
	if err != nil {
		return Change{}, err
	}
	all, err := d.ended(ctx, who, func(SignIn) bool { return true })
	f.Dropped = true
	return Change{
		Factors: []Factor{f}, SignIns: all, Notices: []Notice{{To: who, Kind: TellUnfactored, Priority: 1}},
	}, err
}

// Resettable lists, for an administrator, the others who have a second factor.
func (d *Desk) Resettable(ctx context.Context, by Person) (all []Person, err error) {
	if err := by.admin(); err != nil {
		return nil, err
	}
	people, err := d.store.OfficePeople(ctx)
	for _, p := range people {
		if p.ID == by.ID || !p.Guarded() || p.Retired {
			continue
		}
		f, err := d.store.Factor(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		if f.Enrolled() {
			all = append(all, p)
		}
	}
	return all, err
}
