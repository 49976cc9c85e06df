package handlers

import (
	"context"
	"strings"

	"liaison/bot"
	"liaison/casework"
)

// find lists the cases with all the words that follow the command, or that a
// button to the next page carries.
func (c *chat) find(ctx context.Context, t talk) (bot.Screen, error) {
	asked := t.signOf(t.Payload)
	if t.Kind == bot.Press {
		asked = t.press.arg(1)
	}
	s := casework.Seek(asked)
	if len(s.Words) == 0 {
		return plain(t.say.Say("screen.find.how")), nil
	}
	found, err := c.desk.Find(ctx, t.by, s, t.press.number(), listed+1)
	if err != nil {
		return bot.Screen{}, err
	}
	p := new(page)
	if len(found.Cases) == 0 {
		p.line(t.say.Say("screen.find.none", "words", s.Text))
	} else if err := c.hits(ctx, t, p, s, found.Cases); err != nil {
		return bot.Screen{}, err
	}
	if s.Cut {
		p.gap()
		p.line(t.say.Say("screen.find.cut"))
	}
	if found.Short {
		p.gap()
		p.line(t.say.Say("screen.find.short"))
	}
	return bot.Screen{Body: p.body()}, nil
}

func (c *chat) hits(ctx context.Context, t talk, p *page, s casework.Sought, cases []casework.Case) error {
	shown := cases[:min(len(cases), listed)]
	p.line(t.say.Say("screen.find.title", "words", s.Text))
	err := c.entries(ctx, t, p, shown)
	if len(cases) > len(shown) {
		after := shown[len(shown)-1].Number
		p.row(bot.Button{Label: t.say.Say("screen.button.more"), Data: data(pressFind, string(after), s.Text)})
	}
	return err
}

// signOf leaves the sign alone of a resident who is named as everywhere: Resident 7F3K.
func (t talk) signOf(text string) string {
	label := strings.TrimSpace(t.say.Say("name.resident", "alias", ""))
	rest, ok := strings.CutPrefix(strings.ToLower(text), strings.ToLower(label))
	if rest = strings.TrimSpace(rest); ok && len(rest) == 4 {
		return strings.ToUpper(rest)
	}
	return text
}
