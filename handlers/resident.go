package handlers

import (
	"context"
	"slices"

	"liaison/bot"
	"liaison/casework"
)

// receive takes a resident's words. What they are shown comes by the outbox.
func (c *chat) receive(ctx context.Context, t talk) (bot.Screen, error) {
	if _, err := c.target(ctx, t); err != nil { // keeps the link that Receive looks for
		return bot.Screen{}, err
	}
	err := c.desk.Receive(ctx, casework.Message{
		Once: t.once, From: t.by, Ref: t.at(), ReplyTo: t.ReplyTo, Quote: t.Quote,
		Text: t.Text, Media: kept(t.Media, t.Album, t.Message), Forwarded: t.Forwarded,
	})
	if err == nil && !passable(t.Request) { // the words go on, the file doesn't
		return c.unsupported(ctx, t)
	}
	if err == nil && voiced(t.Request) && c.hints.due(t.Chat, "voice") {
		return plain(t.say.Say("screen.voice.known")), nil
	}
	return bot.Screen{}, err
}

// voiced reports whether a message lets its sender's voice be heard.
func voiced(r *bot.Request) bool {
	return !r.Forwarded && slices.ContainsFunc(r.Media, func(m bot.Media) bool { return m.Kind == "voice" || m.Kind == "video_note" })
}

// edit keeps the new words of a message that belongs to a case; any other edit is nothing to us.
func (c *chat) edit(ctx context.Context, t talk) (bot.Screen, error) {
	err := c.desk.Edit(ctx, t.once, t.by, t.at(), t.Text)
	if casework.KindOf(err) == casework.NotFound {
		return bot.Screen{}, nil
	}
	return bot.Screen{}, err
}

// cases lists a resident's own.
func (c *chat) cases(ctx context.Context, t talk) (bot.Screen, error) {
	list, err := c.desk.Cases(ctx, t.by, listed+1)
	if err != nil {
		return bot.Screen{}, err
	}
	return c.list(ctx, t, "cases", list)
}

func (c *chat) agree(ctx context.Context, t talk) (bot.Screen, error) {
	first, err := c.desk.Agree(ctx, t.once, t.by)
	if err != nil {
		return bot.Screen{}, err
	}
	if !first {
		return stripped(t.say.Say("screen.agree.already")), nil
	}
	return stripped(t.say.Say("screen.agree.done")), nil
}

// topic offers the topics in place of the buttons, or keeps the one chosen.
func (c *chat) topic(ctx context.Context, t talk) (bot.Screen, error) {
	n := t.press.number()
	if t.press.bare() {
		now, err := c.desk.Case(ctx, t.by, n)
		if err != nil {
			return bot.Screen{}, err
		}
		return c.topicMenu(t, pressTopic, now), nil
	}
	now, err := c.desk.Correct(ctx, t.once, t.by, n, t.press.topic())
	if err != nil {
		return bot.Screen{}, err
	}
	line := t.say.Say("screen.topic.done", "number", now.Number.String(), "topic", t.say.Topic(c.desk.Office(), now.Topic))
	return c.receipt(ctx, t, now.Number, line)
}

// receipt brings the receipt up to date where it is the pressed message, as the
// outbox will, so that it doesn't matter which comes first. In any other message
// the line takes its place.
func (c *chat) receipt(ctx context.Context, t talk, n casework.Number, line string) (bot.Screen, error) {
	at, err := c.draw.notices.Shown(ctx, n, 0, t.by.ID)
	if err != nil || at.Message != t.Message {
		return inPlace(bot.Body{Text: line}, ""), err
	}
	body, err := c.draw.Render(ctx, casework.Notice{To: t.by.ID, Kind: casework.TellReceipt, Case: n})
	return inPlace(body, line), err
}

// rate keeps whether the answer helped and asks, once, how the resident was
// treated. The answer above stays readable.
func (c *chat) rate(ctx context.Context, t talk) (bot.Screen, error) {
	n := t.press.number()
	before, err := c.desk.Case(ctx, t.by, n)
	if err != nil {
		return bot.Screen{}, err
	}
	now, err := c.desk.Rate(ctx, t.once, t.by, n, t.press.helped())
	if err != nil {
		return bot.Screen{}, err
	}
	s := stripped(t.say.Say("screen.rate." + string(now.Helped)))
	if before.Helped == now.Helped {
		return s, nil
	}
	s.Also = []bot.Body{{Text: t.say.Say("screen.mark.ask"), Rows: markRows(now.Number)}}
	return s, nil
}

func (c *chat) mark(ctx context.Context, t talk) (bot.Screen, error) {
	if _, err := c.desk.Mark(ctx, t.once, t.by, t.press.number(), t.press.mark()); err != nil {
		return bot.Screen{}, err
	}
	s := plain(t.say.Say("screen.mark.thanks"))
	s.Edit = true
	return s, nil
}

// split makes a message a case of its own; its receipt comes by the outbox.
func (c *chat) split(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.Split(ctx, t.once, t.by, t.press.number(), t.press.entry())
	if err != nil {
		return bot.Screen{}, err
	}
	line := t.say.Say("screen.split.done", "number", now.Number.String())
	return inPlace(bot.Body{Text: line}, ""), nil
}

// reopenOwn leaves the words above, which may be the answer that didn't help.
func (c *chat) reopenOwn(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.Reopen(ctx, t.once, t.by, t.press.number())
	if err != nil {
		return bot.Screen{}, err
	}
	return stripped(t.say.Say("screen.reopen.done", "number", now.Number.String())), nil
}
