package storage

import (
	"context"

	"liaison/casework"
)

const (
	// Nothing is counted, and no row comes back, once either limit is reached.
	payForAdvice = `INSERT INTO advice (day, calls, tokens) VALUES ($1, 1, 0)
ON CONFLICT (day) DO UPDATE SET calls = advice.calls + 1 WHERE advice.calls < $2 AND advice.tokens < $3 RETURNING calls`
	countAdvice = `UPDATE advice SET tokens = tokens + $2 WHERE day = $1`
	adviceOf    = `SELECT calls, tokens FROM advice WHERE day = $1`
)

// PayForAdvice pays for a call of the language model on a day; false: the day's
// budget is used up.
func (s *Store) PayForAdvice(ctx context.Context, day casework.Date, b casework.Budget) (bool, error) {
	if b.Calls <= 0 || b.Tokens <= 0 {
		return false, nil
	}
	paid := false
	err := s.write(ctx, func(ctx context.Context, tx session) error {
		paid = false
		return tx.run(ctx, step{text: payForAdvice, args: []any{string(day), b.Calls, b.Tokens},
			row: func(scanner) error { paid = true; return nil }})
	})
	return paid, err
}

// CountAdvice counts the tokens that a call took.
func (s *Store) CountAdvice(ctx context.Context, day casework.Date, tokens int) error {
	return s.steps(ctx, step{text: countAdvice, args: []any{string(day), tokens}})
}

// AdviceOf gives what was spent on a day.
func (s *Store) AdviceOf(ctx context.Context, day casework.Date) (b casework.Budget, err error) {
	err = s.read(ctx, step{text: adviceOf, args: []any{string(day)}, row: func(r scanner) error { return r.Scan(&b.Calls, &b.Tokens) }})
	return b, err
}
