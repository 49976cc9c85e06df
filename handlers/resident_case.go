package handlers

import (
	"context"

	"liaison/bot"
	"liaison/casework"
)

// certain is the argument of a press that was asked about once already.
const certain = "yes"

// The arguments of pressName.
const (
	showName = "show"
	hideName = "hide"
)

// withdraw asks once more, then takes the case back.
func (c *chat) withdraw(ctx context.Context, t talk) (bot.Screen, error) {
	n := t.press.number()
	if t.press.arg(1) != certain {
		now, err := c.desk.Case(ctx, t.by, n)
		if err != nil {
			return bot.Screen{}, err
		}
		s := menu(t, now.Number, [][]bot.Button{{{
			Label: t.say.Say("screen.withdraw.yes", "number", now.Number.String()), Data: data(pressWithdraw, string(now.Number), certain),
		}}})
		s.Toast = t.say.Say("screen.withdraw.sure", "number", now.Number.String())
		return s, nil
	}
	now, err := c.desk.Withdraw(ctx, t.once, t.by, n)
	if err != nil {
		return bot.Screen{}, err
	}
	return stripped(t.say.Say("screen.withdraw.done", "number", now.Number.String())), nil
}

// name shows or hides the resident's name to the deputies of one case.
func (c *chat) name(ctx context.Context, t talk) (bot.Screen, error) {
	how := t.press.arg(1)
	if how != showName && how != hideName {
		return c.missing(t), nil
	}
	now, err := c.desk.Name(ctx, t.once, t.by, t.press.number(), how == showName)
	if err != nil {
		return bot.Screen{}, err
	}
	body, err := c.drawn(ctx, t, now.Number)
	if err != nil {
		return bot.Screen{}, err
	}
	return inPlace(body, t.say.Say("screen.name."+how, "number", now.Number.String(), "name", t.by.Name)), nil
}

// ownKeys are what a resident may do with an open case beside writing.
func (v view) ownKeys() []bot.Button {
	c := v.thread.Case
	if c.Status == casework.Held || c.Status == casework.Closed {
		return nil
	}
	name := v.button("show_name", pressName, showName)
	if c.Named {
		name = v.button("hide_name", pressName, hideName)
	}
	keys := []bot.Button{name, v.button("withdraw", pressWithdraw)}
	if v.single() {
		keys = append(keys, v.button("move", pressMove, "1"))
	}
	return keys
}
