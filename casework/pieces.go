package casework

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
)

// gathering lets what an album's first piece says to the resident wait for the others.
func (ch Change) gathering(now time.Time) Change {
	for _, e := range ch.Entries {
		if e.album() == "" {
			continue
		}
		for i, n := range ch.Notices {
			if n.Entry == e.Seq && (n.Kind == TellAnswer || n.Kind == TellQuestion || n.Kind == TellDrafted) {
				ch.Notices[i].NotBefore = latest(n.NotBefore, now.Add(together))
			}
		}
	}
	return ch
}

// Append adds a further piece of an album to what a deputy, an aide or staff said
// with its first. Where that may have gone out, the store gives AlreadySent.
func (c Case) Append(by Person, e Entry, w Words, now time.Time) (Change, error) {
	v := DoAmend
	if e.Kind == Sketch {
		v = DoDraft
	}
	t, err := c.turn(v, by, now)
	if err != nil {
		return Change{}, err
	}
	e.Media = append(slices.Clone(e.Media), w.Media...)
	slices.SortStableFunc(e.Media, func(a, b Media) int { return cmp.Compare(a.Message, b.Message) })
	e.Text, e.Revision = strings.TrimSpace(e.Text+"\n"+w.Text), e.Revision+1
	t.ch.Entries = append(t.ch.Entries, e)
	t.link(w.Ref, e.Seq)
	n := Notice{To: c.Resident, Kind: TellAnswer, Entry: e.Seq, From: e.By, NotBefore: e.At.Add(together)}
	switch e.Kind {
	case Sketch:
		n = Notice{To: e.For, Kind: TellDrafted, Entry: e.Seq, Priority: 1, NotBefore: n.NotBefore, Key: "drafted:" + string(c.Number) + ":" + seq(e)}
	case Question:
		n.Kind = TellQuestion
	}
	if i := c.prior(e.Seq); i >= 0 {
		n.NotBefore = latest(n.NotBefore, c.Priors[i].Until)
	}
	if e.Kind != Note {
		t.tell(n)
	}
	if e.Kind == Answer || e.Kind == Question {
		t.ch.Recalled = append(t.ch.Recalled, Recalled{Case: c.Number, Entry: e.Seq, To: c.Resident, Anew: true})
	}
	return t.end(seq(e))
}

// Append adds a further piece of an album to the entry of its first, and reports
// whether there is one that hasn't gone out.
func (d *Desk) Append(ctx context.Context, once Once, by Person, n Number, w Words) (joined bool, err error) {
	album := Entry{Media: w.Media}.album()
	if album == "" {
		return false, nil
	}
	_, err = d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		joined = false
		th, err := d.store.Thread(ctx, by, n)
		if err != nil {
			return Change{}, err
		}
		for _, e := range slices.Backward(th.Entries) {
			said := e.Kind == Answer || e.Kind == Question || e.Kind == Note || e.waits()
			if said && e.By == by.ID && e.album() == album {
				joined = true
				return c.Append(by, e, w, now)
			}
		}
		return Change{}, nil
	})
	if ReasonOf(err) == AlreadySent {
		return false, nil
	}
	return joined && err == nil, err
}
