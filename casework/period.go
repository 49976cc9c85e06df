package casework

import (
	"cmp"
	"time"
)

// Period is the time that a report is of: from its first moment up to its end, which
// isn't part of it. Both are midnights of the office.
type Period struct{ From, To time.Time }

// PeriodName names a period by the day on which it is asked for.
type PeriodName string

// The periods that have names.
const (
	ThisMonth   PeriodName = "month"
	LastMonth   PeriodName = "last"
	ThisQuarter PeriodName = "quarter"
	ThisYear    PeriodName = "year"
)

// PeriodNames lists them in order.
var PeriodNames = []PeriodName{ThisMonth, LastMonth, ThisQuarter, ThisYear}

// MostYears is how long a period may be.
const MostYears = 5

func (n PeriodName) at(now time.Time, zone *time.Location) (Period, bool) {
	y, m, _ := now.In(zone).Date()
	months := func(first time.Month, count int) (Period, bool) {
		from := time.Date(y, first, 1, 0, 0, 0, 0, zone)
		return Period{from, from.AddDate(0, count, 0)}, true
	}
	switch n {
	case ThisMonth:
		return months(m, 1)
	case LastMonth:
		return months(m-1, 1)
	case ThisQuarter:
		return months(m-(m-1)%3, 3)
	case ThisYear:
		return months(time.January, 12)
	}
	return Period{}, false
}

// Named gives a period by its name; false: there is no such name.
func (d *Desk) Named(n PeriodName) (Period, bool) { return n.at(d.now(), d.zone()) }

// Between gives the period from one day through another, which are read as 2026-11-30;
// false: they aren't days, or not in order, or more than MostYears apart.
func (d *Desk) Between(first, last string) (Period, bool) {
	from, err := time.ParseInLocation(time.DateOnly, first, d.zone())
	to, e := time.ParseInLocation(time.DateOnly, last, d.zone())
	p := Period{from, to.AddDate(0, 0, 1)}
	return p, err == nil && e == nil && p.From.Before(p.To) && !p.To.After(p.From.AddDate(MostYears, 0, 0))
}

// Month gives the period of a month, which is read as 2026-11; false: it is none.
func (d *Desk) Month(month string) (Period, bool) {
	from, err := time.ParseInLocation("2006-01", month, d.zone())
	return Period{from, from.AddDate(0, 1, 0)}, err == nil
}

func (d *Desk) zone() *time.Location { return cmp.Or(d.Office().Zone, time.UTC) }

// Unit is what the steps of a period are.
type Unit string

// The units.
const (
	Day   Unit = "day"
	Week  Unit = "week"
	Month Unit = "month"
)

// How many steps of a unit are shown beside each other.
const mostDays, mostWeeks = 31, 27

// Unit is the smallest of which the period has few enough to be seen beside each other.
func (p Period) Unit() Unit {
	switch days := int(p.To.Sub(p.From).Hours()+1) / 24; { // an hour more or less is summer time
	case days <= mostDays:
		return Day
	case days <= 7*mostWeeks:
		return Week
	}
	return Month
}

// steps cut a period; the last ends with it.
func (p Period) steps() (all []Period) {
	from := p.From
	for from.Before(p.To) {
		to := p.Unit().after(from)
		if to.After(p.To) {
			to = p.To
		}
		all, from = append(all, Period{from, to}), to
	}
	return all
}

// after is where the step ends that begins at a midnight; a month's step ends with the month.
func (u Unit) after(from time.Time) time.Time {
	y, m, d := from.Date()
	switch u {
	case Day:
		return time.Date(y, m, d+1, 0, 0, 0, 0, from.Location())
	case Week:
		return time.Date(y, m, d+7, 0, 0, 0, 0, from.Location())
	}
	return time.Date(y, m+1, 1, 0, 0, 0, 0, from.Location())
}
