package storage

import (
	"context"

	"liaison/casework"
)

// Whoever entered a case for somebody hands them its slip, and is told in the chat what
// becomes of it, though it may be for the officer alone.
var visitor = `SELECT ` + personColumns + ` FROM people p WHERE p.id = (SELECT c.resident FROM cases c WHERE c.number = $2) AND p.through <> ''
AND (EXISTS (SELECT 1 FROM people s WHERE s.id = $1 AND s.id = p.through AND s.retired = 0 AND s.dormant = 0 AND s.role IN ('moderator', 'admin'))
OR EXISTS (SELECT 1 FROM cases c WHERE c.number = $2 AND ` + scope + `))`

// Visitor gives who came to the window with a case.
func (s *Store) Visitor(ctx context.Context, by casework.Person, n casework.Number) (p casework.Person, err error) {
	err = s.glance(ctx, step{text: visitor, args: []any{string(by.ID), string(n)}, none: unseen(),
		row: func(r scanner) error { return r.Scan(personInto(&p)...) }})
	return p, err
}
