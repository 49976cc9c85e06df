package storage

import (
	"context"
	"errors"
	"fmt"
	"time"

	"liaison/casework"
)

// Swept counts what a sweep gave up.
type Swept struct {
	Raw, Once, Strays, Drafts, Notices, Throttled, Cases, Links, People, Readers, Sketches, SignIns int
}

// Any reports whether there was anything to give up.
func (s Swept) Any() bool { return s != Swept{} }

const (
	// few rows are given up in one transaction, so that no decision waits for long.
	few = 200
	// many rows are looked at in one reading.
	many = 2000
	// rounds of one kind in a sweep; what is left is for the next.
	sweeps = 500
)

// Sweep gives up what has been kept long enough, in small transactions. It may
// be broken off at any time, and run anew: it goes by what is there.
func (s *Store) Sweep(ctx context.Context, k casework.Keeping) (Swept, error) {
	var done Swept
	for _, kind := range []struct {
		name string
		keep time.Duration
		give func(ctx context.Context, until int64, done *Swept) error
	}{
		{"raw updates", k.Raw, s.giveUpRaw},
		{"once keys", k.Once, s.giveUpOnce},
		{"drafts", k.Drafts, s.giveUpDrafts},
		{"notices", k.Notices, s.giveUpNotices},
		{"readers of broadcasts", k.Notices, s.giveUpReaders},
		{"messages kept back", k.Closed, s.giveUpThrottled},
		{"sketches", casework.Fresh, s.giveUpBands},
		{"sign-ins", casework.SignInsFor, s.giveUpSignIns},
		{"closed cases", k.Closed, s.giveUpCases},
	} {
		if kind.keep <= 0 {
			continue
		}
		if err := kind.give(ctx, millis(s.now().Add(-kind.keep)), &done); err != nil {
			return done, fmt.Errorf("give up %s: %w", kind.name, err)
		}
	}
	return done, nil
}

const (
	emptyStrays = `UPDATE strays SET raw = $2 WHERE (key, print) IN
(SELECT key, print FROM strays WHERE seen <= $1 AND length(raw) > 0 ORDER BY seen, key, print LIMIT $3 + 0) RETURNING key`

	dropStrays = `DELETE FROM strays WHERE (key, print) IN
(SELECT key, print FROM strays WHERE seen <= $1 ORDER BY seen, key, print LIMIT $2 + 0) RETURNING key`

	dropOnce = `DELETE FROM once WHERE (key, print) IN
(SELECT o.key, o.print FROM once o WHERE o.seen <= $1
 AND NOT EXISTS (SELECT 1 FROM strays s WHERE s.key = o.key AND s.print = o.print)
 ORDER BY o.seen LIMIT $2 + 0) RETURNING key`

	// SQLite uses a partial index only where its condition is repeated.
	blankDrafts = `UPDATE entries SET body = $2, media = '', indexed = -revision WHERE (case_id, seq) IN
(SELECT e.case_id, e.seq FROM entries e WHERE e.kind = 'draft' AND (length(e.body) > 0 OR e.media <> '') AND e.at <= $1
 ORDER BY e.at LIMIT $3 + 0) RETURNING seq`

	blankProposals = `UPDATE entries SET body = $2, media = '', indexed = -revision WHERE (case_id, seq) IN
(SELECT e.case_id, e.seq FROM entries e WHERE e.kind = 'sketch' AND (length(e.body) > 0 OR e.media <> '') AND e.at <= $1
 ORDER BY e.at LIMIT $3 + 0) RETURNING seq`
)

func (s *Store) giveUpRaw(ctx context.Context, until int64, done *Swept) error {
	return s.again(ctx, &done.Raw, step{text: emptyStrays, args: []any{until, []byte{}, few}})
}

func (s *Store) giveUpOnce(ctx context.Context, until int64, done *Swept) error {
	if err := s.again(ctx, &done.Strays, step{text: dropStrays, args: []any{until, few}}); err != nil {
		return err
	}
	return s.again(ctx, &done.Once, step{text: dropOnce, args: []any{until, few}})
}

func (s *Store) giveUpDrafts(ctx context.Context, until int64, done *Swept) error {
	if err := s.again(ctx, &done.Drafts, step{text: blankDrafts, args: []any{until, []byte{}, few}}); err != nil {
		return err
	}
	if err := s.again(ctx, &done.Drafts, step{text: blankProposals, args: []any{until, []byte{}, few}}); err != nil {
		return err
	}
	if err := s.again(ctx, &done.Drafts, step{text: blankCommons, args: []any{until, []byte{}, few}}); err != nil {
		return err
	}
	return s.again(ctx, &done.Drafts, step{text: blankBroadcasts, args: []any{until, []byte{}, few}})
}

// giveUpThrottled gives up what no staff ever took up.
func (s *Store) giveUpThrottled(ctx context.Context, until int64, done *Swept) error {
	return s.again(ctx, &done.Throttled, step{text: oldThrottled, args: []any{until, few}})
}

// again runs a statement that changes few rows until it finds no more.
func (s *Store) again(ctx context.Context, done *int, st step) error {
	for range sweeps {
		n := 0
		st.row = func(scanner) error { n++; return nil }
		err := s.write(ctx, func(ctx context.Context, tx session) error {
			n = 0
			return tx.run(ctx, st)
		})
		if *done += n; err != nil || n < few {
			return err
		}
	}
	return nil
}

const (
	// In order of their ids, notices are in the order in which they were owed.
	oldNotices = `SELECT n.id, n.owed FROM notices n WHERE n.id > $1 AND n.part = 1 ORDER BY n.id LIMIT $2 + 0`

	// The newest row stays: the next id is counted from it.
	dropNotices = `DELETE FROM notices WHERE id > $1 AND id <= $2 AND id < (SELECT max(id) FROM notices)
AND NOT EXISTS (SELECT 1 FROM notices o WHERE o.id = notices.id AND o.state NOT IN ('sent', 'cancelled')) RETURNING part`
)

func (s *Store) giveUpNotices(ctx context.Context, until int64, done *Swept) error {
	for after := int64(0); ; {
		last, n, recent := after, 0, false
		err := s.read(ctx, step{text: oldNotices, args: []any{after, few}, row: func(r scanner) error {
			var id, owed int64
			err := r.Scan(&id, &owed)
			if recent = recent || owed > until; !recent {
				last, n = id, n+1
			}
			return err
		}})
		if err != nil || last == after {
			return err
		}
		var gone int
		err = s.write(ctx, func(ctx context.Context, tx session) error {
			gone = 0
			return tx.run(ctx, step{text: dropNotices, args: []any{after, last}, row: func(scanner) error { gone++; return nil }})
		})
		if done.Notices += gone; err != nil || recent || n < few {
			return err
		}
		after = last
	}
}

// shell is a closed case that is to lose its words.
type shell struct {
	id, version      int64
	number, resident string
}

const (
	// A case that was closed long after its last word waits a little longer.
	oldCases = `SELECT c.id, c.version, c.number, c.resident FROM cases c WHERE c.status = 'closed' AND c.shed = 0 AND c.heard <= $1
AND NOT EXISTS (SELECT 1 FROM events e WHERE e.case_id = c.id AND e.seq = c.events AND e.at > $1)
ORDER BY c.heard LIMIT $2 + 0`

	shedCase = `UPDATE cases SET shed = 1, resident = $2, guesses = '', language = '', signals = '', against = '', look_at = 9223372036854775807, looks = 0, version = version + 1
WHERE id = $1 AND version = $3`
	shedEntries = `UPDATE entries SET body = $2, quote = $2, media = '', sealed = '', chat = 0, message = 0, forwarded = 0, indexed = -revision,
author = CASE WHEN author = $4 THEN $3 ELSE author END WHERE case_id = $1`
	shedRevisions = `DELETE FROM revisions WHERE case_id = $1`
	shedEvents    = `UPDATE events SET author = $2 WHERE case_id = $1 AND author = $3`
	shedNotices   = `DELETE FROM notices WHERE person = $1 AND number = $2
AND state IN ('undeliverable', 'uncertain') AND state IN (` + stuck + `)`
	shedShown = `DELETE FROM shown WHERE number = $1`

	lockPerson = `SELECT n.id FROM people n WHERE n.id = $1 {LOCK}`
	// Somebody without any case is forgotten; the row stays for what was sent to them.
	forgetPerson = `UPDATE people SET account = 0, name = $2, language = '', pace = '', lead_topic = '', lead_deputy = '', lead_spot = '', lead_until = 0, barred = 0, agreed = 0, blocked = 0, uncast = 0, retired = 1,
rights = rights + 1, version = version + 1
WHERE id = $1 AND role = 'resident' AND retired = 0 AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.resident = $1)
AND NOT EXISTS (SELECT 1 FROM throttled t WHERE t.person = $1) RETURNING id`
)

var errMoved = errors.New("a case was reopened meanwhile")

func (s *Store) giveUpCases(ctx context.Context, until int64, done *Swept) error {
	for range sweeps {
		var shells []shell
		err := s.read(ctx, step{text: oldCases, args: []any{until, few / 4}, row: func(r scanner) error {
			var c shell
			err := r.Scan(&c.id, &c.version, &c.number, &c.resident)
			shells = append(shells, c)
			return err
		}})
		if err != nil || len(shells) == 0 {
			return errors.Join(err, s.dropLinks(ctx, done))
		}
		if err := s.shed(ctx, shells, done); err != nil && !errors.Is(err, errMoved) {
			return err
		}
	}
	return nil
}

func (s *Store) shed(ctx context.Context, shells []shell, done *Swept) error {
	var forgotten int
	err := s.write(ctx, func(ctx context.Context, tx session) error {
		steps := []step{{text: insertPerson, args: personFields.args(nobody())}}
		for _, c := range shells {
			steps = append(steps, c.steps()...)
		}
		forgotten = 0
		for _, c := range shells {
			steps = append(steps,
				step{text: lockPerson, args: []any{c.resident}, row: func(scanner) error { return nil }},
				step{text: forgetPerson, args: []any{c.resident, []byte{}}, row: func(scanner) error { forgotten++; return nil }},
				step{text: shedReader, args: []any{c.resident}})
		}
		return tx.run(ctx, append(steps, untaught(shells)...)...)
	})
	if err == nil {
		done.Cases, done.People = done.Cases+len(shells), done.People+forgotten
	}
	return err
}

func (c shell) steps() []step {
	nobody := string(casework.Nobody)
	return append(forgetBands(c.id), []step{
		{text: shedCase, args: []any{c.id, nobody, c.version}, none: errMoved},
		{text: shedEntries, args: []any{c.id, []byte{}, nobody, c.resident}},
		{text: shedRevisions, args: []any{c.id}},
		{text: shedKeywords, args: []any{c.id}},
		{text: shedEvents, args: []any{c.id, nobody, c.resident}},
		{text: shedNotices, args: []any{c.resident, c.number}},
		{text: shedShown, args: []any{c.number}},
		{text: shedLessons, args: []any{c.number, nobody, c.resident}},
	}...)
}

// untaught lets what the words of the shells taught be forgotten.
func untaught(shells []shell) (steps []step) {
	for _, c := range shells {
		steps = append(steps, step{text: taughtOfCase, args: []any{c.number}})
	}
	return steps
}

const (
	halfShed = `SELECT c.number FROM cases c WHERE c.shed = 1 ORDER BY c.number`

	someLinks = `SELECT l.chat, l.message, coalesce((SELECT c.shed FROM cases c WHERE c.number = l.number), 0)
FROM links l WHERE (l.message, l.chat) > ($1, $2) ORDER BY l.message, l.chat LIMIT $3 + 0`

	dropLink = `DELETE FROM links WHERE message = $1 AND chat = $2`
	shedDone = `UPDATE cases SET shed = 2 WHERE number = $1 AND shed = 1`
)

// dropLinks walks the links, which no index finds by their case: keeping one
// would cost each message more than this costs once a day.
func (s *Store) dropLinks(ctx context.Context, done *Swept) error {
	var numbers []string
	err := s.read(ctx, step{text: halfShed, row: func(r scanner) error {
		var n string
		err := r.Scan(&n)
		numbers = append(numbers, n)
		return err
	}})
	if err != nil || len(numbers) == 0 {
		return err
	}
	chat, message := int64(-1<<63), int64(-1<<63)
	for n := many; n == many; {
		var steps []step
		n = 0
		err := s.read(ctx, step{text: someLinks, args: []any{message, chat, many}, row: func(r scanner) error {
			var shed int
			err := r.Scan(&chat, &message, &shed)
			if n++; shed > 0 {
				steps = append(steps, step{text: dropLink, args: []any{message, chat}})
			}
			return err
		}})
		if err == nil && len(steps) > 0 {
			err = s.steps(ctx, steps...)
		}
		if err != nil {
			return err
		}
		done.Links += len(steps)
	}
	var steps []step
	for _, n := range numbers {
		steps = append(steps, step{text: shedDone, args: []any{n}})
	}
	return s.steps(ctx, steps...)
}
