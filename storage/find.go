package storage

import (
	"context"
	"maps"
	"slices"
	"strconv"

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

	rowOf = `SELECT id FROM cases WHERE number = $1`

	hit = `SELECT e.body FROM entries e WHERE e.case_id = (SELECT id FROM cases WHERE number = $1) AND e.seq = (SELECT max(k.seq + CASE WHEN k.seq = 0 THEN 1 ELSE 0 END)
FROM keywords k WHERE k.case_id = (SELECT id FROM cases WHERE number = $1) AND k.term {AMONG}CAST($2 AS {JSON}){/AMONG})`
)

// walk goes down the cases that have a term, and tells which of them have one of each of
// n other clues too. What a clue stands for is read once, not for each case.
func walk(n int) string {
	text := `SELECT w.case_id, CASE WHEN {TRUE} = {TRUE}`
	for i := range n {
		text += ` AND EXISTS (SELECT 1 FROM keywords k WHERE k.term {AMONG}CAST($` + strconv.Itoa(i+4) + ` AS {JSON}){/AMONG} AND k.case_id = w.case_id)`
	}
	return text + ` THEN 1 ELSE 0 END FROM (SELECT DISTINCT k.case_id FROM keywords k
WHERE k.term = $1 AND k.case_id < $2 ORDER BY k.case_id DESC LIMIT $3 + 0) AS w`
}

// sift is, of these cases, those that the person may see. A resident finds nothing,
// since terms are of notes too.
var sift = `SELECT c.id, ` + caseColumns + ` FROM cases c WHERE c.id {AMONG ROWS}CAST($2 AS {JSON}){/AMONG ROWS}
AND c.resident <> $1 AND c.shed = 0 AND ` + scope

const (
	spreads   = 64   // terms that a beginning stands for, at most
	heavy     = 200  // where counting how often a term occurs stops
	firstStep = 40   // cases walked down at first
	leastStep = 4    // along each term
	mostStep  = 1000 // at once, at most
	mostWalk  = 4000 // in all
	mostSift  = 1000 // of them that have all that is looked for

	// Likewise, in a list: most of what is read may not be of it.
	fewWalk = 1500
	fewSift = 300
)

// Find lists the cases that have each of the clues, the newest first, from the one after
// a case. It walks down the index along the rarest clue, so that it costs what it
// finds, and no more than what is set above.
func (s *Store) Find(ctx context.Context, by casework.Person, clues []casework.Clue, holds func(casework.Case) bool, after casework.Number, limit int) (casework.Found, error) {
	var f casework.Found
	err := s.engine.read(ctx, func(ctx context.Context, tx session) error {
		f = casework.Found{}
		h := hunt{by: by, holds: holds, below: never}
		if err := tx.run(ctx, step{text: rowOf, args: []any{string(after)}, row: func(r scanner) error { return r.Scan(&h.below) }}); err != nil {
			return err
		}
		terms, cut, err := termsOf(ctx, tx, clues)
		if err != nil || slices.ContainsFunc(terms, func(of []string) bool { return len(of) == 0 }) {
			return err
		}
		if err := h.choose(ctx, tx, terms); err != nil {
			return err
		}
		if f, err = h.run(ctx, tx, limit); err != nil {
			return err
		}
		f.Short = f.Short || cut
		f.Texts, err = h.texts(ctx, tx, f.Cases)
		return err
	})
	return f, err
}

// termsOf gives the terms that each clue stands for, and whether there are more.
func termsOf(ctx context.Context, tx session, clues []casework.Clue) (terms [][]string, cut bool, err error) {
	terms = make([][]string, len(clues))
	var steps []step
	for i, c := range clues {
		terms[i] = slices.Clone(c.Terms)
		for _, b := range c.Begins {
			steps = append(steps, collectText(&terms[i], spread, b, b+"\U0010FFFF", spreads))
		}
	}
	if err := tx.run(ctx, steps...); err != nil {
		return nil, false, err
	}
	for i, c := range clues {
		cut = cut || len(terms[i])-len(c.Terms) >= spreads
	}
	return terms, cut, nil
}

// hunt goes down along the terms of one clue.
type hunt struct {
	by     casework.Person
	holds  func(casework.Case) bool // nil: all are looked for
	along  []string
	others []any // the terms of each other clue
	below  int64 // the row of the case to go on after
}

// choose goes along the clue that occurs least.
func (h *hunt) choose(ctx context.Context, tx session, terms [][]string) error {
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
	if len(terms) > 1 {
		if err := tx.run(ctx, steps...); err != nil {
			return err
		}
	}
	rarest := slices.Index(weights, slices.Min(weights))
	for i, of := range terms {
		if h.along = terms[rarest]; i != rarest {
			h.others = append(h.others, list(of))
		}
	}
	return nil
}

func (h *hunt) run(ctx context.Context, tx session, limit int) (casework.Found, error) {
	var f casework.Found
	walked, sifted, mostWalk, mostSift := 0, 0, mostWalk, mostSift
	if h.holds != nil {
		mostWalk, mostSift = fewWalk, fewSift
	}
	for n := firstStep; len(f.Cases) < limit; n = min(4*n, mostStep) {
		if walked >= mostWalk || sifted >= mostSift {
			f.Short = true
			return f, nil
		}
		rows, hits, err := h.next(ctx, tx, n)
		if err != nil || rows == 0 {
			return f, err
		}
		some, err := h.sift(ctx, tx, hits)
		if err != nil {
			return f, err
		}
		if h.holds != nil {
			some = slices.DeleteFunc(some, func(c casework.Case) bool { return !h.holds(c) })
		}
		f.Cases, walked, sifted = append(f.Cases, some...), walked+rows, sifted+len(hits)
	}
	f.Cases = f.Cases[:limit]
	return f, nil
}

// next walks down some cases, about n, the newest first, and gives those that have all.
func (h *hunt) next(ctx context.Context, tx session, n int) (rows int, hits []int64, err error) {
	each := max(n/len(h.along), leastStep)
	has := map[int64]bool{}
	ends := make([]end, len(h.along))
	steps := make([]step, len(h.along))
	for i, term := range h.along {
		steps[i] = step{text: walk(len(h.others)), args: append([]any{term, h.below, each}, h.others...), row: func(r scanner) error {
			var all bool
			err := r.Scan(&ends[i].at, flag(&all))
			ends[i].rows++
			has[ends[i].at] = all
			return err
		}}
	}
	if err := tx.run(ctx, steps...); err != nil {
		return 0, nil, err
	}
	for _, id := range slices.Sorted(maps.Keys(has)) {
		if id >= sure(ends, each) {
			rows++
			if has[id] {
				hits = append(hits, id)
			}
			h.below = min(h.below, id)
		}
	}
	slices.Reverse(hits)
	return rows, hits, nil
}

// end is where the walk along one term ended, and after how many rows.
type end struct {
	at   int64
	rows int
}

// sure is the row down to which no term has further cases between.
func sure(ends []end, each int) (down int64) {
	for _, e := range ends {
		if e.rows == each {
			down = max(down, e.at)
		}
	}
	return down
}

// sift keeps those that the person may see.
func (h *hunt) sift(ctx context.Context, tx session, hits []int64) ([]casework.Case, error) {
	if len(hits) == 0 {
		return nil, nil
	}
	seen := map[int64]casework.Case{}
	err := tx.run(ctx, step{text: sift, args: []any{string(h.by.ID), list(hits)}, row: func(r scanner) error {
		var id int64
		var c casework.Case
		err := r.Scan(append([]any{&id}, caseInto(&c)...)...)
		seen[id] = c
		return err
	}})
	var all []casework.Case
	for _, id := range hits {
		if c, ok := seen[id]; ok {
			all = append(all, c)
		}
	}
	return all, err
}

func (h *hunt) texts(ctx context.Context, tx session, cases []casework.Case) (map[casework.Number]string, error) {
	texts := map[casework.Number]string{}
	steps := make([]step, len(cases))
	for i, c := range cases {
		steps[i] = step{text: hit, args: []any{string(c.Number), list(h.along)}, row: func(r scanner) error {
			var text string
			err := r.Scan(words(&text))
			texts[c.Number] = text
			return err
		}}
	}
	return texts, tx.run(ctx, steps...)
}
