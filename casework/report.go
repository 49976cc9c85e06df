package casework

import (
	"cmp"
	"context"
	"slices"
)

// Totals counts the cases that were opened in a period: those that their residents agreed
// to, that aren't protected, and that were no advert. What became of a case counts as it
// stands when the report is made, even if that happened after the period.
type Totals struct {
	Received int
	Answered int // had a first answer
	Ended    int // closed without one: withdrawn, joined to another, or by the office
	Due      int // answered where a day had been promised, or not answered and that day is past
	InTime   int // of Due: the first answer came by the day that was promised then
	Asked    int // had an answer, under which the resident is asked whether it helped
	Rated    int // of Asked: the resident said whether it did; silence is no verdict
	Solved   int // of Rated: it helped
	Marked   int // the resident said how they were treated
	Pleased  int // of Marked: 4 or 5 of 5
}

func (t Totals) plus(u Totals) Totals {
	return Totals{
		t.Received + u.Received, t.Answered + u.Answered, t.Ended + u.Ended, t.Due + u.Due, t.InTime + u.InTime,
		t.Asked + u.Asked, t.Rated + u.Rated, t.Solved + u.Solved, t.Marked + u.Marked, t.Pleased + u.Pleased,
	}
}

// Rate is a part of a whole, which is always told with it.
type Rate struct{ Part, Whole int }

// Telling is how large a whole is at least, before its rate says more than chance.
const Telling = 10

// Tells reports whether the rate may be given as a percentage.
func (r Rate) Tells() bool { return r.Whole >= Telling }

// Share is the rate from 0 to 1; ask Tells before.
func (r Rate) Share() float64 { return float64(r.Part) / float64(max(r.Whole, 1)) }

// Kept is of those that were due how many were answered in time.
func (t Totals) Kept() Rate { return Rate{t.InTime, t.Due} }

// Coverage is of those that were asked how many said whether it helped.
func (t Totals) Coverage() Rate { return Rate{t.Rated, t.Asked} }

// Resolution is of those who said so how many were helped.
func (t Totals) Resolution() Rate { return Rate{t.Solved, t.Rated} }

// Satisfaction is of the marks that were given how many were good.
func (t Totals) Satisfaction() Rate { return Rate{t.Pleased, t.Marked} }

// Grouping says what the lines of a report are.
type Grouping string

// The groupings.
const (
	ByTopic  Grouping = "topic"
	ByDeputy Grouping = "deputy" // who has the case now; a deputy's report names no other
	ByPlace  Grouping = "place"  // the spot at whose code the resident opened the chat
)

// Groupings lists them in order.
var Groupings = []Grouping{ByTopic, ByDeputy, ByPlace}

// Line is what a report counts under one topic, deputy or place; the key is its id,
// or empty for what is under none.
type Line struct {
	Key string
	Totals
}

// Step is what a report counts in a day, a week or a month of its period.
type Step struct {
	Period
	Totals
}

// Report is how it went with the cases of a period.
type Report struct {
	Period
	Total Totals
	Lines []Line // in the order of the office, never by how well it went; what is under none is last
	Steps []Step // one for each of the period's
}

// Totalled is what was counted of one line in one step of a period.
type Totalled struct {
	Line
	Step int
}

// Report counts the cases of a period: for the staff all that aren't protected, for a
// deputy what is theirs or under their topics. There is none for others.
func (d *Desk) Report(ctx context.Context, by Person, p Period, g Grouping) (Report, error) {
	if !by.Staff() && by.Role != Deputy || !slices.Contains(Groupings, g) {
		return Report{}, Errorf(NotFound, "no report by %q for %s", g, by.ID)
	}
	steps := p.steps()
	counted, err := d.store.Totals(ctx, by, d.now(), g, steps)
	if err != nil {
		return Report{}, err
	}
	r := Report{Period: p, Steps: make([]Step, len(steps))}
	for i, s := range steps {
		r.Steps[i].Period = s
	}
	lines := map[string]Totals{}
	for _, c := range counted {
		r.Total = r.Total.plus(c.Totals)
		r.Steps[c.Step].Totals = r.Steps[c.Step].plus(c.Totals)
		lines[c.Key] = lines[c.Key].plus(c.Totals)
	}
	for key, t := range lines {
		r.Lines = append(r.Lines, Line{key, t})
	}
	place := d.Office().placeOf(g)
	slices.SortFunc(r.Lines, func(a, b Line) int { return cmp.Or(cmp.Compare(place(a.Key), place(b.Key)), cmp.Compare(a.Key, b.Key)) })
	return r, nil
}

// placeOf gives where a line stands: what the office has, what it had once, what is under none.
func (o Office) placeOf(g Grouping) func(key string) int {
	order := map[string]int{"": 1 << 30}
	switch g {
	case ByTopic:
		for i, t := range o.Topics {
			order[string(t.ID)] = i
		}
	case ByDeputy:
		for i, p := range o.People {
			order[string(p.ID)] = i
		}
	case ByPlace:
		for i, s := range o.Spots {
			order[string(s.ID)] = i
		}
	}
	return func(key string) int {
		if i, known := order[key]; known {
			return i
		}
		return 1 << 29
	}
}
