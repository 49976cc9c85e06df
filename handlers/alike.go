package handlers

import (
	"context"

	"liaison/bot"
	"liaison/casework"
)

// calledMatter names a matter to residents: by its title, else by its topic.
func (v view) calledMatter(w casework.Crowd) string {
	if w.Title != "" {
		return w.Title
	}
	return v.Topic(v.office, w.Topic)
}

// alike asks a resident whether they follow a matter about which others have written.
// They see how many, and what it is called; nobody's words.
func (v view) alike(casework.Notice) *page {
	c := v.thread.Case
	if c.Matter == 0 || c.Follows || !c.Open() || v.others.People < 2 || v.people[c.Resident].Visited() {
		return nil
	}
	p := new(page)
	p.title(v.Count("alike.title", v.others.People, "number", c.Number))
	p.line(v.Say("alike.about", "about", v.calledMatter(v.others)))
	p.line(v.Say("alike.hint"))
	p.row(v.button("follow", pressFollow), v.button("different", pressDifferent))
	return p
}

// follow keeps that a resident's case counts to a matter, and shows how to leave it.
func (c *chat) follow(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.Follow(ctx, t.once, t.by, t.press.number())
	if err != nil {
		return bot.Screen{}, err
	}
	s := plain(t.say.Say("screen.follow.done", "number", now.Number.String()))
	s.Edit = true
	s.Rows = [][]bot.Button{{
		{Label: t.say.Say("press.different"), Data: data(pressDifferent, string(now.Number))},
		{Label: t.say.Say("press.cases"), Data: data(pressCases)},
	}}
	return s, nil
}

// different takes a resident's case out of a matter, and shows how to come back.
func (c *chat) different(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.Part(ctx, t.once, t.by, t.press.number())
	if err != nil {
		return bot.Screen{}, err
	}
	s := plain(t.say.Say("screen.different.done", "number", now.Number.String()))
	s.Edit = true
	s.Rows = [][]bot.Button{{
		{Label: t.say.Say("press.follow_again"), Data: data(pressFollow, string(now.Number))},
		{Label: t.say.Say("press.cases"), Data: data(pressCases)},
	}}
	return s, nil
}

// gathered says on a card that others write about the same.
func (v view) gathered(p *page) {
	w := v.others
	if w.People < 2 {
		return
	}
	p.line(v.Count("card.alike", w.People))
	if w.Title != "" {
		p.line(v.Say("card.matter", "title", w.Title))
	}
	if v.thread.Case.Copied {
		p.line(v.Say("card.copied"))
	}
	if v.personal != "" {
		p.line(v.Say("card.added", "words", v.personal))
	}
}

// alikeKeys lead from a card to its matter, and take the case out of it.
func (v view) alikeKeys() []bot.Button {
	c := v.thread.Case
	switch {
	case v.by.Role == casework.Resident && c.Matter != 0 && v.others.People > 1 && c.Follows:
		return []bot.Button{v.button("different", pressDifferent)}
	case v.by.Role == casework.Resident && c.Matter != 0 && v.others.People > 1:
		return []bot.Button{v.button("follow", pressFollow), v.button("different", pressDifferent)}
	case c.Protected:
		return nil
	case v.by.Staff() && c.Matter != 0:
		return []bot.Button{v.press("matter", pressMatter, c.Matter.String()), v.button("apart", pressApart)}
	case v.by.Role == casework.Deputy && c.Matter != 0 && c.Open() && v.others.People > 1:
		return []bot.Button{v.button("all", pressAll)}
	case v.by.Staff() && c.Left != 0:
		return []bot.Button{v.button("putback", pressPutBack)}
	}
	return nil
}
