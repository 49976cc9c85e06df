package handlers

import (
	"context"
	"slices"

	"liaison/bot"
	"liaison/casework"
)

// next shows the case that waits for the deputy after the one that a button names.
func (c *chat) next(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.Next(ctx, t.by, t.press.number())
	if casework.KindOf(err) == casework.NotFound {
		return c.lastOne(ctx, t)
	}
	if err != nil {
		return bot.Screen{}, err
	}
	s, err := c.show(ctx, t, now.Number)
	s.Rows = append(s.Rows, nextRow(t, now))
	return s, err
}

// lastOne says that nothing follows, and leads back to what was skipped if anything was.
func (c *chat) lastOne(ctx context.Context, t talk) (bot.Screen, error) {
	_, err := c.desk.Next(ctx, t.by, "")
	if casework.KindOf(err) == casework.NotFound {
		return plain(t.say.Say("screen.next.none")), nil
	}
	s := plain(t.say.Say("screen.next.end"))
	s.Rows = [][]bot.Button{{{Label: t.say.Say("screen.button.again"), Data: data(pressNext)}}}
	return s, err
}

// nextRow leads on from a case: past it while it waits for an act, else to the next.
func nextRow(t talk, c casework.Case) []bot.Button {
	key := "screen.button.next"
	if c.Status == casework.Queued || c.Status == casework.Taken {
		key = "screen.button.skip"
	}
	return []bot.Button{{Label: t.say.Say(key), Data: data(pressNext, string(c.Number))}}
}

// going reports whether the message that was pressed or replied to leads on to the next case.
func (t talk) going() bool {
	return t.leads(pressNext)
}

func (t talk) leads(verb string) bool {
	leads := func(d string) bool { return parsePress(d).verb == verb }
	return slices.ContainsFunc(t.Keys, leads) || slices.ContainsFunc(t.ReplyData, leads)
}

// mine lists what the deputy took and hasn't answered.
func (c *chat) mine(ctx context.Context, t talk) (bot.Screen, error) {
	list, err := c.desk.Mine(ctx, t.by, listed+1)
	if err != nil {
		return bot.Screen{}, err
	}
	return c.list(ctx, t, "mine", list)
}
