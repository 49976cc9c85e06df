package casework

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Prior is how a case stood before an answer that can still be undone.
type Prior struct {
	Entry    int       `json:"entry"`
	Until    time.Time `json:"until"`  // then the answer goes out
	Status   Status    `json:"status"` // empty: the case has moved on since, and stays as it is
	Owner    PersonID  `json:"owner,omitempty"`
	Offered  PersonID  `json:"offered,omitempty"`
	Helped   Helped    `json:"helped,omitempty"`
	Manner   int       `json:"manner,omitempty"`
	ClaimBy  time.Time `json:"claim_by"`
	RemindAt time.Time `json:"remind_at"`
	Reminded int       `json:"reminded,omitempty"`
	Replied  time.Time `json:"replied,omitzero"`
}

// Recalled names an answer that isn't to go out: its notice must still wait.
type Recalled struct {
	Case  Number
	Entry int
	To    PersonID
	Anew  bool // it is owed anew with more in it
}

// undoable holds back what an answer owes for a while, and keeps how the case stood.
func (ch Change) undoable(before Case, undo time.Duration, now time.Time) Change {
	last := len(ch.Entries) - 1
	if undo <= 0 || last < 0 || ch.Entries[last].Kind != Answer {
		return ch
	}
	until := now.Add(undo)
	for i, n := range ch.Notices {
		ch.Notices[i].NotBefore = latest(n.NotBefore, until)
	}
	c := &ch.Cases[0]
	c.Priors = append(slices.DeleteFunc(slices.Clone(c.Priors), func(p Prior) bool { return !now.Before(p.Until) }), Prior{
		Entry: ch.Entries[last].Seq, Until: until, Status: before.Status, Owner: before.Owner, Offered: before.Offered,
		Helped: before.Helped, Manner: before.Manner, ClaimBy: before.ClaimBy, RemindAt: before.RemindAt, Reminded: before.Reminded, Replied: before.Replied,
	})
	return ch
}

// Unsent reports whether an answer can still be undone, so that its reader mustn't see it.
func (c Case) Unsent(entry int, now time.Time) bool {
	i := c.prior(entry)
	return i >= 0 && now.Before(c.Priors[i].Until)
}

func (c Case) prior(entry int) int {
	return slices.IndexFunc(c.Priors, func(p Prior) bool { return p.Entry == entry })
}

// Recall undoes an answer that hasn't gone out: its words become a draft of
// their author's, and the case is as it was before them.
func (c Case) Recall(by Person, e Entry, now time.Time) (Change, error) {
	t, err := c.turn(DoRecall, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case e.By != by.ID || e.Case != c.Number || e.Kind != Answer && e.Kind != Draft:
		return Change{}, Errorf(NotFound, "no answer %d of %s in case %s", e.Seq, by.ID, c.Number)
	case e.Kind == Draft:
		return Change{}, nil
	case !c.Unsent(e.Seq, now):
		return Change{}, conflict(AlreadySent, c, by.ID)
	}
	e.Kind, e.Revision, e.Edited = Draft, e.Revision+1, time.Time{}
	t.ch.Entries = append(t.ch.Entries, e)
	t.ch.Recalled = append(t.ch.Recalled, Recalled{Case: c.Number, Entry: e.Seq, To: c.Resident})
	t.restore(c.prior(e.Seq))
	return t.end(strings.Join([]string{seq(e), string(t.c.Helped), strconv.Itoa(t.c.Manner)}, ":"))
}

// movedOn lets go of how a case stood before answers that can still be undone.
func (t *turn) movedOn() {
	t.c.Priors = slices.Clone(t.c.Priors)
	for i := range t.c.Priors {
		t.c.Priors[i].Status = ""
	}
}

// restore puts back what stood before an answer. What stood before a later one
// stood after this one, and takes over what this one had found.
func (t *turn) restore(i int) {
	priors := slices.Clone(t.c.Priors)
	p := priors[i]
	if i+1 == len(priors) {
		t.c.Replied = p.Replied
	}
	switch {
	case p.Status == "": // it has moved on
	case i+1 < len(priors):
		later := priors[i+1]
		p.Entry, p.Until = later.Entry, later.Until
		priors[i+1] = p
	default:
		c := &t.c
		c.Status, c.Owner, c.Offered, c.Helped, c.Manner = p.Status, p.Owner, p.Offered, p.Helped, p.Manner
		c.ClaimBy, c.RemindAt, c.Reminded = p.ClaimBy, p.RemindAt, p.Reminded
		if c.Status == Queued && c.Offered != t.by.ID { // the card may have come due meanwhile, and was needless then
			t.tellOffered()
		}
	}
	t.c.Priors = slices.Delete(priors, i, i+1)
}

// recalled reads what the history says of an undone answer.
func (c Case) recalled(detail string) Case {
	parts := strings.SplitN(detail, ":", 3)
	if len(parts) == 3 {
		c.Helped = Helped(parts[1])
		c.Manner, _ = strconv.Atoi(parts[2])
	}
	return c
}

// Recall undoes an answer within the office's time for it. Conflict, AlreadySent:
// it has gone out.
func (d *Desk) Recall(ctx context.Context, once Once, by Person, n Number, entry int) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		e, err := d.entry(ctx, by, n, entry)
		if err != nil {
			return Change{}, err
		}
		return c.Recall(by, e, now)
	})
}
