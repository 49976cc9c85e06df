package storage

import "context"

const (
	// Whoever was signed in when a backup was made may have been sent away since.
	endSignIns  = `DELETE FROM sign_ins`
	forgetDoors = `DELETE FROM doors`

	dropDoors   = `DELETE FROM doors WHERE hash IN (SELECT hash FROM doors WHERE made <= $1 ORDER BY made LIMIT $2 + 0) RETURNING hash`
	dropSignIns = `DELETE FROM sign_ins WHERE id IN (SELECT id FROM sign_ins WHERE ends <= $1 ORDER BY ends LIMIT $2 + 0) RETURNING id`
	dropTries   = `DELETE FROM tries WHERE key IN (SELECT key FROM tries WHERE last <= $1 ORDER BY last LIMIT $2 + 0) RETURNING key`
	dropProofs  = `DELETE FROM proofs WHERE hash IN (SELECT hash FROM proofs WHERE taken <= $1 ORDER BY taken LIMIT $2 + 0) RETURNING hash`
)

// giveUpSignIns forgets who was in the console, and how they came in.
func (s *Store) giveUpSignIns(ctx context.Context, until int64, done *Swept) error {
	for _, text := range []string{dropDoors, dropSignIns, dropTries, dropProofs} {
		if err := s.again(ctx, &done.SignIns, step{text: text, args: []any{until, few}}); err != nil {
			return err
		}
	}
	return nil
}
