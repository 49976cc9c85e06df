package handlers

import (
	"strconv"

	"liaison/casework"
)

func (v view) unsortedCard(casework.Notice) *page {
	if v.thread.Case.Status != casework.Unsorted {
		return nil
	}
	return v.whole(v.cardTitle())
}

func (v view) nobody(casework.Notice) *page {
	c := v.thread.Case
	if c.Status != casework.Queued || c.Offered != "" {
		return nil
	}
	p := v.whole(v.Say("nobody.title", "number", c.Number))
	p.note(v.Say("nobody.hint"))
	return p
}

// doubtful asks staff to decide about a message of which nobody knows whether it arrived.
func (v view) doubtful(n casework.Notice) *page {
	if v.about.State != casework.Uncertain {
		return nil
	}
	p := new(page)
	p.title(v.Say("doubtful.title"))
	key := "doubtful.to"
	if v.about.Copies < 2 {
		key = "doubtful.restored"
	}
	p.line(v.Say(key, "name", v.name(v.about.To)))
	if n.Case != "" {
		p.line(v.Say("doubtful.case", "number", n.Case))
	}
	if e, ok := v.entry(n.Entry); ok {
		v.words(p, e)
	}
	p.line(v.Say("doubtful.hint"))
	id := strconv.FormatInt(int64(n.About), 10)
	p.row(v.press("resend", pressResend, id), v.press("arrived", pressArrived, id))
	return p
}

func (v view) unreached(n casework.Notice) *page {
	p := new(page)
	p.title(v.Say("unreached.title", "name", v.name(v.about.To)))
	to, known := v.people[v.about.To]
	if known && !to.Told() {
		p.line(v.Say("unreached.blocked"))
	}
	if n.Case != "" {
		p.line(v.Say("unreached.case", "number", n.Case))
	}
	if to.Role == casework.Resident {
		return p
	}
	p.line(v.Say("unreached.hint"))
	if c := v.thread.Case; c.Open() && c.Number != "" && c.Status != casework.Held {
		p.row(v.button("assign", pressAssign))
	}
	return p
}

func (v view) stray(casework.Notice) *page {
	return v.brief("stray.title", "stray.kept")
}

func (v view) room(casework.Notice) *page {
	return v.brief("room.title", "room.hint")
}

func (v view) roomless(casework.Notice) *page {
	return v.brief("roomless.title", "roomless.hint")
}

// gap tells that residents' messages may be lost.
func (v view) gap(n casework.Notice) *page {
	p := new(page)
	p.title(v.Say("gap.title"))
	if since := n.GapSince(); !since.IsZero() {
		p.line(v.Say("gap.since", "when", v.when(since)))
	}
	p.line(v.Say("gap.hint"))
	return p
}

// brief is a notice of a title and a line, by their keys.
func (v view) brief(title, line string) *page {
	p := new(page)
	p.title(v.Say(title))
	p.line(v.Say(line))
	return p
}
