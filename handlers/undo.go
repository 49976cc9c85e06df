package handlers

import (
	"context"
	"strconv"

	"liaison/bot"
	"liaison/casework"
)

// undoable tells who answered that it goes out in a moment, with a way to undo it.
func (c *chat) undoable(t talk, now casework.Case) (b bot.Body, ok bool) {
	undo, entry := c.desk.Office().Undo, now.Entries
	if undo <= 0 || !now.Unsent(entry, c.desk.Now()) {
		return b, false
	}
	b.Text = t.say.Count("screen.undo.wait", int(undo.Seconds()), "number", now.Number)
	b.Rows = [][]bot.Button{{{Label: t.say.Say("screen.button.undo"), Data: data(pressRecall, string(now.Number), strconv.Itoa(entry))}}}
	b.ReplyTo = t.Message
	return b, true
}

// recall undoes an answer that hasn't gone out; its words are kept as a draft.
func (c *chat) recall(ctx context.Context, t talk) (bot.Screen, error) {
	now, err := c.desk.Recall(ctx, t.once, t.by, t.press.number(), t.press.entry())
	switch casework.ReasonOf(err) {
	case casework.AlreadySent:
		return c.tooLate(ctx, t)
	}
	if err != nil {
		return bot.Screen{}, err
	}
	n, entry := string(now.Number), strconv.Itoa(t.press.entry())
	return inPlace(bot.Body{
		Text: t.say.Say("screen.undo.done", "number", now.Number),
		Rows: [][]bot.Button{
			{{Label: t.say.Say("screen.button.send"), Data: data(pressSend, n, entry)}, {Label: t.say.Say("screen.button.drop"), Data: data(pressDrop, n, entry)}},
			{{Label: t.say.Say("screen.button.open"), Data: data(pressCase, n)}},
		},
	}, ""), nil
}

// tooLate says how an answer that has gone out is corrected: by editing one's
// message, which there is none of where a tap sent it or an aide wrote it.
func (c *chat) tooLate(ctx context.Context, t talk) (bot.Screen, error) {
	thread, err := c.desk.Thread(ctx, t.by, t.press.number())
	if err != nil {
		return bot.Screen{}, err
	}
	for _, e := range thread.Entries {
		if e.Seq == t.press.entry() && e.Ref.Chat != t.Chat {
			return inPlace(bot.Body{Text: t.say.Say("screen.conflict.gone")}, ""), nil
		}
	}
	return inPlace(bot.Body{Text: t.say.Say("screen.conflict.sent")}, ""), nil
}

// sendDraft sends what was undone after all.
func (c *chat) sendDraft(ctx context.Context, t talk) (bot.Screen, error) {
	if _, err := c.desk.Confirm(ctx, t.once, t.by, t.press.number(), t.press.entry()); err != nil {
		return bot.Screen{}, err
	}
	return c.settledDraft(t, "screen.undo.sent"), nil
}
