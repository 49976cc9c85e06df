package casework

import (
	"context"
	"slices"
	"strings"
	"time"
)

// BulkID names an act upon several cases; later ones are greater.
type BulkID int64

// MostBulk is how many cases one act may be upon.
const MostBulk = 50

// bulkIn is how long an act upon several cases waits, in which it can be undone.
const bulkIn = 20 * time.Second

// Bulk is one act of the staff upon several cases. It is done after a while, unless it is
// undone until then: nobody has learned anything of it yet.
type Bulk struct {
	ID      BulkID
	By      PersonID
	Verb    Verb // DoClassify, DoAssign, DoClose or DoMerge
	Topic   TopicID
	Deputy  PersonID
	Outcome Outcome
	Text    string // a last word to the residents; gone when it is over
	Into    Number // which the others go on in
	Cases   []BulkCase
	At      time.Time
	Due     time.Time
	Over    time.Time // done, or undone; zero: it waits
	Undone  bool
	Version int64
}

// BulkCase is a case that an act is upon.
type BulkCase struct {
	Number Number   `json:"number"`
	Seen   string   `json:"seen"`           // Case.Seen, as it was chosen
	Fate   BulkFate `json:"fate,omitempty"` // empty: it waits
}

// BulkFate is what became of an act upon one of several cases.
type BulkFate string

// The fates.
const (
	BulkDone    BulkFate = "done"
	BulkMoved   BulkFate = "moved"   // somebody did something to the case meanwhile, so nothing was done
	BulkUnfit   BulkFate = "unfit"   // it can't be done to this case
	BulkWithout BulkFate = "without" // it isn't theirs to see any more
)

// Count counts the cases with a fate.
func (b Bulk) Count(f BulkFate) int {
	n := 0
	for _, c := range b.Cases {
		if c.Fate == f {
			n++
		}
	}
	return n
}

// check is Invalid for an act that makes no sense.
func (b Bulk) check() error {
	ok := map[Verb]bool{
		DoClassify: b.Topic != "", DoAssign: b.Deputy != "", DoMerge: b.Into != "",
		DoClose: slices.Contains(Outcomes, b.Outcome) && b.Outcome != Duplicate,
	}[b.Verb]
	if !ok || len(b.Cases) == 0 || len(b.Cases) > MostBulk {
		return Errorf(Invalid, "%s upon %d cases", b.Verb, len(b.Cases))
	}
	return nil
}

// PlanBulk keeps an act upon several cases, to be done after a while.
func (d *Desk) PlanBulk(ctx context.Context, once Once, by Person, b Bulk) (Bulk, error) {
	if !by.Staff() {
		return b, Errorf(Forbidden, "%s acts upon one case at a time", by.ID)
	}
	if err := b.check(); err != nil {
		return b, err
	}
	id, err := drawID(d.random)
	if err != nil {
		return b, err
	}
	b.ID, b.By, b.Text = BulkID(id), by.ID, strings.TrimSpace(b.Text)
	b.At = d.now()
	b.Due = b.At.Add(bulkIn)
	once.Seen = ""
	return b, d.apply(ctx, once, &by, Change{Bulks: []Bulk{b}})
}

// Bulk gives an act upon several cases to whoever planned it.
func (d *Desk) Bulk(ctx context.Context, by Person, id BulkID) (Bulk, error) {
	b, err := d.store.Bulk(ctx, id)
	if err == nil && b.By != by.ID {
		return Bulk{}, Errorf(NotFound, "no act %d of %s", id, by.ID)
	}
	return b, err
}

// UndoBulk gives up an act that wasn't begun. Conflict, AlreadySent: it was.
func (d *Desk) UndoBulk(ctx context.Context, once Once, by Person, id BulkID) (Bulk, error) {
	once.Seen = ""
	var b Bulk
	err := retry(func() (err error) {
		if b, err = d.Bulk(ctx, by, id); err != nil || b.Undone {
			return err
		}
		if !b.Over.IsZero() || !d.now().Before(b.Due) {
			return &Error{Kind: Conflict, Reason: AlreadySent, text: "it is done"}
		}
		b.Over, b.Undone, b.Text = d.now(), true, ""
		return d.apply(ctx, once, &by, Change{Bulks: []Bulk{b}})
	})
	return b, err
}
