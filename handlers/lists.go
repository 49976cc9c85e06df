package handlers

import (
	"context"

	"liaison/bot"
	"liaison/casework"
)

// waiting lists what isn't answered under one topic, page by page.
func (c *chat) waiting(ctx context.Context, t talk) (bot.Screen, error) {
	topic := t.press.topic()
	list, err := c.desk.List(ctx, t.by, casework.Listing{View: casework.ViewWaiting, Topic: topic, After: t.press.number(), Limit: listed + 1})
	if err != nil {
		return bot.Screen{}, err
	}
	return c.paged(ctx, t, "waiting", list, func(after casework.Number) string {
		return data(pressWaiting, string(after), string(topic))
	})
}

// late lists what is past its promised day, page by page.
func (c *chat) late(ctx context.Context, t talk) (bot.Screen, error) {
	list, err := c.desk.List(ctx, t.by, casework.Listing{View: casework.ViewLate, After: t.press.number(), Limit: listed + 1})
	if err != nil {
		return bot.Screen{}, err
	}
	return c.paged(ctx, t, "late", list, func(after casework.Number) string { return data(pressLate, string(after)) })
}

// paged is a list with a button to what follows.
func (c *chat) paged(ctx context.Context, t talk, name string, list []casework.Case, more func(after casework.Number) string) (bot.Screen, error) {
	shown := list[:min(len(list), listed)]
	s, err := c.list(ctx, t, name, shown)
	if err == nil && len(list) > len(shown) {
		s.Rows = append(s.Rows, []bot.Button{{Label: t.say.Say("screen.button.more"), Data: more(shown[len(shown)-1].Number)}})
	}
	return s, err
}

// queueKeys lead from the counts to the lists behind them.
func (c *chat) queueKeys(t talk, counts []casework.QueueCount) [][]bot.Button {
	var keys []bot.Button
	late := false
	for _, q := range counts {
		late = late || q.Late > 0
		switch {
		case q.Topic == "" && q.Waiting > 0:
			keys = append(keys, bot.Button{Label: t.say.Say("screen.queues.unsorted"), Data: data(pressSorting)})
		case q.Topic != "" && q.Waiting+q.InWork > 0 && len(keys) < offered:
			keys = append(keys, bot.Button{Label: t.say.Topic(c.desk.Office(), q.Topic), Data: data(pressWaiting, "", string(q.Topic))})
		}
	}
	if late {
		keys = append(keys, bot.Button{Label: t.say.Say("screen.button.late"), Data: data(pressLate)})
	}
	return inRows(keys, 2)
}
