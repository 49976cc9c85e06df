package storage

import (
	"context"
	"time"

	"liaison/casework"
)

// Who looked is kept for a day at most.
const (
	keepLook = `INSERT INTO lookers (case_number, person, at) VALUES ($1, $2, $3)
ON CONFLICT (case_number, person) DO UPDATE SET at = excluded.at WHERE lookers.at < excluded.at`
	shedLooks   = `DELETE FROM lookers WHERE at < $1`
	othersLooks = `SELECT person FROM lookers WHERE case_number = $1 AND person <> $2 AND at >= $3 ORDER BY person`
)

// Look keeps that somebody has a case before them, and gives who else had since then.
func (s *Store) Look(ctx context.Context, by casework.Person, n casework.Number, now, since time.Time) ([]casework.PersonID, error) {
	err := s.steps(ctx,
		step{text: shedLooks, args: []any{millis(now.Add(-24 * time.Hour))}},
		step{text: keepLook, args: []any{string(n), string(by.ID), millis(now)}})
	if err != nil {
		return nil, err
	}
	var others []casework.PersonID
	err = s.glance(ctx, step{text: othersLooks, args: []any{string(n), string(by.ID), millis(since)}, row: func(r scanner) error {
		var id casework.PersonID
		err := r.Scan((*string)(&id))
		others = append(others, id)
		return err
	}})
	return others, err
}
