package web

import (
	"net/http"
	"strconv"

	"liaison/casework"
)

// place is a browser in which somebody is signed in.
type place struct {
	casework.SignIn
	Name string
	Here bool // it is the one that asks
}

// signInsPage lists where one is signed in; to an administrator, everybody, and whose
// second factor they may reset.
type signInsPage struct {
	Own, Others []place
	More        bool // there are own ones besides this
	Guarded     []casework.Person
}

// signIns lists where people are signed in.
func (c *Console) signIns(v *visit) error {
	own, err := c.desk.SignIns(v.r.Context(), v.by)
	if err != nil {
		return err
	}
	var body signInsPage
	for _, s := range own {
		here := s.ID == v.in.ID
		body.Own = append(body.Own, place{SignIn: s, Here: here})
		body.More = body.More || !here
	}
	if v.by.Role == casework.Admin {
		if err := v.allSignIns(&body); err != nil {
			return err
		}
	}
	v.show(http.StatusOK, "signins", page{Title: v.Say("console.signins.title"), At: "signins", Body: body})
	return nil
}

func (v *visit) allSignIns(body *signInsPage) error {
	all, err := v.desk.AllSignIns(v.r.Context(), v.by)
	if err != nil {
		return err
	}
	for _, s := range all {
		if s.Person == v.by.ID {
			continue
		}
		p, err := v.desk.Person(v.r.Context(), s.Person)
		if err != nil {
			return err
		}
		body.Others = append(body.Others, place{SignIn: s, Name: p.Name})
	}
	body.Guarded, err = v.desk.Resettable(v.r.Context(), v.by)
	return err
}

// endSignIn ends one, or all of one's own but this.
func (c *Console) endSignIn(v *visit) error {
	if !v.posted() {
		return errStalePage
	}
	if v.r.PathValue("id") == "others" {
		if err := c.desk.EndOthers(v.r.Context(), v.by, v.in.ID); err != nil {
			return err
		}
	} else {
		id, err := strconv.ParseInt(v.r.PathValue("id"), 10, 64)
		if err != nil {
			return errNowhere
		}
		if err := c.desk.EndSignIn(v.r.Context(), casework.Once{}, v.by, casework.SignInID(id)); err != nil {
			return err
		}
	}
	http.Redirect(v.w, v.r, "/console/signins", http.StatusSeeOther)
	return nil
}

// resetFactor lets somebody else set up their second factor anew.
func (c *Console) resetFactor(v *visit) error {
	if !v.posted() {
		return errStalePage
	}
	err := c.desk.ResetFactor(v.r.Context(), casework.Once{}, v.by, casework.PersonID(v.r.PostFormValue("person")))
	if err != nil {
		return err
	}
	http.Redirect(v.w, v.r, "/console/signins", http.StatusSeeOther)
	return nil
}
