package web

import (
	"net/http"
	"net/url"
	"strconv"

	"liaison/casework"
)

// personAct is what a form does about a person.
type personAct struct {
	admin bool // an administrator's alone
	own   bool // on oneself alone
	do    func(*visit, casework.Once, casework.PersonID) error
}

// personActs by their name in an address.
var personActs = map[string]personAct{
	"away": {do: (*visit).setAway},
	"back": {do: func(v *visit, once casework.Once, id casework.PersonID) error {
		_, err := v.desk.Back(v.r.Context(), once, v.by, id)
		return err
	}},
	"cap":    {own: true, do: (*visit).setCap},
	"end":    {do: dismiss(true)},
	"again":  {do: dismiss(false)},
	"invite": {admin: true}, // shows what it made
	"revoke": {admin: true, do: func(v *visit, once casework.Once, id casework.PersonID) error {
		return v.desk.Revoke(v.r.Context(), once, v.by, id)
	}},
	"admit": {admin: true, do: admit(true)}, "refuse": {admin: true, do: admit(false)},
	"known": {admin: true, do: recognise(true)}, "stranger": {admin: true, do: recognise(false)},
}

// personAct does what a form asks, and shows the person as they are then.
func (c *Console) personAct(v *visit) error {
	id, name := casework.PersonID(v.r.PathValue("id")), v.r.PathValue("act")
	a, known := personActs[name]
	if !known || a.admin && v.by.Role != casework.Admin || a.own && id != v.by.ID {
		return errNowhere
	}
	if !v.posted() {
		return errStalePage
	}
	if _, err := v.desk.Colleague(v.r.Context(), v.by, id); err != nil {
		return err
	}
	if name == "invite" {
		return c.makeInvitation(v, id)
	}
	err := a.do(v, v.once(), id)
	if why := v.hindrance(name, err); why != "" && casework.KindOf(err) != casework.Repeated {
		return v.showPerson(http.StatusConflict, func(body *personPage) {
			f := v.r.PostForm
			body.Wrong, body.From, body.Until, body.Substitute = why, f.Get("from"), f.Get("until"), casework.PersonID(f.Get("substitute"))
		})
	}
	return v.back("/console/people/"+url.PathEscape(string(id)), "person-"+name, err)
}

// setCap keeps how many cases the reader wants to be offered; none: as the office says.
func (v *visit) setCap(once casework.Once, _ casework.PersonID) error {
	n := 0
	if said := v.r.PostFormValue("cap"); said != "" {
		var err error
		if n, err = strconv.Atoi(said); err != nil {
			return casework.Errorf(casework.Invalid, "a cap that is no number")
		}
	}
	_, err := v.desk.SetCap(v.r.Context(), once, v.by, n)
	return err
}

// dismiss ends or begins anew what an aide may do for the reader.
func dismiss(yes bool) func(*visit, casework.Once, casework.PersonID) error {
	return func(v *visit, once casework.Once, id casework.PersonID) error {
		return v.desk.Dismiss(v.r.Context(), once, v.by, id, yes)
	}
}

// makeInvitation shows a link that isn't kept. A form sent twice made only one, which was shown.
func (c *Console) makeInvitation(v *visit, id casework.PersonID) error {
	if c.invitation == nil || c.invitation("") == "" {
		return v.showPerson(http.StatusServiceUnavailable, func(body *personPage) { body.Wrong = v.Say("console.person.wrong.nameless") })
	}
	code, err := v.desk.Invite(v.r.Context(), v.once(), v.by, id)
	switch casework.KindOf(err) {
	case casework.Repeated:
		return v.showPerson(http.StatusConflict, func(body *personPage) { body.Wrong = v.Say("console.person.wrong.shown") })
	case casework.NotFound:
		return v.showPerson(http.StatusConflict, func(body *personPage) { body.Wrong = v.Say("console.person.wrong.moved") })
	}
	if err != nil {
		return err
	}
	link := c.invitation(code)
	scan, err := picture(link)
	if err != nil {
		return err
	}
	return v.showPerson(http.StatusOK, func(body *personPage) { body.Link, body.Picture = link, scan })
}

// admit is an administrator's word on who opened the invitation that the page showed.
func admit(yes bool) func(*visit, casework.Once, casework.PersonID) error {
	return func(v *visit, once casework.Once, id casework.PersonID) error {
		n, err := strconv.ParseInt(v.r.PostFormValue("invitation"), 10, 64)
		if err != nil {
			return errNowhere
		}
		i, err := v.desk.Invitation(v.r.Context(), v.by, casework.InvitationID(n))
		if err != nil {
			return err
		}
		if i.Person != id {
			return errNowhere
		}
		_, err = v.desk.Admit(v.r.Context(), once, v.by, i.ID, yes)
		return err
	}
}

// recognise is an administrator's word on a dormant account.
func recognise(yes bool) func(*visit, casework.Once, casework.PersonID) error {
	return func(v *visit, once casework.Once, id casework.PersonID) error {
		_, err := v.desk.Recognise(v.r.Context(), once, v.by, id, yes)
		return err
	}
}
