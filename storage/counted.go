package storage

import (
	"context"

	"liaison/casework"
)

var (
	countedCases = `SELECT ` + caseColumns + ` FROM cases c WHERE ` + onReport + ` AND (c.opened, c.number) > ($3, $2)
ORDER BY c.opened, c.number LIMIT $5 + 0`

	uttered = `SELECT e.seq, e.kind, e.author, e.at, e.body FROM entries e JOIN cases c ON c.id = e.case_id
WHERE c.number = $2 AND c.protected = 0 AND c.status <> 'held' AND e.kind IN ('said', 'question', 'answer', 'remark', 'delay') AND length(e.body) > 0
AND EXISTS (SELECT 1 FROM people p WHERE p.id = $1 AND p.retired = 0 AND p.dormant = 0
AND (p.role IN ('moderator', 'admin') OR p.role = 'deputy' AND c.owner = p.id)) ORDER BY e.seq`
)

// Counted pages through an index of when cases were opened.
func (s *Store) Counted(ctx context.Context, by casework.Person, p casework.Period, after casework.Number, limit int) (all []casework.Case, err error) {
	err = s.read(ctx, collect(&all, countedCases, string(by.ID), string(after), millis(p.From), millis(p.To), limit))
	return all, err
}

// Uttered is one look into the entries of each case.
func (s *Store) Uttered(ctx context.Context, by casework.Person, numbers []casework.Number) (map[casework.Number][]casework.Entry, error) {
	all := map[casework.Number][]casework.Entry{}
	steps := make([]step, len(numbers))
	for i, n := range numbers {
		steps[i] = step{text: uttered, args: []any{string(by.ID), string(n)}, row: func(r scanner) error {
			e := casework.Entry{Case: n}
			err := r.Scan(&e.Seq, (*string)(&e.Kind), (*string)(&e.By), moment(&e.At), words(&e.Text))
			all[n] = append(all[n], e)
			return err
		}}
	}
	err := s.engine.read(ctx, func(ctx context.Context, tx session) error {
		clear(all) // a read may be tried again
		return tx.run(ctx, steps...)
	})
	return all, err
}
