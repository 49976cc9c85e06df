package casework

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// View is which cases a list shows.
type View string

// The views. The first four are of what is open, the nearest promised day first;
// the others begin with the newest case.
const (
	ViewUnsorted View = "unsorted" // nobody knows yet whose they are: the staff's
	ViewWaiting  View = "waiting"  // under a topic, and not answered
	ViewLate     View = "late"     // past the promised day
	ViewToday    View = "today"    // promised for the rest of this day
	ViewAnswered View = "answered"
	ViewAll      View = "all"
)

// Listing asks for a part of a list, from the one after a case.
type Listing struct {
	View   View
	Topic  TopicID  // empty: any
	Deputy PersonID // who took them, or is offered them; empty: anybody
	After  Number
	Limit  int
}

// DueList asks a store for what is open and promised from From until before Until,
// the nearest first, from the place after a case.
type DueList struct {
	Topic       TopicID
	Deputy      PersonID
	Unsorted    bool // those without a topic too, where no topic is asked for
	From, Until time.Time
	After       Case
	Limit       int
}

// List lists cases as far as the person may see them; no protected ones, which
// have a list of their own. A deputy sees what is theirs, or under a topic of theirs.
func (d *Desk) List(ctx context.Context, by Person, l Listing) ([]Case, error) {
	if !by.Staff() {
		if by.Role != Deputy || l.Topic != "" && !by.Serves(l.Topic) || l.View == ViewUnsorted || l.Deputy != "" && l.Deputy != by.ID {
			return nil, nil
		}
		if l.Topic == "" {
			l.Deputy = by.ID
		}
	}
	due := DueList{Topic: l.Topic, Deputy: l.Deputy, Limit: l.Limit}
	now := d.now()
	switch l.View {
	case ViewUnsorted:
		return d.store.Unsorted(ctx, by, l.Limit)
	case ViewAnswered, ViewAll:
		return d.store.Newest(ctx, by, l)
	case ViewLate:
		due.Unsorted, due.Until = true, now
	case ViewToday:
		due.Unsorted, due.From, due.Until = true, now, spanAt(now, d.Office().Zone).Midnight
	}
	var err error
	if due.After, err = d.mark(ctx, by, l.After); err != nil {
		return nil, err
	}
	return d.store.DueCases(ctx, by, due)
}

// holds tells the cases of a list from others, as Desk.List does; nil: it holds all.
func (l Listing) holds(clock func() time.Time, zone *time.Location) func(Case) bool {
	if l.View == "" && l.Topic == "" && l.Deputy == "" {
		return nil
	}
	now, midnight := clock(), time.Time{}
	if l.View == ViewToday {
		midnight = spanAt(now, zone).Midnight
	}
	return func(c Case) bool {
		return (l.Topic == "" || c.Topic == l.Topic) &&
			(l.Deputy == "" || cmp.Or(c.Owner, c.Offered) == l.Deputy) &&
			l.View.holds(c, now, midnight)
	}
}

func (v View) holds(c Case, now, midnight time.Time) bool {
	if v != "" && c.Protected {
		return false
	}
	switch v {
	case ViewUnsorted:
		return c.Status == Unsorted
	case ViewWaiting:
		return c.Open() && c.Topic != ""
	case ViewLate:
		return c.Late(now)
	case ViewToday:
		return c.Open() && !c.AnswerBy.Before(now) && c.AnswerBy.Before(midnight)
	case ViewAnswered:
		return c.Status == Answered
	}
	return true
}

// ByDue orders cases by their promised day, and then by number.
func ByDue(a, b Case) int {
	return cmp.Or(due(a).Compare(due(b)), cmp.Compare(a.Number, b.Number))
}

// due is the promised day; of who is promised nothing, the end of time.
func due(c Case) time.Time {
	if c.AnswerBy.IsZero() {
		return time.UnixMilli(1 << 52)
	}
	return c.AnswerBy
}

// Merged puts lists that are in the order of ByDue together, up to a limit.
func Merged(limit int, lists ...[]Case) []Case {
	all := slices.Concat(lists...)
	slices.SortFunc(all, ByDue)
	return all[:min(limit, len(all))]
}
