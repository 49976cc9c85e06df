package handlers

import (
	"context"

	"liaison/bot"
	"liaison/casework"
)

// sent lists what became of the deputy's last words to residents.
func (c *chat) sent(ctx context.Context, t talk) (bot.Screen, error) {
	list, err := c.desk.Sent(ctx, t.by, listed)
	if err != nil {
		return bot.Screen{}, err
	}
	if len(list) == 0 {
		return plain(t.say.Say("screen.sent.none")), nil
	}
	p := new(page)
	p.line(t.say.Say("screen.sent.title"))
	for _, one := range list {
		p.gap()
		p.line(t.say.Say("screen.sent.line", "number", one.Case, "fate", c.fate(t, one)))
		p.quote(firstWords(one.Text))
	}
	return bot.Screen{Body: p.body()}, nil
}

// fate says whether words arrived, and why they didn't.
func (c *chat) fate(t talk, s casework.Sent) string {
	switch s.State {
	case casework.Delivered:
		if s.Ended.IsZero() {
			return t.say.Say("screen.sent.told")
		}
		return t.say.Say("screen.sent.arrived", "when", t.say.DayTime(s.Ended, c.desk.Now(), c.zone()))
	case casework.Undeliverable:
		if s.Unreachable {
			return t.say.Say("screen.sent.blocked")
		}
		return t.say.Say("screen.sent.refused")
	case casework.Uncertain:
		return t.say.Say("screen.sent.doubtful")
	case casework.Cancelled:
		return t.say.Say("screen.sent.needless")
	}
	return t.say.Say("screen.sent.waiting")
}
