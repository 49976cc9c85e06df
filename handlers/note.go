package handlers

import (
	"context"

	"liaison/bot"
	"liaison/casework"
)

// noteMark begins what is told of a note, so that a reply to it stays one.
const noteMark = "🔒"

func (c *chat) promptNote(ctx context.Context, t talk) (bot.Screen, error) {
	return c.prompt(ctx, t, "screen.prompt.note", casework.NoteIntent)
}

// note keeps what deputies and staff tell each other.
func (c *chat) note(ctx context.Context, t talk, n casework.Number) (bot.Screen, error) {
	now, err := c.desk.Note(ctx, t.once, t.by, n, t.words())
	if err != nil {
		return bot.Screen{}, err
	}
	s := plain(t.say.Say("screen.note.done", "number", now.Number.String()))
	s.ReplyTo = t.Message
	return c.linked(t, now.Number, casework.NoteIntent, s), nil
}

// noted tells who has a case what somebody else noted there.
func (v view) noted(n casework.Notice) *page {
	e, ok := v.entry(n.Entry)
	if !ok || e.Kind != casework.Note || v.by.Role == casework.Resident || !v.theirs() {
		return nil
	}
	p := v.news(v.Say("note.title", "name", v.name(e.By), "number", v.thread.Case.Number), e)
	p.note(v.Say("note.hint"))
	return p
}
