package casework

import (
	"context"
	"errors"
	"sync"
)

// Adviser asks a language model, over a network. It is safe for concurrent use.
type Adviser interface {
	// Rest reports that asking would be in vain now.
	Rest() bool
	// Advise says which topic a text belongs to, within seconds. The names are those of
	// people, to be kept from the model.
	Advise(ctx context.Context, text string, names ...string) (Verdict, error)
}

// vain is an error of an Adviser that didn't ask: nothing is known of the text.
type vain interface {
	error
	Vain() bool
}

// Looked counts what became of looks.
type Looked struct {
	Moved   int // to another topic, or to the staff
	Kept    int // the model was unsure, or of the same mind
	Failed  int // to be tried again
	Ended   int // given up, or nothing that a model may see
	Ignored int // a person, or the resident's next word, was faster
}

const (
	looksAtOnce = 4
	looksAhead  = 40
)

// Reconsider lets a language model look at the cases that wait for it, a few at a
// time. Whatever moves meanwhile is left as it is.
func (d *Desk) Reconsider(ctx context.Context, a Adviser) (Looked, error) {
	due, err := d.store.LooksDue(ctx, d.now(), looksAhead)
	if err != nil {
		return Looked{}, err
	}
	var (
		done  Looked
		found error
		mu    sync.Mutex
		all   sync.WaitGroup
		room  = make(chan struct{}, looksAtOnce)
	)
	for _, c := range due {
		room <- struct{}{}
		all.Go(func() {
			defer func() { <-room }()
			count, err := d.look(ctx, a, c)
			mu.Lock()
			defer mu.Unlock()
			if found = errors.Join(found, err); count != nil {
				*count(&done)++
			}
		})
	}
	all.Wait()
	return done, found
}

// counter finds what to count in Looked.
type counter func(*Looked) *int

var (
	moved   counter = func(l *Looked) *int { return &l.Moved }
	kept    counter = func(l *Looked) *int { return &l.Kept }
	failed  counter = func(l *Looked) *int { return &l.Failed }
	ended   counter = func(l *Looked) *int { return &l.Ended }
	ignored counter = func(l *Looked) *int { return &l.Ignored }
)

// look lets the model look at one case; nil: nothing was done now.
func (d *Desk) look(ctx context.Context, a Adviser, c Case) (counter, error) {
	if d.now().Sub(c.LookAt) > lookWithin {
		return d.applied(ctx, c.LookNever(), ended)
	}
	if a.Rest() {
		return nil, nil
	}
	text, names, err := d.sayable(ctx, c)
	if err != nil {
		return nil, err
	}
	if text == "" {
		return d.applied(ctx, c.LookNever(), ended)
	}
	v, err := a.Advise(ctx, text, names...)
	if in, ok := errors.AsType[vain](err); ok && in.Vain() || ctx.Err() != nil {
		return nil, nil
	}
	if err != nil {
		ch := c.LookLater(d.now())
		if ch.Cases[0].LookAt.IsZero() {
			return d.applied(ctx, ch, ended)
		}
		return d.applied(ctx, ch, failed)
	}
	return d.reconsider(ctx, c, text, v)
}

func (d *Desk) reconsider(ctx context.Context, c Case, text string, v Verdict) (counter, error) {
	var q Queue
	var err error
	if v.Sure && len(v.Guesses) > 0 {
		if q, err = d.queueOf(ctx, v.Guesses[0].Topic); err != nil {
			return nil, err
		}
	}
	if v, q, err = d.heed(ctx, text, v, q); err != nil {
		return nil, err
	}
	ch, err := c.Reconsider(v, q, d.now())
	if err != nil {
		return nil, err
	}
	if len(ch.Events) == 0 {
		return d.applied(ctx, ch, kept)
	}
	return d.applied(ctx, ch, moved)
}

// applied keeps a change unless the case moved on since it was read.
func (d *Desk) applied(ctx context.Context, ch Change, as counter) (counter, error) {
	err := d.store.Apply(ctx, ch)
	if KindOf(err) == Stale {
		return ignored, nil
	}
	if err != nil {
		return nil, err
	}
	return as, nil
}

// sayable is what a language model may be shown of a case, and whose names it
// mustn't see. Empty: nothing at all, for somebody who hasn't agreed, wants to be
// forgotten or is blocked, and for words in which the classifier hears more than a topic.
func (d *Desk) sayable(ctx context.Context, c Case) (text string, names []string, err error) {
	p, err := d.store.Person(ctx, c.Resident)
	if err != nil {
		return "", nil, err
	}
	if !c.reconsiderable() || p.Retired || p.Agreed.IsZero() || !p.Barred.IsZero() || !p.Forget.IsZero() || !p.Farewell.IsZero() {
		return "", nil, nil
	}
	th, err := d.store.Thread(ctx, p, c.Number)
	if err != nil {
		return "", nil, err
	}
	text = th.said()
	if !d.classify.Classify(text).Signals.plain() {
		return "", nil, nil
	}
	names = append(names, p.Name)
	for _, o := range d.Office().People {
		names = append(names, o.Name)
	}
	return text, names, nil
}
