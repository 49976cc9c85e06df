package casework

import (
	"context"
	"strings"
	"time"
)

// furthest is how much later than promised an answer may come, whatever the topic.
const furthest = 15 * 24 * time.Hour

// Extend moves the promised date once, by the topic's own term and fifteen days
// at most. The resident is told the new date and the reason.
func (c Case) Extend(by Person, q Queue, w Words, now time.Time) (Change, error) {
	t, err := c.speaking(DoExtend, by, w, now)
	switch {
	case err != nil:
		return Change{}, err
	case c.Extended:
		return Change{}, conflict(AlreadyExtended, c, c.Owner)
	case c.AnswerBy.IsZero():
		return Change{}, conflict(NotWaiting, c, "")
	}
	from := latest(c.AnswerBy, now)
	t.c.AnswerBy, t.c.Extended = q.Calendar.by(from, q.Topic.Answer, q.Topic.AnswerDays), true
	if most := from.Add(furthest); t.c.AnswerBy.After(most) || !t.c.AnswerBy.After(from) {
		t.c.AnswerBy = most
	}
	e := t.write(Delay, w)
	t.tell(Notice{To: c.Resident, Kind: TellExtended, Entry: e.Seq, From: by.ID})
	return t.end(seq(e))
}

// Extend moves the promised date of a case, with the reason for the resident.
func (d *Desk) Extend(ctx context.Context, once Once, by Person, n Number, w Words) (Case, error) {
	w.Text = strings.TrimSpace(w.Text)
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		q, err := d.queueOf(ctx, c.Topic)
		if err != nil {
			return Change{}, err
		}
		return c.Extend(by, q, w, now)
	})
}

// Urge marks a case urgent, or no longer. Who has it is told at once.
func (c Case) Urge(by Person, urgent bool, now time.Time) (Change, error) {
	t, err := c.turn(DoUrge, by, now)
	if err != nil {
		return Change{}, err
	}
	if c.Urgent == urgent {
		return Change{}, nil
	}
	t.c.Urgent = urgent
	if !urgent {
		return t.end("no")
	}
	if c.Owner != "" && c.Owner != by.ID {
		t.remindOf(TellReminder, c.Owner)
	} else if c.Status == Queued && c.Offered != "" {
		t.tell(Notice{To: c.Offered, Kind: TellCard, Priority: 1, NotBefore: t.settled(), Key: "urgent:" + string(c.Number)})
	}
	return t.end("yes")
}

// Urge marks a case urgent, or no longer.
func (d *Desk) Urge(ctx context.Context, once Once, by Person, n Number, urgent bool) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) { return c.Urge(by, urgent, now) })
}
