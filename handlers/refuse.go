package handlers

import (
	"context"
	"errors"
	"fmt"

	"liaison/bot"
	"liaison/casework"
)

// refused turns an error of the desk into what the person sees. What isn't
// theirs to know of looks like what isn't there.
func (c *chat) refused(ctx context.Context, t talk, err error) (bot.Screen, error) {
	switch casework.KindOf(err) {
	case casework.Repeated:
		return bot.Screen{}, bot.ErrRepeated
	case casework.Later, casework.Stale: // so many at once that no decision held: again, later
		return bot.Screen{}, fmt.Errorf("%w: %w", bot.ErrLater, err)
	case casework.NotFound, casework.Forbidden:
		return c.missing(t), nil
	case casework.Unconfirmed:
		return c.unconfirmed(t, err), nil
	case casework.Invalid:
		return c.told(t, t.say.Say("screen.invalid."+t.role())), nil
	case casework.Conflict:
		if e, ok := errors.AsType[*casework.Error](err); ok {
			return c.conflict(ctx, t, e)
		}
	}
	return bot.Screen{}, err
}

// told says one line the way that fits: over the chat for a press, else as a message.
func (c *chat) told(t talk, line string) bot.Screen {
	if t.Kind == bot.Press {
		return toast(line)
	}
	return plain(line)
}

// missing is the one answer for whatever isn't there, as far as this person may know.
func (c *chat) missing(t talk) bot.Screen {
	return c.told(t, t.say.Say("screen.missing."+t.role()))
}

// nothing answers what the person's role has no step for, or nobody's has.
func (c *chat) nothing(t talk) bot.Screen {
	switch t.Kind {
	case bot.Message:
		return plain(t.say.Say("screen.unknown." + t.role()))
	case bot.Press:
		return c.missing(t)
	}
	return bot.Screen{}
}

// conflict says what stands in the way and shows what is true now.
func (c *chat) conflict(ctx context.Context, t talk, e *casework.Error) (bot.Screen, error) {
	line, err := c.conflictLine(ctx, t, e)
	if err != nil {
		return bot.Screen{}, err
	}
	if e.Entry > 0 {
		return c.offerAddition(t, e, line), nil
	}
	if t.Kind == bot.Press {
		return c.truth(ctx, t, e.Case, line)
	}
	s := plain(line)
	s.Rows = [][]bot.Button{{{Label: t.say.Say("screen.button.open"), Data: data(pressCase, string(e.Case))}}}
	return s, nil
}

// truth brings the card that was pressed up to date. A resident's message keeps
// its words, which may be an answer; only its buttons go.
func (c *chat) truth(ctx context.Context, t talk, n casework.Number, line string) (bot.Screen, error) {
	if t.role() == "resident" {
		return stripped(line), nil
	}
	now, err := c.desk.Case(ctx, t.by, n)
	switch casework.KindOf(err) {
	case casework.NotFound, casework.Forbidden:
		return c.missing(t), nil
	}
	if err != nil {
		return bot.Screen{}, err
	}
	return c.card(ctx, t, now, line)
}

func (c *chat) conflictLine(ctx context.Context, t talk, e *casework.Error) (string, error) {
	key := "screen.conflict." + string(e.Reason)
	switch e.Reason {
	case casework.AlreadyTaken, casework.AlreadyAnswered, casework.Replaced:
		if e.Who == "" {
			break
		}
		if e.Who == t.by.ID {
			return t.say.Say(key + "-you"), nil
		}
		who, err := c.desk.Person(ctx, e.Who)
		if err != nil {
			return "", err
		}
		return t.say.Say(key, "name", t.called(who)), nil
	case casework.ShutOut, casework.Chained, casework.AlreadyExtended, casework.AlreadySent, casework.MovedOn, casework.TooMany, casework.GivenUp:
		return t.say.Say(key), nil
	case casework.AlreadyClosed:
		if (t.role() == "deputy" || t.role() == "aide") && e.Who != t.by.ID {
			return t.say.Say(key + ".colleague"), nil
		}
		return t.say.Say(key + "." + t.role()), nil
	}
	return t.say.Say("screen.conflict.not-waiting." + t.role()), nil
}

// offerAddition asks the second of two deputies what is to become of their words.
func (c *chat) offerAddition(t talk, e *casework.Error, line string) bot.Screen {
	entry := fmt.Sprint(e.Entry)
	s := plain(line + "\n" + t.say.Say("screen.add.offer"))
	s.ReplyTo = t.Message
	s.Rows = [][]bot.Button{
		{{Label: t.say.Say("screen.button.add"), Data: data(pressAdd, string(e.Case), entry)}},
		{{Label: t.say.Say("screen.button.drop"), Data: data(pressDrop, string(e.Case), entry)}},
	}
	return c.linked(t, e.Case, casework.Talk, s)
}
