package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"liaison/casework"
)

// bulk is an act upon several cases, with what became of it.
type bulk struct {
	casework.Bulk
	Cases []fated
	Waits bool
	Back  string // the list that it was begun at
	To    string // what it puts, gives or lets them go on in
}

// fated is one of its cases.
type fated struct {
	casework.BulkCase
	First string
}

func (c *Console) bulkPages() routes {
	return routes{
		"POST /console/bulk":           c.planBulk,
		"GET /console/bulk/{id}":       c.bulk,
		"POST /console/bulk/{id}/undo": c.undoBulk,
	}
}

// bulkVerbs are the buttons under a list.
var bulkVerbs = map[string]casework.Verb{
	"sort": casework.DoClassify, "assign": casework.DoAssign, "close": casework.DoClose, "merge": casework.DoMerge,
}

// planBulk keeps what is to be done to the cases that were ticked.
func (c *Console) planBulk(v *visit) error {
	if !v.posted() {
		return errStalePage
	}
	f, back := v.r.PostForm, listAddress(v.r.PostFormValue("back"))
	b := casework.Bulk{
		Verb: bulkVerbs[f.Get("act")], Topic: casework.TopicID(f.Get("topic")), Deputy: casework.PersonID(f.Get("deputy")),
		Outcome: casework.Outcome(f.Get("outcome")), Text: f.Get("text"),
	}
	for _, ticked := range f["case"] {
		n, seen, _ := strings.Cut(ticked, " ")
		if number, ok := casework.ParseNumber(n); ok {
			b.Cases = append(b.Cases, casework.BulkCase{Number: number, Seen: seen})
		}
	}
	if len(b.Cases) == 0 {
		return v.back(back, "unticked", nil)
	}
	if b.Verb == casework.DoMerge {
		var err error
		if b.Into, err = c.oldest(v, b.Cases); err != nil {
			return err
		}
	}
	b, err := c.desk.PlanBulk(v.r.Context(), v.once(), v.by, b)
	if casework.KindOf(err) == casework.Repeated {
		return v.back(back, "", nil)
	}
	if err != nil {
		return err
	}
	return v.back("/console/bulk/"+strconv.FormatInt(int64(b.ID), 10)+"?"+url.Values{"back": {back}}.Encode(), "", nil)
}

// oldest of some cases is the one that the others go on in.
func (c *Console) oldest(v *visit, cases []casework.BulkCase) (casework.Number, error) {
	var first casework.Case
	for _, o := range cases {
		read, err := c.desk.Case(v.r.Context(), v.by, o.Number)
		if err != nil {
			return "", err
		}
		if first.Number == "" || read.Opened.Before(first.Opened) {
			first = read
		}
	}
	return first.Number, nil
}

// listAddress is the address of a list, and the list itself for any other.
func listAddress(from string) string {
	if u, err := url.Parse(from); err == nil && u.Host == "" && u.Scheme == "" && u.Path == "/console/cases" {
		return u.String()
	}
	return "/console/cases"
}

func (v *visit) bulkID() casework.BulkID {
	id, _ := strconv.ParseInt(v.r.PathValue("id"), 10, 64)
	return casework.BulkID(id)
}

// bulk shows an act upon several cases; while it waits, the page looks again by itself.
func (c *Console) bulk(v *visit) error {
	read, err := c.desk.Bulk(v.r.Context(), v.by, v.bulkID())
	if err != nil {
		return err
	}
	b := bulk{Bulk: read, Back: listAddress(v.r.URL.Query().Get("back")), Waits: read.Over.IsZero()}
	var cases []casework.Case
	for _, o := range read.Cases {
		cases = append(cases, casework.Case{Number: o.Number})
	}
	first, err := c.desk.Openings(v.r.Context(), v.by, cases)
	if err != nil {
		return err
	}
	for _, o := range read.Cases {
		b.Cases = append(b.Cases, fated{o, first[o.Number]})
	}
	if b.To, err = c.bulkTarget(v, read); err != nil {
		return err
	}
	if b.Waits {
		v.w.Header().Set("Refresh", "3")
	}
	v.show(http.StatusOK, "bulk", page{Title: v.Count("console.bulk.title", len(b.Cases)), At: "cases", Body: b})
	return nil
}

// bulkTarget words where the cases go.
func (c *Console) bulkTarget(v *visit, b casework.Bulk) (string, error) {
	switch b.Verb {
	case casework.DoClassify:
		return v.Topic(v.desk.Office(), b.Topic), nil
	case casework.DoAssign:
		return v.name(b.Deputy)
	case casework.DoMerge:
		return b.Into.String(), nil
	}
	return v.Say("outcome." + string(b.Outcome)), nil
}

func (c *Console) undoBulk(v *visit) error {
	if !v.posted() {
		return errStalePage
	}
	_, err := c.desk.UndoBulk(v.r.Context(), v.once(), v.by, v.bulkID())
	if casework.KindOf(err) == casework.Conflict {
		err = nil // the page says what is true
	}
	return v.back("/console/bulk/"+v.r.PathValue("id"), "", err)
}
