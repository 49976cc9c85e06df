package casework

import (
	"context"
	"slices"
)

// Versions gives the staff, by their entry, what was written before it was edited, the
// newest first. Of a message that was taken apart, or that is no more in the case, they
// are given nothing: it may be another's to read now.
func (d *Desk) Versions(ctx context.Context, by Person, t Thread) (map[int][]Entry, error) {
	edited := func(e Entry) bool { return !e.Edited.IsZero() }
	if s := t.Case.Standing(by); s != Clerk && s != Guardian || !slices.ContainsFunc(t.Entries, edited) {
		return nil, nil
	}
	old, err := d.store.Revisions(ctx, by, t.Case.Number)
	if err != nil {
		return nil, err
	}
	versions := map[int][]Entry{}
	for _, e := range t.Entries {
		if edited(e) && (e.Kind == Said || e.Kind == Question || e.Kind == Answer || e.Kind == Remark || e.Kind == Delay) {
			versions[e.Seq] = e.edits(old)
		}
	}
	return versions, nil
}

// edits are the versions that its author replaced, the newest first, back to where it
// was changed otherwise. old are those of the whole case, in order.
func (e Entry) edits(old []Entry) (all []Entry) {
	for _, before := range slices.Backward(old) {
		if before.Seq != e.Seq {
			continue
		}
		if before.Kind != e.Kind || !e.Edited.After(before.Edited) {
			break
		}
		all = append(all, before)
		e = before
	}
	return all
}
