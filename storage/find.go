package storage

import (
	"context"
	"slices"

	"liaison/casework"
)

const (
	// Each look is one step into the index.
	spread = `WITH RECURSIVE longer(term) AS (
SELECT min(k.term) FROM keywords k WHERE k.term >= $1 AND k.term < $2
UNION ALL SELECT (SELECT min(k.term) FROM keywords k WHERE k.term > longer.term AND k.term < $2)
FROM longer WHERE longer.term IS NOT NULL)
SELECT longer.term FROM longer WHERE longer.term IS NOT NULL LIMIT $3 + 0`

	weigh = `SELECT count(*) FROM (SELECT 1 FROM keywords k WHERE k.term = $1 LIMIT $2 + 0) AS counted`

	walk = `SELECT DISTINCT k.case_id FROM keywords k WHERE k.term = $1 AND k.case_id < $2 ORDER BY k.case_id DESC LIMIT $3 + 0`

	rowOf = `SELECT id FROM cases WHERE number = $1`
)

// Of these cases, those that the person may see and that have each of the clues. A note in
// somebody's own case is none of theirs.
var sift = `SELECT c.id, ` + caseColumns + ` FROM cases c WHERE c.id {AMONG}CAST($2 AS {JSON}){/AMONG}
AND c.shed = 0 AND ` + scope + ` AND NOT EXISTS (SELECT 1 FROM {LISTS}(CAST($3 AS {JSON})) clue
WHERE NOT EXISTS (SELECT 1 FROM {TEXTS}(clue.value) either JOIN keywords k ON k.term = either.value AND k.case_id = c.id
AND (c.resident <> $1 OR EXISTS (SELECT 1 FROM entries e WHERE e.case_id = k.case_id AND e.seq = k.seq AND e.kind <> 'note'))))`

const (
	spreads  = 24     // terms that a beginning stands for, at most
	heavy    = 200    // where counting how often a term occurs stops
	firstSet = 40     // cases looked at first
	mostSet  = 1000   // and at once, at most
	reach    = 20_000 // and in all
)

// Find lists the cases that have each of the clues, the newest first, from the one after
// a case. It walks down the index along the rarest clue, so that it costs what it
// finds, and no more than reach.
func (s *Store) Find(ctx context.Context, by casework.Person, clues []casework.Clue, after casework.Number, limit int) (casework.Found, error) {
	var f casework.Found
	err := s.engine.read(ctx, func(ctx context.Context, tx session) error {
		f = casework.Found{}
		terms, err := termsOf(ctx, tx, clues)
		if err != nil || slices.ContainsFunc(terms, func(of []string) bool { return len(of) == 0 }) {
			return err
		}
		rarest, err := lightest(ctx, tx, terms)
		if err != nil {
			return err
		}
		below := never
		if err := tx.run(ctx, step{text: rowOf, args: []any{string(after)}, row: func(r scanner) error { return r.Scan(&below) }}); err != nil {
			return err
		}
		h := hunt{by: by, along: rarest, clues: list(terms), below: below}
		f, err = h.run(ctx, tx, limit)
		return err
	})
	return f, err
}

// termsOf gives the terms that each clue stands for.
func termsOf(ctx context.Context, tx session, clues []casework.Clue) ([][]string, error) {
	terms := make([][]string, len(clues))
	var steps []step
	for i, c := range clues {
		terms[i] = slices.Clone(c.Terms)
		for _, b := range c.Begins {
			steps = append(steps, collectText(&terms[i], spread, b, b+"\U0010FFFF", spreads))
		}
	}
	return terms, tx.run(ctx, steps...)
}

// lightest gives the terms of the clue that occurs least.
func lightest(ctx context.Context, tx session, terms [][]string) ([]string, error) {
	if len(terms) == 1 {
		return terms[0], nil
	}
	weights := make([]int, len(terms))
	var steps []step
	for i, of := range terms {
		for _, t := range of {
			steps = append(steps, step{text: weigh, args: []any{t, heavy}, row: func(r scanner) error {
				var n int
				err := r.Scan(&n)
				weights[i] += n
				return err
			}})
		}
	}
	if err := tx.run(ctx, steps...); err != nil {
		return nil, err
	}
	return terms[slices.Index(weights, slices.Min(weights))], nil
}

// hunt goes down along the terms of one clue, and sifts by all.
type hunt struct {
	by    casework.Person
	along []string
	clues string
	below int64 // the row of the case to go on after
}

func (h *hunt) run(ctx context.Context, tx session, limit int) (casework.Found, error) {
	var f casework.Found
	set := firstSet
	for seen := 0; len(f.Cases) < limit; set = min(4*set, mostSet) {
		if seen >= reach {
			f.Short = true
			return f, nil
		}
		rows, err := h.next(ctx, tx, set)
		if err != nil || len(rows) == 0 {
			return f, err
		}
		some, err := h.sift(ctx, tx, rows)
		if err != nil {
			return f, err
		}
		f.Cases, seen = append(f.Cases, some...), seen+len(rows)
	}
	f.Cases = f.Cases[:limit]
	return f, nil
}

// next gives the rows of the next cases, the newest first.
func (h *hunt) next(ctx context.Context, tx session, n int) ([]int64, error) {
	var rows []int64
	steps := make([]step, len(h.along))
	for i, term := range h.along {
		steps[i] = step{text: walk, args: []any{term, h.below, n}, row: func(r scanner) error {
			var id int64
			err := r.Scan(&id)
			rows = append(rows, id)
			return err
		}}
	}
	if err := tx.run(ctx, steps...); err != nil {
		return nil, err
	}
	slices.SortFunc(rows, func(a, b int64) int { return int(max(-1, min(1, b-a))) })
	rows = slices.Compact(rows)
	rows = rows[:min(n, len(rows))]
	if len(rows) > 0 {
		h.below = rows[len(rows)-1]
	}
	return rows, nil
}

func (h *hunt) sift(ctx context.Context, tx session, rows []int64) ([]casework.Case, error) {
	fit := map[int64]casework.Case{}
	err := tx.run(ctx, step{text: sift, args: []any{string(h.by.ID), list(rows), h.clues}, row: func(r scanner) error {
		var id int64
		var c casework.Case
		err := r.Scan(append([]any{&id}, caseInto(&c)...)...)
		fit[id] = c
		return err
	}})
	var all []casework.Case
	for _, id := range rows {
		if c, ok := fit[id]; ok {
			all = append(all, c)
		}
	}
	return all, err
}
