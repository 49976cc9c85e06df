package storage

import (
	"context"

	"liaison/casework"
)

var barred = `SELECT ` + personColumns + `,
(SELECT count(*) FROM throttled t WHERE t.person = p.id AND t.at >= p.barred),
coalesce((SELECT c.number FROM cases c WHERE c.resident = p.id AND c.status <> 'held' AND c.protected = 0 ORDER BY c.heard DESC LIMIT 1), '')
FROM people p WHERE p.barred > 0
AND EXISTS (SELECT 1 FROM people s WHERE s.id = $1 AND s.retired = 0 AND s.dormant = 0 AND s.role IN ('moderator', 'admin'))
ORDER BY p.barred DESC LIMIT $2 + 0`

// Barred lists, for the staff, the residents whose messages aren't passed on, the newest first.
func (s *Store) Barred(ctx context.Context, by casework.Person, limit int) (all []casework.Barred, err error) {
	err = s.read(ctx, step{text: barred, args: []any{string(by.ID), limit}, row: func(r scanner) error {
		var b casework.Barred
		err := r.Scan(append(personInto(&b.Person), &b.Kept, (*string)(&b.Newest))...)
		all = append(all, b)
		return err
	}})
	return all, err
}
