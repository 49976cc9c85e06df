package handlers

import (
	"slices"
	"strconv"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

func (v view) consent(n casework.Notice) *page {
	if !v.by.Agreed.IsZero() {
		return nil
	}
	p := new(page)
	v.care(p)
	p.title(v.Say("consent.title"))
	if n.Case != "" {
		p.line(v.Say("consent.safe"))
	}
	p.gap()
	if v.thread.Case.Protected {
		p.line(v.guarded())
	} else {
		p.line(v.Say("consent.who", "office", v.office.Called(v.Language())))
	}
	p.line(v.Say("consent.alias", "who", v.Say("name.resident", "alias", v.by.Alias())))
	p.line(v.Say("consent.kept"))
	p.line(v.Say("consent.more"))
	p.row(v.press("agree", pressAgree))
	p.row(v.languages()...)
	return p
}

// languages are buttons to the languages that aren't spoken just now.
func (v view) languages() []bot.Button {
	var row []bot.Button
	for _, l := range words.Languages() {
		if l.Code != v.Language() {
			row = append(row, bot.Button{Label: l.Name, Data: data(pressLanguage, l.Code)})
		}
	}
	return row
}

func (v view) receipt(casework.Notice) *page {
	p := new(page)
	v.care(p)
	p.title(v.Say("receipt.title", "number", v.thread.Case.Number))
	v.standing(p)
	if taker := v.taker(); taker != "" {
		p.line(taker)
	}
	if v.thread.Case.Open() && !v.by.Visited() {
		p.gap()
		p.line(v.Say("receipt.hint"))
	}
	if e, ok := v.entry(1); ok {
		p.reply = v.replyTo(e)
	}
	row := v.correctable()
	p.row(append(row, v.press("cases", pressCases))...)
	return p
}

// status is the receipt as it would be now, in its place.
func (v view) status(n casework.Notice) *page {
	if v.shown.Message == 0 || v.thread.Case.Status == casework.Held {
		return nil
	}
	p := v.receipt(n)
	p.edit = v.shown.Message
	return p
}

// signs are the reactions that tell how far the resident's words are.
var signs = map[casework.Progress]string{casework.HeardWords: "👀", casework.InWork: "✍", casework.Done: "👌"}

// marked puts a sign on the resident's newest words.
func (v view) marked(casework.Notice) *page {
	for _, e := range slices.Backward(v.thread.Entries) {
		if e.Kind == casework.Said && e.By == v.by.ID && v.replyTo(e) != 0 {
			return &page{react: v.replyTo(e), mark: signs[v.thread.Case.Progress()]}
		}
	}
	return nil
}

// standing says under which topic a case is and what comes next.
func (v view) standing(p *page) {
	if topic := v.topic(); topic != "" {
		p.line(v.Say("topic.line", "topic", topic))
	}
	if words := v.because(); words != "" && v.thread.Case.Status == casework.Queued && !v.by.Visited() {
		p.line(v.Say("because.receipt", "words", words))
	}
	p.line(v.clock())
}

// correctable is the button that changes the topic, while it may be changed.
func (v view) correctable() []bot.Button {
	switch c := v.thread.Case; {
	case c.Protected:
	case c.Status == casework.Unsorted, c.Status == casework.Queued:
		return []bot.Button{v.button("topic", pressTopic)}
	}
	return nil
}

func (v view) added(n casework.Notice) *page {
	e, ok := v.entry(n.Entry)
	if !ok || e.Kind != casework.Said {
		return nil
	}
	p := new(page)
	number, topic := v.thread.Case.Number, v.topic()
	if topic == "" {
		p.title(v.Say("added.title", "number", number))
	} else {
		p.title(v.Say("added.topic", "number", number, "topic", topic))
	}
	if v.thread.Case.Open() {
		p.line(v.clock())
	}
	p.reply = v.replyTo(e)
	if e.Seq > 1 && v.thread.Case.Status != casework.Held {
		p.row(v.button("split", pressSplit, strconv.Itoa(e.Seq)), v.button("move", pressMove, strconv.Itoa(e.Seq)))
	}
	return p
}

func (v view) sorted(casework.Notice) *page {
	c := v.thread.Case
	if !c.Open() || c.Status == casework.Held {
		return nil
	}
	p := new(page)
	p.title(v.Say("sorted.title", "number", c.Number))
	v.standing(p)
	p.row(v.correctable()...)
	return p
}

func (v view) question(n casework.Notice) *page {
	e, ok := v.entry(n.Entry)
	if !ok {
		return nil
	}
	p := new(page)
	p.title(v.Say("question.title", "name", v.speaker(e), "number", v.thread.Case.Number))
	v.words(p, e)
	v.changed(p, e)
	p.reply = v.own(e)
	if v.thread.Case.Status == casework.Asked && !v.by.Visited() {
		p.line(v.Say("question.hint"))
	}
	return p
}

func (v view) answer(n casework.Notice) *page {
	e, ok := v.entry(n.Entry)
	if !ok {
		return nil
	}
	p := new(page)
	name, number := v.speaker(e), v.thread.Case.Number
	if v.adds(e) {
		p.title(v.Say("answer.addition", "name", name, "number", number))
	} else {
		p.title(v.Say("answer.title", "name", name, "number", number))
	}
	v.words(p, e)
	v.changed(p, e)
	p.reply = v.own(e)
	if rates := v.rates(); rates != nil {
		p.line(v.Say("answer.helped"))
		p.row(rates...)
	}
	return p
}

// adds reports whether an answer follows another with nothing between them.
func (v view) adds(e casework.Entry) bool {
	before := false
	for _, other := range v.thread.Entries {
		switch {
		case other.Seq >= e.Seq:
		case other.Kind == casework.Answer:
			before = !v.reopenedBetween(other, e)
		case other.Kind == casework.Said || other.Kind == casework.Question:
			before = false
		}
	}
	return before
}

func (v view) reopenedBetween(one, next casework.Entry) bool {
	for _, h := range v.thread.Events {
		if reopens(h) && h.At.After(one.At) && !h.At.After(next.At) {
			return true
		}
	}
	return false
}

// reopens reports an event that opens an answered or closed case again.
func reopens(h casework.Event) bool {
	return h.Verb == casework.DoReopen || h.Verb == casework.DoRate && h.Detail == string(casework.No)
}

// rates are the words with which a resident rates an answer, until they have.
func (v view) rates() []bot.Button {
	if c := v.thread.Case; slices.ContainsFunc(c.Priors, func(p casework.Prior) bool { return c.Unsent(p.Entry, v.now) }) {
		return nil // they haven't seen the answer yet
	}
	if v.thread.Case.Status != casework.Answered || v.thread.Case.Helped != "" || v.by.Visited() {
		return nil // a visitor has no buttons
	}
	return []bot.Button{
		v.button("yes", pressRate, string(casework.Yes)),
		v.button("partly", pressRate, string(casework.Partly)),
		v.button("no", pressRate, string(casework.No)),
	}
}

func (v view) closed(n casework.Notice) *page {
	c := v.thread.Case
	e, worded := v.entry(n.Entry)
	p := new(page)
	switch {
	case c.Status == casework.Closed:
		p.title(v.Say("closed.title", "number", c.Number))
		p.line(v.Say("closed.why." + string(c.Outcome)))
		if worded {
			p.line(v.Say("closed.words", "name", v.speaker(e)))
		}
	case worded: // open again meanwhile: the words were meant to arrive all the same
		p.title(v.Say("closed.late_words", "name", v.name(e.By), "number", c.Number))
	default:
		return nil
	}
	v.words(p, e)
	v.changed(p, e)
	if c.Status == casework.Closed {
		p.line(v.Say("closed.again"))
		p.row(v.button("reopen", pressReopen))
	}
	return p
}

func (v view) reopened(casework.Notice) *page {
	c := v.thread.Case
	if !c.Open() || c.Status == casework.Held {
		return nil
	}
	p := new(page)
	p.title(v.Say("reopened.title", "number", c.Number))
	v.standing(p)
	p.row(v.correctable()...)
	return p
}
