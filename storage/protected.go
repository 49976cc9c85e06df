package storage

import (
	"context"

	"liaison/casework"
)

const (
	// A protected case c names nobody of these; ids hold no signs that mean anything to LIKE.
	unnamedP = `c.against NOT LIKE '%"' || p.id || '"%'`
	unnamedO = `c.against NOT LIKE '%"' || o.id || '"%'`

	// guards is who of the staff p may see a protected case c: the officer, or while
	// there is none who can be told and isn't named, the administrators.
	guards = `p.role IN ('moderator', 'admin') AND ` + unnamedP + ` AND (p.officer = 1 OR p.role = 'admin' AND NOT EXISTS (
  SELECT 1 FROM people o WHERE o.officer = 1 AND o.retired = 0 AND o.dormant = 0 AND o.account <> 0
  AND o.role IN ('moderator', 'admin') AND ` + unnamedO + `))`

	// shownToStaff leaves out the notices n of what p may not know of.
	shownToStaff = `NOT EXISTS (SELECT 1 FROM cases c JOIN people p ON p.id = $1
  WHERE c.number = n.number AND c.protected = 1 AND NOT (` + guards + `))`
)

var protected = `SELECT ` + caseColumns + ` FROM cases c WHERE c.protected = 1 AND c.status IN ('unsorted', 'asked') AND ` + scope + `
AND c.resident <> $1 ORDER BY c.opened LIMIT $2 + 0`

// Protected lists the protected cases that wait, for who may see them, the oldest first.
func (s *Store) Protected(ctx context.Context, by casework.Person, limit int) (all []casework.Case, err error) {
	err = s.read(ctx, collect(&all, protected, string(by.ID), limit))
	return all, err
}
