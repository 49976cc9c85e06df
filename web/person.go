package web

import (
	"cmp"
	"errors"
	"html/template"
	"net/http"
	"slices"
	"time"

	"liaison/casework"
)

// personPage is one person of the office, and what the reader may do about them.
type personPage struct {
	colleague
	Own, Admin  bool              // it is the reader; the reader is an administrator
	Plans       []plan            // absences that aren't over
	Stands      []casework.Person // who could stand in; none: the reader may set no absence
	Aides       []casework.Person // who drafts for them, or did
	Invited     casework.Invitation
	From, Until string            // days, as the form of an absence has them
	Substitute  casework.PersonID // likewise
	Today       string
	Most        int          // that a cap may be
	Wrong       string       // why the last act came to nothing
	Link        string       // of an invitation, shown once
	Picture     template.URL // of the link
}

// plan is an absence with the name of who stands in.
type plan struct {
	casework.Absence
	Name string
}

func (c *Console) person(v *visit) error {
	return v.showPerson(http.StatusOK, func(*personPage) {})
}

// showPerson shows the person of the address, with what an act has to say.
func (v *visit) showPerson(status int, adds func(*personPage)) error {
	id := casework.PersonID(v.r.PathValue("id"))
	if id == "self" {
		id = v.by.ID
	}
	p, err := v.desk.Colleague(v.r.Context(), v.by, id)
	if err != nil {
		return err
	}
	body, err := v.card(p)
	if err != nil {
		return err
	}
	adds(&body)
	v.show(status, "person", page{Title: p.Name, At: "people", Body: body})
	return nil
}

func (v *visit) card(p casework.Person) (personPage, error) {
	invited, err := v.invited()
	if err != nil {
		return personPage{}, err
	}
	body := personPage{
		colleague: v.colleague(p, invited[p.ID]), Own: p.ID == v.by.ID, Admin: v.by.Role == casework.Admin,
		Invited: invited[p.ID], Today: v.today(), Most: casework.MaxLoad,
	}
	all, err := v.desk.Colleagues(v.r.Context(), v.by)
	if err != nil {
		return body, err
	}
	body.Aides = slices.DeleteFunc(all, func(a casework.Person) bool {
		return a.Retired || !slices.Contains(a.Aids, p.ID) && !slices.Contains(a.Dismissed, p.ID)
	})
	if p.Role != casework.Deputy || p.Retired {
		return body, nil
	}
	if err := v.burden(&body); err != nil {
		return body, err
	}
	return body, v.plans(&body)
}

// burden counts what waits for them.
func (v *visit) burden(body *personPage) error {
	board, err := v.desk.Board(v.r.Context(), v.by)
	for _, l := range board.Deputies {
		if l.Deputy == body.ID {
			body.Load = l
		}
	}
	return err
}

// plans reads when they are away, and who could stand in.
func (v *visit) plans(body *personPage) error {
	list, err := v.desk.AbsencesOf(v.r.Context(), v.by, body.ID)
	for _, a := range list {
		body.Plans = append(body.Plans, plan{a, cmp.Or(v.desk.Office().Named(a.Substitute), string(a.Substitute))})
	}
	for _, p := range v.desk.Office().People {
		if p.Role == casework.Deputy && p.ID != body.ID {
			body.Stands = append(body.Stands, p)
		}
	}
	shares := func(p casework.Person) int { // those who share a topic stand first
		if slices.ContainsFunc(body.Topics, p.Serves) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(body.Stands, func(a, b casework.Person) int { return cmp.Compare(shares(a), shares(b)) })
	return err
}

func (v *visit) zone() *time.Location { return cmp.Or(v.desk.Office().Zone, time.UTC) }

func (v *visit) today() string { return v.desk.Now().In(v.zone()).Format(time.DateOnly) }

// setAway sets the absence that the form names, from its first day to its last.
func (v *visit) setAway(once casework.Once, id casework.PersonID) error {
	first, until := v.r.PostFormValue("from"), v.r.PostFormValue("until")
	from, err := time.ParseInLocation(time.DateOnly, first, v.zone())
	last, wrong := time.ParseInLocation(time.DateOnly, cmp.Or(until, first), v.zone())
	if err != nil || wrong != nil {
		return casework.Errorf(casework.Invalid, "days that aren't any")
	}
	_, err = v.desk.Away(v.r.Context(), once, v.by, casework.Absence{
		Person: id, Substitute: casework.PersonID(v.r.PostFormValue("substitute")), From: from, Until: last.AddDate(0, 0, 1),
	})
	return err
}

// hindrance says why an act on a person came to nothing; empty: a page of its own does.
func (v *visit) hindrance(act string, err error) string {
	e, ours := errors.AsType[*casework.Error](err)
	switch {
	case !ours:
		return ""
	case e.Kind == casework.Invalid && (act == "away" || act == "cap"):
		return v.Say("console.person.wrong."+act, "most", casework.MaxLoad)
	case e.Reason == casework.Overlapping, e.Reason == casework.Circling, e.Reason == casework.Unreached:
		return v.Say("console.person.wrong."+string(e.Reason), "name", v.desk.Office().Named(e.Who))
	case e.Kind == casework.NotFound, e.Kind == casework.Conflict:
		return v.Say("console.person.wrong.moved")
	}
	return ""
}
