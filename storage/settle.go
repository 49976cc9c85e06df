package storage

import (
	"context"
	"time"

	"liaison/casework"
)

const (
	claimedNotice = `SELECT ` + noticeColumns + ` FROM notices n LEFT JOIN people p ON p.id = n.person
WHERE n.id = $1 AND n.part = $2 AND n.state = 'sending' {LOCK}`

	// A frozen body is of no use once it has arrived. The key is given up where
	// another notice with it has become pending meanwhile.
	settleNotice = `UPDATE notices SET state = $3, copies = $4, not_before = $5, unreachable = $6, ended = $8,
tried = CASE WHEN $9 = 1 THEN 0 ELSE tried END,
body = CASE WHEN $3 IN ('sent', 'cancelled') THEN $7 ELSE body END,
key = CASE WHEN key <> '' AND $3 = 'pending' AND EXISTS (SELECT 1 FROM notices o
  WHERE o.key = notices.key AND o.key <> '' AND o.state = 'pending') THEN '' ELSE key END
WHERE id = $1 AND part = $2 AND state = 'sending'`

	// Somebody who has no account isn't blocked: what they are owed waits until they have one.
	blockPerson = `UPDATE people SET blocked = 1, version = version + 1 WHERE id = $1 AND blocked = 0 AND account <> 0`
)

// Settle applies the rule to each delivery in one transaction. Deliveries of
// parts that aren't claimed are passed over, so a repeat does no harm.
func (s *Store) Settle(ctx context.Context, ds []casework.Delivery, rule func(casework.Notice, casework.Delivery) casework.Settlement) error {
	err := s.write(ctx, func(ctx context.Context, tx session) error {
		claimed := make([][]casework.Notice, len(ds))
		finds := s.leads(Sender)
		for i, d := range ds {
			finds = append(finds, collectNotices(&claimed[i], claimedNotice, int64(d.Notice), d.Part))
		}
		if err := tx.run(ctx, finds...); err != nil {
			return err
		}
		var steps []step
		done := map[[2]int64]bool{}
		for i, d := range ds {
			at := [2]int64{int64(d.Notice), int64(d.Part)}
			if len(claimed[i]) == 0 || done[at] {
				continue
			}
			done[at] = true
			steps = append(steps, s.settle(rule(claimed[i][0], d), d.At)...)
		}
		return tx.run(ctx, steps...)
	})
	if err == nil {
		s.wake() // the account is free for what comes next
	}
	return err
}

func (s *Store) settle(t casework.Settlement, at time.Time) []step {
	n := t.Notice
	steps := []step{{text: settleNotice, args: []any{int64(n.ID), n.Part, string(n.State), n.Copies,
		millis(n.NotBefore), bit(t.Unreachable), []byte{}, millis(at), bit(t.Held)}}}
	for _, o := range t.Owed {
		if o.To != "" { // only ToStaff is for all of them
			steps = append(steps, s.owe(o))
		}
	}
	for _, o := range t.ToStaff {
		o.To = ""
		steps = append(steps, s.owe(o))
	}
	if t.Link != nil {
		steps = append(steps, keepLink(*t.Link))
	}
	if l := t.Shown; l != nil {
		steps = append(steps, step{text: keepShown, args: []any{string(l.Case), l.Entry, string(l.Person), l.Message, n.Parts, millis(at)}})
	}
	if t.Tally != nil {
		steps = append(steps, tally(*t.Tally))
	}
	if t.Unreachable {
		steps = append(steps, step{text: blockPerson, args: []any{string(n.To)}})
	}
	return steps
}

const (
	isStaff = `SELECT 1 FROM people WHERE id = $1 AND retired = 0 AND dormant = 0 AND role IN ('moderator', 'admin') {SHARE}`

	// Of a protected case's notices only who may see it decides.
	isStaffFor = `SELECT 1 FROM people p WHERE p.id = $1 AND p.retired = 0 AND p.dormant = 0 AND p.role IN ('moderator', 'admin')
AND NOT EXISTS (SELECT 1 FROM notices n JOIN cases c ON c.number = n.number
  WHERE n.id = $2 AND c.protected = 1 AND NOT (` + guards + `)) {SHARE}`

	decide = `UPDATE notices SET state = $2, key = '', not_before = 0, body = CASE WHEN $2 = 'sent' THEN $3 ELSE body END
WHERE id = $1 AND state = 'uncertain'`
)

const resend = `UPDATE notices SET state = 'pending', key = '', not_before = 0
WHERE id = $1 AND state = 'undeliverable' AND unreachable = 0`

// Resend owes again what was refused, by the word of one of the staff; what has
// arrived of it stays. It is NotFound for everybody else, and where nothing was
// refused, and Repeated by its once. Who can't be reached gets it when they write again.
func (s *Store) Resend(ctx context.Context, once casework.Once, by casework.Person, id casework.NoticeID) error {
	missing := casework.Errorf(casework.NotFound, "no such notice")
	steps := []step{
		{text: isStaffFor, args: []any{string(by.ID), int64(id)}, none: missing, row: func(scanner) error { return nil }},
		rights(by),
	}
	if once != (casework.Once{}) {
		steps = append(steps, s.seen(once))
	}
	err := s.steps(ctx, append(steps, step{text: resend, args: []any{int64(id)}, none: missing})...)
	if err == nil {
		s.wake()
	}
	return err
}

// Decide is a staff member's word on a notice whose outcome is unknown: it
// arrived, or is to be sent again, marked as a repeat. It is NotFound for
// everybody else and where nothing is uncertain, and Repeated by its once.
func (s *Store) Decide(ctx context.Context, once casework.Once, by casework.Person, id casework.NoticeID, arrived bool) error {
	to := casework.Pending
	if arrived {
		to = casework.Delivered
	}
	missing := casework.Errorf(casework.NotFound, "no such notice")
	steps := []step{
		{text: isStaffFor, args: []any{string(by.ID), int64(id)}, none: missing, row: func(scanner) error { return nil }},
		rights(by),
	}
	if once != (casework.Once{}) {
		steps = append(steps, s.seen(once))
	}
	steps = append(steps, step{text: decide, args: []any{int64(id), string(to), []byte{}}, none: missing})
	if arrived {
		last, err := s.lastPart(ctx, id)
		if err != nil {
			return err
		}
		if last.State == casework.Uncertain { // else its own delivery tells, or has told
			for _, o := range last.Arrived() {
				steps = append(steps, s.owe(o))
			}
		}
	}
	err := s.steps(ctx, steps...)
	if err == nil {
		s.wake()
	}
	return err
}

// lastPart is the part by which a notice has arrived whole.
func (s *Store) lastPart(ctx context.Context, id casework.NoticeID) (casework.Notice, error) {
	n, err := s.Notice(ctx, id, 1)
	if err != nil || n.Parts <= 1 {
		return n, err
	}
	return s.Notice(ctx, id, n.Parts)
}

const (
	moveAccount = `UPDATE people SET account = $2, rights = rights + 1, version = version + 1 WHERE account = $1 AND account <> 0`
	moveLinks   = `UPDATE links SET chat = $2 WHERE chat = $1
AND NOT EXISTS (SELECT 1 FROM links o WHERE o.chat = $2 AND o.message = links.message)`
	moveStrays = `UPDATE strays SET chat = $2 WHERE chat = $1`
)

// Migrate puts one chat's id in the place of another's wherever it is kept.
func (s *Store) Migrate(ctx context.Context, from, to int64) error {
	args := []any{from, to}
	return s.steps(ctx, step{text: moveAccount, args: args}, step{text: moveLinks, args: args}, step{text: moveStrays, args: args},
		step{text: moveRoom, args: args})
}
