package casework

import (
	"context"
	"errors"
	"io"
	"sync/atomic"
	"time"
)

// Desk is where everything is done: it reads, lets a rule decide, and applies
// the change. Chat, console and jobs all call its verbs.
type Desk struct {
	store    Store
	classify Classifier
	office   atomic.Pointer[Office] // never nil
	now      func() time.Time
	random   io.Reader
	lanes    *lanes
	seal     Sealer // nil: the station has no key
	unasked  bool   // nobody is asked for a second factor
}

// NewDesk opens a desk over a store. random must be unpredictable and safe for
// concurrent use: numbers of cases come from it.
func NewDesk(store Store, classify Classifier, office Office, now func() time.Time, random io.Reader) *Desk {
	d := &Desk{store: store, classify: classify, now: now, random: random, lanes: newLanes()}
	d.Adopt(office)
	return d
}

// Office gives the station that the desk belongs to.
func (d *Desk) Office() Office { return *d.office.Load() }

// Adopt has the desk go by another office from now on. What is in hand ends by the one before.
func (d *Desk) Adopt(o Office) { d.office.Store(&o) }

// Now is the desk's clock.
func (d *Desk) Now() time.Time { return d.now() }

// attempts is how often a decision is made anew when something moved meanwhile.
const attempts = 16

// retry runs a step until it isn't Stale.
func retry(step func() error) error {
	var err error
	for range attempts {
		if err = step(); KindOf(err) != Stale {
			return err
		}
	}
	return err
}

// inTurn is retry for what concerns the person behind an account.
func (d *Desk) inTurn(ctx context.Context, account int64, step func() error) error {
	leave, err := d.lanes.enter(ctx, account)
	if err != nil {
		return err
	}
	defer leave()
	return retry(step)
}

// act lets a rule decide on one case and applies the change. A rule that changes
// nothing gives a Change without cases.
func (d *Desk) act(ctx context.Context, once Once, by Person, n Number, rule func(Case, Person, time.Time) (Change, error)) (Case, error) {
	var after Case
	seen := once.Seen
	once.Seen = ""
	err := retry(func() error {
		c, err := d.store.Case(ctx, by, n)
		if err != nil {
			return err
		}
		ch, err := Change{}, c.asSeen(seen)
		if err == nil {
			ch, err = rule(c, by, d.now())
		}
		if err != nil {
			return d.unlessActed(ctx, once, err)
		}
		if after = c; len(ch.Cases) == 0 {
			return nil
		}
		after = ch.Case(n)
		return d.apply(ctx, once, &by, ch)
	})
	return after, err
}

// unlessActed is Repeated where what a rule refuses now was done by the same act before.
func (d *Desk) unlessActed(ctx context.Context, once Once, refused error) error {
	if once == (Once{}) || KindOf(refused) != Conflict {
		return refused
	}
	acted, err := d.store.Acted(ctx, once)
	if err == nil && acted {
		return Errorf(Repeated, "%s was done before", once.Key)
	}
	return errors.Join(refused, err)
}

// apply hands a change to the store; when the actor's rights moved on, it reads
// them again, so that the next attempt decides by what is true now.
func (d *Desk) apply(ctx context.Context, once Once, by *Person, ch Change) error {
	ch.Once, ch.By = once, *by
	err := d.store.Apply(ctx, ch)
	if KindOf(err) != Stale {
		return err
	}
	fresh, lost := d.store.Person(ctx, by.ID)
	if KindOf(lost) == NotFound {
		return err // not stored yet: a new resident
	}
	if lost != nil {
		return lost
	}
	*by = fresh
	return err
}

// queue gives a topic with its deputies; NotFound for one that isn't in use.
func (d *Desk) queue(ctx context.Context, id TopicID) (Queue, error) {
	t, ok := d.Office().Topic(id)
	if !ok {
		return Queue{}, Errorf(NotFound, "no topic %s", id)
	}
	deputies, err := d.store.Deputies(ctx, id)
	return Queue{Topic: t, Deputies: deputies, Calendar: d.Office().Calendar}, err
}

// queueOf is queue for a case's own topic; empty where it has none in use.
func (d *Desk) queueOf(ctx context.Context, id TopicID) (Queue, error) {
	q, err := d.queue(ctx, id)
	if KindOf(err) == NotFound {
		return Queue{Calendar: d.Office().Calendar}, nil
	}
	return q, err
}

// judge classifies a text and gives the queue of a sure verdict.
func (d *Desk) judge(ctx context.Context, text string) (Verdict, Queue, error) {
	v := d.classify.Classify(text)
	v.Again = d.Office().Advice.wants(v)
	if !v.Sure || len(v.Guesses) == 0 {
		v.Sure = false
		return d.heed(ctx, text, v, Queue{})
	}
	q, err := d.queueOf(ctx, v.Guesses[0].Topic)
	if err != nil {
		return v, q, err
	}
	return d.heed(ctx, text, v, q)
}
