package web

import (
	"context"
	"net/http"
	"strings"

	"liaison/casework"
)

// OfficeFile is the file that says who and what the office is.
type OfficeFile interface {
	Read() (string, error)
	Mark(text string) string // names a content
	Fixed() bool             // it can't be written to from here
	// Check reads a content and says all that is wrong in it, by line.
	Check(text string) (casework.Office, []string)
	// Keep puts a content into the place of the one that was marked, and has the desk go by it.
	// Conflict: another stands there by now, or as Desk.Reform; Later: it can't be written.
	Keep(ctx context.Context, once casework.Once, by casework.Person, text, mark string) error
}

// chartersShown is how many keepings of the office file are listed.
const chartersShown = 10

type officePage struct {
	Text, Mark string
	Missing    bool // there is no file, or it can't be read
	Fixed      bool
	Checked    bool     // the text was read and may be kept
	Same       bool     // it is what stands in the file
	Faults     []string // by line
	Wrong      string   // why it can't be kept
	Diff       []line
	Means      []meaning
	Model      bool // the language model goes by it after a restart only
	Kept       []keeping
}

// keeping is one keeping of the file with the name of whose it was.
type keeping struct {
	casework.Charter
	Name string
}

// meaning is what becomes other.
type meaning struct {
	casework.Difference
	Parts string
}

// office shows the office file to an administrator.
func (c *Console) office(v *visit) error {
	if v.by.Role != casework.Admin {
		return errNowhere
	}
	if c.officeFile == nil {
		return v.showOffice(http.StatusOK, officePage{Missing: true})
	}
	text, err := c.officeFile.Read()
	if err != nil {
		return v.showOffice(http.StatusOK, officePage{Missing: true})
	}
	return v.showOffice(http.StatusOK, officePage{Text: text, Mark: c.officeFile.Mark(text)})
}

func (v *visit) showOffice(status int, body officePage) error {
	list, err := v.desk.Charters(v.r.Context(), v.by, chartersShown)
	if err != nil {
		return err
	}
	for _, k := range list {
		name, err := v.name(k.By)
		if err != nil {
			return err
		}
		body.Kept = append(body.Kept, keeping{k, name})
	}
	body.Fixed = v.officeFile != nil && !body.Missing && v.officeFile.Fixed()
	v.show(status, "office", page{Title: v.Say("console.office.title"), At: "people", Body: body})
	return nil
}

// reform checks what is written, or keeps it. The words stay in the form, whatever happens.
func (c *Console) reform(v *visit) error {
	act := v.r.PathValue("act")
	if v.by.Role != casework.Admin || c.officeFile == nil || act != "check" && act != "keep" {
		return errNowhere
	}
	if !v.posted() {
		return errStalePage
	}
	body := officePage{Text: strings.ReplaceAll(v.r.PostFormValue("text"), "\r\n", "\n"), Mark: v.r.PostFormValue("mark")}
	err := v.compare(&body)
	switch {
	case err == nil && body.Same && act == "keep": // sent twice
		return v.back("/console/office", "office", nil)
	case err != nil || !body.Checked || act == "check":
		return v.compared(body, err)
	}
	if err := again(c.officeFile.Keep(v.r.Context(), v.once(), v.by, body.Text, body.Mark)); err != nil {
		return v.compared(body, err)
	}
	return v.back("/console/office", "office", nil)
}

// compare says what a content comes to beside the file and the office as they are.
func (v *visit) compare(body *officePage) error {
	before, err := v.officeFile.Read()
	if err != nil {
		return err
	}
	if strings.Contains(before, "\r\n") { // as whoever writes the file likes it
		body.Text = strings.ReplaceAll(body.Text, "\n", "\r\n")
	}
	body.Diff, body.Same = difference(before, body.Text), before == body.Text
	next, faults := v.officeFile.Check(body.Text)
	if body.Faults = faults; len(faults) > 0 {
		return nil
	}
	now := v.desk.Office()
	for _, d := range now.Differences(next) {
		m := meaning{Difference: d}
		var parts []string
		for _, p := range d.Parts {
			parts = append(parts, v.Say("console.office.part."+strings.ToLower(p)))
		}
		m.Parts = strings.Join(parts, ", ")
		body.Means = append(body.Means, m)
		body.Model = body.Model || (now.Advice != casework.NoAdvice || next.Advice != casework.NoAdvice) && (d.Topic.ID != "" || now.Advice != next.Advice)
	}
	if err := v.desk.Reformable(v.by, next); err != nil {
		return err
	}
	if body.Mark != v.officeFile.Mark(before) {
		return casework.Errorf(casework.Conflict, "the office file has changed meanwhile")
	}
	body.Checked = !body.Same
	return nil
}

// compared shows what a content comes to, and why it can't be kept.
func (v *visit) compared(body officePage, err error) error {
	status := http.StatusOK
	if len(body.Faults) > 0 {
		status = http.StatusUnprocessableEntity
	}
	switch reason, kind := casework.ReasonOf(err), casework.KindOf(err); {
	case err == nil:
	case reason == casework.Ousted, reason == casework.Guarded:
		status, body.Wrong = http.StatusConflict, v.Say("console.office.wrong."+string(reason))
	case kind == casework.Conflict:
		status, body.Wrong = http.StatusConflict, v.Say("console.office.wrong.changed")
	case kind == casework.Later:
		status, body.Wrong = http.StatusServiceUnavailable, v.Say("console.office.wrong.unwritten")
	default:
		return err
	}
	body.Checked = body.Checked && err == nil
	return v.showOffice(status, body)
}
