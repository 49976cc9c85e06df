package storage

import (
	"context"

	"liaison/casework"
)

const (
	keepShown = `INSERT INTO shown (number, entry, person, message, parts, at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (number, entry, person) DO UPDATE SET message = excluded.message, parts = excluded.parts, at = excluded.at`

	shownIn = `SELECT message, parts, at FROM shown WHERE number = $1 AND entry = $2 AND person = $3`
)

// Shown gives the message in which a person sees an entry of a case, or with
// entry 0 its receipt.
func (s *Store) Shown(ctx context.Context, n casework.Number, entry int, to casework.PersonID) (at casework.Shown, err error) {
	err = s.glance(ctx, step{text: shownIn, args: []any{string(n), entry, string(to)},
		row: func(r scanner) error { return r.Scan(&at.Message, &at.Parts, moment(&at.At)) }})
	return at, err
}
