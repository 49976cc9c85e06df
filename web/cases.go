package web

import (
	"net/http"

	"liaison/casework"
)

// pageOfCases is how many cases a list shows at once.
const pageOfCases = 50

// list is a list of cases, as its address asks for it.
type list struct {
	View  string
	Topic casework.TopicID
	Cases []casework.Case
	First map[casework.Number]string
	Next  casework.Number // where the next page begins; empty: this is the last
}

func (c *Console) cases(v *visit) error {
	q := v.r.URL.Query()
	l := list{View: q.Get("view"), Topic: casework.TopicID(q.Get("topic"))}
	after, _ := casework.ParseNumber(q.Get("after"))
	var err error
	if l.Cases, err = c.listed(v, l, after); err != nil {
		return err
	}
	if len(l.Cases) > pageOfCases {
		l.Cases = l.Cases[:pageOfCases]
		l.Next = l.Cases[pageOfCases-1].Number
	}
	if l.First, err = c.desk.Openings(v.r.Context(), v.by, l.Cases); err != nil {
		return err
	}
	v.show(http.StatusOK, "cases", page{Title: v.Say("console.cases.title"), At: "cases", Body: l})
	return nil
}

// listed reads one case more than is shown, which tells whether there is a next page.
func (c *Console) listed(v *visit, l list, after casework.Number) ([]casework.Case, error) {
	const limit = pageOfCases + 1
	switch {
	case l.View == "late":
		return c.desk.Late(v.r.Context(), v.by, after, limit)
	case l.View == "unsorted":
		return c.desk.Unsorted(v.r.Context(), v.by, limit)
	case l.Topic != "":
		return c.desk.Waiting(v.r.Context(), v.by, l.Topic, after, limit)
	}
	return c.desk.Pending(v.r.Context(), v.by, limit)
}
