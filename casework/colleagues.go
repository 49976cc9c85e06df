package casework

import (
	"context"
	"slices"
)

// Colleagues lists the people of the office, as far as somebody may see them, in order of role
// and id: for the staff all, retired ones too; for a deputy themselves and their aides; for
// others themselves. Residents are never among them.
func (d *Desk) Colleagues(ctx context.Context, by Person) ([]Person, error) {
	all, err := d.store.OfficePeople(ctx)
	return slices.DeleteFunc(all, func(p Person) bool { return !by.meets(p) }), err
}

// Colleague is one of them; anybody else is NotFound.
func (d *Desk) Colleague(ctx context.Context, by Person, id PersonID) (Person, error) {
	p, err := d.store.Person(ctx, id)
	if err == nil && !by.meets(p) {
		return Person{}, Errorf(NotFound, "no colleague %s of %s", id, by.ID)
	}
	return p, err
}

// meets reports whether somebody may look at a person of the office.
func (p Person) meets(o Person) bool {
	switch {
	case o.Role == Resident || !p.acting():
		return false
	case p.Staff() || p.ID == o.ID:
		return true
	}
	return p.Role == Deputy && o.Role == Aide && !o.Retired && (slices.Contains(o.Aids, p.ID) || slices.Contains(o.Dismissed, p.ID))
}
