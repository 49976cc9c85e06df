package handlers

import (
	"context"
	"strconv"
	"strings"

	"liaison/bot"
	"liaison/casework"
)

// invited begins the payload of a link that was made by /invite.
const invited = "i_"

// invitedStart is the opening of such a link.
func invitedStart(r *bot.Request) bool {
	return command("start")(r) && strings.HasPrefix(r.Payload, invited)
}

// openInvitation takes a code. Whatever is wrong with it is answered alike, and
// after too many wrong ones nothing is.
func (c *chat) openInvitation(ctx context.Context, t talk) (bot.Screen, error) {
	err := c.desk.Open(ctx, t.once, t.by, strings.TrimPrefix(t.Payload, invited))
	switch casework.KindOf(err) {
	case casework.NotFound:
		return plain(t.say.Say("screen.invite.wrong")), nil
	case casework.Forbidden:
		return bot.Screen{}, nil
	}
	if err != nil {
		return bot.Screen{}, err
	}
	return plain(t.say.Say("screen.invite.opened")), nil
}

// invite lists whom an administrator may invite, or what was made and can be taken back.
func (c *chat) invite(ctx context.Context, t talk) (bot.Screen, error) {
	if t.by.Role != casework.Admin {
		return c.nothing(t), nil
	}
	if t.Payload == "revoke" {
		return c.revocable(ctx, t)
	}
	people, err := c.desk.Uninvited(ctx, t.by)
	if err != nil {
		return bot.Screen{}, err
	}
	if len(people) == 0 {
		return plain(t.say.Say("screen.invite.nobody")), nil
	}
	s := plain(t.say.Say("screen.invite.whom"))
	s.Rows = personKeys(pressInvite, people)
	return s, nil
}

func (c *chat) revocable(ctx context.Context, t talk) (bot.Screen, error) {
	list, err := c.desk.Invitations(ctx, t.by)
	if err != nil {
		return bot.Screen{}, err
	}
	if len(list) == 0 {
		return plain(t.say.Say("screen.invite.none")), nil
	}
	var people []casework.Person
	for _, i := range list {
		p, err := c.desk.Person(ctx, i.Person)
		if err != nil {
			return bot.Screen{}, err
		}
		people = append(people, p)
	}
	s := plain(t.say.Say("screen.invite.revocable"))
	s.Rows = personKeys(pressRevoke, people)
	return s, nil
}

func personKeys(verb string, people []casework.Person) [][]bot.Button {
	var keys []bot.Button
	for _, p := range people[:min(len(people), offered)] {
		keys = append(keys, bot.Button{Label: p.Name, Data: data(verb, string(p.ID))})
	}
	return inRows(keys, 2)
}

// makeInvitation shows the link once, with whom it is for.
func (c *chat) makeInvitation(ctx context.Context, t talk) (bot.Screen, error) {
	code, err := c.desk.Invite(ctx, t.once, t.by, casework.PersonID(t.press.arg(0)))
	if err != nil {
		return bot.Screen{}, err
	}
	who, err := c.desk.Person(ctx, casework.PersonID(t.press.arg(0)))
	if err != nil {
		return bot.Screen{}, err
	}
	return plain(t.say.Say("screen.invite.link", "name", t.called(who), "link", InvitationLink(t.Bot, code))), nil
}

// InvitationLink opens an invitation in the bot of that name; empty while the name isn't known.
func InvitationLink(bot, code string) string {
	if bot == "" {
		return ""
	}
	return "https://t.me/" + bot + "?start=" + invited + code
}

func (c *chat) revoke(ctx context.Context, t talk) (bot.Screen, error) {
	if err := c.desk.Revoke(ctx, t.once, t.by, casework.PersonID(t.press.arg(0))); err != nil {
		return bot.Screen{}, err
	}
	return inPlace(bot.Body{Text: t.say.Say("screen.invite.revoked")}, ""), nil
}

// admit is an administrator's word on who opened an invitation.
func (c *chat) admit(ctx context.Context, t talk) (bot.Screen, error) {
	id, err := strconv.ParseInt(t.press.arg(0), 10, 64)
	answer := t.press.arg(1)
	if err != nil || answer != "yes" && answer != "no" {
		return c.missing(t), nil
	}
	who, err := c.desk.Admit(ctx, t.once, t.by, casework.InvitationID(id), answer == "yes")
	if err != nil {
		return bot.Screen{}, err
	}
	return stripped(t.say.Say("screen.invite."+answer, "name", t.called(who))), nil
}

// recallInvitation reads the invitation that a notice is about.
func (r *Renderer) recallInvitation(ctx context.Context, v *view, n casework.Notice) error {
	var err error
	if v.invitation, err = r.desk.Invitation(ctx, v.by, casework.InvitationID(n.About)); err != nil {
		return err
	}
	return r.meet(ctx, *v, v.invitation.Person)
}

// joining asks an administrator whether an account is who it was invited as.
func (v view) joining(n casework.Notice) *page {
	i := v.invitation
	if i.State != casework.Opened {
		return nil
	}
	p := new(page)
	p.title(v.Say("joining.title", "who", i.Name, "name", v.name(i.Person)))
	p.line(v.Say("joining.account", "account", strconv.FormatInt(i.Account, 10)))
	p.line(v.Say("joining.hint"))
	id := strconv.FormatInt(int64(n.About), 10)
	p.row(v.press("admit", pressAdmit, id, "yes"), v.press("refuse", pressAdmit, id, "no"))
	return p
}

// welcomed greets somebody as who they are from now on.
func (v view) welcomed(casework.Notice) *page {
	p := new(page)
	p.line(v.Say("screen.start."+(talk{by: v.by}).role(), "name", v.by.Name, "office", v.office.Called(v.Language())))
	return p
}

// crowded tells the staff whom a case was offered to although all have enough.
func (v view) crowded(casework.Notice) *page {
	c := v.thread.Case
	if c.Status != casework.Queued || len(v.crowd) == 0 {
		return nil
	}
	p := new(page)
	p.title(v.Say("full.title", "topic", v.topic()))
	for _, d := range v.crowd {
		p.line(v.Say("full.deputy", "name", v.Deputy(d.Name), "load", d.Load, "cap", d.Limit()))
	}
	if name := v.deputy(); name != "" {
		p.line(v.Say("full.offered", "number", c.Number, "name", name))
	}
	p.line(v.Say("full.hint"))
	p.row(v.button("assign", pressAssign))
	return p
}

// recallCrowd reads how much the deputies of a topic have.
func (r *Renderer) recallCrowd(ctx context.Context, v *view) error {
	all, err := r.desk.Deputies(ctx, v.thread.Case.Topic)
	for _, d := range all {
		if d.Limit() > 0 && !d.Away() {
			v.crowd = append(v.crowd, d)
		}
	}
	return err
}

// limit shows or sets how many open cases a deputy is offered.
func (c *chat) limit(ctx context.Context, t talk) (bot.Screen, error) {
	by, said := t.by, t.Payload
	if said != "" {
		n, err := strconv.Atoi(said)
		if said == "off" {
			n, err = 0, nil
		}
		if err != nil || n < 0 || n > casework.MaxLoad || n == 0 && said != "off" {
			return plain(t.say.Say("screen.cap.how", "most", casework.MaxLoad)), nil
		}
		if by, err = c.desk.SetCap(ctx, t.once, t.by, n); err != nil {
			return bot.Screen{}, err
		}
	}
	if by.Limit() == 0 {
		return plain(t.say.Say("screen.cap.none")), nil
	}
	return plain(t.say.Say("screen.cap.set", "n", by.Limit())), nil
}
