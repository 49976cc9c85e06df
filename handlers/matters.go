package handlers

import (
	"context"
	"strconv"

	"liaison/bot"
	"liaison/casework"
)

// two asks a resident whether a message that plainly holds two matters is two cases.
func (v view) two(n casework.Notice) *page {
	c := v.thread.Case
	if v.halves[0] == "" || !c.Open() || c.Status == casework.Held {
		return nil
	}
	p := new(page)
	p.title(v.Say("matters.title", "number", c.Number))
	p.quote(v.halves[0])
	p.quote(v.halves[1])
	p.line(v.Say("matters.hint"))
	p.row(v.button("divide", pressTwo, strconv.Itoa(n.Entry)), v.button("undivided", pressTwo))
	return p
}

// divide makes two cases of a message, or leaves it as it is.
func (c *chat) divide(ctx context.Context, t talk) (bot.Screen, error) {
	if t.press.bare() {
		return stripped(t.say.Say("screen.divide.undivided")), nil
	}
	now, err := c.desk.Divide(ctx, t.once, t.by, t.press.number(), t.press.entry())
	if err != nil {
		return bot.Screen{}, err
	}
	return stripped(t.say.Say("screen.divide.done", "number", now.Number.String())), nil
}
