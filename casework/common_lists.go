package casework

import (
	"context"
	"maps"
	"slices"
)

// commonsShown is how many common answers of a matter are listed, and proposedShown how many
// that wait for approval.
const commonsShown, proposedShown = 20, 50

// CommonsOf lists the newest common answers of a matter and its parts: to a deputy their own, to
// the staff all that were proposed or went out.
func (d *Desk) CommonsOf(ctx context.Context, by Person, id MatterID) ([]Common, error) {
	if _, err := overlooking(by); err != nil {
		return nil, err
	}
	return d.store.CommonsOf(ctx, by, id, commonsShown)
}

// Proposed lists, for the staff, the common answers that wait for their approval.
func (d *Desk) Proposed(ctx context.Context, by Person) ([]Common, error) {
	if !by.Staff() {
		return nil, nil
	}
	return d.store.ProposedCommons(ctx, proposedShown)
}

// CommonCases lists the cases in which a common answer had a fate, as far as the person may see
// them, in order of number after one.
func (d *Desk) CommonCases(ctx context.Context, by Person, id CommonID, f CommonFate, after Number, limit int) ([]Case, error) {
	if _, err := d.Common(ctx, by, id); err != nil {
		return nil, err
	}
	return d.store.CommonCases(ctx, by, id, f, after, limit)
}

// overlooking is with whose eyes a matter is counted: nobody's, for the staff, who see all of it.
func overlooking(by Person) (Person, error) {
	switch {
	case by.Staff():
		return Person{}, nil
	case by.Role == Deputy && !by.Retired:
		return by, nil
	}
	return Person{}, Errorf(NotFound, "no matters for %s", by.ID)
}

// Version is a text for who reads one language; empty: for everybody.
type Version struct{ Language, Text string }

// Versions are the texts that may go out: those of a ready answer of the office file as they are
// kept, else the one that was written.
func (m Common) Versions(o Office) (all []Version) {
	for _, s := range o.Ready {
		if m.Ready == sharedKey+s.ID {
			for _, lang := range slices.Sorted(maps.Keys(s.Text)) {
				all = append(all, Version{lang, s.Text[lang]})
			}
		}
	}
	if len(all) == 0 {
		all = []Version{{Text: m.Text}}
	}
	return all
}
