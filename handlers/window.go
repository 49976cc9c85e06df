package handlers

import (
	"context"
	"strings"

	"liaison/bot"
	"liaison/casework"
)

// window enters a case for somebody at the window or on the telephone: who they
// are on the first line, their matter below. The receipt comes by the outbox.
func (c *chat) window(ctx context.Context, t talk) (bot.Screen, error) {
	who, matter, _ := strings.Cut(t.Payload, "\n")
	if blank(who) || blank(matter) {
		return plain(t.say.Say("screen.window.how")), nil
	}
	w := t.words()
	w.Text = strings.TrimSpace(matter)
	_, err := c.desk.Enter(ctx, t.once, t.by, who, w)
	return bot.Screen{}, err
}

// visited reports whether a link is to what somebody without an account was told, or said.
func (c *chat) visited(ctx context.Context, t talk, l casework.Link) (bool, error) {
	if l.Person == t.by.ID || l.Intent != casework.Talk {
		return false, nil
	}
	p, err := c.desk.Person(ctx, l.Person)
	return err == nil && p.Visited(), err
}

// forVisitor turns what a visitor is told into what one of the staff tells them.
func (v view) forVisitor(b bot.Body) bot.Body {
	if !v.by.Visited() || b.Text == "" {
		return b
	}
	b.Rows = nil
	return headed(v.Say("window.for", "name", v.by.Name), b)
}
