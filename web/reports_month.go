package web

import (
	"net/http"

	"liaison/casework"
)

// monthPage is a month on paper: all groupings, one after the other.
type monthPage struct {
	Month  string
	Office string
	Made   string
	Parts  []reportPage
	Own    bool // a deputy's
}

// printed is the report of a month as a page to be printed: m=2026-11, else the last one.
func (c *Console) printed(v *visit) error {
	p, ok := c.desk.Month(v.r.URL.Query().Get("m"))
	if !ok {
		p, _ = c.desk.Named(casework.LastMonth)
	}
	m := monthPage{Month: v.month(p.From), Office: c.desk.Office().Called(v.Language()), Made: v.date(v.local(c.desk.Now())), Own: !v.by.Staff()}
	for _, by := range v.groupings() {
		r, err := c.desk.Report(v.r.Context(), v.by, p, by)
		if err != nil {
			return err
		}
		a := asking{Period: p, By: by}
		a.First, a.Last = span(p)
		m.Parts = append(m.Parts, v.drawn(a, r))
	}
	v.show(http.StatusOK, "month", page{Title: v.Say("console.reports.printed", "month", m.Month), At: "reports", Body: m})
	return nil
}

// First is the part that has what is the same in all.
func (m monthPage) First() reportPage { return m.Parts[0] }
