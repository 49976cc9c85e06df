package handlers

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"liaison/bot"
	"liaison/casework"
)

// replyStaff asks the resident of an unsorted case what the staff want to know.
func (c *chat) replyStaff(ctx context.Context, t talk) (bot.Screen, error) {
	if !passable(t.Request) {
		return c.unsupported(ctx, t)
	}
	l, err := c.target(ctx, t)
	if err != nil {
		return bot.Screen{}, err
	}
	if l.Case == "" {
		return c.castWords(ctx, t)
	}
	if joined, err := c.joins(ctx, t, l, nil); joined || err != nil {
		return bot.Screen{}, err
	}
	guarded, err := c.isProtected(ctx, t, l)
	if err != nil {
		return bot.Screen{}, err
	}
	visited, err := c.visited(ctx, t, l)
	o, closes := l.Intent.Closes()
	switch {
	case err != nil:
		return bot.Screen{}, err
	case visited:
		_, err = c.desk.Relay(ctx, t.once, t.by, l.Case, t.words())
		return bot.Screen{}, err
	case l.Intent == casework.NoteIntent:
		return c.note(ctx, t, l.Case)
	case guarded && !closes:
		return c.replyGuardian(ctx, t, l)
	case l.Intent == casework.TitleIntent:
		return c.titled(ctx, t, l.Case)
	case l.Intent == casework.BarIntent:
		return c.bar(ctx, t, l.Case)
	case closes:
		return c.closeWith(ctx, t, l.Case, o)
	}
	_, err = c.desk.Ask(ctx, t.once, t.by, l.Case, t.words())
	return bot.Screen{}, err
}

// unsorted lists what waits for the staff.
func (c *chat) unsorted(ctx context.Context, t talk) (bot.Screen, error) {
	list, err := c.desk.Unsorted(ctx, t.by, listed+1)
	if err != nil {
		return bot.Screen{}, err
	}
	s, err := c.list(ctx, t, "unsorted", list)
	if len(list) > 1 {
		s.Rows = append(s.Rows, []bot.Button{{Label: t.say.Say("screen.button.sorting"), Data: data(pressSorting)}})
	}
	return s, err
}

// queues counts what waits, topic by topic.
func (c *chat) queues(ctx context.Context, t talk) (bot.Screen, error) {
	counts, err := c.desk.Queues(ctx, t.by)
	if err != nil {
		return bot.Screen{}, err
	}
	parts := []string{t.say.Say("screen.queues.title")}
	for _, q := range counts {
		parts = append(parts, c.queue(t, q))
	}
	if len(counts) == 0 {
		parts = append(parts, t.say.Say("screen.queues.none"))
	}
	line, key, err := c.keptBack(ctx, t)
	if err != nil {
		return bot.Screen{}, err
	}
	rows := c.queueKeys(t, counts)
	if line != "" {
		parts, rows = append(parts, line), append(rows, key)
	}
	s := plain(strings.Join(parts, "\n\n"))
	s.Rows = rows
	return s, nil
}

func (c *chat) queue(t talk, q casework.QueueCount) string {
	name := t.say.Say("screen.queues.unsorted")
	if q.Topic != "" {
		name = t.say.Topic(c.desk.Office(), q.Topic)
	}
	lines := []string{name, t.say.Say("screen.queues.counts",
		"waiting", atMost(q.Waiting), "work", atMost(q.InWork), "answered", atMost(q.Answered))}
	if q.Late > 0 {
		lines = append(lines, t.say.Say("screen.queues.late", "late", atMost(q.Late)))
	}
	if !q.Oldest.IsZero() {
		day := t.say.Day(q.Oldest, c.desk.Now(), c.desk.Office().Zone)
		lines = append(lines, t.say.Say("screen.queues.oldest", "day", day))
	}
	return strings.Join(lines, "\n")
}

// atMost is a number as far as it was counted.
func atMost(n int) string {
	if n >= casework.MostCounted {
		return strconv.Itoa(casework.MostCounted) + "+"
	}
	return strconv.Itoa(n)
}

// sort offers all topics, or puts the case under one.
func (c *chat) sort(ctx context.Context, t talk) (bot.Screen, error) {
	n := t.press.number()
	if t.press.bare() {
		now, err := c.desk.Case(ctx, t.by, n)
		if err != nil {
			return bot.Screen{}, err
		}
		return c.topicMenu(t, pressSort, now), nil
	}
	now, err := c.desk.Classify(ctx, t.once, t.by, n, t.press.topic())
	if err != nil {
		return bot.Screen{}, err
	}
	return c.card(ctx, t, now, t.say.Say("screen.sort.done", "topic", t.say.Topic(c.desk.Office(), now.Topic)))
}

// assign offers the deputies, or gives the case to one.
func (c *chat) assign(ctx context.Context, t talk) (bot.Screen, error) {
	n := t.press.number()
	if t.press.bare() {
		now, err := c.desk.Case(ctx, t.by, n)
		if err != nil {
			return bot.Screen{}, err
		}
		return c.assignMenu(ctx, t, now)
	}
	now, err := c.desk.Assign(ctx, t.once, t.by, n, t.press.deputy())
	if err != nil {
		return bot.Screen{}, err
	}
	to, err := c.desk.Person(ctx, cmp.Or(now.Offered, t.press.deputy()))
	if err != nil {
		return bot.Screen{}, err
	}
	return c.card(ctx, t, now, t.say.Say("screen.assign.done", "name", t.called(to)))
}

// decide ends the doubt whether a message arrived.
func (c *chat) decide(ctx context.Context, t talk) (bot.Screen, error) {
	arrived := t.press.verb == pressArrived
	if err := c.books.Decide(ctx, t.once, t.by, t.press.notice(), arrived); err != nil {
		return bot.Screen{}, err
	}
	key := "screen.decide.resend"
	if arrived {
		key = "screen.decide.arrived"
	}
	return stripped(t.say.Say(key)), nil
}
