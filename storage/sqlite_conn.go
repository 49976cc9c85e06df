package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	"github.com/mattn/go-sqlite3"
)

// conn is one SQLite connection, used by one goroutine at a time. It goes past
// database/sql, whose pool and conversions cost as much as the statements.
type conn struct {
	*sqlite3.SQLiteConn
	dialect *dialect
	stmts   map[string]driver.Stmt
	args    []driver.NamedValue
	touched int64 // rows changed since it was last set to 0
}

func dial(d *dialect, dsn string) (*conn, error) {
	c, err := (&sqlite3.SQLiteDriver{}).Open(dsn)
	if err != nil {
		return nil, err
	}
	return &conn{SQLiteConn: c.(*sqlite3.SQLiteConn), dialect: d, stmts: map[string]driver.Stmt{}}, nil
}

func (c *conn) close() error {
	var errs []error
	for _, s := range c.stmts {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, c.Close())...)
}

// run implements session.
func (c *conn) run(ctx context.Context, steps ...step) error {
	for i := range steps {
		if err := c.step(ctx, &steps[i]); err != nil {
			return err
		}
	}
	return nil
}

func (c *conn) step(ctx context.Context, s *step) error {
	st, err := c.stmt(s.text)
	if err != nil {
		return fmt.Errorf("prepare %s: %w", firstWords(s.text), err)
	}
	if err := c.bind(s.args); err != nil {
		return fmt.Errorf("bind %s: %w", firstWords(s.text), err)
	}
	var n int64
	if s.row != nil || s.none == nil && len(s.args) > 0 {
		n, err = c.query(ctx, st, s.row) // binds in one call of C, but doesn't count changes
	} else {
		n, err = c.exec(ctx, st)
	}
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", firstWords(s.text), err)
	case n == 0 && s.none != nil:
		return s.none
	}
	return nil
}

func (c *conn) exec(ctx context.Context, st driver.Stmt) (int64, error) {
	r, err := st.(driver.StmtExecContext).ExecContext(ctx, c.args)
	if err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	c.touched += n
	return n, err
}

func (c *conn) query(ctx context.Context, st driver.Stmt, each func(scanner) error) (n int64, err error) {
	rows, err := st.(driver.StmtQueryContext).QueryContext(ctx, c.args)
	if err != nil {
		return 0, err
	}
	defer func() {
		err = errors.Join(err, rows.Close())
		if !st.(*sqlite3.SQLiteStmt).Readonly() {
			c.touched++ // perhaps
		}
	}()
	values := make([]driver.Value, len(rows.Columns()))
	for ; ; n++ {
		switch err := rows.Next(values); {
		case errors.Is(err, io.EOF):
			return n, nil
		case err != nil:
			return n, err
		}
		if err := each(record(values)); err != nil {
			return n, err
		}
	}
}

func (c *conn) stmt(text string) (driver.Stmt, error) {
	if st, ok := c.stmts[text]; ok {
		return st, nil
	}
	st, err := c.Prepare(c.dialect.text(text))
	if err != nil {
		return nil, err
	}
	c.stmts[text] = st
	return st, nil
}

func (c *conn) bind(args []any) error {
	c.args = c.args[:0]
	for i, a := range args {
		switch v := a.(type) {
		case int:
			a = int64(v)
		case string, int64, bool, []byte:
		default:
			return fmt.Errorf("a %T as argument %d", v, i+1)
		}
		c.args = append(c.args, driver.NamedValue{Ordinal: i + 1, Value: a})
	}
	return nil
}

// record is a row as the driver gives it.
type record []driver.Value

// Scan copies the row.
func (r record) Scan(into ...any) error {
	if len(into) != len(r) {
		return fmt.Errorf("%d columns for %d variables", len(r), len(into))
	}
	for i, to := range into {
		if err := assign(to, r[i]); err != nil {
			return fmt.Errorf("column %d: %w", i+1, err)
		}
	}
	return nil
}

func assign(to any, from driver.Value) error {
	switch to := to.(type) {
	case sql.Scanner:
		return to.Scan(from)
	case *string:
		if s, ok := from.(string); ok {
			*to = s
			return nil
		}
	case *int64:
		if n, ok := from.(int64); ok {
			*to = n
			return nil
		}
	case *int:
		if n, ok := from.(int64); ok {
			*to = int(n)
			return nil
		}
	case *[]byte:
		if b, ok := from.([]byte); ok {
			*to = append([]byte(nil), b...)
			return nil
		}
	}
	return errColumn
}

// firstWords names a statement in an error; it holds no value.
func firstWords(text string) string {
	const enough = 48
	if len(text) > enough {
		return text[:enough]
	}
	return text
}
