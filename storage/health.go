package storage

import (
	"context"
	"fmt"
	"time"

	"liaison/casework"
)

const (
	readPulse  = `SELECT at FROM pulse WHERE id = 1`
	writePulse = `UPDATE pulse SET at = $1 WHERE id = 1`
)

// Ready tells whether the store can be read and, as far as is known, written.
// After a write that nothing could be kept it tries one, so that a store which
// nobody sends work any more is found to be well again.
func (s *Store) Ready(ctx context.Context) error {
	if s.failed.Load() {
		if err := s.steps(ctx, step{text: writePulse, args: []any{millis(s.now())}}); err != nil {
			return fmt.Errorf("write to the store: %w", err)
		}
	}
	gone := casework.Errorf(casework.Later, "the store has lost its rows")
	err := s.read(ctx, step{text: readPulse, none: gone, row: func(scanner) error { return nil }})
	if err != nil {
		return fmt.Errorf("read the store: %w", err)
	}
	return nil
}

// Counts is what an operator watches.
type Counts struct {
	Pending, Sending, Uncertain, Undeliverable int // parts of notices
	Unsorted, Strays                           int
}

const counts = `SELECT
(SELECT count(*) FROM notices WHERE state = 'pending'),
(SELECT count(*) FROM notices WHERE state = 'sending' AND state IN (` + stuck + `)),
(SELECT count(*) FROM notices WHERE state = 'uncertain' AND state IN (` + stuck + `)),
(SELECT count(*) FROM notices WHERE state = 'undeliverable' AND state IN (` + stuck + `)),
(SELECT count(*) FROM cases WHERE status = 'unsorted' AND protected = 0),
(SELECT count(*) FROM strays WHERE over = 0)`

// Counts counts by indexes that hold only such rows.
func (s *Store) Counts(ctx context.Context) (c Counts, err error) {
	err = s.read(ctx, step{text: counts, row: func(r scanner) error {
		return r.Scan(&c.Pending, &c.Sending, &c.Uncertain, &c.Undeliverable, &c.Unsorted, &c.Strays)
	}})
	return c, err
}

const (
	lastSeen  = `SELECT seen FROM once ORDER BY seen DESC LIMIT 1`
	writeBeat = `UPDATE pulse SET at = $1 WHERE id = 1 AND at < $1`
)

// Beat remembers that messages could be received until now.
func (s *Store) Beat(ctx context.Context) error {
	return s.steps(ctx, step{text: writeBeat, args: []any{millis(s.now())}})
}

// LastBeat tells until when messages are known to have been received: the last
// beat or the last message. Zero: none was ever.
func (s *Store) LastBeat(ctx context.Context) (at time.Time, err error) {
	var seen time.Time
	err = s.read(ctx,
		step{text: readPulse, row: func(r scanner) error { return r.Scan(moment(&at)) }},
		step{text: lastSeen, row: func(r scanner) error { return r.Scan(moment(&seen)) }})
	if seen.After(at) {
		at = seen
	}
	return at, err
}
