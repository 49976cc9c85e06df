package handlers

import (
	"context"
	"slices"
	"strings"

	"liaison/bot"
	"liaison/casework"
)

// protectedCard shows a protected case to its officer.
func (v view) protectedCard(casework.Notice) *page {
	c := v.thread.Case
	if !c.Protected || c.Status == casework.Closed {
		return nil
	}
	return v.whole(v.cardTitle())
}

// reasons says why a case is protected, and whom it names.
func (v view) reasons() string {
	c := v.thread.Case
	var said []string
	for _, s := range c.Signals {
		switch s {
		case casework.Complaint, casework.SelfHarm, casework.Child:
			said = append(said, v.Say("protected.why."+string(s)))
		}
	}
	if len(said) == 0 {
		said = append(said, v.Say("protected.why.person"))
	}
	line := v.Say("protected.card", "why", strings.Join(said, v.Say("files.comma")))
	var names []string
	for _, id := range c.Against {
		names = append(names, v.name(id))
	}
	if len(names) > 0 {
		line += " " + v.Say("protected.named", "names", strings.Join(names, v.Say("files.comma")))
	}
	return line
}

// keepers names those who may read a protected case.
func (v view) keepers() string {
	var names []string
	for _, id := range v.office.Keepers(v.thread.Case, v.people) {
		names = append(names, v.name(id))
	}
	return strings.Join(names, v.Say("files.comma"))
}

// guarded tells a resident who reads a protected case.
func (v view) guarded() string {
	if names := v.keepers(); names != "" {
		return v.Say("protected.reads", "names", names)
	}
	return v.Say("protected.nobody")
}

// guardianKeys are for the officer.
func (v view) guardianKeys(s casework.Status) [][]bot.Button {
	note, shut := v.button("note", pressNote), v.button("close", pressClose)
	switch s {
	case casework.Unsorted, casework.Asked:
		return [][]bot.Button{
			{v.button("answer", pressAnswer), v.button("ask", pressAsk), note},
			{v.urging(), v.button("lower", pressLower)},
			{shut},
		}
	case casework.Answered:
		return [][]bot.Button{{v.button("add", pressAnswer), v.button("ask", pressAsk), note}, {shut}}
	case casework.Closed:
		return [][]bot.Button{{v.button("reopen", pressReopen), note}}
	}
	return nil
}

// protected lists what waits for the officer.
func (c *chat) protected(ctx context.Context, t talk) (bot.Screen, error) {
	list, err := c.desk.Protected(ctx, t.by, listed+1)
	if err != nil {
		return bot.Screen{}, err
	}
	return c.list(ctx, t, "protected", list)
}

// protect asks whether a case is to be the officer's alone, or makes it so.
func (c *chat) protect(ctx context.Context, t talk) (bot.Screen, error) {
	n := t.press.number()
	if t.press.arg(1) != "yes" {
		now, err := c.desk.Case(ctx, t.by, n)
		if err != nil {
			return bot.Screen{}, err
		}
		if now.Protected {
			return c.missing(t), nil
		}
		s := menu(t, n, [][]bot.Button{{{Label: t.say.Say("screen.protect.yes"), Data: data(pressProtect, string(n), "yes")}}})
		s.Toast = t.say.Say("screen.protect.ask")
		return s, nil
	}
	if _, err := c.desk.Protect(ctx, t.once, t.by, n); err != nil {
		return bot.Screen{}, err
	}
	return inPlace(bot.Body{Text: t.say.Say("screen.protect.done", "number", n)}, ""), nil
}

// protectByNumber is protect for a case of which no button is at hand.
func (c *chat) protectByNumber(ctx context.Context, t talk) (bot.Screen, error) {
	n, ok := casework.ParseNumber(t.Payload)
	switch {
	case t.Payload == "":
		return plain(t.say.Say("screen.protect.how")), nil
	case !ok:
		return c.missing(t), nil
	}
	if _, err := c.desk.Protect(ctx, t.once, t.by, n); err != nil {
		return bot.Screen{}, err
	}
	return plain(t.say.Say("screen.protect.done", "number", n)), nil
}

// protectKey leads to protect, among where a case can go.
func protectKey(t talk, n casework.Number) []bot.Button {
	return []bot.Button{{Label: t.say.Say("screen.button.protect"), Data: data(pressProtect, string(n))}}
}

// promptLower asks why a case needs no protection.
func (c *chat) promptLower(ctx context.Context, t talk) (bot.Screen, error) {
	return c.ofProtected(ctx, t, func() (bot.Screen, error) {
		return c.prompt(ctx, t, "screen.prompt.lower", casework.LowerIntent)
	})
}

// promptGuardian asks the officer for an answer: other staff don't answer.
func (c *chat) promptGuardian(ctx context.Context, t talk) (bot.Screen, error) {
	return c.ofProtected(ctx, t, func() (bot.Screen, error) { return c.promptAnswer(ctx, t) })
}

// ofProtected goes on only with a protected case.
func (c *chat) ofProtected(ctx context.Context, t talk, do func() (bot.Screen, error)) (bot.Screen, error) {
	now, err := c.desk.Case(ctx, t.by, t.press.number())
	if err != nil {
		return bot.Screen{}, err
	}
	if !now.Protected {
		return c.missing(t), nil
	}
	return do()
}

// replyGuardian takes the officer's words on a protected case: an answer, or what was asked for.
func (c *chat) replyGuardian(ctx context.Context, t talk, l casework.Link) (bot.Screen, error) {
	var now casework.Case
	var err error
	switch l.Intent {
	case casework.LowerIntent:
		if now, err = c.desk.Lower(ctx, t.once, t.by, l.Case, t.words()); err != nil {
			return bot.Screen{}, err
		}
		s := plain(t.say.Say("screen.lower.done", "number", now.Number))
		s.ReplyTo = t.Message
		return s, nil
	case casework.AskIntent:
		now, err = c.desk.Ask(ctx, t.once, t.by, l.Case, t.words())
	default:
		now, err = c.desk.Answer(ctx, t.once, t.by, l.Case, t.words())
	}
	if err != nil {
		return bot.Screen{}, err
	}
	return c.answered(ctx, t, now)
}

// isProtected reports whether a reply is to a protected case.
func (c *chat) isProtected(ctx context.Context, t talk, l casework.Link) (bool, error) {
	now, err := c.desk.Case(ctx, t.by, l.Case)
	return now.Protected, err
}

// keeping are those who may be named as readers of a protected case.
func keeping(o casework.Office, c casework.Case) []casework.PersonID {
	if !c.Protected {
		return nil
	}
	ids := slices.Clone(c.Against)
	for _, p := range o.People {
		if p.Guards() {
			ids = append(ids, p.ID)
		}
	}
	return ids
}
