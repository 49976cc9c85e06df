package casework

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
)

// together is how long a deputy's news of an album waits for its other pieces.
const together = 5 * time.Second

// recent is in how many of a resident's newest cases the rest of an album is looked for.
const recent = 3

// album names what an entry's files came in together; empty for single ones.
func (e Entry) album() string {
	if len(e.Media) == 0 {
		return ""
	}
	return e.Media[0].Album
}

// gathered finds the entry that has the first pieces of a message's album.
func (d *Desk) gathered(ctx context.Context, m Message, cv Conversation) (Case, Entry, error) {
	album := Entry{Media: m.Media}.album()
	if album == "" {
		return Case{}, Entry{}, nil
	}
	for _, c := range cv.Cases[:min(recent, len(cv.Cases))] {
		th, err := d.store.Thread(ctx, m.From, c.Number)
		if err != nil {
			return Case{}, Entry{}, err
		}
		for _, e := range slices.Backward(th.Entries) {
			if e.Kind == Said && e.By == m.From.ID && e.album() == album {
				return th.Case, e, nil
			}
		}
	}
	return Case{}, Entry{}, nil
}

func (d *Desk) gather(ctx context.Context, c Case, e Entry, m Message, err error) (Change, error) {
	if err != nil {
		return Change{}, err
	}
	v, q, err := d.judgeWhole(ctx, c, m)
	if err != nil {
		return Change{}, err
	}
	return c.Gather(m, e, v, q, d.now())
}

// Gather adds a further piece of an album to the entry of its first. They come in
// any order, and stand in that in which they were sent.
func (c Case) Gather(m Message, e Entry, v Verdict, q Queue, now time.Time) (Change, error) {
	t, err := c.turn(DoReceive, m.From, now)
	if err != nil {
		return Change{}, err
	}
	t.c.Heard = now
	e.Media = append(slices.Clone(e.Media), m.Media...)
	slices.SortStableFunc(e.Media, func(a, b Media) int { return cmp.Compare(a.Message, b.Message) })
	e.Text, e.Revision = strings.TrimSpace(e.Text+"\n"+m.Text), e.Revision+1
	t.ch.Entries = append(t.ch.Entries, e)
	t.link(m.Ref, e.Seq)
	switch {
	case c.Status == Held:
	case c.beingWritten(now):
		t.resort(v, q)
	default:
		t.tellMore(e)
	}
	return t.end(seq(e))
}
