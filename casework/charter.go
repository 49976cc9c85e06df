package casework

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// Charter is one keeping of the office file in the console.
type Charter struct {
	Hash string // of the file's content, which itself is kept nowhere else
	By   PersonID
	At   time.Time
}

// Reform makes the office what a new office file says, from the next act on. NotFound for all but
// administrators; Conflict where it would oust the one who does it, or changes who has the
// protected cases without having them.
func (d *Desk) Reform(ctx context.Context, once Once, by Person, next Office, hash string) error {
	err := retry(func() error {
		now, err := d.store.Person(ctx, by.ID)
		if err != nil {
			return err
		}
		if err := d.Office().becomes(now, next); err != nil {
			return err
		}
		by = now
		return d.store.KeepOffice(ctx, once, next, Charter{Hash: hash, By: now.ID, At: d.now()}, now)
	})
	if err == nil {
		d.Adopt(next)
	}
	return err
}

// Reformable says why somebody may not make the office another; nil: they may.
func (d *Desk) Reformable(by Person, next Office) error { return d.Office().becomes(by, next) }

// Charters lists the last that were kept, the newest first.
func (d *Desk) Charters(ctx context.Context, by Person, limit int) ([]Charter, error) {
	if err := by.admin(); err != nil {
		return nil, err
	}
	return d.store.Charters(ctx, limit)
}

// becomes decides whether somebody may make an office another.
func (o Office) becomes(by Person, next Office) error {
	if err := by.admin(); err != nil {
		return err
	}
	i := slices.IndexFunc(next.People, func(p Person) bool { return p.ID == by.ID })
	if i < 0 || next.People[i].Role != Admin || next.People[i].Account != 0 && next.People[i].Account != by.Account {
		return &Error{Kind: Conflict, Reason: Ousted, Who: by.ID, text: "an office without the one who keeps it"}
	}
	if was := o.officers(); len(was) > 0 && !by.Officer && !slices.Equal(was, next.officers()) {
		return &Error{Kind: Conflict, Reason: Guarded, Who: by.ID, text: "other officers, by one who isn't"}
	}
	return nil
}

// seat is who somebody is, and by which account.
type seat struct {
	id      PersonID
	account int64
}

func (o Office) officers() []seat {
	var all []seat
	for _, p := range o.People {
		if p.Officer {
			all = append(all, seat{p.ID, p.Account})
		}
	}
	slices.SortFunc(all, func(a, b seat) int { return cmp.Compare(a.id, b.id) })
	return all
}
