package storage

import "context"

const (
	// What never went out loses its words as drafts do.
	blankBroadcasts = `UPDATE broadcasts SET body = $2, state = 'dropped', version = version + 1 WHERE id IN
(SELECT b.id FROM broadcasts b WHERE b.state IN ('begun', 'written', 'proposed', 'refused', 'dropped') AND length(b.body) > 0 AND b.at <= $1
 LIMIT $3 + 0) RETURNING id`

	// What was said to whom by the office stays said; to whom is forgotten.
	oldReaders = `DELETE FROM broadcast_readers WHERE (broadcast, person) IN
(SELECT r.broadcast, r.person FROM broadcasts b CROSS JOIN broadcast_readers r
 WHERE r.broadcast = b.id AND b.state IN ('over', 'halted') AND b.at <= $1 LIMIT $2 + 0) RETURNING broadcast`

	// The list of broadcasts is short; the readers are found by their key.
	eraseReader = `DELETE FROM broadcast_readers WHERE person = $1 AND broadcast IN (SELECT b.id FROM broadcasts b)`
	shedReader  = eraseReader + ` AND EXISTS (SELECT 1 FROM people p WHERE p.id = $1 AND p.retired = 1)`

	// Since the backup was made it most likely went out, or went on: nobody is to get it
	// twice, unless it is proposed and approved anew.
	haltBroadcasts = `UPDATE broadcasts SET state = CASE state WHEN 'going' THEN 'halted' ELSE 'written' END, version = version + 1
WHERE state IN ('going', 'proposed')`
)

// giveUpReaders forgets to whom a broadcast went.
func (s *Store) giveUpReaders(ctx context.Context, until int64, done *Swept) error {
	return s.again(ctx, &done.Readers, step{text: oldReaders, args: []any{until, few}})
}
