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
	// AddLink remembers that a message belongs to a case.
	AddLink(ctx context.Context, l casework.Link) error
	// Decide settles a notice that may have arrived or not, by a person's word.
	Decide(ctx context.Context, once casework.Once, by casework.Person, id casework.NoticeID, arrived bool) error
}

// Routes lists what a person may say or press; the first row that fits gets the
// request. A row names a step for each role; a role without one gets the same
// answer as for something that isn't there.
func Routes(d Desk, r *Renderer, b Books, f Forum) []bot.Route {
	c := &chat{desk: d, draw: r, books: b, hints: newHints(d.Now)}
	return []bot.Route{
		{Name: "room", Takes: roomCommand, Do: c.room(f)},
		{Name: "out of the room", Takes: outOfGroup, Do: c.outOfRoom},
		{Name: "elsewhere", Takes: elsewhere, Do: silent},
		{Name: "reaction", Takes: kind(bot.Reaction), Do: silent},
		{Name: "reach", Takes: kind(bot.Membership), Do: c.reach},
		{Name: "edit", Takes: kind(bot.Edited), Do: c.hear(roles{c.edit, c.editLate, c.editLate})},

		{Name: "invitation", Takes: invitedStart, Do: c.hear(everybody(c.openInvitation))},
		{Name: "start", Takes: command("start"), Do: c.hear(roles{c.welcome, c.start, c.start})},
		{Name: "help", Takes: command("help"), Do: c.hear(everybody(c.help))},
		{Name: "language", Takes: command("language"), Do: c.hear(everybody(c.languages))},
		{Name: "privacy", Takes: command("privacy"), Do: c.hear(everybody(c.privacy))},
		{Name: "case", Takes: command("case"), Do: c.hear(everybody(c.caseByNumber))},
		{Name: "export", Takes: command("export"), Do: c.hear(roles{resident: c.export})},
		{Name: "forget", Takes: command("forget"), Do: c.hear(roles{resident: c.forget})},
		{Name: "cases", Takes: command("cases"), Do: c.hear(roles{resident: c.cases})},
		{Name: "pending", Takes: command("pending"), Do: c.hear(roles{deputy: c.pending})},
		{Name: "mine", Takes: command("mine"), Do: c.hear(roles{deputy: c.mine})},
		{Name: "next", Takes: command("next"), Do: c.hear(roles{deputy: c.next})},
		{Name: "away", Takes: command("away"), Do: c.hear(roles{deputy: c.away, staff: c.awayFor})},
		{Name: "back", Takes: command("back"), Do: c.hear(roles{deputy: c.comeBack, staff: c.comeBack})},
		{Name: "cap", Takes: command("cap"), Do: c.hear(roles{deputy: c.limit})},
		{Name: "invite", Takes: command("invite"), Do: c.hear(roles{staff: c.invite})},
		{Name: "sent", Takes: command("sent"), Do: c.hear(roles{deputy: c.sent})},
		{Name: "unsorted", Takes: command("unsorted"), Do: c.hear(roles{staff: c.unsorted})},
		{Name: "queues", Takes: command("queues"), Do: c.hear(roles{staff: c.queues})},
		{Name: "quiet", Takes: command("quiet"), Do: c.hear(roles{deputy: c.quiet, staff: c.quiet})},
		{Name: "digest", Takes: command("digest"), Do: c.hear(roles{deputy: c.digest, staff: c.digest})},
		{Name: "sort", Takes: command("sort"), Do: c.hear(roles{staff: c.sorting})},
		{Name: "late", Takes: command("late"), Do: c.hear(roles{staff: c.late})},
		{Name: "unknown command", Takes: anyCommand, Do: c.hear(roles{})},

		{Name: "press lang", Takes: button(pressLanguage), Do: c.hear(everybody(c.speak))},
		{Name: "press case", Takes: button(pressCase), Do: c.hear(everybody(c.open))},
		{Name: "press back", Takes: button(pressBack), Do: c.hear(everybody(c.back))},
		{Name: "press reopen", Takes: button(pressReopen), Do: c.hear(roles{c.reopenOwn, c.reopen, c.reopen})},

		{Name: "press cases", Takes: button(pressCases), Do: c.hear(roles{resident: c.cases})},
		{Name: "press agree", Takes: button(pressAgree), Do: c.hear(roles{resident: c.agree})},
		{Name: "press topic", Takes: button(pressTopic), Do: c.hear(roles{resident: c.topic})},
		{Name: "press rate", Takes: button(pressRate), Do: c.hear(roles{resident: c.rate})},
		{Name: "press mark", Takes: button(pressMark), Do: c.hear(roles{resident: c.mark})},
		{Name: "press withdraw", Takes: button(pressWithdraw), Do: c.hear(roles{resident: c.withdraw})},
		{Name: "press forget", Takes: button(pressForget), Do: c.hear(roles{resident: c.forgetOr})},
		{Name: "press name", Takes: button(pressName), Do: c.hear(roles{resident: c.name})},
		{Name: "press split", Takes: button(pressSplit), Do: c.hear(roles{resident: c.split})},

		{Name: "press take", Takes: button(pressTake), Do: c.hear(roles{deputy: c.take})},
		{Name: "press answer", Takes: button(pressAnswer), Do: c.hear(roles{deputy: c.promptAnswer})},
		{Name: "press ask", Takes: button(pressAsk), Do: c.hear(roles{deputy: c.promptAsk, staff: c.promptAsk})},
		{Name: "press pass", Takes: button(pressPass), Do: c.hear(roles{deputy: c.pass})},
		{Name: "press passto", Takes: button(pressPassTo), Do: c.hear(roles{deputy: c.passTo})},
		{Name: "press notmine", Takes: button(pressNotMine), Do: c.hear(roles{deputy: c.notMine})},
		{Name: "press add", Takes: button(pressAdd), Do: c.hear(roles{deputy: c.add})},
		{Name: "press drop", Takes: button(pressDrop), Do: c.hear(roles{deputy: c.drop})},
		{Name: "press note", Takes: button(pressNote), Do: c.hear(roles{deputy: c.promptNote, staff: c.promptNote})},
		{Name: "press quiet", Takes: button(pressQuiet), Do: c.hear(roles{deputy: c.quiet, staff: c.quiet})},
		{Name: "press digest", Takes: button(pressDigest), Do: c.hear(roles{deputy: c.digest, staff: c.digest})},
		{Name: "press extend", Takes: button(pressExtend), Do: c.hear(roles{deputy: c.promptExtend})},
		{Name: "press urge", Takes: button(pressUrge), Do: c.hear(roles{deputy: c.urge, staff: c.urge})},
		{Name: "press next", Takes: button(pressNext), Do: c.hear(roles{deputy: c.next})},
		{Name: "press away", Takes: button(pressAway), Do: c.hear(roles{deputy: c.chooseSubstitute})},
		{Name: "press standin", Takes: button(pressStandIn), Do: c.hear(roles{deputy: c.standIn, staff: c.standIn})},
		{Name: "press return", Takes: button(pressReturn), Do: c.hear(roles{deputy: c.comeBack, staff: c.comeBack})},
		{Name: "press invite", Takes: button(pressInvite), Do: c.hear(roles{staff: c.makeInvitation})},
		{Name: "press revoke", Takes: button(pressRevoke), Do: c.hear(roles{staff: c.revoke})},
		{Name: "press admit", Takes: button(pressAdmit), Do: c.hear(roles{staff: c.admit})},
		{Name: "press close", Takes: button(pressClose), Do: c.hear(roles{deputy: c.close, staff: c.close})},

		{Name: "press words", Takes: button(pressWords), Do: c.hear(roles{deputy: c.promptWords, staff: c.promptWords})},
		{Name: "press shut", Takes: button(pressShut), Do: c.hear(roles{deputy: c.shut, staff: c.shut})},

		{Name: "press sorting", Takes: button(pressSorting), Do: c.hear(roles{staff: c.sorting})},
		{Name: "press waiting", Takes: button(pressWaiting), Do: c.hear(roles{staff: c.waiting})},
		{Name: "press late", Takes: button(pressLate), Do: c.hear(roles{staff: c.late})},
		{Name: "press sort", Takes: button(pressSort), Do: c.hear(roles{staff: c.sort})},
		{Name: "press assign", Takes: button(pressAssign), Do: c.hear(roles{staff: c.assign})},
		{Name: "press resend", Takes: button(pressResend), Do: c.hear(roles{staff: c.decide})},
		{Name: "press arrived", Takes: button(pressArrived), Do: c.hear(roles{staff: c.decide})},
		{Name: "unknown press", Takes: kind(bot.Press), Do: c.hear(roles{})},

		{Name: "unsupported", Takes: unsupported, Do: c.hear(everybody(c.unsupported))},
		{Name: "blank", Takes: blankMessage, Do: c.hear(everybody(c.blank))},
		{Name: "words", Takes: kind(bot.Message), Do: c.hear(roles{c.receive, c.reply, c.replyStaff})},
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
