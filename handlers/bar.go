package handlers

import (
	"context"

	"liaison/bot"
	"liaison/casework"
)

// promptBar asks why the author of a case is to be blocked.
func (c *chat) promptBar(ctx context.Context, t talk) (bot.Screen, error) {
	return c.prompt(ctx, t, "screen.prompt.bar", casework.BarIntent)
}

// bar keeps back what the author of a case writes, with the words of the reply as the note why.
func (c *chat) bar(ctx context.Context, t talk, n casework.Number) (bot.Screen, error) {
	now, err := c.desk.Bar(ctx, t.once, t.by, n, t.words())
	if err != nil {
		return bot.Screen{}, err
	}
	s := plain(t.say.Say("screen.bar.done", "who", t.sign(casework.Person{ID: now.Resident, Role: casework.Resident})))
	s.ReplyTo = t.Message
	s.Rows = [][]bot.Button{{{Label: t.say.Say("press.unbar"), Data: data(pressUnbar, string(now.Number))}}}
	return s, nil
}

// unbar lets them write again.
func (c *chat) unbar(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.Unbar(ctx, t.once, t.by, t.press.number())
	if err != nil {
		return bot.Screen{}, err
	}
	return c.card(ctx, t, now, t.say.Say("screen.bar.undone"))
}

// barred lists whose messages are kept and not passed on.
func (c *chat) barred(ctx context.Context, t talk) (bot.Screen, error) {
	list, err := c.desk.Barred(ctx, t.by, listed+1)
	if err != nil {
		return bot.Screen{}, err
	}
	if len(list) == 0 {
		return plain(t.say.Say("screen.bar.none")), nil
	}
	p := new(page)
	p.line(t.say.Say("screen.bar.title"))
	for k, b := range list[:min(len(list), listed)] {
		p.gap()
		when := t.say.DayTime(b.Person.Barred, c.desk.Now(), c.zone())
		p.line(counting(k+1) + t.say.Count("screen.bar.line", b.Kept, "who", t.sign(b.Person), "when", when))
		if b.Newest != "" {
			p.row(bot.Button{Label: counting(k+1) + b.Newest.String(), Data: data(pressCase, string(b.Newest))},
				bot.Button{Label: counting(k+1) + t.say.Say("press.unbar"), Data: data(pressUnbar, string(b.Newest))})
		}
	}
	if len(list) > listed {
		p.gap()
		p.line(t.say.Say("screen.bar.more"))
	}
	return bot.Screen{Body: p.body()}, nil
}
