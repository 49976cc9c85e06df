package web

import (
	"net/http"
	"net/url"
	"slices"

	"liaison/casework"
)

func (c *Console) reports() routes {
	return routes{
		"GET /console/reports":             c.report,
		"GET /console/reports/month":       c.printed,
		"GET /console/reports/export.csv":  c.export("csv"),
		"GET /console/reports/export.xlsx": c.export("xlsx"),
		"GET /console/reports/export.json": c.export("json"),
	}
}

// asking is which report an address asks for.
type asking struct {
	casework.Period
	Name        casework.PeriodName // empty: from First through Last
	First, Last string              // days, as 2026-11-30
	By          casework.Grouping
	Wrong       bool // the days can't be read, so this month is shown
}

// asking reads the address; without anything it asks for this month by topic.
func (v *visit) asking() asking {
	q := v.r.URL.Query()
	a := asking{Name: casework.PeriodName(q.Get("period")), First: q.Get("from"), Last: q.Get("to"), By: casework.Grouping(q.Get("by"))}
	if !slices.Contains(v.groupings(), a.By) {
		a.By = casework.ByTopic
	}
	ok := false
	if a.First != "" || a.Last != "" {
		a.Name = ""
		a.Period, ok = v.desk.Between(a.First, a.Last)
		a.Wrong = !ok
	} else {
		a.Period, ok = v.desk.Named(a.Name)
	}
	if !ok {
		a.Name = casework.ThisMonth
		a.Period, _ = v.desk.Named(a.Name)
	}
	a.First, a.Last = span(a.Period)
	return a
}

// groupings are those that the office has anything of.
func (v *visit) groupings() []casework.Grouping {
	if len(v.desk.Office().Spots) > 0 {
		return casework.Groupings
	}
	return casework.Groupings[:2]
}

// Address is that of a report: of a named period, or of the same days, by something.
func (a asking) Address(name casework.PeriodName, by casework.Grouping) string {
	return "/console/reports?" + a.query(name, by).Encode()
}

func (a asking) query(name casework.PeriodName, by casework.Grouping) url.Values {
	q := url.Values{"by": {string(by)}}
	if name != "" {
		q.Set("period", string(name))
	} else {
		q.Set("from", a.First)
		q.Set("to", a.Last)
	}
	return q
}

// Export is the address of the cases as a file of a form, with what was written in them or without.
func (a asking) Export(form string, words bool) string {
	q := a.query(a.Name, a.By)
	if q.Del("by"); words {
		q.Set("words", "1")
	}
	return "/console/reports/export." + form + "?" + q.Encode()
}

// reportPage is a report as the page shows it.
type reportPage struct {
	asking
	Span      string
	Periods   []casework.PeriodName
	Groupings []casework.Grouping
	Total     casework.Totals
	Rows      []reportRow
	Steps     []reportStep
	Chart     columns
	Bars      []reportBar

	Printable, PrintableName string // the month with which the period begins
}

// reportRow is what is counted under one topic, deputy or place.
type reportRow struct {
	Name string
	Link string // its list; empty: it has none
	casework.Totals
}

// reportStep is what is counted in a part of the period.
type reportStep struct {
	Name string
	casework.Totals
}

func (c *Console) report(v *visit) error {
	a := v.asking()
	r, err := c.desk.Report(v.r.Context(), v.by, a.Period, a.By)
	if err != nil {
		return err
	}
	v.show(http.StatusOK, "reports", page{Title: v.Say("console.reports.title"), At: "reports", Body: v.drawn(a, r)})
	return nil
}

func (v *visit) drawn(a asking, r casework.Report) reportPage {
	p := reportPage{asking: a, Span: v.spanned(a.Period), Periods: casework.PeriodNames, Groupings: v.groupings(), Total: r.Total,
		Printable: a.From.Format("2006-01"), PrintableName: v.month(a.From)}
	for _, l := range r.Lines {
		p.Rows = append(p.Rows, reportRow{v.lineName(a.By, l.Key), lineLink(a.By, l.Key), l.Totals})
	}
	for _, s := range r.Steps {
		p.Steps = append(p.Steps, reportStep{v.stepName(s.Period, a.Unit()), s.Totals})
	}
	p.Chart = v.columns(r.Steps, a.Unit())
	p.Bars = v.bars(p.Rows)
	return p
}

// lineName is what a line is of.
func (v *visit) lineName(by casework.Grouping, key string) string {
	o := v.desk.Office()
	switch {
	case key == "" && by == casework.ByDeputy && !v.by.Staff():
		return v.Say("console.reports.none.others")
	case key == "":
		return v.Say("console.reports.none." + string(by))
	case by == casework.ByTopic:
		return v.Topic(o, casework.TopicID(key))
	case by == casework.ByPlace:
		if s, ok := o.Spot(casework.SpotID(key)); ok {
			return s.Called(v.Language())
		}
	case o.Named(casework.PersonID(key)) != "":
		return o.Named(casework.PersonID(key))
	}
	return key
}

// lineLink is the list of all under a line; there is none of a place, nor of what is under none.
func lineLink(by casework.Grouping, key string) string {
	if key == "" || by == casework.ByPlace {
		return ""
	}
	return "/console/cases?" + url.Values{"view": {string(casework.ViewAll)}, string(by): {key}}.Encode()
}
