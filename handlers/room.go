package handlers

import (
	"context"
	"fmt"
	"strings"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

// Rooms is what the store keeps of the staff room.
type Rooms interface {
	BindRoom(ctx context.Context, once casework.Once, by casework.Person, chat int64) error
	UnbindRoom(ctx context.Context, once casework.Once, by casework.Person, chat int64) error
	LoseRoom(ctx context.Context, chat int64) error
	// Room gives the staff room, NotFound where there is none.
	Room(ctx context.Context) (casework.Room, error)
}

// Forum tells what a group lacks to become the staff room.
type Forum interface {
	Lacks(ctx context.Context, chat int64) (bot.ForumLack, error)
}

func roomCommand(r *bot.Request) bool { return elsewhere(r) && command("room")(r) }

// outOfGroup: the bot may not write in a group any more.
func outOfGroup(r *bot.Request) bool { return elsewhere(r) && r.Kind == bot.Membership && !r.CanWrite }

// room makes a group the staff room, or ends that. To all but administrators it is silent.
func (c *chat) room(f Forum) func(context.Context, *bot.Request) (bot.Screen, error) {
	return func(ctx context.Context, q *bot.Request) (bot.Screen, error) {
		by, err := c.desk.Who(ctx, q.From.ID, q.From.Name, q.From.Language)
		t := talk{Request: q, by: by, say: words.For(c.desk.Office().Language), once: onceOf(q.Once)}
		if err == nil && (by.Role != casework.Admin || by.Retired) {
			return bot.Screen{}, nil
		}
		line := ""
		if err == nil {
			line, err = c.furnish(ctx, t, f)
		}
		switch casework.KindOf(err) {
		case casework.NotFound, casework.Forbidden, casework.Unconfirmed:
			return bot.Screen{}, nil // rights moved on, or it isn't the room
		}
		if err != nil {
			return c.refused(ctx, t, err)
		}
		s := plain(line)
		s.Thread, s.ReplyTo = q.Thread, q.Message
		return s, nil
	}
}

// furnish does what /room asks for and says what became of it.
func (c *chat) furnish(ctx context.Context, t talk, f Forum) (string, error) {
	if strings.EqualFold(t.Payload, "off") {
		return t.say.Say("room_forum.off"), c.books.UnbindRoom(ctx, t.once, t.by, t.Chat)
	}
	lack, err := f.Lacks(ctx, t.Chat)
	if err != nil {
		return "", fmt.Errorf("%w: look at the group: %w", bot.ErrLater, err)
	}
	if lack != (bot.ForumLack{}) {
		return strings.Join(lacking(t.say, lack), "\n"), nil
	}
	return t.say.Say("room_forum.on"), c.books.BindRoom(ctx, t.once, t.by, t.Chat)
}

func lacking(say words.Speech, l bot.ForumLack) []string {
	lines := []string{say.Say("room_forum.lacks")}
	if l.Forum {
		lines = append(lines, say.Say("room_forum.lacks_forum"))
	}
	if l.Topics {
		lines = append(lines, say.Say("room_forum.lacks_topics"))
	}
	if l.Pin {
		lines = append(lines, say.Say("room_forum.lacks_pin"))
	}
	return append(lines, say.Say("room_forum.again"))
}

// outOfRoom ends the staff room when the bot was removed from it.
func (c *chat) outOfRoom(ctx context.Context, q *bot.Request) (bot.Screen, error) {
	err := c.books.LoseRoom(ctx, q.Chat)
	if err != nil && casework.KindOf(err) != casework.NotFound {
		return c.refused(ctx, talk{Request: q}, err)
	}
	return bot.Screen{}, nil
}
