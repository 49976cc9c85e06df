package storage

import (
	"context"
	"errors"

	"liaison/casework"
)

// The index of words: written with each entry, in its transaction.
const (
	insertKeywords = `INSERT INTO keywords (term, case_id, seq)
SELECT given.value, (SELECT id FROM cases WHERE number = $2), CAST($3 AS {INT})
FROM {EACH}(CAST($1 AS {JSON})) given WHERE {TRUE} = {TRUE} ON CONFLICT DO NOTHING`

	dropKeywords = `DELETE FROM keywords WHERE case_id = (SELECT id FROM cases WHERE number = $1) AND seq = $2`
	shedKeywords = `DELETE FROM keywords WHERE case_id = $1`
)

// indexed is what entries.indexed holds once the index is of this version of the entry.
func indexed(e casework.Entry) int {
	if e.Text == "" {
		return -e.Revision
	}
	return e.Revision
}

// index makes an entry's words those by which it is found.
func index(e casework.Entry) []step {
	var steps []step
	if e.Revision > 1 {
		steps = append(steps, step{text: dropKeywords, args: []any{string(e.Case), e.Seq}})
	}
	return append(steps, keepKeywords(casework.Terms(e), e.Case, e.Seq)...)
}

func keepKeywords(terms []string, n casework.Number, seq int) []step {
	if len(terms) == 0 {
		return nil
	}
	return []step{{text: insertKeywords, args: []any{list(terms), string(n), seq}}}
}

// nameVisitors makes the cases of new visitors found by what they are called, as entry 0.
func nameVisitors(ch casework.Change) (steps []step) {
	for _, p := range ch.People {
		for _, c := range ch.Cases {
			if p.Version == 0 && p.Visited() && c.Resident == p.ID {
				steps = append(steps, keepKeywords(casework.VisitorTerms(p), c.Number, 0)...)
			}
		}
	}
	return steps
}

// SQLite uses a partial index only where its condition is repeated.
const stale = `e.indexed <> CASE WHEN length(e.body) > 0 THEN e.revision ELSE -e.revision END`

var (
	unindexed = `SELECT e.case_id, (SELECT c.number FROM cases c WHERE c.id = e.case_id), (SELECT c.shed FROM cases c WHERE c.id = e.case_id),
` + entryFields.columns("e.") + ` FROM entries e WHERE ` + stale + ` AND (e.case_id, e.seq) < ($1, $2)
ORDER BY e.case_id DESC, e.seq DESC LIMIT $3 + 0`

	markIndexed = `UPDATE entries SET indexed = $4 WHERE case_id = (SELECT id FROM cases WHERE number = $1) AND seq = $2
AND revision = $3 AND indexed <> $4`
)

// atOnce is how many entries are indexed in one transaction: each may have many terms.
const atOnce = 40

// Index makes up for what stood in the store before there was an index, or was written by
// a release that knows of none: the newest first, in small transactions. It may be broken
// off at any time, and run anew: it goes by what is there.
func (s *Store) Index(ctx context.Context) (done int, err error) {
	for row, seq := never, never; ; {
		n, nextRow, nextSeq := 0, row, seq
		var steps []step
		err := s.read(ctx, step{text: unindexed, args: []any{row, seq, atOnce}, row: func(r scanner) error {
			var e casework.Entry
			var shed int
			err := r.Scan(append([]any{&nextRow, (*string)(&e.Case), &shed}, entryFields.into(&e)...)...)
			n, nextSeq = n+1, int64(e.Seq)
			steps = append(steps, reindex(e, shed > 0)...)
			return err
		}})
		if err != nil || n == 0 {
			return done, err
		}
		switch err := s.steps(ctx, steps...); {
		case err == nil:
			done, row, seq = done+n, nextRow, nextSeq
		case !errors.Is(err, errMoved): // else one of them has changed: once more
			return done, err
		}
	}
}

func reindex(e casework.Entry, shed bool) []step {
	steps := []step{
		{text: markIndexed, args: []any{string(e.Case), e.Seq, e.Revision, indexed(e)}, none: errMoved},
		{text: dropKeywords, args: []any{string(e.Case), e.Seq}},
	}
	if shed {
		return steps
	}
	return append(steps, keepKeywords(casework.Terms(e), e.Case, e.Seq)...)
}
