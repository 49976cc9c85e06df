package handlers

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

// away tells a deputy how their absence stands, or asks when and who.
func (c *chat) away(ctx context.Context, t talk) (bot.Screen, error) {
	return c.awayOf(ctx, t, t.by.ID, strings.Fields(t.Payload))
}

// awayFor is away for the deputy that one of the staff names first.
func (c *chat) awayFor(ctx context.Context, t talk) (bot.Screen, error) {
	f := strings.Fields(t.Payload)
	if len(f) == 0 {
		return plain(t.say.Say("screen.away.how_staff")), nil
	}
	return c.awayOf(ctx, t, casework.PersonID(f[0]), f[1:])
}

// awayOf takes two days, and perhaps who stands in.
func (c *chat) awayOf(ctx context.Context, t talk, who casework.PersonID, f []string) (bot.Screen, error) {
	if len(f) == 0 {
		return c.absences(ctx, t, who)
	}
	if len(f) == 1 {
		f = append(f, f[0])
	}
	d, ok := c.readDays(f[0], f[1], dayTyped)
	if !ok || len(f) > 3 {
		return plain(t.say.Say("screen.away.how")), nil
	}
	if len(f) == 3 {
		return c.setAway(ctx, t, who, casework.PersonID(f[2]), d)
	}
	s := plain(t.say.Say("screen.away.who", "span", c.span(t, d)))
	s.Rows = c.substitutes(t, who, d)
	return s, nil
}

// absences shows what is set, with a way to end it, or offers the usual lengths.
func (c *chat) absences(ctx context.Context, t talk, who casework.PersonID) (bot.Screen, error) {
	list, err := c.desk.AbsencesOf(ctx, t.by, who)
	if err != nil {
		return bot.Screen{}, err
	}
	if len(list) > 0 {
		return c.setAlready(ctx, t, who, list)
	}
	if who != t.by.ID {
		return plain(t.say.Say("screen.away.how_staff")), nil
	}
	s := plain(t.say.Say("screen.away.when"))
	today := c.today()
	var row []bot.Button
	for _, l := range []struct {
		key  string
		days int
	}{{"day", 1}, {"week", 7}, {"fortnight", 14}} {
		d := days{today, today.AddDate(0, 0, l.days)}
		row = append(row, bot.Button{Label: t.say.Say("screen.button." + l.key), Data: data(pressAway, d.said()...)})
	}
	s.Rows = [][]bot.Button{row}
	return s, nil
}

func (c *chat) setAlready(ctx context.Context, t talk, who casework.PersonID, list []casework.Absence) (bot.Screen, error) {
	var lines []string
	for _, a := range list {
		line, err := c.absence(ctx, t, a)
		if err != nil {
			return bot.Screen{}, err
		}
		lines = append(lines, line)
	}
	s := plain(strings.Join(lines, "\n"))
	key := "screen.button.unplan"
	switch {
	case who != t.by.ID:
		key = "screen.button.end_away"
	case !list[0].Begun.IsZero():
		key = "screen.button.back_now"
	}
	if d := data(pressReturn, string(who)); len(d) <= bot.DataLimit {
		s.Rows = [][]bot.Button{{{Label: t.say.Say(key), Data: d}}}
	}
	return s, nil
}

// absence says who is away when, and who stands in.
func (c *chat) absence(ctx context.Context, t talk, a casework.Absence) (string, error) {
	substitute, err := c.desk.Person(ctx, a.Substitute)
	if err != nil {
		return "", err
	}
	d := days{a.From, a.Until}
	if a.Person == t.by.ID {
		return t.say.Say("screen.away.set", "span", c.span(t, d), "name", t.called(substitute)), nil
	}
	who, err := c.desk.Person(ctx, a.Person)
	if err != nil {
		return "", err
	}
	return t.say.Say("screen.away.set_for", "who", t.called(who), "span", c.span(t, d),
		"name", t.called(substitute)), nil
}

// chooseSubstitute asks who stands in, for the days that a button names.
func (c *chat) chooseSubstitute(_ context.Context, t talk) (bot.Screen, error) {
	d, ok := c.readDays(t.press.arg(0), t.press.arg(1), dayPressed)
	if !ok {
		return c.missing(t), nil
	}
	text := t.say.Say("screen.away.who", "span", c.span(t, d))
	return inPlace(bot.Body{Text: text, Rows: c.substitutes(t, t.by.ID, d)}, ""), nil
}

// substitutes are the other deputies, those who share a topic first.
func (c *chat) substitutes(t talk, who casework.PersonID, d days) [][]bot.Button {
	var people []casework.Person
	var own []casework.TopicID
	for _, p := range c.desk.Office().People {
		switch {
		case p.ID == who:
			own = p.Topics
		case p.Role == casework.Deputy:
			people = append(people, p)
		}
	}
	shares := func(p casework.Person) int {
		if slices.ContainsFunc(own, p.Serves) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(people, func(a, b casework.Person) int { return cmp.Compare(shares(a), shares(b)) })
	var keys []bot.Button
	for _, p := range people {
		args := append(d.said(), string(p.ID))
		if who != t.by.ID {
			args = append(args, string(who))
		}
		if press := data(pressStandIn, args...); len(press) <= bot.DataLimit && len(keys) < offered {
			keys = append(keys, bot.Button{Label: p.Name, Data: press})
		}
	}
	return inRows(keys, 2)
}

// standIn sets the absence that the buttons have named.
func (c *chat) standIn(ctx context.Context, t talk) (bot.Screen, error) {
	d, ok := c.readDays(t.press.arg(0), t.press.arg(1), dayPressed)
	if !ok {
		return c.missing(t), nil
	}
	who := casework.PersonID(cmp.Or(t.press.arg(3), string(t.by.ID)))
	return c.setAway(ctx, t, who, casework.PersonID(t.press.arg(2)), d)
}

func (c *chat) setAway(ctx context.Context, t talk, who, substitute casework.PersonID, d days) (bot.Screen, error) {
	a, err := c.desk.Away(ctx, t.once, t.by, casework.Absence{Person: who, Substitute: substitute, From: d.from, Until: d.back})
	if err != nil {
		return c.notAway(ctx, t, err)
	}
	line, err := c.absence(ctx, t, a)
	if err != nil {
		return bot.Screen{}, err
	}
	s := plain(line + "\n" + t.say.Say("screen.away.ends"))
	s.Edit = t.Kind == bot.Press
	return s, nil
}

// notAway says plainly why an absence can't be.
func (c *chat) notAway(ctx context.Context, t talk, err error) (bot.Screen, error) {
	e, ok := errors.AsType[*casework.Error](err)
	switch {
	case ok && e.Kind == casework.Invalid:
		return plain(t.say.Say("screen.away.how")), nil
	case ok && e.Kind == casework.Conflict && e.Reason != casework.NotWaiting:
		who, lost := c.desk.Person(ctx, e.Who)
		return plain(t.say.Say("screen.away."+string(e.Reason), "name", t.called(who))), lost
	}
	return bot.Screen{}, err
}

// comeBack ends an absence: one's own, or that of the deputy whom one of the staff names.
func (c *chat) comeBack(ctx context.Context, t talk) (bot.Screen, error) {
	who := t.by.ID
	if named := cmp.Or(t.Payload, t.press.arg(0)); t.by.Staff() {
		who = casework.PersonID(named)
	}
	a, err := c.desk.Back(ctx, t.once, t.by, who)
	if casework.KindOf(err) == casework.NotFound {
		return c.told(t, t.say.Say("screen.back.none")), nil
	}
	if err != nil {
		return bot.Screen{}, err
	}
	key := "screen.back.done"
	if a.Begun.IsZero() {
		key = "screen.back.unplanned"
	}
	s := plain(t.say.Say(key))
	if who != t.by.ID {
		p, err := c.desk.Person(ctx, who)
		if err != nil {
			return bot.Screen{}, err
		}
		s = plain(t.say.Say("screen.back.done_for", "name", t.called(p)))
	}
	s.Edit = t.Kind == bot.Press
	return s, nil
}

// days are those from one midnight to the one at which the deputy is back.
type days struct{ from, back time.Time }

const (
	dayTyped   = "2006-01-02"
	dayPressed = "20060102"
)

// last is the last day of the absence.
func (d days) last() time.Time { return d.back.Add(-time.Second) }

// said is how buttons name the days.
func (d days) said() []string {
	return []string{d.from.Format(dayPressed), d.last().Format(dayPressed)}
}

// readDays reads the first and the last day, in the office's zone.
func (c *chat) readDays(first, last, form string) (days, bool) {
	zone := c.zone()
	from, wrong := time.ParseInLocation(form, first, zone)
	until, wrongToo := time.ParseInLocation(form, last, zone)
	return days{from, until.AddDate(0, 0, 1)}, wrong == nil && wrongToo == nil
}

func (c *chat) zone() *time.Location {
	if z := c.desk.Office().Zone; z != nil {
		return z
	}
	return time.UTC
}

func (c *chat) today() time.Time {
	now := c.desk.Now().In(c.zone())
	return time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
}

func (c *chat) span(t talk, d days) string {
	return span(t.say, d.from, d.last(), c.desk.Now(), c.zone())
}

// span names a day, or the first and the last of several.
func span(s words.Speech, from, last, now time.Time, zone *time.Location) string {
	first, end := s.Day(from, now, zone), s.Day(last, now, zone)
	if first == end {
		return s.Say("span.day", "day", first)
	}
	return s.Say("span.days", "from", first, "until", end)
}
