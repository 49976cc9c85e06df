package storage

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"liaison/casework"
)

const (
	// inBand is how many cases of one band are looked at, the newest, and compared how many
	// of those found at all: those that share most bands.
	inBand     = 10
	mostNearby = 10
)

var (
	saidFirst = `(SELECT e.body FROM entries e WHERE e.case_id = c.id AND e.kind = 'said' AND length(e.body) > 0 ORDER BY e.seq LIMIT 1)`

	// SQLite uses a partial index only where its condition is repeated.
	uncompared = `SELECT ` + caseColumns + `, ` + saidFirst + ` FROM cases c
WHERE c.compared = 0 AND c.protected = 0 AND c.status IN ('queued', 'taken', 'asked') AND c.settles <= $1 ORDER BY c.settles LIMIT $2 + 0`

	// All bands in one question, each with its newest in one row: a row for each of them costs
	// more than finding it.
	nearBands = `SELECT coalesce((SELECT string_agg(CAST(w.case_id AS TEXT), ',') FROM
(SELECT b.case_id FROM bands b WHERE b.band = CAST(given.value AS BIGINT) ORDER BY b.case_id DESC LIMIT $2 + 0) w), '')
FROM {EACH}(CAST($1 AS {JSON})) given`

	nearby = `SELECT ` + caseColumns + `, ` + saidFirst + ` FROM cases c
WHERE c.id {AMONG ROWS}CAST($1 AS {JSON}){/AMONG ROWS} AND c.resident <> $2 AND c.topic = $3 AND c.protected = 0 AND c.shed = 0 AND c.status NOT IN ('held', 'unsorted')
AND (c.status NOT IN ('answered', 'closed') OR c.heard > $4) AND c.outcome <> 'withdrawn'`
)

const (
	markCompared = `UPDATE cases SET compared = 1 WHERE number = $1 AND compared = 0 AND protected = 0 AND status <> 'held'`

	insertSketch = `INSERT INTO sketches (case_id, bands) SELECT c.id, $2 FROM cases c WHERE c.number = $1 ON CONFLICT DO NOTHING`
	insertBands  = `INSERT INTO bands (band, case_id)
SELECT CAST(given.value AS BIGINT), (SELECT id FROM cases WHERE number = $1)
FROM {EACH}(CAST($2 AS {JSON})) given WHERE {TRUE} = {TRUE} ON CONFLICT DO NOTHING`

	shedBands = `DELETE FROM bands WHERE case_id = $1
AND band {AMONG ROWS}CAST(coalesce((SELECT s.bands FROM sketches s WHERE s.case_id = $1), '[]') AS {JSON}){/AMONG ROWS}`
	shedSketch = `DELETE FROM sketches WHERE case_id = $1`

	faded  = `SELECT c.id FROM cases c WHERE c.compared = 1 AND c.status IN ('answered', 'closed') AND c.heard <= $1 ORDER BY c.heard LIMIT $2 + 0`
	outrun = `SELECT s.case_id FROM sketches s WHERE s.case_id <= (SELECT max(c.id) FROM cases c) - $1 ORDER BY s.case_id LIMIT $2 + 0`
	fade   = `UPDATE cases SET compared = 2 WHERE id = $1 AND compared = 1`
)

func collectWorded(into *[]casework.Worded, text string, args ...any) step {
	return step{text: text, args: args, row: func(r scanner) error {
		var w casework.Worded
		err := r.Scan(append(caseInto(&w.Case), words(&w.Text))...)
		*into = append(*into, w)
		return err
	}}
}

// Uncompared lists the cases that have settled and weren't compared; see casework.Store.
func (s *Store) Uncompared(ctx context.Context, now time.Time, limit int) (all []casework.Worded, err error) {
	err = s.read(ctx, collectWorded(&all, uncompared, millis(now), limit))
	return all, err
}

// Alike lists those that share a band with a case; see casework.Store. Each band costs one
// look into its index, however many have it, and no more than mostNearby cases are read.
func (s *Store) Alike(ctx context.Context, c casework.Case, bands []int64, since time.Time) (all []casework.Worded, err error) {
	err = s.engine.read(ctx, func(ctx context.Context, tx session) error {
		all = nil
		hits := map[int64]int{}
		err := tx.run(ctx, step{text: nearBands, args: []any{list(bands), inBand}, row: func(r scanner) error {
			var ids string
			err := r.Scan(&ids)
			return errors.Join(err, count(hits, ids))
		}})
		if err != nil || len(hits) == 0 {
			return err
		}
		return tx.run(ctx, collectWorded(&all, nearby, list(hitMost(hits)), string(c.Resident), string(c.Topic), millis(since)))
	})
	return all, err
}

// count adds to the hits of each case of a list.
func count(hits map[int64]int, ids string) error {
	for id := range strings.SplitSeq(ids, ",") {
		if id == "" {
			continue
		}
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return fmt.Errorf("read the cases of a band: %w", err)
		}
		hits[n]++
	}
	return nil
}

// hitMost gives what was hit most often, the newest first where it is the same.
func hitMost(hits map[int64]int) []int64 {
	ids := make([]int64, 0, len(hits))
	for id := range hits {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b int64) int { return cmp.Or(cmp.Compare(hits[b], hits[a]), cmp.Compare(b, a)) })
	return ids[:min(mostNearby, len(ids))]
}

// keepCompared writes by which bands a case is found, once.
func keepCompared(c casework.Compared) []step {
	steps := []step{{text: markCompared, args: []any{string(c.Case)}, none: casework.Errorf(casework.Stale, "case %s was compared", c.Case)}}
	if len(c.Bands) > 0 {
		given := list(c.Bands)
		steps = append(steps, step{text: insertSketch, args: []any{string(c.Case), given}}, step{text: insertBands, args: []any{string(c.Case), given}})
	}
	return steps
}

// forgetBands makes a case found by no other.
func forgetBands(id int64) []step {
	return []step{{text: shedBands, args: []any{id}}, {text: shedSketch, args: []any{id}}}
}

// giveUpBands makes cases that came to their end long ago, and those after which very many
// came, found by no other.
func (s *Store) giveUpBands(ctx context.Context, until int64, done *Swept) error {
	return errors.Join(s.giveUpFound(ctx, done, faded, until), s.giveUpFound(ctx, done, outrun, casework.Findable))
}

func (s *Store) giveUpFound(ctx context.Context, done *Swept, which string, than int64) error {
	for range sweeps {
		var ids []int64
		err := s.read(ctx, step{text: which, args: []any{than, few}, row: func(r scanner) error {
			var id int64
			err := r.Scan(&id)
			ids = append(ids, id)
			return err
		}})
		if err != nil || len(ids) == 0 {
			return err
		}
		var steps []step
		for _, id := range ids {
			steps = append(append(steps, forgetBands(id)...), step{text: fade, args: []any{id}, none: errMoved})
		}
		if err := s.steps(ctx, steps...); err != nil && !errors.Is(err, errMoved) {
			return err
		}
		done.Sketches += len(ids)
	}
	return nil
}
