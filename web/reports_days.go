package web

import (
	"strconv"
	"time"

	"liaison/casework"
)

// span gives the first and the last day of a period, as 2026-11-30.
func span(p casework.Period) (first, last string) {
	return p.From.Format(time.DateOnly), lastDay(p).Format(time.DateOnly)
}

func lastDay(p casework.Period) time.Time { return p.To.AddDate(0, 0, -1) }

// spanned says of which days a period is; a whole month is called by its name.
func (v *visit) spanned(p casework.Period) string {
	if p.From.Day() == 1 && p.To.Equal(p.From.AddDate(0, 1, 0)) {
		return v.month(p.From)
	}
	first, last := p.From, lastDay(p)
	if first.Year() == last.Year() {
		return v.Say("console.reports.within", "from", v.day(first), "to", v.day(last), "year", last.Year())
	}
	return v.Say("console.reports.span", "from", v.date(first), "to", v.date(last))
}

func (v *visit) month(t time.Time) string {
	return v.Say("console.reports.ofmonth", "month", v.Say("console.reports.months."+strconv.Itoa(int(t.Month()))), "year", t.Year())
}

func (v *visit) date(t time.Time) string {
	return v.Say("date.any_year", "day", t.Day(), "month", v.Say("month."+strconv.Itoa(int(t.Month()))), "year", t.Year())
}

// stepName says which days a step has.
func (v *visit) stepName(p casework.Period, u casework.Unit) string {
	switch u {
	case casework.Month:
		return v.month(p.From)
	case casework.Week:
		return v.Say("console.reports.span", "from", v.day(p.From), "to", v.day(lastDay(p)))
	}
	return v.day(p.From)
}

func (v *visit) day(t time.Time) string {
	return v.Say("date.this_year", "day", t.Day(), "month", v.Say("month."+strconv.Itoa(int(t.Month()))))
}

// stepMark is as short as it must be under a column: the day, or the month.
func (v *visit) stepMark(p casework.Period, u casework.Unit) string {
	switch u {
	case casework.Month:
		return v.Say("console.reports.mon." + strconv.Itoa(int(p.From.Month())))
	case casework.Week:
		return v.Say("console.reports.daymon", "day", p.From.Day(), "month", v.Say("console.reports.mon."+strconv.Itoa(int(p.From.Month()))))
	}
	return strconv.Itoa(p.From.Day())
}

// meanings are the figures whose meaning a report says.
func meanings() []string {
	return []string{"received", "answered", "ended", "kept", "solved", "pleased", "coverage"}
}
