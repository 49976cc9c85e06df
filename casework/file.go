package casework

import "context"

// File is a file of an entry, to somebody who may see it.
type File struct {
	Media
	Original bool // they may have it as it came, with all that it tells of its maker
}

// File finds the file by its place in the entry, from 1.
func (d *Desk) File(ctx context.Context, by Person, n Number, entry, place int) (File, error) {
	t, err := d.store.Thread(ctx, by, n)
	if err != nil {
		return File{}, err
	}
	for _, e := range t.Entries {
		if e.Seq == entry && place >= 1 && place <= len(e.Media) {
			return File{Media: e.Media[place-1], Original: t.Case.bares(by)}, nil
		}
	}
	return File{}, Errorf(NotFound, "no such file")
}

// bares reports whether somebody who may see the case gets files as they came: the officer,
// and of a protected case whoever keeps it.
func (c Case) bares(by Person) bool {
	return by.Staff() && (by.Officer || c.Protected && by.Guards())
}
