package casework

import (
	"context"
	"errors"
	"slices"
)

// NewBroadcast begins one to the deputies or the residents, of a topic or all of
// them; one that its author hasn't finished writing is dropped for it. With nobody
// else who could approve it, it is in Conflict.
func (d *Desk) NewBroadcast(ctx context.Context, once Once, by Person, to Role, topic TopicID) (Broadcast, error) {
	_, known := d.Office().Topic(topic)
	if !by.Staff() || to != Deputy && to != Resident || topic != "" && !known {
		return Broadcast{}, Errorf(NotFound, "no broadcast by %s to %s of %s", by.ID, to, topic)
	}
	id, err := drawID(d.random)
	if err != nil {
		return Broadcast{}, err
	}
	b := Broadcast{ID: BroadcastID(id), To: to, Topic: topic, By: by.ID}
	err = retry(func() error {
		others, err := d.Approvers(ctx, by)
		if err != nil {
			return err
		}
		if len(others) == 0 {
			return b.refuses(Alone, "")
		}
		ch := b.turns(Begun, by.ID, d.now())
		before, err := d.store.Begun(ctx, by.ID)
		if err != nil && KindOf(err) != NotFound {
			return err
		}
		if err == nil {
			ch.Broadcasts = append(ch.Broadcasts, before.turns(Dropped, by.ID, d.now()).Broadcasts...)
		}
		if err := d.apply(ctx, once, &by, ch); err != nil {
			return err
		}
		b = ch.Broadcasts[0]
		b.Version = 1
		return nil
	})
	return b, err
}

// Approvers are the colleagues who can be asked to approve what one of the staff wrote.
func (d *Desk) Approvers(ctx context.Context, by Person) ([]Person, error) {
	if !by.Staff() {
		return nil, Errorf(NotFound, "nobody approves for %s", by.ID)
	}
	all, err := d.store.OfficePeople(ctx)
	return slices.DeleteFunc(all, func(p Person) bool { return p.ID == by.ID || !p.Staff() || !p.Told() }), err
}

// Awaited gives the broadcast whose words somebody is to write next; NotFound: none.
func (d *Desk) Awaited(ctx context.Context, by Person) (Broadcast, error) {
	b, err := d.store.Begun(ctx, by.ID)
	if err == nil && !b.Awaits(d.now()) {
		err = Errorf(NotFound, "no words are waited for")
	}
	return b, err
}

// Broadcast reads one, for the staff and for who is to read it.
func (d *Desk) Broadcast(ctx context.Context, id BroadcastID) (Broadcast, error) {
	return d.store.Broadcast(ctx, id)
}

// Broadcasts lists the last ones, the newest first, for the staff.
func (d *Desk) Broadcasts(ctx context.Context, by Person, limit int) ([]Broadcast, error) {
	if !by.Staff() {
		return nil, Errorf(NotFound, "no broadcasts for %s", by.ID)
	}
	return d.store.Broadcasts(ctx, limit)
}

// BroadcastActs lists who did what with a broadcast, in order, for the staff.
func (d *Desk) BroadcastActs(ctx context.Context, by Person, id BroadcastID, limit int) ([]BroadcastAct, error) {
	if !by.Staff() {
		return nil, Errorf(NotFound, "no broadcast %d for %s", id, by.ID)
	}
	return d.store.BroadcastActs(ctx, id, limit)
}

// CountReaders counts whom a broadcast would reach now.
func (d *Desk) CountReaders(ctx context.Context, b Broadcast) (int, error) {
	return d.store.CountReaders(ctx, b)
}

// WriteBroadcast gives the broadcast that waits for them its words.
func (d *Desk) WriteBroadcast(ctx context.Context, once Once, by Person, id BroadcastID, text string) (Broadcast, error) {
	return d.onBroadcast(ctx, once, by, id, func(b Broadcast, by Person) (Change, error) { return b.Write(by, text, d.now()) })
}

// RewriteBroadcast asks for other words.
func (d *Desk) RewriteBroadcast(ctx context.Context, once Once, by Person, id BroadcastID) (Broadcast, error) {
	return d.onBroadcast(ctx, once, by, id, func(b Broadcast, by Person) (Change, error) { return b.Rewrite(by, d.now()) })
}

// DropBroadcast gives it up before it goes out.
func (d *Desk) DropBroadcast(ctx context.Context, once Once, by Person, id BroadcastID) (Broadcast, error) {
	return d.onBroadcast(ctx, once, by, id, func(b Broadcast, by Person) (Change, error) { return b.Drop(by, d.now()) })
}

// Propose asks the others of the staff to approve the version that its author saw.
func (d *Desk) Propose(ctx context.Context, once Once, by Person, id BroadcastID, seen int64) (Broadcast, error) {
	return d.onBroadcast(ctx, once, by, id, func(b Broadcast, by Person) (Change, error) {
		others, err := d.Approvers(ctx, by)
		if err != nil {
			return Change{}, err
		}
		return b.Propose(by, seen, others, d.now())
	})
}

// Approve lets the version that somebody else of the staff saw go out.
func (d *Desk) Approve(ctx context.Context, once Once, by Person, id BroadcastID, seen int64) (Broadcast, error) {
	return d.onBroadcast(ctx, once, by, id, func(b Broadcast, by Person) (Change, error) {
		now := d.now()
		going, err := d.store.GoingBroadcasts(ctx)
		if err != nil {
			return Change{}, err
		}
		released, err := d.store.CountReleased(ctx, now.Add(-BroadcastSpan))
		if err != nil {
			return Change{}, err
		}
		if b.Readers, err = d.store.CountReaders(ctx, b); err != nil {
			return Change{}, err
		}
		return b.Approve(by, seen, going, released, d.Office().Broadcasts, now)
	})
}

// Refuse keeps the version that somebody else of the staff saw from going out.
func (d *Desk) Refuse(ctx context.Context, once Once, by Person, id BroadcastID, seen int64) (Broadcast, error) {
	return d.onBroadcast(ctx, once, by, id, func(b Broadcast, by Person) (Change, error) { return b.Refuse(by, seen, d.now()) })
}

// Halt stops a broadcast for all to whom it isn't being sent this moment.
func (d *Desk) Halt(ctx context.Context, once Once, by Person, id BroadcastID) (Broadcast, error) {
	return d.onBroadcast(ctx, once, by, id, func(b Broadcast, by Person) (Change, error) { return b.Halt(by, d.now()) })
}

// onBroadcast is act for broadcasts.
func (d *Desk) onBroadcast(ctx context.Context, once Once, by Person, id BroadcastID, rule func(Broadcast, Person) (Change, error)) (Broadcast, error) {
	var after Broadcast
	err := retry(func() error {
		b, err := d.store.Broadcast(ctx, id)
		if err != nil {
			return err
		}
		ch, err := rule(b, by)
		if err != nil {
			return err
		}
		if after = b; len(ch.Broadcasts) == 0 {
			return nil
		}
		after = ch.Broadcasts[0]
		if err := d.apply(ctx, once, &by, ch); err != nil {
			return err
		}
		after.Version++
		return nil
	})
	return after, err
}

// spreadAtOnce is how many portions of one broadcast a sweep owes at most: where few
// of those looked at are readers, it must get on all the same.
const spreadAtOnce = 100

// Spread owes the broadcasts that are on their way to their next readers, a few at
// a time, tells how far they are, and ends those of which nothing is owed any more.
// It is to be called every few seconds; what it does follows from how things stand,
// so that a call that is lost, repeated or made elsewhere at once does no harm.
func (d *Desk) Spread(ctx context.Context) error {
	going, err := d.store.GoingBroadcasts(ctx)
	for _, b := range going {
		if e := d.spread(ctx, b); KindOf(e) != Stale { // another instance did it
			err = errors.Join(err, e)
		}
	}
	return err
}

func (d *Desk) spread(ctx context.Context, b Broadcast) error {
	for range spreadAtOnce {
		if b.State != Going {
			break
		}
		more, err := d.store.SpreadBroadcast(ctx, b.ID)
		if err != nil {
			return err
		}
		if !more {
			break
		}
	}
	done, err := d.store.TellFates(ctx, b.ID, b.progress())
	if err != nil || !done || b.State != Going {
		return err
	}
	return d.store.Apply(ctx, b.End(d.now()))
}

// Uncast keeps whether a resident wants to be spared broadcasts.
func (d *Desk) Uncast(ctx context.Context, once Once, by Person, spared bool) (Person, error) {
	if by.Version == 0 {
		return by, Errorf(NotFound, "nothing is kept of this person")
	}
	return d.alter(ctx, once, by, func(p *Person) { p.Uncast = spared })
}
