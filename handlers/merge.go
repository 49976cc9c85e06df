package handlers

import (
	"context"
	"strconv"

	"liaison/bot"
	"liaison/casework"
)

// move shows a resident their other open cases, or makes a message one of the chosen.
func (c *chat) move(ctx context.Context, t talk) (bot.Screen, error) {
	n, entry, to := t.press.number(), t.press.entry(), t.press.arg(2)
	if to == "" {
		return c.elsewhere(ctx, t, n, pressMove, strconv.Itoa(entry))
	}
	into, ok := casework.ParseNumber(to)
	if !ok {
		return c.missing(t), nil
	}
	if _, err := c.desk.Move(ctx, t.once, t.by, n, entry, into); err != nil {
		return bot.Screen{}, err
	}
	return inPlace(bot.Body{Text: t.say.Say("screen.move.done", "number", into.String())}, ""), nil
}

// merge shows staff the other open cases of a case's resident, or lets it go on in the chosen.
func (c *chat) merge(ctx context.Context, t talk) (bot.Screen, error) {
	n := t.press.number()
	if t.press.bare() {
		return c.elsewhere(ctx, t, n, pressMerge)
	}
	into, ok := casework.ParseNumber(t.press.arg(1))
	if !ok {
		return c.missing(t), nil
	}
	now, err := c.desk.Merge(ctx, t.once, t.by, n, into)
	if err != nil {
		return bot.Screen{}, err
	}
	return c.card(ctx, t, now, t.say.Say("screen.merge.done", "number", into.String()))
}

// elsewhere offers the other open cases of a case's resident.
func (c *chat) elsewhere(ctx context.Context, t talk, n casework.Number, verb string, args ...string) (bot.Screen, error) {
	list, err := c.desk.Siblings(ctx, t.by, n)
	if err != nil {
		return bot.Screen{}, err
	}
	if len(list) == 0 {
		return toast(t.say.Say("screen.merge.none." + t.role())), nil
	}
	var rows [][]bot.Button
	for _, o := range list[:min(len(list), listed)] {
		label := o.Number.String() + " · " + t.say.Topic(c.desk.Office(), o.Topic)
		d := append([]string{string(n)}, args...)
		rows = append(rows, []bot.Button{{Label: label, Data: data(verb, append(d, string(o.Number))...)}})
	}
	return menu(t, n, rows), nil
}

// single reports whether a case that is still open has but one message of its resident.
func (v view) single() bool {
	said := 0
	for _, e := range v.thread.Entries {
		if e.Kind == casework.Said {
			said++
		}
	}
	return said == 1 && v.thread.Case.Open() && len(v.thread.Joined) == 0
}

// joined shows, under the words of a case, what was said in those that go on in it.
func (v view) joined(p *page) {
	if to := v.thread.Case.Merged; to != "" {
		p.line(v.Say("card.merged", "number", to))
	}
	of := casework.Number("")
	for _, e := range v.thread.Joined {
		if e.Case != of {
			of = e.Case
			p.line(v.Say("card.joined", "number", of))
		}
		p.line(v.heading(e, v.ago(e.At)))
		v.said(p, e)
	}
}

// merged tells a resident in which case another of theirs goes on.
func (v view) merged(casework.Notice) *page {
	c := v.thread.Case
	if c.Merged == "" {
		return nil
	}
	p := new(page)
	p.line(v.Say("merged.title", "number", c.Number, "into", c.Merged))
	p.line(v.Say("merged.hint"))
	p.row(bot.Button{Label: c.Merged.String(), Data: data(pressCase, string(c.Merged))}, v.button("reopen", pressReopen))
	return p
}

// joinedTo tells whoever has a case what goes on in it now.
func (v view) joinedTo(casework.Notice) *page {
	if !v.thread.Case.Open() || len(v.thread.Joined) == 0 || !v.theirs() {
		return nil
	}
	return v.card(v.Say("joined.title", "number", v.thread.Case.Number))
}
