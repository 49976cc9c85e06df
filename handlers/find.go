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
	found, err := c.desk.Find(ctx, t.by, s, casework.Listing{After: t.press.number(), Limit: listed + 1})
	if err != nil {
		return bot.Screen{}, err
	}
	p := new(page)
	if len(found.Cases) == 0 {
		p.line(t.say.Say("screen.find.none", "words", s.Text))
	} else {
		c.hits(t, p, s, found)
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

func (c *chat) hits(t talk, p *page, s casework.Sought, found casework.Found) {
	shown := found.Cases[:min(len(found.Cases), listed)]
	p.line(t.say.Say("screen.find.title", "words", s.Text))
	c.rows(t, p, shown, func(n casework.Number) string { return around(s, found.Texts[n]) })
	if len(found.Cases) > len(shown) {
		after := shown[len(shown)-1].Number
		p.row(bot.Button{Label: t.say.Say("screen.button.more"), Data: data(pressFind, string(after), s.Text)})
	}
}

// before is how many letters are shown before what was looked for.
const before = 20

// around is the beginning of a text, or of a long one the part with what was looked for.
func around(s casework.Sought, text string) string {
	text = strings.Join(strings.Fields(text), " ")
	letters := []rune(text)
	from := s.In(text) - before
	if from <= 0 || len(letters) <= opens {
		return firstWords(text)
	}
	rest := string(letters[from:])
	if head, tail, ok := strings.Cut(rest, " "); ok && len([]rune(head)) < before {
		rest = tail
	}
	return "…" + firstWords(rest)
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
