package casework

import (
	"context"
	"errors"
	"strconv"
)

// DoBulks does the acts upon several cases whose time has come. Broken off, it goes on
// where it stopped when it is called again: each case is acted on once.
func (d *Desk) DoBulks(ctx context.Context) error {
	due, err := d.store.DueBulks(ctx, d.now())
	if err != nil {
		return err
	}
	for _, b := range due { // one that can't be done now keeps no other waiting
		err = errors.Join(err, d.doBulk(ctx, b))
	}
	return err
}

func (d *Desk) doBulk(ctx context.Context, b Bulk) error {
	by, err := d.store.Person(ctx, b.By)
	if err != nil {
		return err
	}
	for i, c := range b.Cases {
		if c.Fate != "" {
			continue
		}
		if b.Cases[i].Fate, err = fated(d.upon(ctx, b, by, c)); err != nil {
			return err
		}
	}
	b.Over, b.Text = d.now(), ""
	return d.apply(ctx, Once{}, &Person{}, Change{Bulks: []Bulk{b}})
}

// upon does the act to one case, once.
func (d *Desk) upon(ctx context.Context, b Bulk, by Person, c BulkCase) (err error) {
	once := Once{Key: "bulk:" + strconv.FormatInt(int64(b.ID), 10) + ":" + string(c.Number), Print: "bulk", Seen: c.Seen}
	switch b.Verb {
	case DoClassify:
		_, err = d.Classify(ctx, once, by, c.Number, b.Topic)
	case DoAssign:
		_, err = d.Assign(ctx, once, by, c.Number, b.Deputy)
	case DoClose:
		_, err = d.Close(ctx, once, by, c.Number, b.Outcome, Words{Text: b.Text})
	case DoMerge:
		if c.Number != b.Into {
			_, err = d.Merge(ctx, once, by, c.Number, b.Into)
		}
	}
	return err
}

// fated tells what became of an act by its error; what may pass is an error still.
func fated(err error) (BulkFate, error) {
	switch {
	case err == nil, KindOf(err) == Repeated:
		return BulkDone, nil
	case KindOf(err) == Conflict && ReasonOf(err) == MovedOn:
		return BulkMoved, nil
	case KindOf(err) == Conflict, KindOf(err) == Invalid:
		return BulkUnfit, nil
	case KindOf(err) == NotFound, KindOf(err) == Forbidden:
		return BulkWithout, nil
	}
	return "", err
}
