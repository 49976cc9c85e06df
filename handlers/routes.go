package handlers

import (
	"context"
	"path"
	"slices"
	"strings"

	"liaison/bot"
	"liaison/casework"
)

// Books is what the store keeps for the chat beside the cases.
type Books interface {
	Rooms
	// Undelivered lists, for the staff, what didn't arrive or may not have, from before a notice.
	Undelivered(ctx context.Context, by casework.Person, before casework.NoticeID, limit int) ([]casework.Undelivered, error)
	// Strays lists, for the staff, what was set aside.
	Strays(ctx context.Context, by casework.Person, limit int) ([]casework.Stray, error)
	// Stray finds one of them by its key and how its print begins.
	Stray(ctx context.Context, by casework.Person, key, begins string) (casework.Stray, error)
	// EndStray takes one off that list.
	EndStray(ctx context.Context, by casework.Person, of casework.Once, how casework.StrayEnding) error
	// AddLink remembers that a message belongs to a case.
	AddLink(ctx context.Context, l casework.Link) error
	// Resend owes again what was refused.
	Resend(ctx context.Context, once casework.Once, by casework.Person, id casework.NoticeID) error
	// Decide settles a notice that may have arrived or not, by a person's word.
	Decide(ctx context.Context, once casework.Once, by casework.Person, id casework.NoticeID, arrived bool) error
}

// Routes lists what a person may say or press; the first row that fits gets the
// request. A row names a step for each role; a role without one gets the same
// answer as for something that isn't there.
func Routes(d Desk, r *Renderer, b Books, f Forum) []bot.Route {
	c := &chat{desk: d, draw: r, books: b, hints: newHints(d.Now)}
	return slices.Concat(c.outside(f), c.commands(), c.presses(), c.messages())
}

// outside is what doesn't come from a private chat, or isn't said by anybody.
func (c *chat) outside(f Forum) []bot.Route {
	return []bot.Route{
		{Name: "room", Takes: roomCommand, Do: c.room(f)},
		{Name: "out of the room", Takes: outOfGroup, Do: c.outOfRoom},
		{Name: "press in the room", Takes: cardPress, Do: c.inRoomOnly(c.sortInRoom)},
		{Name: "reply in the room", Takes: cardReply, Do: c.inRoomOnly(c.replyInRoom)},
		{Name: "elsewhere", Takes: elsewhere, Do: silent},
		{Name: "reaction", Takes: kind(bot.Reaction), Do: silent},
		{Name: "reach", Takes: kind(bot.Membership), Do: c.reach},
		{Name: "edit", Takes: kind(bot.Edited), Do: c.hear(roles{c.edit, c.amend, c.amend, c.redraft})},
	}
}

// messages are words, pictures and files.
func (c *chat) messages() []bot.Route {
	return []bot.Route{
		{Name: "private", Takes: private, Do: c.hear(roles{c.keepPrivate, c.unsupported, c.unsupported, c.unsupported})},
		{Name: "unsupported", Takes: unsupported, Do: c.hear(everybody(c.unsupported))},
		{Name: "blank", Takes: blankMessage, Do: c.hear(everybody(c.blank))},
		{Name: "words", Takes: kind(bot.Message), Do: c.hear(roles{c.receive, c.reply, c.replyStaff, c.replyAide})},
	}
}

// elsewhere is a group or a channel: nothing is said there but in the staff room.
func elsewhere(r *bot.Request) bool { return !r.Private }

func kind(k bot.Kind) func(*bot.Request) bool {
	return func(r *bot.Request) bool { return r.Kind == k }
}

func command(name string) func(*bot.Request) bool {
	return func(r *bot.Request) bool { return anyCommand(r) && r.Command == name }
}

// anyCommand leaves alone what only looks like a command in somebody's forwarded words.
func anyCommand(r *bot.Request) bool {
	return r.Kind == bot.Message && r.Command != "" && len(r.Media) == 0 && !r.Forwarded
}

func button(verb string) func(*bot.Request) bool {
	return func(r *bot.Request) bool { return r.Kind == bot.Press && parsePress(r.Data).verb == verb }
}

// private is a place on the map or a contact card.
func private(r *bot.Request) bool { return r.Kind == bot.Message && r.Secret != nil }

// unsupported is a message without words that nobody could be shown.
func unsupported(r *bot.Request) bool {
	return r.Kind == bot.Message && blank(r.Text) && (r.Other != "" && len(r.Media) == 0 || len(r.Media) > 0 && !passable(r))
}

func blankMessage(r *bot.Request) bool {
	return r.Kind == bot.Message && len(r.Media) == 0 && blank(r.Text)
}

// passable reports whether all that a message carries may be sent on.
func passable(r *bot.Request) bool {
	return !slices.ContainsFunc(r.Media, func(m bot.Media) bool { return withheld(m.Kind, m.MIME, m.Name) })
}

// withheld reports a picture sent as a file: it still says where it was taken.
func withheld(kind, mime, name string) bool {
	if kind != "document" {
		return false
	}
	picture := []string{".jpg", ".jpeg", ".heic", ".heif", ".tif", ".tiff", ".png", ".webp", ".dng"}
	return strings.HasPrefix(strings.ToLower(mime), "image/") || slices.Contains(picture, strings.ToLower(path.Ext(name)))
}
