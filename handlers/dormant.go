package handlers

import (
	"context"
	"slices"
	"strconv"
	"time"

	"liaison/bot"
	"liaison/casework"
)

// unconfirmed tells somebody of the office who wasn't seen for long what comes next.
func (c *chat) unconfirmed(t talk, err error) bot.Screen {
	key := "screen.unconfirmed.wait"
	if casework.ReasonOf(err) == casework.Alone {
		key = "screen.unconfirmed.alone"
	}
	days := int(c.desk.Office().Dormant / (24 * time.Hour))
	return c.told(t, t.say.Count(key, days))
}

// known is an administrator's word on who is there again.
func (c *chat) known(ctx context.Context, t talk) (bot.Screen, error) {
	answer := t.press.arg(1)
	if answer != "yes" && answer != "no" {
		return c.missing(t), nil
	}
	who, err := c.desk.Recognise(ctx, t.once, t.by, casework.PersonID(t.press.arg(0)), answer == "yes")
	if err != nil {
		return bot.Screen{}, err
	}
	return inPlace(bot.Body{Text: t.say.Say("screen.known."+answer, "name", t.called(who))}, ""), nil
}

// recallKnock finds who is there again by their account.
func (r *Renderer) recallKnock(ctx context.Context, v *view, n casework.Notice) error {
	list, err := r.desk.Knocking(ctx, v.by)
	if i := slices.IndexFunc(list, func(p casework.Person) bool { return p.Account == int64(n.About) }); i >= 0 {
		v.knock = list[i]
		v.people[v.knock.ID] = v.knock
	}
	return err
}

// knocked asks an administrator whether an account is still whose it was.
func (v view) knocked(casework.Notice) *page {
	who := v.knock
	if who.ID == "" {
		return nil
	}
	p := new(page)
	p.title(v.Say("knock.title", "name", v.name(who.ID), "day", v.day(who.Seen)))
	p.line(v.Say("joining.account", "account", strconv.FormatInt(who.Account, 10)))
	p.line(v.Say("knock.hint"))
	id := string(who.ID)
	p.row(v.press("admit", pressKnown, id, "yes"), v.press("stranger", pressKnown, id, "no"))
	return p
}

// recognised tells somebody that all is as it was.
func (v view) recognised(casework.Notice) *page {
	if v.by.Role == casework.Resident {
		return nil
	}
	p := new(page)
	p.line(v.Say("recognised." + (talk{by: v.by}).role()))
	return p
}
