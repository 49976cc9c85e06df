package handlers

import (
	"errors"

	"liaison/bot"
	"liaison/casework"
)

// errOutOfReach says that words can't be changed where they stand.
var errOutOfReach = errors.New("the message can't be changed any more")

// amended is an entry as it reads now, in the message that shows it; nothing
// while it is still to come, since it comes as it is.
func (v view) amended(n casework.Notice) *page {
	e, ok := v.entry(n.Entry)
	if !ok || v.shown.Message == 0 {
		return nil
	}
	var p *page
	switch e.Kind {
	case casework.Answer:
		p = v.answer(n)
	case casework.Question:
		p = v.question(n)
	case casework.Remark:
		p = v.closed(n)
	case casework.Delay:
		p = v.extended(n)
	}
	if p == nil {
		return nil
	}
	p.edit, p.files, p.reply = v.shown.Message, nil, 0
	return p
}

// changed says that words were changed, where they show in the place of older ones.
func (v view) changed(p *page, e casework.Entry) {
	if v.shown.Message != 0 && !e.Edited.IsZero() {
		p.note(v.Say("amended.when", "when", v.when(e.Edited)))
	}
}

// reaches reports whether a body can take the place of what the notice is about.
func (v view) reaches(b bot.Body, n casework.Notice) bool {
	e, _ := v.entry(n.Entry)
	return b.Empty() || v.shown.Amendable(e, v.now) && len(bot.Split(b)) == 1
}

// corrected says anew what can't be changed where it stands.
func (v view) corrected(n casework.Notice) *page {
	e, ok := v.entry(n.Entry)
	if !ok {
		return nil
	}
	p := new(page)
	p.title(v.Say("corrected.title", "name", v.speaker(e), "number", v.thread.Case.Number))
	p.quote(e.Text)
	p.reply = v.shown.Message
	if rates := v.rates(); e.Kind == casework.Answer && rates != nil {
		p.line(v.Say("answer.helped"))
		p.row(rates...)
	}
	return p
}
