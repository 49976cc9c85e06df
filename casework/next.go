package casework

import (
	"context"
	"slices"
	"strings"
)

// waitsFor reports whether the next step of a case is a deputy's own: they took
// it, or it lies in a queue of theirs and they haven't said that it isn't theirs.
func (c Case) waitsFor(p Person) bool {
	switch c.Status {
	case Taken:
		return true
	case Queued:
		return !c.declinedBy(p.ID)
	}
	return false
}

// inTime orders cases as /pending lists them: the nearest promised day first.
func inTime(a, b Case) int {
	switch {
	case a.AnswerBy.Equal(b.AnswerBy):
		return strings.Compare(string(a.Number), string(b.Number))
	case a.AnswerBy.IsZero():
		return 1
	case b.AnswerBy.IsZero():
		return -1
	}
	return a.AnswerBy.Compare(b.AnswerBy)
}

// ahead is how many of a deputy's cases Next looks through.
const ahead = 200

// Next gives the case that waits for a deputy's own step after the one named, in
// the order of /pending; without one, or after one that isn't theirs, the first.
// It is NotFound when none is left.
func (d *Desk) Next(ctx context.Context, by Person, after Number) (Case, error) {
	list, err := d.store.PendingFor(ctx, by, ahead)
	if err != nil {
		return Case{}, err
	}
	slices.SortStableFunc(list, inTime)
	from := Case{}
	if after != "" {
		if from, err = d.store.Case(ctx, by, after); err != nil && KindOf(err) != NotFound {
			return Case{}, err
		}
	}
	for _, c := range list {
		if c.waitsFor(by) && (from.Number == "" || inTime(c, from) > 0) {
			return c, nil
		}
	}
	return Case{}, Errorf(NotFound, "nothing more waits for %s", by.ID)
}

// Mine lists what a deputy took and hasn't answered, the nearest promised day first.
func (d *Desk) Mine(ctx context.Context, by Person, limit int) ([]Case, error) {
	return d.store.OwnedBy(ctx, by, limit)
}

// Openings gives the first words of each case, as far as the person may see it.
func (d *Desk) Openings(ctx context.Context, by Person, cases []Case) (map[Number]string, error) {
	numbers := make([]Number, len(cases))
	for i, c := range cases {
		numbers[i] = c.Number
	}
	return d.store.Openings(ctx, by, numbers)
}
