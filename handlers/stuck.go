package handlers

import (
	"context"
	"math"
	"strconv"

	"liaison/bot"
	"liaison/casework"
)

// undelivered lists what could not be delivered or may not have been, the newest
// first. What is in doubt is decided here as on the question about it.
func (c *chat) undelivered(ctx context.Context, t talk) (bot.Screen, error) {
	before := casework.NoticeID(math.MaxInt64)
	if t.Kind == bot.Press {
		before = t.press.notice()
	}
	list, err := c.books.Undelivered(ctx, t.by, before, listed+1)
	if err != nil {
		return bot.Screen{}, err
	}
	if len(list) == 0 {
		return plain(t.say.Say("screen.undelivered.none")), nil
	}
	p := new(page)
	p.line(t.say.Say("screen.undelivered.title"))
	for i, u := range list[:min(len(list), listed)] {
		c.stuck(ctx, t, p, i+1, u)
	}
	if len(list) > listed {
		last := strconv.FormatInt(int64(list[listed-1].ID), 10)
		p.row(bot.Button{Label: t.say.Say("screen.button.more"), Data: data(pressUndelivered, last)})
	}
	return bot.Screen{Body: p.body()}, nil
}

// stuck is the k-th of the list with what can be done about it.
func (c *chat) stuck(ctx context.Context, t talk, p *page, k int, u casework.Undelivered) {
	who := t.say.Say("name.somebody")
	if to, err := c.desk.Person(ctx, u.To); err == nil {
		who = t.sign(to)
	}
	why := "refused"
	switch {
	case u.State == casework.Uncertain:
		why = "doubtful"
	case u.Unreachable:
		why = "blocked"
	}
	p.gap()
	p.line(counting(k) + t.say.Say("screen.undelivered.line", "who", who, "when", t.say.DayTime(u.Ended, c.desk.Now(), c.zone())))
	p.line(t.say.Say("screen.undelivered." + why))
	var keys []bot.Button
	if u.Case != "" {
		keys = append(keys, bot.Button{Label: counting(k) + u.Case.String(), Data: data(pressCase, string(u.Case))})
	}
	if id := strconv.FormatInt(int64(u.ID), 10); u.State == casework.Uncertain {
		keys = append(keys, bot.Button{Label: counting(k) + t.say.Say("press.resend"), Data: data(pressResend, id)},
			bot.Button{Label: counting(k) + t.say.Say("press.arrived"), Data: data(pressArrived, id)})
	}
	if u.State == casework.Undeliverable && !u.Unreachable {
		keys = append(keys, bot.Button{Label: counting(k) + t.say.Say("screen.button.retry"), Data: data(pressOnceMore, strconv.FormatInt(int64(u.ID), 10))})
	}
	if len(keys) > 0 {
		p.row(keys...)
	}
}

// onceMore owes again what was refused.
func (c *chat) onceMore(ctx context.Context, t talk) (bot.Screen, error) {
	if err := c.books.Resend(ctx, t.once, t.by, t.press.notice()); err != nil {
		return bot.Screen{}, err
	}
	return toast(t.say.Say("screen.decide.resend")), nil
}

// counting stands before a line and the buttons that belong to it.
func counting(k int) string { return strconv.Itoa(k) + ". " }
