package handlers

import (
	"context"
	"slices"
	"strconv"

	"liaison/bot"
	"liaison/casework"
)

// replyAide takes an aide's words as a draft for the deputy of the case of the
// message they reply to, or as a note.
func (c *chat) replyAide(ctx context.Context, t talk) (bot.Screen, error) {
	if !passable(t.Request) {
		return c.unsupported(ctx, t)
	}
	l, err := c.target(ctx, t)
	if joined, err := c.joins(ctx, t, l, err); joined || err != nil {
		return bot.Screen{}, err
	}
	switch {
	case err != nil:
		return bot.Screen{}, err
	case l.Case == "":
		return plain(t.say.Say("screen.which.aide")), nil
	case l.Intent == casework.NoteIntent:
		return c.note(ctx, t, l.Case)
	}
	return c.propose(ctx, t, l.Case)
}

func (c *chat) propose(ctx context.Context, t talk, n casework.Number) (bot.Screen, error) {
	now, err := c.desk.DraftFor(ctx, t.once, t.by, n, t.words())
	if err != nil {
		return bot.Screen{}, err
	}
	to, err := c.desk.Person(ctx, answerer(now))
	if err != nil {
		return bot.Screen{}, err
	}
	s := plain(t.say.Say("screen.draft.done", "number", n, "name", t.called(to)))
	s.ReplyTo = t.Message
	return c.linked(t, n, casework.Talk, s), nil
}

// answerer is the deputy who has a case, or to whom it is offered.
func answerer(c casework.Case) casework.PersonID {
	if c.Owner == "" {
		return c.Offered
	}
	return c.Owner
}

// redraft makes a new draft of an aide's message that was changed.
func (c *chat) redraft(ctx context.Context, t talk) (bot.Screen, error) {
	l, err := c.desk.Linked(ctx, t.by, t.at())
	if casework.KindOf(err) == casework.NotFound || err == nil && l.Entry == 0 {
		return bot.Screen{}, nil
	}
	if err != nil {
		return bot.Screen{}, err
	}
	thread, err := c.desk.Thread(ctx, t.by, l.Case)
	if err != nil {
		return bot.Screen{}, err
	}
	for _, e := range thread.Entries {
		if e.Seq == l.Entry && e.By == t.by.ID && e.Kind == casework.Note {
			return c.amend(ctx, t)
		}
		if e.Seq == l.Entry && e.By == t.by.ID && e.Text != t.Text {
			return c.propose(ctx, t, l.Case)
		}
	}
	return bot.Screen{}, nil
}

func (c *chat) promptDraft(ctx context.Context, t talk) (bot.Screen, error) {
	return c.prompt(ctx, t, "screen.prompt.draft", casework.Talk)
}

// sendSketch sends what an aide drafted as the deputy's answer.
func (c *chat) sendSketch(ctx context.Context, t talk) (bot.Screen, error) {
	line := t.say.Say("screen.ready.sent")
	now, err := c.desk.SendDraft(ctx, t.once, t.by, t.press.number(), t.press.entry())
	if casework.ReasonOf(err) == casework.AlreadySent { // by the first of two taps
		return c.truth(ctx, t, t.press.number(), line)
	}
	if err != nil {
		return bot.Screen{}, err
	}
	return c.answeredWith(ctx, t, now, line)
}

// rewrite shows what an aide drafted so that it can be copied, and asks for it with changes.
func (c *chat) rewrite(ctx context.Context, t talk) (bot.Screen, error) {
	e, err := c.desk.Draft(ctx, t.by, t.press.number(), t.press.entry())
	if err != nil {
		return bot.Screen{}, err
	}
	return c.promptChange(t, t.press.number(), e.Seq, e.Text), nil
}

// scrap gives up what an aide drafted; a reply says why.
func (c *chat) scrap(ctx context.Context, t talk) (bot.Screen, error) {
	e, err := c.desk.Draft(ctx, t.by, t.press.number(), t.press.entry())
	if err == nil {
		_, err = c.desk.Decline(ctx, t.once, t.by, t.press.number(), t.press.entry())
	}
	if err != nil {
		return bot.Screen{}, err
	}
	aide, err := c.desk.Person(ctx, e.By)
	if err != nil {
		return bot.Screen{}, err
	}
	return inPlace(bot.Body{Text: t.say.Say("screen.scrap.done", "number", t.press.number(), "name", aide.Name)}, ""), nil
}

// aides lists who drafts for a deputy, and ends that or lets it begin again.
func (c *chat) aides(ctx context.Context, t talk) (bot.Screen, error) {
	if t.Kind == bot.Press {
		answer := t.press.arg(1)
		if answer != "end" && answer != "again" {
			return c.missing(t), nil
		}
		if err := c.desk.Dismiss(ctx, t.once, t.by, casework.PersonID(t.press.arg(0)), answer == "end"); err != nil {
			return bot.Screen{}, err
		}
	}
	list, err := c.desk.AidesOf(ctx, t.by)
	if err != nil {
		return bot.Screen{}, err
	}
	p := new(page)
	p.line(t.say.Say("screen.aides.title"))
	if len(list) == 0 {
		p = new(page)
		p.line(t.say.Say("screen.aides.none"))
	}
	for _, a := range list {
		state, end := "again", "again"
		if a.Assists(t.by.ID) {
			state, end = "helps", "end"
		}
		p.line(t.say.Say("screen.aides."+state, "name", a.Name))
		p.row(bot.Button{Label: t.say.Say("screen.button.aide_"+end, "name", a.Name), Data: data(pressAides, string(a.ID), end)})
	}
	return bot.Screen{Body: p.body(), Edit: t.Kind == bot.Press}, nil
}

// drafted shows a deputy, or who stands in for them, what an aide would answer.
func (v view) drafted(n casework.Notice) *page {
	e, ok := v.entry(n.Entry)
	if !ok || e.Kind != casework.Sketch || e.Text == "" && len(e.Media) == 0 || !v.theirs() || v.draftedAnew(e) {
		return nil
	}
	p := new(page)
	key := "drafted.title"
	if e.For != v.by.ID {
		key = "drafted.title_for"
	}
	p.title(v.Say(key, "name", v.name(e.By), "number", v.thread.Case.Number, "deputy", v.name(e.For)))
	v.words(p, e)
	p.line(v.Say("drafted.hint"))
	seq := strconv.Itoa(e.Seq)
	p.row(v.button("send_draft", pressSketch, seq), v.button("rewrite", pressRewrite, seq), v.button("decline_draft", pressScrap, seq))
	p.row(v.button("open", pressCase))
	return p
}

// draftedAnew reports whether a newer draft takes the place of this one.
func (v view) draftedAnew(e casework.Entry) bool {
	for _, o := range v.thread.Entries {
		if o.Seq > e.Seq && o.Kind == casework.Sketch && o.For == e.For {
			return true
		}
	}
	return false
}

// approved, declined and rewrote tell an aide what became of a draft.
func (v view) approved(n casework.Notice) *page {
	e, ok := v.entry(n.Entry)
	if !ok || e.Kind != casework.Answer { // undone
		return nil
	}
	return v.fate("approved.title", v.name(e.By), e)
}

func (v view) declined(n casework.Notice) *page {
	e, ok := v.entry(n.Entry)
	if !ok || e.Kind != casework.Scrapped {
		return nil
	}
	return v.fate("declined.title", v.name(e.For), e)
}

func (v view) rewrote(n casework.Notice) *page {
	e, ok := v.entry(n.Entry)
	if !ok || e.Kind != casework.Sketch || !slices.ContainsFunc(v.thread.Entries, func(o casework.Entry) bool {
		return o.Kind == casework.Answer && o.Seq > e.Seq
	}) {
		return nil // undone
	}
	return v.fate("rewrote.title", v.name(e.For), e)
}

func (v view) fate(key, name string, e casework.Entry) *page {
	p := new(page)
	p.line(v.Say(key, "name", name, "number", v.thread.Case.Number))
	p.reply = v.replyTo(e)
	return p
}
