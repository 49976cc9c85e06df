package handlers

import (
	"context"
	"math"
	"slices"
	"strconv"

	"liaison/bot"
	"liaison/casework"
)

// lessons lists what people's corrections taught the classifier, the newest first,
// each with a button that takes it back.
func (c *chat) lessons(ctx context.Context, t talk) (bot.Screen, error) {
	before := casework.LessonID(math.MaxInt64)
	if t.Kind == bot.Press {
		before = t.press.lesson()
	}
	list, err := c.desk.Lessons(ctx, t.by, before, listed+1)
	if err != nil {
		return bot.Screen{}, err
	}
	if len(list) == 0 {
		return plain(t.say.Say("screen.lessons.none")), nil
	}
	p := new(page)
	p.line(t.say.Say("screen.lessons.title"))
	var teachers []casework.Person
	for i, l := range list[:min(len(list), listed)] {
		who, err := c.desk.Person(ctx, l.By)
		if err != nil {
			return bot.Screen{}, err
		}
		c.lesson(t, p, i+1, l, who)
		if l.Undone.IsZero() && !slices.ContainsFunc(teachers, func(o casework.Person) bool { return o.ID == who.ID }) {
			teachers = append(teachers, who)
		}
	}
	if t.by.Role == casework.Admin {
		for _, who := range teachers {
			p.row(bot.Button{Label: t.say.Say("screen.lessons.all", "name", t.sign(who)), Data: data(pressUnlearnAll, string(who.ID))})
		}
	}
	if len(list) > listed {
		p.row(bot.Button{Label: t.say.Say("screen.button.more"), Data: data(pressLessons, lessonArg(list[listed-1].ID))})
	}
	return bot.Screen{Body: p.body()}, nil
}

// lesson is the k-th of the list.
func (c *chat) lesson(t talk, p *page, k int, l casework.Lesson, who casework.Person) {
	from := t.say.Say("screen.lessons.unsorted")
	if l.From != "" {
		from = t.say.Topic(c.desk.Office(), l.From)
	}
	p.gap()
	p.line(counting(k) + t.say.Say("screen.lessons.line", "who", t.sign(who), "when", t.say.DayTime(l.At, c.desk.Now(), c.zone())))
	p.line(t.say.Say("screen.lessons.moved", "from", from, "to", t.say.Topic(c.desk.Office(), l.Topic)))
	keys := []bot.Button{{Label: counting(k) + l.Case.String(), Data: data(pressCase, string(l.Case))}}
	if l.Undone.IsZero() {
		keys = append(keys, bot.Button{Label: counting(k) + t.say.Say("screen.lessons.undo"), Data: data(pressUnlearn, lessonArg(l.ID))})
	} else {
		p.line(t.say.Say("screen.lessons.undone", "when", t.say.DayTime(l.Undone, c.desk.Now(), c.zone())))
	}
	p.row(keys...)
}

func lessonArg(id casework.LessonID) string { return strconv.FormatInt(int64(id), 10) }

// unlearn takes back one lesson.
func (c *chat) unlearn(ctx context.Context, t talk) (bot.Screen, error) {
	if _, err := c.desk.Unlearn(ctx, t.once, t.by, t.press.lesson()); err != nil {
		return bot.Screen{}, err
	}
	return toast(t.say.Say("screen.lessons.taken")), nil
}

// unlearnAll asks an administrator once more, then takes back all that one person taught.
func (c *chat) unlearnAll(ctx context.Context, t talk) (bot.Screen, error) {
	if t.by.Role != casework.Admin {
		return c.missing(t), nil
	}
	who, err := c.desk.Person(ctx, casework.PersonID(t.press.arg(0)))
	if err != nil {
		return bot.Screen{}, err
	}
	if t.press.arg(1) == certain {
		n, err := c.desk.UnlearnAll(ctx, t.by, who.ID)
		return stripped(t.say.Say("screen.lessons.alltaken", "n", n)), err
	}
	all, err := c.desk.LessonsOf(ctx, t.by, who.ID)
	if err != nil || len(all) == 0 {
		return toast(t.say.Say("screen.lessons.alltaken", "n", 0)), err
	}
	s := plain(t.say.Say("screen.lessons.sure", "name", t.sign(who), "n", len(all)))
	s.Rows = [][]bot.Button{{{Label: t.say.Say("screen.lessons.yes"), Data: data(pressUnlearnAll, string(who.ID), certain)}}}
	return s, nil
}
