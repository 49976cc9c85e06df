package handlers

import (
	"context"
	"strconv"
	"strings"

	"liaison/bot"
	"liaison/casework"
)

const (
	hotShown    = 10
	matterCases = 8
)

func matterKey(verb string, id casework.MatterID, more ...string) string {
	return data(verb, append([]string{id.String()}, more...)...)
}

func (p press) matter(i int) casework.MatterID { return casework.MatterID(counted(p.arg(i))) }

// hot lists what several people wrote about of late, for the staff.
func (c *chat) hot(ctx context.Context, t talk) (bot.Screen, error) {
	list, err := c.desk.Hot(ctx, t.by, hotShown)
	if err != nil {
		return bot.Screen{}, err
	}
	if len(list) == 0 {
		return plain(t.say.Say("screen.hot.none")), nil
	}
	p := new(page)
	p.line(t.say.Say("screen.hot.title"))
	var keys []bot.Button
	for i, w := range list {
		p.gap()
		p.line(t.say.Say("screen.hot.line", "k", i+1, "about", c.matterName(t, w.Matter)))
		c.crowdLines(t, p, w)
		keys = append(keys, bot.Button{Label: strconv.Itoa(i + 1), Data: matterKey(pressMatter, w.ID)})
	}
	p.rows = inRows(keys, 5)
	return bot.Screen{Body: p.body(), Edit: t.Kind == bot.Press}, nil
}

func (c *chat) matterName(t talk, m casework.Matter) string {
	if m.Title != "" {
		return m.Title
	}
	return t.say.Topic(c.desk.Office(), m.Topic)
}

// crowdLines say how many, how it grows and where.
func (c *chat) crowdLines(t talk, p *page, w casework.Crowd) {
	p.line(t.say.Count("screen.hot.people", w.People, "waiting", atMost(w.Waiting), "answered", atMost(w.Answered)))
	p.line(t.say.Say("screen.hot.weeks", "now", atMost(w.ThisWeek), "before", atMost(w.LastWeek)))
	if w.Copies > 0 {
		p.line(t.say.Say("screen.hot.copies", "copies", atMost(w.Copies)))
	}
	var places []string
	for _, id := range w.Spots {
		for _, s := range c.desk.Office().Spots {
			if s.ID == id {
				places = append(places, s.Called(t.say.Language()))
			}
		}
	}
	if len(places) > 0 {
		p.line(t.say.Say("screen.hot.places", "places", strings.Join(places, ", ")))
	}
}

// matter shows one: what it is, its newest cases, what was done with it, and what can be.
func (c *chat) matter(ctx context.Context, t talk) (bot.Screen, error) {
	return c.matterPage(ctx, t, t.press.matter(0), "")
}

func (c *chat) matterPage(ctx context.Context, t talk, id casework.MatterID, line string) (bot.Screen, error) {
	v, err := c.desk.Matter(ctx, t.by, id, matterCases)
	if err != nil {
		return bot.Screen{}, err
	}
	opening, err := c.desk.Openings(ctx, t.by, v.Cases)
	if err != nil {
		return bot.Screen{}, err
	}
	p := new(page)
	p.title(t.say.Say("screen.matter.title", "about", c.matterName(t, v.Matter)))
	c.crowdLines(t, p, v.Crowd)
	if v.Follow > 0 {
		p.line(t.say.Say("screen.matter.follow", "follow", atMost(v.Follow)))
	}
	c.rows(t, p, v.Cases, func(n casework.Number) string { return firstWords(opening[n]) })
	for _, e := range v.Events {
		if err := c.matterEvent(ctx, t, p, e); err != nil {
			return bot.Screen{}, err
		}
	}
	if len(v.Cases) > 0 {
		p.row(bot.Button{Label: t.say.Say("press.name_matter"), Data: data(pressNameMatter, string(v.Cases[0].Number))},
			bot.Button{Label: t.say.Say("press.merge_matter"), Data: matterKey(pressMergeMatter, v.ID)})
	}
	for _, o := range v.Parts {
		p.row(bot.Button{Label: t.say.Say("press.unmerge_matter", "about", c.matterName(t, o)), Data: matterKey(pressUnmerge, o.ID)})
	}
	p.row(bot.Button{Label: t.say.Say("screen.button.back"), Data: data(pressHot)})
	return inPlace(p.body(), line), nil
}

func (c *chat) matterEvent(ctx context.Context, t talk, p *page, e casework.MatterEvent) error {
	name := ""
	if e.By != "" {
		by, err := c.desk.Person(ctx, e.By)
		if err != nil {
			return err
		}
		name = t.called(by)
	}
	p.note(t.say.Say("matter.act."+string(e.Act), "when", t.say.DayTime(e.At, c.desk.Now(), c.zone()), "name", name, "title", e.Title))
	return nil
}

// nameMatter asks for the title of a case's matter, and titled keeps it.
func (c *chat) nameMatter(ctx context.Context, t talk) (bot.Screen, error) {
	return c.prompt(ctx, t, "screen.prompt.matter", casework.TitleIntent)
}

func (c *chat) titled(ctx context.Context, t talk, n casework.Number) (bot.Screen, error) {
	m, err := c.desk.NameMatter(ctx, t.once, t.by, n, t.Text)
	if casework.KindOf(err) == casework.Invalid {
		return plain(t.say.Say("screen.matter.long", "limit", casework.TitleLimit)), nil
	}
	if err != nil {
		return bot.Screen{}, err
	}
	s := plain(t.say.Say("screen.matter.named", "title", m.Title))
	s.Rows = [][]bot.Button{{{Label: t.say.Say("press.matter"), Data: matterKey(pressMatter, m.Root)}}}
	return s, nil
}

// mergeMatter offers the other matters of the topic, or makes one a part of the chosen.
func (c *chat) mergeMatter(ctx context.Context, t talk) (bot.Screen, error) {
	id, into := t.press.matter(0), t.press.matter(1)
	if into != 0 {
		if _, err := c.desk.MergeMatters(ctx, t.once, t.by, id, into); err != nil {
			return bot.Screen{}, err
		}
		return c.matterPage(ctx, t, into, t.say.Say("screen.matter.merged"))
	}
	v, err := c.desk.Matter(ctx, t.by, id, 1)
	if err != nil {
		return bot.Screen{}, err
	}
	list, err := c.desk.Hot(ctx, t.by, offered)
	if err != nil {
		return bot.Screen{}, err
	}
	var rows [][]bot.Button
	for _, w := range list {
		if w.ID != v.ID && w.Topic == v.Topic {
			label := t.say.Say("screen.matter.choice", "about", c.matterName(t, w.Matter), "people", w.People, "day", t.say.Day(w.At, c.desk.Now(), c.zone()))
			rows = append(rows, []bot.Button{{Label: label, Data: matterKey(pressMergeMatter, v.ID, w.ID.String())}})
		}
	}
	if len(rows) == 0 {
		return toast(t.say.Say("screen.matter.alone")), nil
	}
	rows = append(rows, []bot.Button{{Label: t.say.Say("screen.button.back"), Data: matterKey(pressMatter, v.ID)}})
	return bot.Screen{Edit: true, Body: bot.Body{Rows: rows}}, nil
}

func (c *chat) unmergeMatter(ctx context.Context, t talk) (bot.Screen, error) {
	m, err := c.desk.UnmergeMatter(ctx, t.once, t.by, t.press.matter(0))
	if err != nil {
		return bot.Screen{}, err
	}
	return c.matterPage(ctx, t, m.ID, t.say.Say("screen.matter.parted"))
}

// apart takes a case out of its matter, and putBack undoes that.
func (c *chat) apart(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.Part(ctx, t.once, t.by, t.press.number())
	if err != nil {
		return bot.Screen{}, err
	}
	return c.card(ctx, t, now, t.say.Say("screen.matter.apart"))
}

func (c *chat) putBack(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.Follow(ctx, t.once, t.by, t.press.number())
	if err != nil {
		return bot.Screen{}, err
	}
	return c.card(ctx, t, now, t.say.Say("screen.matter.back"))
}
