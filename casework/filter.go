package casework

import (
	"context"
	"strings"
)

// Filter is a list that somebody keeps under a name of their own.
type Filter struct {
	Person  PersonID
	Name    string // as its owner calls it; unlike their others
	View    View
	Topic   TopicID
	Deputy  PersonID
	Text    string // what is looked for in it
	Dropped bool   // in a Change: it goes
}

// MostFilters is how many lists somebody keeps at most, and longestFilter how long, in
// letters, a name or what is looked for may be.
const (
	MostFilters   = 20
	longestFilter = 60
)

// Filters lists somebody's own, in order of their names.
func (d *Desk) Filters(ctx context.Context, by Person) ([]Filter, error) {
	return d.store.Filters(ctx, by, MostFilters)
}

// KeepFilter keeps a list, in the place of one of the same name. Conflict, TooMany: they
// keep as many as they may.
func (d *Desk) KeepFilter(ctx context.Context, once Once, by Person, f Filter) error {
	f.Person, f.Name, f.Text = by.ID, strings.TrimSpace(f.Name), strings.TrimSpace(f.Text)
	if blank(f.Name) || len([]rune(f.Name)) > longestFilter || len([]rune(f.Text)) > longestFilter || by.Role == Resident {
		return Errorf(Invalid, "a list by no name, or too long a one")
	}
	kept, err := d.Filters(ctx, by)
	if err != nil {
		return err
	}
	fresh := true
	for _, k := range kept {
		fresh = fresh && k.Name != f.Name
	}
	if fresh && len(kept) == MostFilters {
		return &Error{Kind: Conflict, Reason: TooMany, text: "too many lists"}
	}
	once.Seen = ""
	return d.apply(ctx, once, &by, Change{Filters: []Filter{f}})
}

// DropFilter forgets a list by its name.
func (d *Desk) DropFilter(ctx context.Context, once Once, by Person, name string) error {
	once.Seen = ""
	return d.apply(ctx, once, &by, Change{Filters: []Filter{{Person: by.ID, Name: name, Dropped: true}}})
}
