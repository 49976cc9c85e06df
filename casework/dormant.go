package casework

import (
	"context"
	"slices"
	"time"
)

// dormant reports whether somebody of the office hasn't acted for so long that the
// account may be another person's by now.
func (o Office) dormant(p Person, now time.Time) bool {
	return o.Dormant > 0 && p.Role != Resident && p.Account != 0 && !p.Retired &&
		!p.Seen.IsZero() && now.Sub(p.Seen) >= o.Dormant
}

// seen keeps, once a day, that somebody of the office acts. Who hasn't for too long
// is Unconfirmed: an administrator must say first that it is them.
func (d *Desk) seen(ctx context.Context, p Person) (Person, error) {
	now := d.now()
	switch {
	case !p.Dormant.IsZero(), d.Office().dormant(p, now):
		return p, d.knock(ctx, p)
	case d.Office().Dormant <= 0, now.Sub(p.Seen) < day:
		return p, nil
	}
	after := p
	after.Seen = now
	err := d.store.Apply(ctx, Change{People: []Person{after}})
	switch KindOf(err) {
	case Stale, Later: // another did, or nothing can be kept now: tomorrow will do
		return p, nil
	}
	after.Version++
	return after, err
}

// knock tells the administrators, once, that a dormant account is there again, and
// gives the error that it is refused with.
func (d *Desk) knock(ctx context.Context, p Person) error {
	var able []Person
	err := retry(func() error {
		now, err := d.store.Person(ctx, p.ID)
		if err != nil {
			return err
		}
		if able, err = d.confirmers(ctx, p.ID); err != nil {
			return err
		}
		before := now
		now = now.doze(d.now())
		var ch Change
		if now.Knocked.IsZero() && len(able) > 0 {
			now.Knocked = d.now()
			for _, a := range able {
				ch.Notices = append(ch.Notices, Notice{To: a.ID, Kind: TellKnock, About: NoticeID(now.Account), Priority: 1})
			}
		}
		if now.Dormant.Equal(before.Dormant) && now.Knocked.Equal(before.Knocked) {
			return nil
		}
		ch.People = []Person{now}
		return d.store.Apply(ctx, ch)
	})
	if err != nil {
		return err
	}
	refused := &Error{Kind: Unconfirmed, Who: p.ID, text: "an account that wasn't seen for long"}
	if len(able) == 0 {
		refused.Reason = Alone
	}
	return refused
}

// doze takes a person's rights until they are confirmed.
func (p Person) doze(now time.Time) Person {
	if p.Dormant.IsZero() {
		p.Dormant, p.Rights = now, p.Rights+1
	}
	return p
}

// confirmers are the administrators who can say that somebody else is who they were.
func (d *Desk) confirmers(ctx context.Context, who PersonID) ([]Person, error) {
	all, err := d.store.OfficePeople(ctx)
	return slices.DeleteFunc(all, func(p Person) bool {
		return p.admin() != nil || p.ID == who || p.Account == 0 || d.Office().dormant(p, d.now())
	}), err
}

// Doze takes the rights of those who haven't acted for too long, offers anew what is
// offered to them, and gives how many there were. It may be called at any time and twice.
func (d *Desk) Doze(ctx context.Context) (int, error) {
	if d.Office().Dormant <= 0 {
		return 0, nil
	}
	people, err := d.store.OfficePeople(ctx)
	if err != nil {
		return 0, err
	}
	done := 0
	for _, before := range people {
		p := d.Office().lookAt(before, d.now())
		if !p.Dormant.Equal(before.Dormant) || !p.Seen.Equal(before.Seen) {
			err := d.store.Apply(ctx, Change{People: []Person{p}})
			if KindOf(err) == Stale {
				continue // what moved meanwhile is found by the next call
			}
			if err != nil {
				return done, err
			}
		}
		if !p.Dormant.Equal(before.Dormant) {
			done++
		}
		if err := d.offersOf(ctx, p); err != nil {
			return done, err
		}
	}
	return done, nil
}

// lookAt is somebody as they are to be: seen for the first time, or not for too long.
func (o Office) lookAt(p Person, now time.Time) Person {
	switch {
	case p.Retired, p.Account == 0:
	case p.Seen.IsZero():
		p.Seen = now
	case o.dormant(p, now):
		return p.doze(now)
	}
	return p
}

// offersOf offers anew what is offered to a dormant deputy.
func (d *Desk) offersOf(ctx context.Context, p Person) error {
	if p.Dormant.IsZero() || p.Role != Deputy {
		return nil
	}
	list, err := d.store.OfferedTo(ctx, p.ID, handed)
	for _, c := range list {
		if err := d.offerAnew(ctx, c); err != nil && KindOf(err) != Stale {
			return err
		}
	}
	return err
}

// Knocking lists, for an administrator, those who wait to be confirmed.
func (d *Desk) Knocking(ctx context.Context, by Person) ([]Person, error) {
	if err := by.admin(); err != nil {
		return nil, err
	}
	all, err := d.store.OfficePeople(ctx)
	return slices.DeleteFunc(all, func(p Person) bool { return p.Retired || p.Account == 0 || p.Knocked.IsZero() || p.ID == by.ID }), err
}

// Recognise ends the doubt about a dormant account: it is them, and all is as it was,
// or it isn't, and the account is nobody's of the office any more, whatever the
// office file says.
func (d *Desk) Recognise(ctx context.Context, once Once, by Person, who PersonID, yes bool) (Person, error) {
	var after Person
	if err := by.admin(); err != nil {
		return after, err
	}
	err := retry(func() error {
		p, err := d.store.Person(ctx, who)
		if err != nil {
			return err
		}
		if p.Dormant.IsZero() || p.Account == 0 || p.Retired || p.ID == by.ID || d.Office().dormant(by, d.now()) {
			return Errorf(NotFound, "there is no doubt about %s", who)
		}
		ch := Change{}
		p.Dormant, p.Knocked, p.Rights = time.Time{}, time.Time{}, p.Rights+1
		if yes {
			p.Seen = d.now()
			ch.Notices = []Notice{{To: p.ID, Kind: TellRecognised, Priority: 1}}
		} else {
			p.Parted, p.Account, p.Seen = p.Account, 0, time.Time{}
		}
		after, ch.People = p, []Person{p}
		return d.apply(ctx, once, &by, ch)
	})
	return after, err
}
