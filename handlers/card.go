package handlers

import (
	"context"
	"fmt"
	"slices"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

// Card shows a case to a deputy or to staff, with the buttons that fit it now.
func (r *Renderer) Card(ctx context.Context, by casework.Person, c casework.Case) (bot.Body, error) {
	thread, err := r.desk.Thread(ctx, by, c.Number)
	if err != nil {
		return bot.Body{}, fmt.Errorf("read case %s: %w", c.Number, err)
	}
	v, err := r.view(ctx, by, thread)
	if err != nil {
		return bot.Body{}, err
	}
	return v.orWords(v.card(v.cardTitle()).body()), nil
}

// Row is a case in one line of a list.
func (r *Renderer) Row(s words.Speech, c casework.Case) string {
	office := r.desk.Office()
	topic := s.Topic(office, c.Topic)
	if topic == "" {
		topic = s.Say("topic.none")
	}
	return s.Say("row.line", "number", c.Number, "topic", topic, "state", s.State(c, r.desk.Now(), office.Zone))
}

// card shows, from the top: what it is, the matter in the person's own words,
// who and since when, what is due, and what can be done.
func (v view) card(title string) *page {
	p := new(page)
	p.title(title)
	if v.thread.Case.Protected {
		p.line(v.reasons())
	}
	if v.thread.Case.Signals.Has(casework.Spam) {
		p.line(v.Say("card.spam"))
	}
	if v.thread.Case.Urgent {
		p.line(v.Say("card.urgent"))
	}
	if topic := v.topic(); topic != "" {
		p.line(v.Say("topic.line", "topic", topic))
	}
	v.guessed(p)
	v.gathered(p)
	v.matter(p)
	v.joined(p)
	v.came(p)
	c := v.thread.Case
	if !v.people[c.Resident].Barred.IsZero() && v.by.Staff() {
		p.line(v.Say("card.barred", "when", v.when(v.people[c.Resident].Barred)))
	}
	if v.people[c.Resident].Visited() {
		p.line(v.Say("card.window"))
	}
	if c.Owner != "" && c.Owner != v.by.ID && c.Status != casework.Taken {
		p.line(v.Say("card.with", "name", v.name(c.Owner)))
	}
	v.dues(p)
	p.rows = v.keys()
	return p
}

func (v view) cardTitle() string {
	c := v.thread.Case
	switch {
	case c.Protected && c.Status == casework.Unsorted:
		return v.Say("protected.title", "number", c.Number)
	case c.Status == casework.Unsorted, c.Status == casework.Held:
		return v.Say("card.unsorted", "number", c.Number)
	case c.Status == casework.Asked:
		return v.Say("card.asked", "number", c.Number)
	case c.Status == casework.Answered:
		return v.Say("card.answered", "number", c.Number)
	case c.Status == casework.Closed:
		return v.Say("card.closed", "number", c.Number, "outcome", v.Outcome(c.Outcome))
	case c.Owner != "" && c.Owner == v.by.ID:
		return v.Say("card.mine", "number", c.Number)
	case v.by.StandsIn(c.Owner):
		return v.Say("card.cover", "number", c.Number, "name", v.name(c.Owner))
	case c.Owner != "":
		return v.Say("card.taken", "number", c.Number, "name", v.name(c.Owner))
	case c.Offered != "" && c.Offered == v.by.ID:
		return v.Say("card.yours", "number", c.Number)
	case c.Offered != "":
		return v.Say("card.offered", "number", c.Number, "name", v.standsFor(c.Offered))
	}
	return v.Say("card.nobody", "number", c.Number)
}

// wholeUpTo is how long a matter may be to be shown whole on a card.
const wholeUpTo = 1500

// matter shows the thread: whole when it is short, else from the resident's
// newest words on; what is left out is counted.
func (v view) matter(p *page) {
	shown := v.visible()
	total, from := 0, 0
	for i, e := range shown {
		total += bot.Units(e.Text)
		if e.Kind == casework.Said {
			from = i
		}
	}
	if total > wholeUpTo && from > 0 {
		p.note(v.Count("entry.earlier", from))
		shown = shown[from:]
	}
	p.picture(newestPhoto(shown))
	if len(shown) == 1 && shown[0].Kind == casework.Said {
		v.alone(p, shown[0])
		return
	}
	for _, e := range shown {
		p.line(v.heading(e, v.ago(e.At)))
		v.said(p, e)
	}
}

// alone shows the one message of a case, and under it who wrote it and when.
func (v view) alone(p *page, e casework.Entry) {
	v.said(p, e)
	p.line(v.Say("card.who", "who", v.name(e.By), "ago", v.ago(e.At)))
}

// said shows an entry among others, a long one folded.
func (v view) said(p *page, e casework.Entry) {
	v.answering(p, e)
	p.fold(e.Text)
	v.with(p, e)
	if !e.Edited.IsZero() && e.Kind == casework.Said {
		p.note(v.Say("entry.changed", "when", v.ago(e.Edited)))
	}
}

// visible is the part of the thread that is shown: a draft went to nobody yet,
// what was moved away is elsewhere, and notes aren't for the resident. Aides see
// what they drafted while it can be decided on.
func (v view) visible() []casework.Entry {
	var list []casework.Entry
	for _, e := range v.thread.Entries {
		_, shown := v.entry(e.Seq)
		if v.by.ID == v.thread.Case.Resident && v.thread.Case.Unsent(e.Seq, v.now) {
			continue
		}
		switch e.Kind {
		case casework.Moved, casework.Draft, casework.Scrapped:
			shown = false
		case casework.Sketch:
			shown = e.By == v.by.ID && e.Text != "" && !v.overtaken(e)
		}
		if shown {
			list = append(list, e)
		}
	}
	return list
}

// overtaken reports whether more than notes came after an aide's draft.
func (v view) overtaken(e casework.Entry) bool {
	return slices.ContainsFunc(v.thread.Entries, func(o casework.Entry) bool {
		return o.Seq > e.Seq && o.Kind != casework.Note
	})
}

// newestPhoto finds the files of the newest words of a resident that carry a photo.
func newestPhoto(list []casework.Entry) []casework.Media {
	var found []casework.Media
	for _, e := range list {
		for _, m := range e.Media {
			if m.Kind == "photo" && e.Kind == casework.Said {
				found = e.Media
			}
		}
	}
	return found
}

// heading says who contributed an entry, what it is, and when.
func (v view) heading(e casework.Entry, when string) string {
	name := v.speaker(e)
	if e.By == v.by.ID && e.For == "" {
		name = v.Say("name.you")
	}
	switch e.Kind {
	case casework.Question:
		return v.Say("entry.question", "name", name, "when", when)
	case casework.Answer:
		return v.Say("entry.answer", "name", name, "when", when)
	case casework.Remark:
		return v.Say("entry.remark", "name", name, "when", when)
	case casework.Delay:
		return v.Say("entry.delay", "name", name, "when", when)
	case casework.Sketch:
		return v.Say("entry.draft", "when", when)
	case casework.Note:
		return v.Say("entry.note", "name", name, "when", when)
	}
	return v.Say("entry.said", "name", name, "when", when)
}

// dues are by when something is to be done, and how much time is left.
func (v view) dues(p *page) {
	for _, line := range v.Dues(v.thread.Case, v.now, v.office.Zone) {
		p.line(line)
	}
}
