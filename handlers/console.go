package handlers

import (
	"context"
	"strconv"

	"liaison/bot"
	"liaison/casework"
)

// ConsoleDoor begins the path of a link into the console, under its address.
const ConsoleDoor = "/enter/"

// Console says under which address the console is, before the renderer is used.
// Without one, nobody is told of it.
func (r *Renderer) Console(address string) { r.console = address }

// console shows a link into the console, which works once.
func (c *chat) console(ctx context.Context, t talk) (bot.Screen, error) {
	if c.draw.console == "" {
		return c.nothing(t), nil
	}
	code, err := c.desk.ConsoleLink(ctx, t.once, t.by)
	if err != nil {
		return bot.Screen{}, err
	}
	return plain(t.say.Say("screen.signin.link", "link", c.draw.console+ConsoleDoor+code)), nil
}

// endSignIn ends where somebody is in the console, from their chat.
func (c *chat) endSignIn(ctx context.Context, t talk) (bot.Screen, error) {
	id, err := strconv.ParseInt(t.press.arg(0), 10, 64)
	if err != nil {
		return c.missing(t), nil
	}
	if err := c.desk.EndSignIn(ctx, t.once, t.by, casework.SignInID(id)); err != nil {
		return bot.Screen{}, err
	}
	return stripped(t.say.Say("screen.signin.ended")), nil
}

// recallSignIn reads the sign-in that a notice is about.
func (r *Renderer) recallSignIn(ctx context.Context, v *view, n casework.Notice) (err error) {
	v.signIn, err = r.desk.SignInOf(ctx, v.by, casework.SignInID(n.About))
	return err
}

// signedIn tells somebody that the console was opened as them, and lets them end it.
func (v view) signedIn(casework.Notice) *page {
	s := v.signIn
	p := new(page)
	p.title(v.Say("signin.title"))
	p.line(v.Say("signin.where", "agent", v.Agent(s.Agent), "when", v.when(s.Since)))
	if s.Live(v.by, v.now) {
		p.line(v.Say("signin.hint"))
		p.row(v.press("end", pressEnd, strconv.FormatInt(int64(s.ID), 10)))
	}
	return p
}

// unfactored tells somebody that their second factor was reset, so that nobody gets
// in as them by talking an administrator into it.
func (v view) unfactored(casework.Notice) *page {
	p := new(page)
	p.title(v.Say("unfactored.title"))
	p.line(v.Say("unfactored.next"))
	p.line(v.Say("unfactored.hint"))
	return p
}
