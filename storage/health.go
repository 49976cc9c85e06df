package storage

import (
	"context"
	"fmt"

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
(SELECT count(*) FROM cases WHERE status = 'unsorted'),
(SELECT count(*) FROM strays)`

// Counts counts by indexes that hold only such rows.
func (s *Store) Counts(ctx context.Context) (c Counts, err error) {
	err = s.read(ctx, step{text: counts, row: func(r scanner) error {
		return r.Scan(&c.Pending, &c.Sending, &c.Uncertain, &c.Undeliverable, &c.Unsorted, &c.Strays)
	}})
	return c, err
}

// Broken is an invariant of the data with the number of rows that break it.
type Broken struct {
	Invariant string
	Rows      int
}

// invariants each count what must not be there.
var invariants = []struct{ name, text string }{
	{"each case has its resident", `SELECT count(*) FROM cases c WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = c.resident)`},
	{"each case has as many entries as it counts", `SELECT count(*) FROM cases c WHERE c.entries <> (SELECT count(*) FROM entries e WHERE e.case_id = c.id)`},
	{"each case has as many events as it counts", `SELECT count(*) FROM cases c WHERE c.events <> (SELECT count(*) FROM events e WHERE e.case_id = c.id)`},
	{"entries are numbered without gaps", `SELECT count(*) FROM entries e WHERE e.seq > 1 AND NOT EXISTS (SELECT 1 FROM entries o WHERE o.case_id = e.case_id AND o.seq = e.seq - 1)`},
	{"each entry has its case", `SELECT count(*) FROM entries e WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = e.case_id)`},
	{"each event has its case", `SELECT count(*) FROM events e WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = e.case_id)`},
	{"earlier versions are kept", `SELECT count(*) FROM entries e WHERE e.revision - 1 <> (SELECT count(*) FROM revisions r WHERE r.case_id = e.case_id AND r.seq = e.seq)`},
	{"each notice has its reader", `SELECT count(*) FROM notices n WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = n.person)`},
	{"no person has two parts under way", `SELECT count(*) FROM (SELECT person FROM notices WHERE state = 'sending' GROUP BY person HAVING count(*) > 1) AS twice`},
	{"nothing was sent more than twice unasked", `SELECT count(*) FROM notices WHERE state IN ('pending', 'sending') AND copies > 2`},
}

// Check looks at all rows for broken invariants; none: well. It takes seconds on a large store.
func (s *Store) Check(ctx context.Context) ([]Broken, error) {
	var all []Broken
	for _, v := range invariants {
		var n int
		if err := s.read(ctx, step{text: v.text, row: func(r scanner) error { return r.Scan(&n) }}); err != nil {
			return nil, fmt.Errorf("check that %s: %w", v.name, err)
		}
		if n > 0 {
			all = append(all, Broken{v.name, n})
		}
	}
	return all, nil
}
