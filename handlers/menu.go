package handlers

import (
	"context"
	"slices"
	"strings"

	"liaison/bot"
	"liaison/casework"
)

const (
	listed  = 10 // cases in one list
	offered = 40 // buttons in one menu
)

// list shows cases one below the other with their first words, each with a button that opens it.
func (c *chat) list(ctx context.Context, t talk, name string, cases []casework.Case) (bot.Screen, error) {
	key := "screen." + name
	if len(cases) == 0 {
		return plain(t.say.Say(key + ".none")), nil
	}
	more := len(cases) > listed
	cases = cases[:min(len(cases), listed)]
	opening, err := c.desk.Openings(ctx, t.by, cases)
	if err != nil {
		return bot.Screen{}, err
	}
	p := new(page)
	p.line(t.say.Say(key + ".title"))
	c.rows(t, p, cases, func(n casework.Number) string { return firstWords(opening[n]) })
	if more {
		p.gap()
		p.line(t.say.Say(key + ".more"))
	}
	return bot.Screen{Body: p.body()}, nil
}

// rows are the lines of a list, each with some words of the case, and a button that opens it.
func (c *chat) rows(t talk, p *page, cases []casework.Case, some func(casework.Number) string) {
	var keys []bot.Button
	for _, one := range cases {
		p.gap()
		p.line(c.draw.Row(t.say, one))
		p.quote(some(one.Number))
		keys = append(keys, bot.Button{Label: one.Number.String(), Data: data(pressCase, string(one.Number))})
	}
	p.rows = inRows(keys, 2)
}

// opens is how many letters of a matter a list shows.
const opens = 60

// firstWords is the beginning of a text in one line.
func firstWords(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	letters := []rune(text)
	if len(letters) <= opens {
		return text
	}
	cut := string(letters[:opens])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

// menu puts buttons in the place of those under the pressed message, whose words stay.
func menu(t talk, n casework.Number, rows [][]bot.Button) bot.Screen {
	last := []bot.Button{{Label: t.say.Say("screen.button.back"), Data: data(pressBack, string(n))}}
	if t.going() {
		last = append(last, bot.Button{Label: t.say.Say("screen.button.skip"), Data: data(pressNext, string(n))})
	}
	if t.leads(pressSorting) {
		last = append(last, skipKey(t, n))
	}
	return bot.Screen{Edit: true, Body: bot.Body{Rows: append(rows, last)}}
}

func (c *chat) topicMenu(t talk, verb string, now casework.Case) bot.Screen {
	return menu(t, now.Number, inRows(c.topicKeys(t, verb, now), 2))
}

// topicKeys has a button for each topic in use but the case's own.
func (c *chat) topicKeys(t talk, verb string, now casework.Case) []bot.Button {
	var keys []bot.Button
	for _, topic := range c.desk.Office().Topics {
		if !topic.Retired && topic.ID != now.Topic && len(keys) < offered {
			keys = append(keys, bot.Button{
				Label: topic.Called(t.say.Language()), Data: data(verb, string(now.Number), string(topic.ID)),
			})
		}
	}
	return keys
}

func (c *chat) passMenu(ctx context.Context, t talk, now casework.Case) (bot.Screen, error) {
	colleagues, err := c.deputies(ctx, now.Topic)
	if err != nil {
		return bot.Screen{}, err
	}
	rows := append(inRows(deputyKeys(pressPassTo, now, colleagues, t.by.ID), 2),
		inRows(c.topicKeys(t, pressPass, now), 2)...)
	return menu(t, now.Number, append(rows, protectKey(t, now.Number))), nil
}

// assignMenu offers the deputies of the case's topic first, then all others.
func (c *chat) assignMenu(ctx context.Context, t talk, now casework.Case) (bot.Screen, error) {
	first, err := c.deputies(ctx, now.Topic)
	if err != nil {
		return bot.Screen{}, err
	}
	for _, p := range c.desk.Office().People {
		if p.Role == casework.Deputy && !p.Retired && !p.Serves(now.Topic) {
			first = append(first, p)
		}
	}
	rows := inRows(deputyKeys(pressAssign, now, first, now.Owner, now.Offered), 2)
	return menu(t, now.Number, append(rows, protectKey(t, now.Number))), nil
}

// deputies are those of a topic; nobody while the topic isn't known.
func (c *chat) deputies(ctx context.Context, topic casework.TopicID) ([]casework.Person, error) {
	if topic == "" {
		return nil, nil
	}
	burdened, err := c.desk.Deputies(ctx, topic)
	var list []casework.Person
	for _, b := range burdened {
		if !b.Retired && !b.Away() {
			list = append(list, b.Person)
		}
	}
	return list, err
}

func deputyKeys(verb string, now casework.Case, people []casework.Person, except ...casework.PersonID) []bot.Button {
	var keys []bot.Button
	for _, p := range people {
		if !slices.Contains(except, p.ID) && len(keys) < offered {
			keys = append(keys, bot.Button{Label: p.Name, Data: data(verb, string(now.Number), string(p.ID))})
		}
	}
	return keys
}

// outcomeMenu is also the second thought before a case is closed.
func outcomeMenu(t talk, now casework.Case) bot.Screen {
	var rows [][]bot.Button
	for _, o := range casework.Outcomes {
		rows = append(rows, []bot.Button{{
			Label: t.say.Say("screen.outcome." + string(o)), Data: data(pressClose, string(now.Number), string(o)),
		}})
	}
	return menu(t, now.Number, rows)
}

func markRows(n casework.Number) [][]bot.Button {
	var row []bot.Button
	for _, m := range []string{"1", "2", "3", "4", "5"} {
		row = append(row, bot.Button{Label: m, Data: data(pressMark, string(n), m)})
	}
	return [][]bot.Button{row}
}

func inRows(keys []bot.Button, perRow int) [][]bot.Button {
	var rows [][]bot.Button
	for len(keys) > 0 {
		n := min(perRow, len(keys))
		rows, keys = append(rows, keys[:n]), keys[n:]
	}
	return rows
}
