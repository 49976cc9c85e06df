package handlers

import (
	"context"
	"slices"
	"strings"

	"liaison/bot"
	"liaison/casework"
)

// setAside lists the updates that could not be acted on. Their words stay in the
// store: each can be tried again, or left.
func (c *chat) setAside(ctx context.Context, t talk) (bot.Screen, error) {
	list, err := c.books.Strays(ctx, t.by, listed+1)
	if err != nil {
		return bot.Screen{}, err
	}
	if len(list) == 0 {
		return bot.Screen{Body: bot.Body{Text: t.say.Say("screen.setaside.none")}, Edit: t.Kind == bot.Press}, nil
	}
	p := new(page)
	p.line(t.say.Say("screen.setaside.title"))
	for i, s := range list[:min(len(list), listed)] {
		c.aside(ctx, t, p, i+1, s)
	}
	if len(list) > listed {
		p.gap()
		p.line(t.say.Say("screen.setaside.more"))
	}
	return bot.Screen{Body: p.body(), Edit: t.Kind == bot.Press}, nil
}

// asideFor are the reasons that have words of their own.
var asideFor = []string{"panic", "failed", "undecodable"}

// aside is the k-th of the list with what can be done about it. One whose raw
// text was shed by age can only be left.
func (c *chat) aside(ctx context.Context, t talk, p *page, k int, s casework.Stray) {
	why := s.Reason
	if !slices.Contains(asideFor, why) {
		why = "kind"
	}
	p.gap()
	p.line(counting(k) + t.say.Say("screen.undelivered.line", "who", c.sender(ctx, t, s), "when", t.say.DayTime(s.Seen, c.desk.Now(), c.zone())))
	p.line(t.say.Say("screen.setaside." + why))
	var keys []bot.Button
	for verb, label := range map[string]string{pressAgain: "retry", pressLeave: "leave"} {
		name := data(verb, s.Once.Print[:min(len(s.Once.Print), printed)], s.Once.Key)
		if len(name) <= bot.DataLimit && (verb == pressLeave || len(s.Raw) > 0) {
			keys = append(keys, bot.Button{Label: counting(k) + t.say.Say("screen.button."+label), Data: name})
		}
	}
	slices.SortFunc(keys, func(a, b bot.Button) int { return strings.Compare(a.Data, b.Data) })
	p.row(keys...)
}

// printed is how much of a print tells one stray from another of its key.
const printed = 16

func (c *chat) sender(ctx context.Context, t talk, s casework.Stray) string {
	if from, err := c.desk.Who(ctx, s.Chat, "", ""); err == nil && from.ID != "" {
		return t.sign(from)
	}
	return t.say.Say("screen.setaside.stranger")
}

// pressed finds the stray that a button names.
func (c *chat) pressed(ctx context.Context, t talk) (casework.Stray, error) {
	key := ""
	if len(t.press.args) > 1 {
		key = strings.Join(t.press.args[1:], ":") // it has colons of its own
	}
	return c.books.Stray(ctx, t.by, key, t.press.arg(0))
}

// again acts once more on what was set aside.
func (c *chat) again(ctx context.Context, t talk) (bot.Screen, error) {
	s, err := c.pressed(ctx, t)
	if err != nil {
		return bot.Screen{}, err
	}
	if len(s.Raw) == 0 {
		return c.missing(t), nil
	}
	screen := toast(t.say.Say("screen.setaside.again"))
	screen.Again = &bot.Again{
		Stray: bot.Stray{Once: bot.Once{ID: s.Once.Key, Print: s.Once.Print}, Chat: s.Chat, Raw: s.Raw, Reason: s.Reason},
		Ended: func(ctx context.Context) error {
			err := c.books.EndStray(ctx, t.by, s.Once, casework.StrayRetried)
			if casework.KindOf(err) == casework.NotFound {
				return nil // it was asked for twice
			}
			return err
		},
	}
	return screen, nil
}

// leave asks once more whether something set aside is to be left for good.
func (c *chat) leave(ctx context.Context, t talk) (bot.Screen, error) {
	s, err := c.pressed(ctx, t)
	if err != nil {
		return bot.Screen{}, err
	}
	p := new(page)
	p.line(t.say.Say("screen.setaside.leave", "who", c.sender(ctx, t, s), "when", t.say.DayTime(s.Seen, c.desk.Now(), c.zone())))
	p.row(bot.Button{Label: t.say.Say("screen.button.left"), Data: data(pressLeft, t.press.args...)},
		bot.Button{Label: t.say.Say("screen.button.setaside"), Data: pressAside})
	return inPlace(p.body(), ""), nil
}

// left takes it off the list.
func (c *chat) left(ctx context.Context, t talk) (bot.Screen, error) {
	s, err := c.pressed(ctx, t)
	if err != nil {
		return bot.Screen{}, err
	}
	if err := c.books.EndStray(ctx, t.by, s.Once, casework.StrayDropped); err != nil {
		return bot.Screen{}, err
	}
	list, err := c.setAside(ctx, t)
	list.Toast = t.say.Say("screen.setaside.left")
	return list, err
}
