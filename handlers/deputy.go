package handlers

import (
	"cmp"
	"context"
	"fmt"

	"liaison/bot"
	"liaison/casework"
)

// reply takes a deputy's words as the answer, or the question, to the case of the
// message they reply to. Words that reply to no case are never guessed at.
func (c *chat) reply(ctx context.Context, t talk) (bot.Screen, error) {
	if !passable(t.Request) {
		return c.unsupported(ctx, t)
	}
	l, err := c.target(ctx, t)
	if joined, err := c.joins(ctx, t, l, err); joined || err != nil {
		return bot.Screen{}, err
	}
	o, closes := l.Intent.Closes()
	var now casework.Case
	switch {
	case err != nil:
		return bot.Screen{}, err
	case l.Case == "":
		return plain(t.say.Say("screen.which.deputy")), nil
	case l.Intent == casework.NoteIntent:
		return c.note(ctx, t, l.Case)
	case l.Intent == casework.AllIntent:
		return c.writtenAll(ctx, t, l.Case, t.Text, "")
	case l.Intent == casework.ExtendIntent:
		now, err = c.desk.Extend(ctx, t.once, t.by, l.Case, t.words())
	case closes:
		return c.closeWith(ctx, t, l.Case, o)
	case l.Intent == casework.AskIntent:
		now, err = c.desk.Ask(ctx, t.once, t.by, l.Case, t.words())
	default:
		return c.respond(ctx, t, l)
	}
	if err != nil {
		return bot.Screen{}, err // whether it arrived comes by the outbox
	}
	return c.answered(ctx, t, now)
}

// joins adds a further picture of an album to what was said with its first, which
// shows already that it was taken.
func (c *chat) joins(ctx context.Context, t talk, l casework.Link, err error) (bool, error) {
	if err != nil || l.Case == "" || t.Album == "" {
		return false, err
	}
	return c.desk.Append(ctx, t.once, t.by, l.Case, t.words())
}

// respond answers, or notes why a draft was declined.
func (c *chat) respond(ctx context.Context, t talk, l casework.Link) (bot.Screen, error) {
	now, noted, err := c.desk.Respond(ctx, t.once, t.by, l.Case, l.Entry, t.words())
	if err != nil {
		return bot.Screen{}, err
	}
	if noted {
		s := plain(t.say.Say("screen.scrap.explained"))
		s.ReplyTo = t.Message
		return s, nil
	}
	return c.answered(ctx, t, now)
}

// answered shows what is now true in place of the card that was replied to, and
// how what was said can be undone.
func (c *chat) answered(ctx context.Context, t talk, now casework.Case) (bot.Screen, error) {
	waits, undoable := c.undoable(t, now)
	if len(t.ReplyData) == 0 {
		return bot.Screen{Body: waits}, nil
	}
	s, err := c.card(ctx, t, now, "") // the card that was replied to shows what is now true
	if undoable {
		s.Also = append(s.Also, waits)
	}
	return s, err
}

// amend keeps the newer words of what a deputy or staff wrote to a resident, and
// says how they find them.
func (c *chat) amend(ctx context.Context, t talk) (bot.Screen, error) {
	reach, err := c.desk.Amend(ctx, t.once, t.by, t.words())
	if casework.KindOf(err) == casework.NotFound {
		return bot.Screen{}, nil
	}
	if err != nil {
		return bot.Screen{}, err
	}
	if reach == "" { // nothing is new
		return bot.Screen{}, nil
	}
	s := plain(t.say.Say("screen.amend." + string(reach)))
	s.ReplyTo = t.Message
	return s, nil
}

// pending lists what waits for a deputy.
func (c *chat) pending(ctx context.Context, t talk) (bot.Screen, error) {
	list, err := c.desk.Pending(ctx, t.by, listed+1)
	if err != nil {
		return bot.Screen{}, err
	}
	return c.list(ctx, t, "pending", list)
}

func (c *chat) take(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.Take(ctx, t.once, t.by, t.press.number())
	if err != nil {
		return bot.Screen{}, err
	}
	return c.card(ctx, t, now, t.say.Say("screen.take.done"))
}

func (c *chat) notMine(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.Release(ctx, t.once, t.by, t.press.number())
	if err != nil {
		return bot.Screen{}, err
	}
	return c.card(ctx, t, now, t.say.Say("screen.release.done", "number", now.Number.String()))
}

func (c *chat) promptAnswer(ctx context.Context, t talk) (bot.Screen, error) {
	return c.prompt(ctx, t, "screen.prompt.answer", casework.Talk)
}

func (c *chat) promptAsk(ctx context.Context, t talk) (bot.Screen, error) {
	return c.prompt(ctx, t, "screen.prompt.ask", casework.AskIntent)
}

// prompt asks for words; a reply to it belongs to the case and means what was asked for.
func (c *chat) prompt(ctx context.Context, t talk, key string, as casework.Intent) (bot.Screen, error) {
	now, err := c.desk.Case(ctx, t.by, t.press.number())
	if err != nil {
		return bot.Screen{}, err
	}
	s := plain(t.say.Say(key, "number", now.Number.String()))
	s.ReplyTo, s.Asks = t.Message, true
	return c.linked(t, now.Number, as, s), nil
}

// pass offers topics and colleagues, or passes the case to a topic.
func (c *chat) pass(ctx context.Context, t talk) (bot.Screen, error) {
	n := t.press.number()
	if t.press.bare() {
		now, err := c.desk.Case(ctx, t.by, n)
		if err != nil {
			return bot.Screen{}, err
		}
		return c.passMenu(ctx, t, now)
	}
	now, err := c.desk.PassTopic(ctx, t.once, t.by, n, t.press.topic())
	if err != nil {
		return bot.Screen{}, err
	}
	return c.card(ctx, t, now, t.say.Say("screen.pass.topic",
		"number", now.Number.String(), "topic", t.say.Topic(c.desk.Office(), now.Topic)))
}

func (c *chat) passTo(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.PassTo(ctx, t.once, t.by, t.press.number(), t.press.deputy())
	if err != nil {
		return bot.Screen{}, err
	}
	to, err := c.desk.Person(ctx, cmp.Or(now.Offered, t.press.deputy()))
	if err != nil {
		return bot.Screen{}, err
	}
	return c.card(ctx, t, now, t.say.Say("screen.pass.deputy", "number", now.Number.String(), "name", t.called(to)))
}

// close offers the outcomes, or for one of them the ways to close.
func (c *chat) close(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.Case(ctx, t.by, t.press.number())
	switch {
	case err != nil:
		return bot.Screen{}, err
	case t.press.bare():
		return outcomeMenu(t, now), nil
	case t.press.outcome() == "":
		return c.missing(t), nil
	}
	return closeMenu(t, now.Number, t.press.outcome()), nil
}

func (c *chat) reopen(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.Reopen(ctx, t.once, t.by, t.press.number())
	if err != nil {
		return bot.Screen{}, err
	}
	return c.card(ctx, t, now, t.say.Say("screen.reopen.done", "number", now.Number.String()))
}

// add sends a draft as an addition to a colleague's answer.
func (c *chat) add(ctx context.Context, t talk) (bot.Screen, error) {
	if _, err := c.desk.Confirm(ctx, t.once, t.by, t.press.number(), t.press.entry()); err != nil {
		return bot.Screen{}, err
	}
	return c.settledDraft(t, "screen.add.done"), nil
}

// drop leaves a draft where it is: unsent.
func (c *chat) drop(ctx context.Context, t talk) (bot.Screen, error) {
	if _, err := c.desk.Case(ctx, t.by, t.press.number()); err != nil {
		return bot.Screen{}, err
	}
	return c.settledDraft(t, "screen.add.dropped"), nil
}

func (c *chat) settledDraft(t talk, key string) bot.Screen {
	s := plain(t.say.Say(key, "number", fmt.Sprint(t.press.number())))
	s.Edit = true
	return s
}
