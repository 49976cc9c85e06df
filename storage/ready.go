package storage

import (
	"context"

	"liaison/casework"
)

const (
	readiesOf = `SELECT r.id, r.person, r.body, r.made FROM ready r WHERE r.person = $1
AND EXISTS (SELECT 1 FROM people p WHERE p.id = $1 AND p.role = 'deputy' AND p.retired = 0 AND p.dormant = 0)
ORDER BY r.made DESC, r.id DESC LIMIT $2 + 0`

	insertReady = `INSERT INTO ready (id, person, body, made) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`
	dropReady   = `DELETE FROM ready WHERE person = $1 AND id = $2`
)

func keepReady(r casework.Ready) step {
	if r.Dropped {
		return step{text: dropReady, args: []any{string(r.Person), int64(r.ID)},
			none: casework.Errorf(casework.NotFound, "no such ready answer")}
	}
	return step{text: insertReady, args: []any{int64(r.ID), string(r.Person), bytesOf(r.Text), millis(r.Made)}}
}

// Readies lists the ready answers of a deputy, the newest first.
func (s *Store) Readies(ctx context.Context, by casework.Person, limit int) (all []casework.Ready, err error) {
	err = s.read(ctx, step{text: readiesOf, args: []any{string(by.ID), limit}, row: func(r scanner) error {
		var one casework.Ready
		err := r.Scan((*int64)(&one.ID), (*string)(&one.Person), words(&one.Text), moment(&one.Made))
		all = append(all, one)
		return err
	}})
	return all, err
}
