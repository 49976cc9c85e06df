package handlers

import (
	"slices"
	"strconv"

	"liaison/bot"
	"liaison/casework"
)

// theirs reports whether a case concerns the reader still: a deputy's colleague
// may have it by now, or the deputy may have declined it.
func (v view) theirs() bool {
	c := v.thread.Case
	switch {
	case v.by.Staff():
		return true
	case v.by.Role == casework.Aide:
		return c.Standing(v.by) == casework.Assistant
	case c.Owner != "":
		return c.Owner == v.by.ID || v.by.StandsIn(c.Owner)
	}
	return c.Offered == v.by.ID || !slices.Contains(c.Declined, v.by.ID)
}

// waiting is the card of a case that waits for somebody to do something.
func (v view) waiting(casework.Notice) *page {
	if !v.thread.Case.Open() || !v.theirs() {
		return nil
	}
	return v.whole(v.cardTitle())
}

// following is how many files follow a card at most: as many as an album has.
const following = 10

// whole is the card with the newest of the resident's files after it.
func (v view) whole(title string) *page {
	p := v.card(title)
	for _, e := range v.visible() {
		if e.Kind == casework.Said {
			p.attach(e.Media)
		}
	}
	p.files = p.files[max(0, len(p.files)-following):]
	return p
}

func (v view) more(n casework.Notice) *page {
	e, ok := v.entry(n.Entry)
	if !ok || e.Kind != casework.Said || !v.theirs() {
		return nil
	}
	return v.news(v.Say("more.title", "who", v.name(e.By), "number", v.thread.Case.Number), e)
}

func (v view) edited(n casework.Notice) *page {
	e, ok := v.entry(n.Entry)
	if !ok || e.Kind != casework.Said || !v.theirs() {
		return nil
	}
	return v.news(v.Say("edited.title", "who", v.name(e.By), "number", v.thread.Case.Number), e)
}

// news shows one entry to somebody who knows the case, with the buttons of its card.
func (v view) news(title string, e casework.Entry) *page {
	p := new(page)
	p.title(title)
	v.words(p, e)
	v.dues(p)
	p.rows = v.keys()
	return p
}

// sent tells a deputy what became of their words: a notice that may outlive
// their right to see the case, and then names nothing but its number.
func (v view) sent(n casework.Notice) (what string, e casework.Entry) {
	e, _ = v.entry(n.Entry)
	switch e.Kind {
	case casework.Answer:
		return "answer", e
	case casework.Question:
		return "question", e
	}
	return "words", e
}

func (v view) delivered(n casework.Notice) *page {
	what, e := v.sent(n)
	p := new(page)
	p.line(v.Say("delivered."+what, "number", n.Case))
	p.reply = v.replyTo(e)
	if v.by.Role == casework.Deputy {
		row := []bot.Button{v.press("next", pressNext, string(n.Case))}
		if v.worthKeeping(e) {
			row = append(row, v.press("keep", pressKeep, string(n.Case), strconv.Itoa(n.Entry)))
		}
		p.row(row...)
	}
	return p
}

// worthKept is how long words are that nobody likes to type twice.
const worthKept = 60

// worthKeeping reports whether an answer may serve again. One that was sent with a
// tap is kept already.
func (v view) worthKeeping(e casework.Entry) bool {
	return e.Kind == casework.Answer && e.By == v.by.ID && e.Ref.Message != 0 && bot.Units(e.Text) >= worthKept
}

func (v view) undelivered(n casework.Notice) *page {
	what, e := v.sent(n)
	p := new(page)
	p.title(v.Say("undelivered."+what, "number", n.Case))
	p.reply = v.replyTo(e)
	resident, known := v.people[v.thread.Case.Resident]
	switch {
	case !known: // no longer the deputy's to see, and neither is why
		return p
	case resident.Blocked:
		p.line(v.Say("undelivered.blocked"))
		p.line(v.Say("undelivered.blocked_next"))
		return p
	}
	p.line(v.Say("undelivered.refused"))
	p.line(v.Say("undelivered.refused_next"))
	return p
}

func (v view) movedAway(n casework.Notice) *page {
	c := v.thread.Case
	if c.Open() && (c.Owner == v.by.ID || c.Owner == "" && c.Offered == v.by.ID) {
		return nil
	}
	p := new(page)
	p.title(v.Say("moved.title", "number", n.Case))
	switch {
	case c.Number == "": // no longer the reader's to see
	case c.Status == casework.Closed:
		p.line(v.Say("moved.closed", "outcome", v.Outcome(c.Outcome)))
	case v.deputy() != "":
		p.line(v.Say("moved.to", "name", v.deputy()))
	}
	p.line(v.Say("moved.done"))
	return p
}
