package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// step is one statement of a transaction.
type step struct {
	text string
	args []any // string, int64, int, bool or []byte
	none error // what it means that no row was touched or found; nil: nothing
	row  func(row scanner) error
}

// scanner is a row of a result.
type scanner interface{ Scan(into ...any) error }

// session is a transaction. PostgreSQL gets the steps of one run in one round
// trip; so a later step may have run when an earlier one turns out to fail, and
// only rolling back undoes it.
type session interface {
	run(ctx context.Context, steps ...step) error
}

// engine runs jobs in transactions. A job may be run more than once, and must
// start afresh each time; only its last run counts.
type engine interface {
	write(ctx context.Context, job func(context.Context, session) error) error
	read(ctx context.Context, job func(context.Context, session) error) error
	// glance is read for the few rows that a decision needs.
	glance(ctx context.Context, job func(context.Context, session) error) error
	close() error
}

// never stands for the zero time of a deadline.
const never = int64(1<<63 - 1)

func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func deadline(t time.Time) int64 {
	if t.IsZero() {
		return never
	}
	return t.UnixMilli()
}

// bytesOf keeps words byte-exact: PostgreSQL's text refuses U+0000.
func bytesOf(s string) []byte { return append([]byte{}, s...) }

// list keeps a slice as JSON, an empty one as nothing.
func list[T any](v []T) string {
	if len(v) == 0 {
		return ""
	}
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("a %T has no JSON: %v", v, err)) // plain structs of strings and numbers always have
	}
	return string(b)
}

// column reads a value into a type that the drivers don't know.
type column func(src any) error

// Scan makes column a sql.Scanner.
func (c column) Scan(src any) error { return c(src) }

var _ sql.Scanner = column(nil)

var errColumn = errors.New("column of another type")

func moment(t *time.Time) column {
	return func(src any) error {
		ms, ok := src.(int64)
		if !ok {
			return errColumn
		}
		if *t = (time.Time{}); ms != 0 && ms != never {
			*t = time.UnixMilli(ms).UTC()
		}
		return nil
	}
}

func flag(b *bool) column {
	return func(src any) error {
		n, ok := src.(int64)
		*b = n != 0
		if !ok {
			return errColumn
		}
		return nil
	}
}

func words(s *string) column {
	return func(src any) error {
		b, ok := src.([]byte)
		if !ok && src != nil {
			return errColumn
		}
		*s = string(b)
		return nil
	}
}

func listed[T any](v *[]T) column {
	return func(src any) error {
		s, ok := src.(string)
		if !ok {
			return errColumn
		}
		if *v = nil; s == "" {
			return nil
		}
		return json.Unmarshal([]byte(s), v)
	}
}
