package web

import (
	"liaison/casework"
)

// kept is a list that the reader keeps under a name.
type kept struct {
	casework.Filter
	Address string
}

func (c *Console) filterPages() routes {
	return routes{
		"POST /console/filters":      c.keepFilter,
		"POST /console/filters/drop": c.dropFilter,
	}
}

// kept lists what the reader keeps.
func (c *Console) kept(v *visit) (all []kept, err error) {
	list, err := c.desk.Filters(v.r.Context(), v.by)
	for _, f := range list {
		of := filtered(f)
		all = append(all, kept{f, of.Here()})
	}
	return all, err
}

func filtered(f casework.Filter) list {
	return list{View: f.View, Topic: f.Topic, Deputy: f.Deputy, Sought: casework.Seek(f.Text)}
}

func (c *Console) keepFilter(v *visit) error {
	if !v.posted() {
		return errStalePage
	}
	p := v.r.PostFormValue
	f := casework.Filter{
		Name: p("name"), View: casework.View(p("view")), Topic: casework.TopicID(p("topic")),
		Deputy: casework.PersonID(p("deputy")), Text: p("q"),
	}
	of := filtered(f)
	err := c.desk.KeepFilter(v.r.Context(), v.once(), v.by, f)
	if casework.ReasonOf(err) == casework.TooMany {
		return v.back(of.Here(), "toomany", nil)
	}
	return v.back(of.Here(), "kept", err)
}

func (c *Console) dropFilter(v *visit) error {
	if !v.posted() {
		return errStalePage
	}
	err := c.desk.DropFilter(v.r.Context(), v.once(), v.by, v.r.PostFormValue("name"))
	if casework.KindOf(err) == casework.NotFound {
		err = nil // it is forgotten
	}
	return v.back("/console/cases", "dropped", err)
}
