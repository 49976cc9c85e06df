package handlers

import (
	"context"

	"liaison/bot"
	"liaison/casework"
)

// floods lists whose messages are kept back, or takes up what is kept of one.
func (c *chat) floods(ctx context.Context, t talk) (bot.Screen, error) {
	who := casework.PersonID(t.press.arg(0))
	if t.Kind != bot.Press || who == "" {
		return c.floodList(ctx, t)
	}
	now, err := c.desk.TakeUp(ctx, t.once, t.by, who)
	if err != nil {
		return bot.Screen{}, err
	}
	s, err := c.floodList(ctx, t)
	line := t.say.Say("screen.floods.taken", "number", now.Number)
	s.Edit, s.Toast, s.Text = true, line, line+"\n\n"+s.Text
	return s, err
}

func (c *chat) floodList(ctx context.Context, t talk) (bot.Screen, error) {
	list, err := c.desk.Floods(ctx, t.by, listed+1)
	if err != nil {
		return bot.Screen{}, err
	}
	if len(list) == 0 {
		return plain(t.say.Say("screen.floods.none")), nil
	}
	p := new(page)
	p.line(t.say.Say("screen.floods.title"))
	for _, f := range list[:min(len(list), listed)] {
		p.gap()
		p.line(c.kept(t, f))
		label := t.say.Say("screen.button.take_up", "alias", alias(f))
		p.row(bot.Button{Label: label, Data: data(pressFlood, string(f.Person))})
	}
	if len(list) > listed {
		p.gap()
		p.line(t.say.Say("screen.floods.more"))
	}
	return bot.Screen{Body: p.body()}, nil
}

func alias(f casework.Flood) string {
	return casework.Person{ID: f.Person, Role: casework.Resident}.Alias()
}

// kept says in a line how much is kept back of a resident, and since when.
func (c *chat) kept(t talk, f casework.Flood) string {
	when := t.say.DayTime(f.First, c.desk.Now(), c.zone())
	return t.say.Count("screen.floods.line", f.Count, "who", t.say.Say("name.resident", "alias", alias(f)), "when", when)
}

// keptBack is the line about floods in the overview; none while nothing is kept back.
func (c *chat) keptBack(ctx context.Context, t talk) (line string, key []bot.Button, err error) {
	list, err := c.desk.Floods(ctx, t.by, listed)
	if err != nil || len(list) == 0 {
		return "", nil, err
	}
	total := 0
	for _, f := range list {
		total += f.Count
	}
	return t.say.Count("screen.floods.count", total), []bot.Button{{Label: t.say.Say("screen.button.floods"), Data: data(pressFlood)}}, nil
}

// slower asks a resident to write less in a minute, or says that nothing of theirs is passed on.
func (v view) slower(casework.Notice) *page {
	p := new(page)
	if !v.by.Barred.IsZero() {
		p.line(v.Say("barred.kept"))
		p.line(v.Say("barred.hint"))
		return p
	}
	p.line(v.Say("slower.kept"))
	p.line(v.Say("slower.hint"))
	return p
}

// flooded tells staff that messages are kept back.
func (v view) flooded(casework.Notice) *page {
	p := new(page)
	p.title(v.Say("flood.title"))
	p.line(v.Say("flood.hint"))
	p.row(v.press("floods", pressFlood))
	return p
}
