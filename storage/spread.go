package storage

import (
	"context"

	"liaison/casework"
)

const (
	// portion is how many people are looked at in one transaction.
	portion = 200
	// enough copies wait to be sent: no more are owed until some have gone.
	enough = 200
)

// audience is who is looked at for a broadcast, and who of them is a reader: whom a
// message reaches, and of residents who agreed, writes themself and wants it.
type audience struct{ walk, count, read string }

// Deputies are found by an index without the residents; the residents along the
// key. A portion ends at a person that was looked at, whether they are a reader or not,
// so that it costs the same however few are.
var audiences = map[casework.Role]audience{
	casework.Deputy: audienceOf(`p.role = 'deputy' AND p.role <> 'resident'`,
		`p.retired = 0 AND p.blocked = 0 AND p.account <> 0`,
		`EXISTS (SELECT 1 FROM duties d WHERE d.person = p.id AND d.topic = $1)`),
	casework.Resident: audienceOf(`p.role = 'resident'`,
		`p.retired = 0 AND p.blocked = 0 AND p.account <> 0 AND p.agreed > 0 AND p.through = '' AND p.forget = 0 AND p.farewell = 0 AND p.uncast = 0`,
		`EXISTS (SELECT 1 FROM cases c WHERE c.resident = p.id AND c.topic = $1)`),
}

func audienceOf(who, reached, served string) audience {
	reader := who + ` AND ` + reached + ` AND ($1 = '' OR ` + served + `)`
	return audience{
		walk:  `SELECT p.id FROM people p WHERE ` + who + ` AND p.id > $1 ORDER BY p.id LIMIT $2 + 0`,
		count: `SELECT count(*) FROM people p WHERE ` + reader,
		read: `INSERT INTO broadcast_readers (broadcast, person)
SELECT CAST($2 AS BIGINT), p.id FROM people p WHERE p.id > $3 AND p.id <= $4 AND ` + reader + ` ON CONFLICT DO NOTHING`,
	}
}

const (
	spreading = `SELECT b.audience, b.topic, b.cursor, b.walked,
(SELECT count(*) FROM notices n WHERE n.state = 'pending' AND n.priority = 3 AND n.about = b.id)
FROM broadcasts b WHERE b.id = $1 AND b.state = 'going'`

	// Whoever steps on from the same place at the same time finds that it has moved.
	stepOn = `UPDATE broadcasts SET cursor = $3, walked = $4 WHERE id = $1 AND cursor = $2 AND walked = 0 AND state = 'going'`

	oweReaders = `INSERT INTO notices (id, part, parts, person, kind, number, entry, author, about, priority,
not_before, key, state, copies, body, tried, unreachable, owed)
SELECT {NEXT EACH}, 1, 0, p.id, 'broadcast', '', 0, '', r.broadcast, 3, 0, '', 'pending', 0, $4, 0, 0, CAST($5 AS BIGINT)
FROM broadcast_readers r JOIN people p ON p.id = r.person
WHERE r.broadcast = $1 AND r.person > $2 AND r.person <= $3 ORDER BY p.id`

	tellFates = `UPDATE broadcasts SET told = sent + lost + doubtful WHERE id = $1 AND told <> sent + lost + doubtful RETURNING id`

	allTold = `SELECT b.walked FROM broadcasts b WHERE b.id = $1 AND b.walked = 1
AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.state = 'pending' AND n.priority = 3 AND n.about = b.id)
AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.state = 'sending' AND n.state IN (` + stuck + `) AND n.kind = 'broadcast' AND n.about = b.id)`
)

// CountReaders counts whom a broadcast would reach now.
func (s *Store) CountReaders(ctx context.Context, b casework.Broadcast) (n int, err error) {
	err = s.read(ctx, step{text: audiences[b.To].count, args: []any{string(b.Topic)}, row: func(r scanner) error { return r.Scan(&n) }})
	return n, err
}

// castPlace is how far a broadcast has got.
type castPlace struct {
	to, topic, cursor string
	walked            bool
	waiting           int // copies
}

// SpreadBroadcast owes a broadcast to a portion of those who haven't been looked at;
// see casework.Store. The place that it has got to, who is a reader and what they are owed
// are written together, so that however often it is broken off nobody is owed it twice or
// passed over.
func (s *Store) SpreadBroadcast(ctx context.Context, id casework.BroadcastID) (more bool, err error) {
	err = s.write(ctx, func(ctx context.Context, tx session) error {
		var b castPlace
		more = false
		find := step{text: spreading, args: []any{int64(id)}, none: casework.Errorf(casework.Stale, "broadcast %d isn't on its way", id),
			row: func(r scanner) error { return r.Scan(&b.to, &b.topic, &b.cursor, flag(&b.walked), &b.waiting) }}
		if err := tx.run(ctx, find); err != nil || b.walked || b.waiting >= enough {
			return err
		}
		last, n := b.cursor, 0
		a := audiences[casework.Role(b.to)]
		if err := tx.run(ctx, step{text: a.walk, args: []any{b.cursor, portion}, row: func(r scanner) error { n++; return r.Scan(&last) }}); err != nil {
			return err
		}
		more = n == portion
		return tx.run(ctx,
			step{text: stepOn, args: []any{int64(id), b.cursor, last, bit(!more)},
				none: casework.Errorf(casework.Stale, "broadcast %d has moved on", id)},
			step{text: a.read, args: []any{b.topic, int64(id), b.cursor, last}},
			step{text: oweReaders, args: []any{int64(id), b.cursor, last, []byte{}, millis(s.now())}})
	})
	if err == nil {
		s.wake()
	}
	return more, err
}

// TellFates owes notices of how far a broadcast is; see casework.Store.
func (s *Store) TellFates(ctx context.Context, id casework.BroadcastID, owed []casework.Notice) (done bool, err error) {
	told := false
	err = s.write(ctx, func(ctx context.Context, tx session) error {
		done, told = false, false
		err := tx.run(ctx,
			step{text: tellFates, args: []any{int64(id)}, row: func(scanner) error { told = true; return nil }},
			step{text: allTold, args: []any{int64(id)}, row: func(scanner) error { done = true; return nil }})
		if err != nil || !told {
			return err
		}
		var steps []step
		for _, n := range owed {
			steps = append(steps, s.owe(n))
		}
		return tx.run(ctx, steps...)
	})
	if told && err == nil {
		s.wake()
	}
	return done, err
}
