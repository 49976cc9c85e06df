package casework

import (
	"context"
	"strings"
	"time"
)

// Note keeps words between deputies and staff. Who has the case is told of those of others.
func (c Case) Note(by Person, w Words, now time.Time) (Change, error) {
	t, err := c.speaking(DoNote, by, w, now)
	if err != nil {
		return Change{}, err
	}
	e := t.write(Note, w)
	to := c.Owner
	if to == "" && t.settled().IsZero() {
		to = c.Offered
	}
	if to != "" && to != by.ID {
		t.tell(Notice{To: to, Kind: TellNote, Entry: e.Seq, Priority: 1})
	}
	return t.end(seq(e))
}

// Note keeps words to a case that no resident sees.
func (d *Desk) Note(ctx context.Context, once Once, by Person, n Number, w Words) (Case, error) {
	w.Text = strings.TrimSpace(w.Text)
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		return c.Note(by, w, now)
	})
}
