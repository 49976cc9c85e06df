package handlers_test

import (
	"fmt"
	"strings"
	"time"

	"liaison/casework"
)

// reminding are the kinds that come by themselves.
var reminding = map[casework.NoticeKind]bool{
	casework.TellUnclaimed: true, casework.TellReminder: true, casework.TellSilent: true, casework.TellLate: true, casework.TellDigest: true,
}

// tell looks at a notice as it is sent.
func (y *year) tell(n casework.Notice) {
	y.told++
	if !reminding[n.Kind] {
		return
	}
	y.reminded[n.Kind]++
	p, err := y.store.Person(y.ctx, n.To)
	y.done(err)
	var c casework.Case
	if n.Case != "" {
		if c, err = y.store.Case(y.ctx, p, n.Case); err != nil {
			y.t.Errorf("%s: %s of %s goes to %s, who may not see it: %v", y.now, n.Kind, n.Case, n.To, err)
			return
		}
		y.heard[n.Case] = y.now
	}
	if until := y.office.QuietUntil(p, y.now); !until.IsZero() && !y.office.Urgent(c) {
		y.t.Errorf("%s: %s of %s goes to %s at night", y.now, n.Kind, n.Case, n.To)
	}
	of := heardOf{to: n.To, kind: n.Kind, of: n.Case, rung: c.AnswerBy}
	if n.Kind == casework.TellReminder && y.now.Before(c.AnswerBy) {
		of.rung = time.Time{} // that it will be due; that it is due comes besides
	}
	if last, ok := y.last[of]; ok && sameDay(last, y.now) {
		y.t.Errorf("%s: %s of %s goes to %s again, after %s\n%s", y.now, n.Kind, n.Case, n.To, last, y.history(p, n.Case))
	}
	y.last[of] = y.now
}

// history is what happened to a case, for a failed test.
func (y *year) history(p casework.Person, number casework.Number) string {
	th, err := y.store.Thread(y.ctx, p, number)
	y.done(err)
	var b strings.Builder
	for _, e := range th.Events {
		fmt.Fprintf(&b, "  %s %s by %q: %s of %q, offered to %q, %s\n", e.At.In(y.office.Zone), e.Verb, e.By, e.Status, e.Owner, e.Offered, e.Detail)
	}
	return b.String()
}

func sameDay(a, b time.Time) bool { return a.YearDay() == b.YearDay() && a.Year() == b.Year() }

// checkDay looks at all that is open, and at every invariant.
func (y *year) checkDay() {
	broken, err := y.store.Check(y.ctx)
	y.done(err)
	for _, b := range broken {
		y.t.Errorf("%s: %d times it isn't so that %s", y.now, b.Rows, b.Invariant)
	}
	clerk, err := y.store.Person(y.ctx, "desk-0")
	y.done(err)
	unsorted, err := y.store.Unsorted(y.ctx, clerk, 10_000)
	y.done(err)
	y.waiting = len(unsorted)
	y.checkAll(unsorted)
	for _, t := range y.office.Topics {
		list, err := y.store.DueCases(y.ctx, clerk, casework.DueList{Topic: t.ID, Limit: 10_000})
		y.done(err)
		y.waiting += len(list)
		y.checkAll(list)
	}
}

func (y *year) checkAll(list []casework.Case) {
	for _, c := range list {
		y.checkCase(c)
	}
}

// checkCase: somebody's step is next, at a time, and what is late was told of.
func (y *year) checkCase(c casework.Case) {
	cal := y.office.Calendar
	switch {
	case c.RemindAt.IsZero():
		y.t.Errorf("%s: %s is %s, and nobody will hear of it again", y.now, c.Number, c.Status)
	case c.RemindAt.Before(y.now.Add(-tick)):
		y.t.Errorf("%s: %s was to be remembered at %s", y.now, c.Number, c.RemindAt)
	case c.RemindAt.After(cal.AddDays(y.now, 30)):
		y.t.Errorf("%s: %s is remembered only at %s", y.now, c.Number, c.RemindAt)
	}
	switch c.Status {
	case casework.Queued:
		if c.Offered == "" && len(c.Declined) == 0 {
			y.t.Errorf("%s: %s waits for nobody", y.now, c.Number)
		}
	case casework.Taken:
		if c.Owner == "" {
			y.t.Errorf("%s: %s was taken by nobody", y.now, c.Number)
		}
	}
	if since := c.AnswerBy; !since.IsZero() && y.now.After(cal.AddDays(since, 8)) {
		told := y.heard[c.Number]
		if y.now.Before(cal.AddDays(told, 8)) {
			return
		}
		clerk, err := y.store.Person(y.ctx, "desk-0")
		y.done(err)
		if told = later(told, y.acted(clerk, c.Number)); !y.now.Before(cal.AddDays(told, 8)) { // who acts knows of it
			y.t.Errorf("%s: %s was due on %s, and nobody heard since %s; it is remembered next at %s, rung %d\n%s",
				y.now, c.Number, since, told, c.RemindAt, c.Reminded, y.history(clerk, c.Number))
		}
	}
}

// acted is when somebody last did something about a case.
func (y *year) acted(by casework.Person, n casework.Number) time.Time {
	th, err := y.store.Thread(y.ctx, by, n)
	y.done(err)
	var at time.Time
	for _, e := range th.Events {
		if e.By != "" {
			at = e.At
		}
	}
	return at
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
