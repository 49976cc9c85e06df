package handlers

import (
	"context"

	"liaison/bot"
	"liaison/casework"
)

// closeMenu asks whether the resident gets words with the closing.
func closeMenu(t talk, n casework.Number, o casework.Outcome) bot.Screen {
	key := func(name, verb string) []bot.Button {
		return []bot.Button{{Label: t.say.Say("screen.button." + name), Data: data(verb, string(n), string(o))}}
	}
	return menu(t, n, [][]bot.Button{key("words", pressWords), key("wordless", pressShut)})
}

// promptWords asks for the words with which a case is closed.
func (c *chat) promptWords(ctx context.Context, t talk) (bot.Screen, error) {
	o := t.press.outcome()
	if o == "" {
		return c.missing(t), nil
	}
	return c.prompt(ctx, t, "screen.prompt.close", casework.CloseIntent(o))
}

// shut closes without words.
func (c *chat) shut(ctx context.Context, t talk) (bot.Screen, error) {
	o := t.press.outcome()
	if o == "" {
		return c.missing(t), nil
	}
	now, err := c.desk.Close(ctx, t.once, t.by, t.press.number(), o, casework.Words{})
	if err != nil {
		return bot.Screen{}, err
	}
	return c.card(ctx, t, now, t.say.Say("screen.close.done", "number", now.Number.String()))
}

// closeWith closes with the words of a reply to the prompt.
func (c *chat) closeWith(ctx context.Context, t talk, n casework.Number, o casework.Outcome) (bot.Screen, error) {
	now, err := c.desk.Close(ctx, t.once, t.by, n, o, t.words())
	if err != nil {
		return bot.Screen{}, err
	}
	s := plain(t.say.Say("screen.close.done", "number", now.Number.String()))
	s.ReplyTo = t.Message
	return s, nil
}

// discard closes advertising without a word to its sender.
func (c *chat) discard(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.Discard(ctx, t.once, t.by, t.press.number())
	if err != nil {
		return bot.Screen{}, err
	}
	return c.card(ctx, t, now, t.say.Say("screen.discard.done", "number", now.Number.String()))
}
