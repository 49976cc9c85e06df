package handlers

import (
	"context"

	"liaison/bot"
	"liaison/casework"
)

func (c *chat) promptExtend(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.Case(ctx, t.by, t.press.number())
	if err != nil {
		return bot.Screen{}, err
	}
	if now.Extended {
		return c.told(t, t.say.Say("screen.conflict.extended")), nil
	}
	return c.prompt(ctx, t, "screen.prompt.extend", casework.ExtendIntent)
}

// urge marks a case urgent, or no longer.
func (c *chat) urge(ctx context.Context, t talk) (bot.Screen, error) {
	word := t.press.arg(1)
	if word != "yes" && word != "no" {
		return c.missing(t), nil
	}
	now, err := c.desk.Urge(ctx, t.once, t.by, t.press.number(), word == "yes")
	if err != nil {
		return bot.Screen{}, err
	}
	return c.card(ctx, t, now, t.say.Say("screen.urge."+word, "number", now.Number.String()))
}

// urging is the button that marks the case urgent, or no longer.
func (v view) urging() bot.Button {
	if v.thread.Case.Urgent {
		return v.button("calm", pressUrge, "no")
	}
	return v.button("urgent", pressUrge, "yes")
}

// extending is the button that moves the promised date, while it may be moved.
func (v view) extending() []bot.Button {
	if v.thread.Case.Extended {
		return nil
	}
	return []bot.Button{v.button("extend", pressExtend)}
}
