package storage

import (
	"context"

	"liaison/casework"
)

const (
	// The next number is drawn from those there are: of two at once one fails.
	insertCharter = `INSERT INTO charters (id, hash, person, at) SELECT coalesce(max(id), 0) + 1, $1, $2, $3 FROM charters`
	lastCharters  = `SELECT hash, person, at FROM charters ORDER BY id DESC LIMIT $1 + 0`
)

// KeepOffice is ApplyOffice by an administrator, whose act is noted.
func (s *Store) KeepOffice(ctx context.Context, once casework.Once, o casework.Office, c casework.Charter, by casework.Person) error {
	steps := append(s.byAdmin(once, by), step{text: insertCharter, args: []any{c.Hash, string(c.By), millis(c.At)}})
	return s.applyOffice(ctx, o, steps...)
}

// Charters lists the last that were kept, the newest first.
func (s *Store) Charters(ctx context.Context, limit int) (all []casework.Charter, err error) {
	err = s.glance(ctx, step{text: lastCharters, args: []any{limit}, row: func(r scanner) error {
		var c casework.Charter
		err := r.Scan(&c.Hash, (*string)(&c.By), moment(&c.At))
		all = append(all, c)
		return err
	}})
	return all, err
}
