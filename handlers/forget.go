package handlers

import (
	"context"

	"liaison/bot"
	"liaison/casework"
)

// The arguments of pressForget.
const (
	leaves = "yes"
	stays  = "no"
)

// forget says what being forgotten means, and when it will be if it was asked for.
func (c *chat) forget(ctx context.Context, t talk) (bot.Screen, error) {
	switch {
	case t.by.Version == 0:
		return plain(t.say.Say("screen.forget.nothing")), nil
	case t.Payload == "cancel":
		return c.stay(ctx, t)
	case !t.by.Forget.IsZero():
		return c.leaving(t, t.by), nil
	}
	s := plain(t.say.Say("screen.forget.means"))
	s.Rows = [][]bot.Button{
		{{Label: t.say.Say("screen.forget.yes"), Data: data(pressForget, leaves)}},
		{{Label: t.say.Say("screen.forget.no"), Data: data(pressForget, stays)}},
	}
	return s, nil
}

// forgetOr keeps what the resident decided.
func (c *chat) forgetOr(ctx context.Context, t talk) (bot.Screen, error) {
	switch {
	case t.by.Version == 0 || t.press.arg(0) != leaves && t.press.arg(0) != stays:
		return c.missing(t), nil
	case t.press.arg(0) == stays:
		return c.stay(ctx, t)
	}
	by, err := c.desk.Leave(ctx, t.once, t.by)
	if err != nil {
		return bot.Screen{}, err
	}
	s := c.leaving(t, by)
	s.Edit = true
	return s, nil
}

func (c *chat) stay(ctx context.Context, t talk) (bot.Screen, error) {
	if !t.by.Forget.IsZero() {
		if _, err := c.desk.Stay(ctx, t.once, t.by); err != nil {
			return bot.Screen{}, err
		}
	}
	s := plain(t.say.Say("screen.forget.stays"))
	s.Edit = t.Kind == bot.Press
	return s, nil
}

// leaving says when the resident will be forgotten, with a way back.
func (c *chat) leaving(t talk, by casework.Person) bot.Screen {
	s := plain(t.say.Say("screen.forget.when", "day", t.say.DayTime(by.Forget, c.desk.Now(), c.desk.Office().Zone)))
	s.Rows = [][]bot.Button{{{Label: t.say.Say("screen.forget.no"), Data: data(pressForget, stays)}}}
	return s
}

// forgotten is the last that a resident hears.
func (v view) forgotten(casework.Notice) *page {
	p := new(page)
	p.line(v.Say("forgotten.done"))
	return p
}
