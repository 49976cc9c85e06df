package casework

import (
	"context"
	"fmt"
)

// What Entry of a TellExport says: in which form.
const (
	AsJSON = 1
	AsText = 2
)

// exportsADay is how often a resident gets their data in a day.
const exportsADay = 5

// Export owes a resident all that is kept of them, in both forms. It is Invalid
// when they had it often enough today.
func (d *Desk) Export(ctx context.Context, once Once, by Person) error {
	if by.Version == 0 {
		return Errorf(NotFound, "nothing is kept of this person")
	}
	day := d.now().UTC().Format("20060102")
	for n := range exportsADay {
		turn := Once{Key: fmt.Sprintf("export:%s:%s:%d", by.ID, day, n), Print: "export"}
		switch err := d.store.Apply(ctx, Change{Once: turn}); {
		case KindOf(err) == Repeated:
			continue
		case err != nil:
			return err
		}
		return d.store.Apply(ctx, Change{Once: once, By: by, Notices: []Notice{
			{To: by.ID, Kind: TellExport, Entry: AsText, Key: "export:text:" + string(by.ID)},
			{To: by.ID, Kind: TellExport, Entry: AsJSON, Key: "export:json:" + string(by.ID)},
		}})
	}
	return Errorf(Invalid, "%s had their data %d times today", by.ID, exportsADay)
}

// Revisions lists the earlier versions of what was said in a resident's own case.
func (d *Desk) Revisions(ctx context.Context, by Person, n Number) ([]Entry, error) {
	return d.store.Revisions(ctx, by, n)
}
