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
	for _, u := range list[:min(len(list), listed)] {
		c.stuck(ctx, t, p, u)
	}
	if len(list) > listed {
		last := strconv.FormatInt(int64(list[listed-1].ID), 10)
		p.row(bot.Button{Label: t.say.Say("screen.button.more"), Data: data(pressUndelivered, last)})
	}
	return bot.Screen{Body: p.body()}, nil
}

// stuck is one line of the list with what can be done about it.
func (c *chat) stuck(ctx context.Context, t talk, p *page, u casework.Undelivered) {
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
	p.line(t.say.Say("screen.undelivered.line", "who", who, "when", t.say.DayTime(u.Ended, c.desk.Now(), c.zone())))
	p.line(t.say.Say("screen.undelivered." + why))
	var keys []bot.Button
	if u.Case != "" {
		keys = append(keys, bot.Button{Label: u.Case.String(), Data: data(pressCase, string(u.Case))})
	}
	if id := strconv.FormatInt(int64(u.ID), 10); u.State == casework.Uncertain {
		keys = append(keys, bot.Button{Label: t.say.Say("press.resend"), Data: data(pressResend, id)},
			bot.Button{Label: t.say.Say("press.arrived"), Data: data(pressArrived, id)})
	}
	if len(keys) > 0 {
		p.row(keys...)
	}
}

// asideFor are the reasons that have words of their own.
var asideFor = map[string]bool{"panic": true, "failed": true, "undecodable": true}

// setAside lists the updates that could not be acted on. Their words stay in the
// store: what they are is for whoever runs the program to find out.
func (c *chat) setAside(ctx context.Context, t talk) (bot.Screen, error) {
	list, err := c.books.Strays(ctx, t.by, listed+1)
	if err != nil {
		return bot.Screen{}, err
	}
	if len(list) == 0 {
		return plain(t.say.Say("screen.setaside.none")), nil
	}
	p := new(page)
	p.line(t.say.Say("screen.setaside.title"))
	for _, s := range list[:min(len(list), listed)] {
		who := t.say.Say("name.somebody")
		if from, err := c.desk.Who(ctx, s.Chat, "", ""); err == nil && from.ID != "" {
			who = t.sign(from)
		}
		why := s.Reason
		if !asideFor[why] {
			why = "kind"
		}
		p.gap()
		p.line(t.say.Say("screen.undelivered.line", "who", who, "when", t.say.DayTime(s.Seen, c.desk.Now(), c.zone())))
		p.line(t.say.Say("screen.setaside." + why))
	}
	if len(list) > listed {
		p.gap()
		p.line(t.say.Say("screen.setaside.more"))
	}
	return bot.Screen{Body: p.body()}, nil
}
