package handlers

import (
	"context"
	"time"

	"liaison/casework"
)

// Held is when a notice may go out at the earliest, since its reader isn't to be
// disturbed; zero: now. It goes by the person and the case as they are now. What
// can't be read holds nothing back.
func (r *Renderer) Held(ctx context.Context, n casework.Notice) time.Time {
	if n.Body != nil || n.Account == 0 || !n.Kind.Waits() {
		return time.Time{}
	}
	to, err := r.desk.Person(ctx, n.To)
	if err != nil {
		return time.Time{}
	}
	office, now := r.desk.Office(), r.desk.Now()
	until := office.HeldUntil(n, to, casework.Case{}, now)
	if until.IsZero() || n.Case == "" {
		return until
	}
	t, err := r.desk.Thread(ctx, to, n.Case)
	if err != nil {
		return until
	}
	return office.HeldUntil(n, to, t.Case, now)
}

// unclaimed tells a deputy that nobody has taken a case of their topic in time.
func (v view) unclaimed(casework.Notice) *page {
	c := v.thread.Case
	if c.Status != casework.Queued || !v.theirs() {
		return nil
	}
	return v.card(v.Say("remind.unclaimed", "number", c.Number))
}

// reminder tells the owner of a case, or who stands in for them, that it is due or late.
func (v view) reminder(casework.Notice) *page {
	c := v.thread.Case
	if c.Status != casework.Taken && c.Status != casework.Asked || c.Owner != v.by.ID && !v.by.StandsIn(c.Owner) {
		return nil
	}
	title := v.Say("remind.due", "number", c.Number, "by", v.term(c.AnswerBy))
	switch {
	case c.Late(v.now):
		title = v.Say("remind.late", "number", c.Number)
	case c.Urgent:
		title = v.Say("remind.urgent", "number", c.Number)
	}
	return v.card(title)
}

// silent tells who asked that the resident hasn't replied.
func (v view) silent(casework.Notice) *page {
	c := v.thread.Case
	if c.Status != casework.Asked || !v.theirs() {
		return nil
	}
	return v.card(v.Say("remind.silent", "number", c.Number))
}

// late tells staff what has waited too long, and for whom.
func (v view) late(casework.Notice) *page {
	c, title := v.thread.Case, ""
	switch c.Status {
	case casework.Unsorted:
		title = v.Say("remind.unsorted", "number", c.Number)
	case casework.Queued:
		title = v.Say("remind.unclaimed", "number", c.Number)
	case casework.Taken:
		title = v.Say("remind.owed", "number", c.Number, "name", v.name(c.Owner))
	case casework.Asked:
		title = v.Say("remind.silent", "number", c.Number)
	default:
		return nil
	}
	return v.card(title)
}

// extended tells the resident the new date and why.
func (v view) extended(n casework.Notice) *page {
	e, ok := v.entry(n.Entry)
	if !ok {
		return nil
	}
	p := new(page)
	p.title(v.Say("extended.title", "name", v.name(e.By), "number", v.thread.Case.Number))
	v.words(p, e)
	v.changed(p, e)
	if v.thread.Case.Open() {
		p.line(v.clock())
	}
	return p
}

// digest tells what waits this morning; nothing if nothing does.
func (v view) digest(casework.Notice) *page {
	m := v.morning
	if m.Nothing() {
		return nil
	}
	p := new(page)
	p.title(v.Say("digest.title"))
	for _, line := range []struct {
		key string
		n   int
	}{{"waiting." + digestRole(v.by), m.Waiting}, {"work", m.InWork}, {"today", m.Today}, {"late", m.Late}} {
		if line.n > 0 {
			p.line(v.Count("digest."+line.key, line.n))
		}
	}
	if v.by.Role == casework.Deputy {
		p.row(v.press("digest", pressNext))
		return p
	}
	p.line(v.Say("digest.staff"))
	return p
}

func digestRole(p casework.Person) string {
	if p.Staff() {
		return "staff"
	}
	return "deputy"
}
