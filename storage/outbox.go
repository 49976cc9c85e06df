package storage

import (
	"context"
	"slices"
	"time"

	"liaison/casework"
)

const (
	// The heads of the lanes, walked along notices_due until there are enough.
	// What is passed over costs one look into notices_lane or notices_sending,
	// so the price grows with the backlog of slow lanes, not with the table.
	// A row that was tried holds back its lane until it is due again; one that
	// only isn't due yet doesn't, and a broadcast waits for all else that is due and holds back nothing but another.
	// What is for a dormant account waits until that is confirmed.
	heads = `SELECT ` + noticeColumns + ` FROM notices n LEFT JOIN people p ON p.id = n.person
WHERE n.state = 'pending' AND n.not_before <= $1
AND coalesce(CASE WHEN p.through = '' THEN p.dormant ELSE (SELECT t.dormant FROM people t WHERE t.id = p.through) END, 0) = 0
AND NOT EXISTS (SELECT 1 FROM notices s WHERE s.person = n.person AND s.state = 'sending' AND s.state IN (` + stuck + `))
AND NOT EXISTS (SELECT 1 FROM notices e WHERE e.person = n.person AND e.state = 'pending'
  AND (e.id, e.part) < (n.id, n.part) AND (e.tried = 1 OR e.not_before <= $1) AND (e.priority < 3 OR n.priority = 3))
AND (n.priority < 3 OR NOT EXISTS (SELECT 1 FROM notices o WHERE o.person = n.person AND o.state = 'pending' AND o.priority < 3 AND o.not_before <= $1))
ORDER BY n.priority, n.id, n.part LIMIT $2 + 0`

	claim = `UPDATE notices SET state = 'sending', tried = 1
WHERE id = $1 AND part = $2 AND state = 'pending'
AND NOT EXISTS (SELECT 1 FROM notices s WHERE s.person = $3 AND s.state = 'sending' AND s.state IN (` + stuck + `)) RETURNING id`

	allSending = `SELECT ` + noticeColumns + ` FROM notices n LEFT JOIN people p ON p.id = n.person
WHERE n.state = 'sending' AND n.state IN (` + stuck + `) ORDER BY n.id, n.part`

	nextDue = `SELECT coalesce(min(not_before), 0) FROM notices
WHERE state = 'pending' AND not_before > 0 AND not_before > $1`
)

// Claim takes what is due to be sent: at most one part for each account, none
// for accounts that are busy or have a part under way, in order within an
// account and the lower Priority first across accounts. The parts are durably
// Sending when it returns, and each must be settled. One whose Account is 0 is
// for somebody who can't be written to. Only the sender that leads may claim: it is
// Deposed once another one does.
//
// It looks outside the transaction and takes inside, so that a long walk over a
// backlog holds up no writer.
func (s *Store) Claim(ctx context.Context, now time.Time, limit int, busy []int64) ([]casework.Notice, error) {
	var due []casework.Notice
	// Each busy account stands for one row at most.
	if err := s.read(ctx, collectNotices(&due, heads, millis(now), limit+len(busy))); err != nil {
		return nil, err
	}
	busy = slices.Clone(busy)
	due = slices.DeleteFunc(due, func(n casework.Notice) bool { // several may be reached through one account
		taken := n.Account != 0 && slices.Contains(busy, n.Account)
		busy = append(busy, n.Account)
		return taken
	})
	if due = due[:min(limit, len(due))]; len(due) == 0 {
		return nil, nil
	}
	var claimed []casework.Notice
	err := s.write(ctx, func(ctx context.Context, tx session) error {
		claimed = nil
		steps := s.leads(Sender)
		for _, n := range due {
			steps = append(steps, step{text: claim, args: []any{int64(n.ID), n.Part, string(n.To)}, row: func(scanner) error {
				n.State = casework.Sending
				claimed = append(claimed, n)
				return nil
			}})
		}
		return tx.run(ctx, steps...)
	})
	if err != nil {
		return nil, err
	}
	return claimed, nil
}

// Sending gives what was claimed and never settled: after a crash its outcome is unknown.
func (s *Store) Sending(ctx context.Context) (all []casework.Notice, err error) {
	err = s.read(ctx, collectNotices(&all, allSending))
	return all, err
}

// NextDue tells when the next notice that isn't due now becomes due; zero: none will by itself.
func (s *Store) NextDue(ctx context.Context, now time.Time) (at time.Time, err error) {
	err = s.read(ctx, step{text: nextDue, args: []any{millis(now)},
		row: func(r scanner) error { return r.Scan(moment(&at)) }})
	return at, err
}

const (
	cutFirst = `UPDATE notices SET parts = $2, body = $3 WHERE id = $1 AND part = 1 AND state = 'sending' AND parts = 0`

	cutFurther = `INSERT INTO notices (id, part, parts, person, kind, number, entry, author, about, priority,
not_before, key, state, copies, body, tried, unreachable, owed)
SELECT n.id, CAST($2 AS BIGINT), n.parts, n.person, n.kind, n.number, n.entry, n.author, n.about, n.priority,
0, '', 'pending', 0, $3, 0, 0, n.owed FROM notices n WHERE n.id = $1 AND n.part = 1`
)

// Cut freezes the words of a claimed notice, in as many parts as there are
// bodies. The first stays claimed; the others wait their turn, before all that
// the person is owed later. It is Stale if the notice isn't claimed and uncut.
func (s *Store) Cut(ctx context.Context, n casework.Notice, bodies [][]byte) error {
	if len(bodies) == 0 {
		return casework.Errorf(casework.Invalid, "notice %d has nothing to be cut", n.ID)
	}
	steps := []step{{text: cutFirst, args: []any{int64(n.ID), len(bodies), filled(bodies[0])},
		none: casework.Errorf(casework.Stale, "notice %d isn't claimed, or was cut", n.ID)}}
	for i, b := range bodies[1:] {
		steps = append(steps, step{text: cutFurther, args: []any{int64(n.ID), i + 2, filled(b)}})
	}
	return s.steps(ctx, steps...)
}

func filled(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
