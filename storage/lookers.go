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
	shedLooks = `DELETE FROM lookers WHERE at < $1`
	looksAt   = `SELECT person, at FROM lookers WHERE case_number = $1 AND at >= $2 ORDER BY person`
)

// lookAnew is after how long it is worth a write that somebody still has a case before them.
const lookAnew = 15 * time.Second

// Look keeps that somebody has a case before them, and gives who else had since then.
func (s *Store) Look(ctx context.Context, by casework.Person, n casework.Number, now, since time.Time) (others []casework.PersonID, err error) {
	var own time.Time
	err = s.glance(ctx, step{text: looksAt, args: []any{string(n), millis(since)}, row: func(r scanner) error {
		var who casework.PersonID
		var at time.Time
		err := r.Scan((*string)(&who), moment(&at))
		if who == by.ID {
			own = at
		} else {
			others = append(others, who)
		}
		return err
	}})
	if err != nil || now.Sub(own) < lookAnew {
		return others, err
	}
	return others, s.steps(ctx,
		step{text: shedLooks, args: []any{millis(now.Add(-24 * time.Hour))}},
		step{text: keepLook, args: []any{string(n), string(by.ID), millis(now)}})
}
