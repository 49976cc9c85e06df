package handlers

import "liaison/bot"

// commands are what may be typed with a slash.
func (c *chat) commands() []bot.Route {
	return []bot.Route{
		{Name: "invitation", Takes: invitedStart, Do: c.hear(everybody(c.openInvitation))},
		{Name: "start", Takes: command("start"), Do: c.hear(roles{c.welcome, c.start, c.start, c.start})},
		{Name: "help", Takes: command("help"), Do: c.hear(everybody(c.help))},
		{Name: "language", Takes: command("language"), Do: c.hear(everybody(c.languages))},
		{Name: "privacy", Takes: command("privacy"), Do: c.hear(everybody(c.privacy))},
		{Name: "case", Takes: command("case"), Do: c.hear(everybody(c.caseByNumber))},

		// residents
		{Name: "export", Takes: command("export"), Do: c.hear(roles{resident: c.export})},
		{Name: "forget", Takes: command("forget"), Do: c.hear(roles{resident: c.forget})},
		{Name: "cases", Takes: command("cases"), Do: c.hear(roles{resident: c.cases})},

		// deputies, some of it staff too
		{Name: "pending", Takes: command("pending"), Do: c.hear(roles{deputy: c.pending, aide: c.pending})},
		{Name: "mine", Takes: command("mine"), Do: c.hear(roles{deputy: c.mine})},
		{Name: "next", Takes: command("next"), Do: c.hear(roles{deputy: c.next})},
		{Name: "away", Takes: command("away"), Do: c.hear(roles{deputy: c.away, staff: c.awayFor})},
		{Name: "back", Takes: command("back"), Do: c.hear(roles{deputy: c.comeBack, staff: c.comeBack})},
		{Name: "cap", Takes: command("cap"), Do: c.hear(roles{deputy: c.limit})},
		{Name: "aides", Takes: command("aides"), Do: c.hear(roles{deputy: c.aides})},
		{Name: "ready", Takes: command("ready"), Do: c.hear(roles{deputy: c.ready})},
		{Name: "sent", Takes: command("sent"), Do: c.hear(roles{deputy: c.sent})},
		{Name: "find", Takes: command("find"), Do: c.hear(roles{deputy: c.find, staff: c.find})},
		{Name: "quiet", Takes: command("quiet"), Do: c.hear(roles{deputy: c.quiet, staff: c.quiet, aide: c.quiet})},
		{Name: "digest", Takes: command("digest"), Do: c.hear(roles{deputy: c.digest, staff: c.digest})},

		{Name: "protect", Takes: command("protect"), Do: c.hear(roles{deputy: c.protectByNumber, staff: c.protectByNumber, aide: c.protectByNumber})},
		{Name: "links", Takes: command("links"), Do: c.hear(roles{deputy: c.ownLink, staff: c.links})},

		{Name: "console", Takes: command("console"), Do: c.hear(roles{deputy: c.console, staff: c.console, aide: c.console})},

		// staff
		{Name: "invite", Takes: command("invite"), Do: c.hear(roles{staff: c.invite})},
		{Name: "protected", Takes: command("protected"), Do: c.hear(roles{staff: c.protected})},
		{Name: "unsorted", Takes: command("unsorted"), Do: c.hear(roles{staff: c.unsorted})},
		{Name: "queues", Takes: command("queues"), Do: c.hear(roles{staff: c.queues})},
		{Name: "undelivered", Takes: command("undelivered"), Do: c.hear(roles{staff: c.undelivered})},
		{Name: "setaside", Takes: command("setaside"), Do: c.hear(roles{staff: c.setAside})},
		{Name: "window", Takes: command("window"), Do: c.hear(roles{staff: c.window})},
		{Name: "hot", Takes: command("hot"), Do: c.hear(roles{staff: c.hot})},
		{Name: "broadcast", Takes: command("broadcast"), Do: c.hear(roles{staff: c.broadcast})},
		{Name: "broadcasts", Takes: command("broadcasts"), Do: c.hear(roles{staff: c.casts})},
		{Name: "sort", Takes: command("sort"), Do: c.hear(roles{staff: c.sorting})},
		{Name: "floods", Takes: command("floods"), Do: c.hear(roles{staff: c.floods})},
		{Name: "blocked", Takes: command("blocked"), Do: c.hear(roles{staff: c.barred})},
		{Name: "lessons", Takes: command("lessons"), Do: c.hear(roles{staff: c.lessons})},
		{Name: "accuracy", Takes: command("accuracy"), Do: c.hear(roles{staff: c.accuracy})},
		{Name: "late", Takes: command("late"), Do: c.hear(roles{staff: c.late})},

		{Name: "unknown command", Takes: anyCommand, Do: c.hear(roles{})},
	}
}
