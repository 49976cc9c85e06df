package web

import (
	"net/http"
	"strings"
	"time"

	"liaison/casework"
)

// intake are the pages on which the staff write down what somebody says at the window or
// on the telephone, and tell them what became of it.
func (c *Console) intake() routes {
	return routes{
		"GET /console/intake":                c.window,
		"POST /console/intake":               c.takeDown,
		"GET /console/intake/{number}":       c.slip,
		"POST /console/intake/{number}/{do}": c.passOn,
	}
}

// entering is the form as it was sent, and which of its fields can't be taken so.
type entering struct {
	Who, Text string
	Agreed    bool
	Wrong     map[string]bool // by the name of the field; nil: not sent yet
}

func (c *Console) window(v *visit) error {
	if !v.by.Staff() {
		return errNowhere
	}
	return v.showEntering(entering{})
}

func (v *visit) showEntering(e entering) error {
	v.show(http.StatusOK, "intake", page{Title: v.Say("console.intake.title"), At: "cases", Body: e})
	return nil
}

// takeDown takes the form; without the person's agreement nothing is kept.
func (c *Console) takeDown(v *visit) error {
	switch {
	case !v.by.Staff():
		return errNowhere
	case !v.posted():
		return errStalePage
	}
	e := entering{Who: v.r.PostFormValue("who"), Text: v.r.PostFormValue("text"), Agreed: v.r.PostFormValue("agreed") != ""}
	e.Wrong = map[string]bool{"who": blank(e.Who), "text": blank(e.Text), "agreed": !e.Agreed}
	if e.Wrong["who"] || e.Wrong["text"] || e.Wrong["agreed"] {
		return v.showEntering(e)
	}
	w := casework.Words{Text: strings.TrimSpace(strings.ReplaceAll(e.Text, "\r\n", "\n"))}
	made, err := c.desk.Enter(v.r.Context(), v.once(), v.by, e.Who, w)
	to := "/console/intake/" + string(made.Number)
	if casework.KindOf(err) == casework.Repeated {
		to, err = v.enteredLately(w.Text)
	}
	if err != nil {
		return err
	}
	http.Redirect(v.w, v.r, to+"?done=intake", http.StatusSeeOther)
	return nil
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// lately is how many of the newest cases are looked through for one that was entered twice, and
// twiceWithin how long after the first time.
const (
	lately      = 20
	twiceWithin = time.Hour
)

// enteredLately leads to the case that a form became when it was sent the first time. What is for
// the officer alone can't be found so: then the form's own page says that it was taken.
func (v *visit) enteredLately(text string) (string, error) {
	const form = "/console/intake"
	list, err := v.desk.List(v.r.Context(), v.by, casework.Listing{View: casework.ViewAll, Limit: lately})
	if err != nil {
		return "", err
	}
	first, err := v.desk.Openings(v.r.Context(), v.by, list)
	for _, c := range list {
		if first[c.Number] == text && v.desk.Now().Sub(c.Opened) < twiceWithin {
			return form + "/" + string(c.Number), err
		}
	}
	return form, err
}

// passOn keeps what the visitor says further, or that they were told how it stands.
func (c *Console) passOn(v *visit) error {
	n, err := v.number()
	if err != nil {
		return err
	}
	do := v.r.PathValue("do")
	say := map[string]casework.Words{
		"relay": {Text: v.r.PostFormValue("text")},
		"told":  {Text: v.Say("console.intake.note")},
	}
	if _, known := say[do]; !known {
		return errNowhere
	}
	if !v.posted() {
		return errStalePage
	}
	if _, err = c.desk.Slip(v.r.Context(), v.by, n); err != nil {
		return err
	}
	act := c.desk.Relay
	if do == "told" {
		act = c.desk.Note
	}
	_, err = act(v.r.Context(), v.once(), v.by, n, say[do])
	return v.back("/console/intake/"+string(n), do, err)
}
