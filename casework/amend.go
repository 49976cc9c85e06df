package casework

import (
	"context"
	"slices"
	"strings"
	"time"
)

// AmendFor is how long words that went out can be changed where they stand:
// beyond it a correction goes out as a message of its own.
const AmendFor = 48 * time.Hour

// Shown is the message in which a person sees an entry, or their receipt; the
// zero value: there is none.
type Shown struct {
	Message int
	Parts   int       // how many messages it took; 0: one
	At      time.Time // when it arrived
}

// Amendable reports whether an entry can be changed in its message: it is young
// enough, and its text stands in one message, whatever files came after it.
func (s Shown) Amendable(e Entry, now time.Time) bool {
	return s.Message != 0 && now.Sub(s.At) < AmendFor && s.Parts-e.following() <= 1
}

// following is how many of an entry's files are messages of their own.
func (e Entry) following() int {
	if slices.ContainsFunc(e.Media, func(m Media) bool { return m.Kind == "photo" }) {
		return len(e.Media) - 1
	}
	return len(e.Media)
}

// Reach says how a correction finds its reader.
type Reach string

// The ways.
const (
	ReachNobody Reach = "nobody" // no resident has seen or will see the words
	ReachUnsent Reach = "unsent" // they go out as they are now
	ReachPlace  Reach = "place"  // they change where they stand
	ReachAnew   Reach = "anew"   // a correction follows as a reply to them
	ReachFiles  Reach = "files"  // the file was changed, which can't be passed on
)

// Amend keeps a newer version of words that its author sent to the resident, or
// noted, and owes the resident what they don't see yet. The same words change
// nothing, and reach nobody.
func (c Case) Amend(by Person, e Entry, w Words, at Shown, now time.Time) (Change, Reach, error) {
	t, err := c.turn(DoAmend, by, now)
	switch {
	case err != nil:
		return Change{}, "", err
	case e.By != by.ID || e.Kind == Said || e.Kind == Moved:
		return Change{}, "", Errorf(NotFound, "no words of %s in case %s", by.ID, c.Number)
	case !sameFiles(e.Media, w.Media):
		return Change{}, ReachFiles, nil
	case e.Text == w.Text || w.empty():
		return Change{}, "", nil
	}
	e.Text, e.Revision, e.Edited = w.Text, e.Revision+1, now
	t.ch.Entries = append(t.ch.Entries, e)
	reach := t.amend(e, at)
	ch, err := t.end(seq(e))
	return ch, reach, err
}

// amend owes the resident the newer words. Where the older ones are still on
// their way, they may arrive before these: the notice finds out.
func (t *turn) amend(e Entry, at Shown) Reach {
	n := Notice{To: t.c.Resident, Kind: TellAmended, Entry: e.Seq, From: e.By, Key: "amended:" + string(t.c.Number) + ":" + seq(e)}
	switch {
	case e.Kind == Note || e.Kind == Draft:
		return ReachNobody
	case at.Message == 0:
		t.tell(n)
		return ReachUnsent
	case at.Amendable(e, t.now):
		t.tell(n)
		return ReachPlace
	}
	t.tell(n.corrected())
	return ReachAnew
}

// corrected is the correction as a message of its own.
func (n Notice) corrected() Notice {
	return Notice{To: n.To, Kind: TellCorrected, Case: n.Case, Entry: n.Entry, From: n.From,
		Key: "corrected:" + string(n.Case) + ":" + seq(Entry{Seq: n.Entry})}
}

// amended decides what follows from a change in place: what can't be made is
// said in a message of its own, and who can't be reached gets it later.
func (n Notice) amended(d Delivery) Settlement {
	s := n.marked(d)
	switch {
	case d.Fate == FateUnreachable:
		s.Notice.State = Undeliverable
	case s.Notice.State == Cancelled && d.Fate != FateNeedless:
		s.Owed = []Notice{n.corrected()}
	}
	return s
}

func sameFiles(a, b []Media) bool {
	return slices.EqualFunc(a, b, func(a, b Media) bool { return a.UniqueID == b.UniqueID })
}

// Amend keeps the newer words of a message that went to a resident, and says how
// they find them. NotFound: the message is none of the person's that belongs to a case.
func (d *Desk) Amend(ctx context.Context, once Once, by Person, w Words) (Reach, error) {
	link, err := d.store.Linked(ctx, by, w.Ref)
	if err != nil {
		return "", err
	}
	return d.AmendEntry(ctx, once, by, link.Case, link.Entry, w)
}

// AmendEntry is Amend for words that are named by their case and entry.
func (d *Desk) AmendEntry(ctx context.Context, once Once, by Person, n Number, entry int, w Words) (reach Reach, err error) {
	w.Text = strings.TrimSpace(w.Text)
	_, err = d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		e, err := d.entry(ctx, by, n, entry)
		if err != nil {
			return Change{}, err
		}
		if w.Ref == (Ref{}) { // there is no message whose files could have changed
			w.Media = e.Media
		}
		at, err := d.store.Shown(ctx, c.Number, e.Seq, c.Resident)
		if err != nil {
			return Change{}, err
		}
		var ch Change
		ch, reach, err = c.Amend(by, e, w, at, now)
		return ch, err
	})
	return reach, err
}
