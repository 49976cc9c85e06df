package storage

import (
	"context"
	"time"

	"liaison/casework"
)

var (
	// SQLite uses a partial index only where its condition is repeated. That one
	// names no remind_at: of two bounds on it SQLite would walk up to the wider.
	dueCases = `SELECT ` + caseColumns + ` FROM cases c
WHERE c.remind_at <= $1 AND c.status IN ('held', 'unsorted', 'queued', 'taken', 'asked') ORDER BY c.remind_at LIMIT $2 + 0`

	// As dueCases.
	looksDue = `SELECT ` + caseColumns + ` FROM cases c
WHERE c.look_at <= $1 AND c.look_at < 9223372036854775807 AND c.status IN ('unsorted', 'queued') ORDER BY c.look_at LIMIT $2 + 0`

	dueDigests = `SELECT ` + personColumns + ` FROM people p
WHERE p.role <> 'resident' AND p.digest_at <= $1 AND p.retired = 0 AND p.account <> 0 ORDER BY p.digest_at LIMIT $2 + 0`
)

// Due lists the cases whose time to remind has come, the longest due first.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) (all []casework.Case, err error) {
	err = s.read(ctx, collect(&all, dueCases, millis(now), limit))
	return all, err
}

// LooksDue lists the cases that a language model is to look at, the longest due first.
func (s *Store) LooksDue(ctx context.Context, now time.Time, limit int) (all []casework.Case, err error) {
	err = s.read(ctx, collect(&all, looksDue, millis(now), limit))
	return all, err
}

// DigestsDue lists the deputies and staff whose digest is due.
func (s *Store) DigestsDue(ctx context.Context, now time.Time, limit int) (all []casework.Person, err error) {
	err = s.read(ctx, step{text: dueDigests, args: []any{millis(now), limit}, row: func(r scanner) error {
		var p casework.Person
		err := r.Scan(personInto(&p)...)
		all = append(all, p)
		return err
	}})
	return all, err
}
