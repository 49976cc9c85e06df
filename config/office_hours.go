package config

import (
	"fmt"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Span is a stretch of the day, counted from midnight; where To isn't after From
// it reaches into the next day. Zero: none.
type Span struct{ From, To time.Duration }

// Days are a stretch of days as 2027-02-05, both ends included.
type Days struct{ From, To string }

// daysLimit is how many holidays or working days a file may list.
const daysLimit = 400

// weekdays by their names in the file, in the order of time.Weekday.
var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// week reads the working hours by weekday or a stretch of them: {mon-fri: "09:00-18:00"}.
func (r *officeReader) week(n node) (week [7]Span) {
	if n.missing() {
		return week
	}
	if n.Kind != yaml.MappingNode || len(n.Content) == 0 {
		r.wrong(n, "the hours aren't a mapping", `write them as {mon-fri: "09:00-18:00"}`)
		return week
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, span := node{n.Content[i]}, r.span(node{n.Content[i+1]})
		if span.To <= span.From && span != (Span{}) {
			r.wrong(key, "working hours end before they begin", `write the earlier time first, as "09:00-18:00"`)
		}
		for _, d := range r.weekdays(key) {
			if week[d] != (Span{}) {
				r.wrong(key, fmt.Sprintf("the hours of %s are given twice", weekdays[d]), "keep one of them")
			}
			week[d] = span
		}
	}
	return week
}

// weekdays reads mon or mon-fri.
func (r *officeReader) weekdays(n node) (list []int) {
	from, to, _ := strings.Cut(n.Value, "-")
	if to == "" {
		to = from
	}
	first, last := weekdayOf(from), weekdayOf(to)
	if first < 0 || last < 0 {
		r.wrong(n, fmt.Sprintf("%q isn't a day of the week", short(n.Value)), "write mon, tue, wed, thu, fri, sat, sun, or a stretch such as mon-fri")
		return nil
	}
	for d := first; ; d = (d + 1) % 7 {
		if list = append(list, d); d == last {
			return list
		}
	}
}

func weekdayOf(name string) int {
	for i, n := range weekdays {
		if strings.EqualFold(strings.TrimSpace(name), n) {
			return i
		}
	}
	return -1
}

// span reads 09:00-18:00; a missing one is none.
func (r *officeReader) span(n node) Span {
	if n.missing() {
		return Span{}
	}
	from, to, _ := strings.Cut(n.Value, "-")
	a, err := time.Parse("15:04", strings.TrimSpace(from))
	b, other := time.Parse("15:04", strings.TrimSpace(to))
	if !n.scalar() || err != nil || other != nil || a.Equal(b) {
		r.wrong(n, "it isn't a stretch of the day", `write it as "09:00-18:00"`)
		return Span{}
	}
	midnight := a.Truncate(24 * time.Hour)
	return Span{a.Sub(midnight), b.Sub(midnight)}
}

// days reads a list of days and stretches of days: [2027-01-01, 2027-02-05..2027-02-11].
func (r *officeReader) days(n node, what string) (list []Days) {
	for _, item := range r.list(n, what, daysLimit) {
		from, to, ok := strings.Cut(item.Value, "..")
		if !ok {
			to = from
		}
		first, err := time.Parse(time.DateOnly, strings.TrimSpace(from))
		last, other := time.Parse(time.DateOnly, strings.TrimSpace(to))
		switch {
		case !item.scalar() || err != nil || other != nil:
			r.wrong(item, "it isn't a day", "write it as 2027-02-05, or a stretch as 2027-02-05..2027-02-11")
		case last.Before(first):
			r.wrong(item, "it ends before it begins", "write the earlier day first")
		default:
			list = append(list, Days{first.Format(time.DateOnly), last.Format(time.DateOnly)})
		}
	}
	return list
}

// term reads a time span, or working days as 10wd; a missing one is the standard.
func (r *officeReader) term(n node, standard time.Duration) (d time.Duration, days int) {
	if !n.missing() && n.scalar() {
		if count, ok := strings.CutSuffix(n.Value, "wd"); ok {
			if _, err := fmt.Sscanf(count+"\n", "%d\n", &days); err != nil || days < 1 || days > 1000 {
				r.wrong(n, "it isn't a number of working days", "write it as 1wd or 10wd")
				return 0, 0
			}
			return time.Duration(days) * 24 * time.Hour, days
		}
	}
	return r.duration(n, standard, time.Minute), 0
}

// flag reads true or false; a missing one is false.
func (r *officeReader) flag(n node) bool {
	if n.missing() {
		return false
	}
	if !n.scalar() || n.Value != "true" && n.Value != "false" {
		r.wrong(n, "it is neither true nor false", "write true, or leave the line out")
	}
	return n.Value == "true"
}

// roomWords reads what the staff room shows of a case: numbers, or the words too.
func (r *officeReader) roomWords(n node) bool {
	if !n.missing() && (!n.scalar() || n.Value != "numbers" && n.Value != "words") {
		r.wrong(n, "the staff room can't show that", "write numbers, or words")
	}
	return !n.missing() && n.Value == "words"
}
