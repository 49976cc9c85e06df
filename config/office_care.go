package config

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// emergencyLimit is room for a few numbers and whom they call.
const emergencyLimit = 60

// emergency reads the number to call in danger: one for all, or one by language.
func (r *officeReader) emergency(n node, officeLanguage string) map[string]string {
	switch {
	case n.missing():
		return nil
	case n.Kind == yaml.MappingNode:
		return r.names(n, officeLanguage)
	}
	return map[string]string{officeLanguage: r.text(n, emergencyLimit)}
}

// onDuty reads who is told at once when life is in danger.
func (r *officeReader) onDuty(o Office) []string {
	var known []string
	for _, d := range o.Deputies {
		known = append(known, d.ID)
	}
	for _, s := range o.Staff {
		known = append(known, s.ID)
	}
	return r.someOf(r.duty, known, "deputy or member of staff", "name one of those under deputies or staff")
}

// officers reads who has the protected cases. While nobody is named the
// administrators have them, so there must be one.
func (r *officeReader) officers(o Office) []string {
	var known []string
	admins := 0
	for _, s := range o.Staff {
		known = append(known, s.ID)
		if s.Role == Admin {
			admins++
		}
	}
	found := r.someOf(r.officer, known, "member of staff", "name one of those under staff: moderators and deputies get no protected cases by their role")
	if r.officer.missing() && admins == 0 && r.staffLine > 0 && r.found.err() == nil {
		r.found.at(r.file, r.staffLine, "nobody could read a complaint about the office: there is no officer, and no administrator to stand in",
			"name a member of staff as officer under office, or give one the role admin")
	}
	return found
}

// someOf reads one id or a list of them, each of somebody known.
func (r *officeReader) someOf(n node, known []string, what, remedy string) []string {
	if n.missing() {
		return nil
	}
	list := []node{n}
	if n.Kind == yaml.SequenceNode {
		list = r.list(n, "ids", peopleLimit)
	}
	var found []string
	for _, one := range list {
		id := r.text(one, idLimit)
		switch {
		case id == "":
		case !slices.Contains(known, id):
			r.wrong(one, fmt.Sprintf("there is no %s %q%s", what, id, didYouMean(id, known)), remedy)
		case slices.Contains(found, id):
			r.wrong(one, fmt.Sprintf("%q is named twice", id), "keep one of them")
		default:
			found = append(found, id)
		}
	}
	return found
}
