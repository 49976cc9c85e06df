package web

import (
	"net/http"

	"liaison/casework"
)

// pageOfCases is how many cases a list shows at once.
const pageOfCases = 50

// list is a list of cases, as its address asks for it.
type list struct {
	View   string
	Topic  casework.TopicID
	Sought casework.Sought
	Cases  []casework.Case
	First  map[casework.Number]string
	Short  bool            // so much fits that not all was looked at
	Next   casework.Number // where the next page begins; empty: this is the last
	Begun  bool            // there is more, which shows as these are done
	Views  []string        // those that the reader may open
	Search bool            // the reader may look for words
}

func (c *Console) cases(v *visit) error {
	l, after := v.asked()
	if err := c.fill(v, &l, after); err != nil {
		return err
	}
	if len(l.Cases) > pageOfCases {
		l.Cases = l.Cases[:pageOfCases]
		if l.Begun = !l.paged(); !l.Begun {
			l.Next = l.Cases[pageOfCases-1].Number
		}
	}
	first, err := c.desk.Openings(v.r.Context(), v.by, l.Cases)
	if err != nil {
		return err
	}
	l.First = first
	v.show(http.StatusOK, "cases", page{Title: v.Say("console.cases.title"), At: "cases", Body: l})
	return nil
}

// paged reports whether the list goes on after its first page.
func (l list) paged() bool { return len(l.Sought.Words) > 0 || l.View == "late" || l.Topic != "" }

// asked reads the address. The staff see the unsorted first, others what waits for them.
func (v *visit) asked() (l list, after casework.Number) {
	q := v.r.URL.Query()
	l = list{View: q.Get("view"), Topic: casework.TopicID(q.Get("topic")), Sought: casework.Seek(q.Get("q"))}
	l.Search = v.by.Staff() || v.by.Role == casework.Deputy
	if v.by.Staff() {
		l.Views = []string{"unsorted", "late"}
	}
	switch {
	case len(l.Sought.Words) > 0:
		l.View, l.Topic = "", ""
	case l.View == "" && l.Topic == "" && v.by.Staff():
		l.View = "unsorted"
	}
	after, _ = casework.ParseNumber(q.Get("after"))
	return l, after
}

// fill reads one case more than is shown, which tells whether there is a next page.
func (c *Console) fill(v *visit, l *list, after casework.Number) (err error) {
	const limit = pageOfCases + 1
	ctx := v.r.Context()
	switch {
	case len(l.Sought.Words) > 0:
		var f casework.Found
		f, err = c.desk.Find(ctx, v.by, l.Sought, after, limit)
		l.Cases, l.Short = f.Cases, f.Short
	case l.View == "late":
		l.Cases, err = c.desk.Late(ctx, v.by, after, limit)
	case l.View == "unsorted":
		l.Cases, err = c.desk.Unsorted(ctx, v.by, limit)
	case l.Topic != "":
		l.Cases, err = c.desk.Waiting(ctx, v.by, l.Topic, after, limit)
	default:
		l.Cases, err = c.desk.Pending(ctx, v.by, limit)
	}
	return err
}
