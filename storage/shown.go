package storage

import (
	"context"

	"liaison/casework"
)

const (
	keepShown = `INSERT INTO shown (number, entry, person, message) VALUES ($1, $2, $3, $4)
ON CONFLICT (number, entry, person) DO UPDATE SET message = excluded.message`

	shownIn = `SELECT message FROM shown WHERE number = $1 AND entry = $2 AND person = $3`
)

// Shown gives the message in which a person sees an entry of a case, or with
// entry 0 its receipt; 0: there is none.
func (s *Store) Shown(ctx context.Context, n casework.Number, entry int, to casework.PersonID) (message int, err error) {
	err = s.read(ctx, step{text: shownIn, args: []any{string(n), entry, string(to)},
		row: func(r scanner) error { return r.Scan(&message) }})
	return message, err
}
