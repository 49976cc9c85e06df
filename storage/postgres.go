package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"liaison/casework"
)

// postgres gives each job a transaction of its own.
type postgres struct {
	pool    *pgxpool.Pool
	locks   *pgxpool.Pool // apart, since each lock that is held keeps a connection
	dialect *dialect
	reads   bool // only
}

// mostLocks is more than there is to lead.
const mostLocks = 32

// tick is how often another instance's work is looked for.
const tick = 500 * time.Millisecond

func (s *Store) openServer(ctx context.Context, address string) error {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		// The parser's own error may repeat the address with its password.
		return &RefusedError{Path: shown(address), Why: "this is no address of PostgreSQL", //nolint:gosec // an example, no credentials
			Remedy: "write postgres://user:password@host:5432/database"}
	}
	d := newPostgresDialect()
	if err := migrateServer(ctx, config.ConnConfig, d); err != nil {
		return err
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return fmt.Errorf("open %s: %w", shown(address), err)
	}
	apart := config.Copy()
	apart.MaxConns, apart.MinConns = mostLocks, 0
	locks, err := pgxpool.NewWithConfig(ctx, apart)
	if err != nil {
		pool.Close()
		return fmt.Errorf("open %s: %w", shown(address), err)
	}
	e := &postgres{pool: pool, locks: locks, dialect: d}
	s.engine = e
	s.lead = func(ctx context.Context, name string) (func(), bool, error) {
		fence, release, err := e.lead(ctx, name)
		if release != nil {
			s.fences.Store(name, fence)
		}
		return release, release != nil, err
	}
	quit, ended := make(chan struct{}), make(chan struct{})
	var once sync.Once
	s.stop = func() { once.Do(func() { close(quit); <-ended }) }
	go func() {
		defer close(ended)
		s.look(quit)
	}()
	return nil
}

// look wakes the sender for what other instances have committed.
func (s *Store) look(quit <-chan struct{}) {
	t := time.NewTicker(tick)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			s.wake()
		case <-quit:
			return
		}
	}
}

func shown(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "postgres://..."
	}
	return u.Redacted()
}

// migrateServer lets one instance at a time bring the schema up to date.
func migrateServer(ctx context.Context, config *pgx.ConnConfig, d *dialect) (err error) {
	path := fmt.Sprintf("database %s on %s", config.Database, config.Host)
	db := stdlib.OpenDB(*config)
	defer func() { err = errors.Join(err, db.Close()) }()
	held, err := db.Conn(ctx)
	if err != nil {
		return &RefusedError{Path: path, Why: "no connection: " + cause(err), Remedy: "check the address and that the server runs"}
	}
	defer func() { err = errors.Join(err, held.Close()) }()
	if _, err := held.ExecContext(ctx, `SELECT pg_advisory_lock(`+lockKey+`)`, "migrate"); err != nil {
		return fmt.Errorf("lock %s: %w", path, err)
	}
	p, err := provider(goose.DialectPostgres, d, db)
	if err != nil {
		return err
	}
	has, knows, err := p.GetVersions(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("read the schema of %s: %w", path, err)
	case has > knows:
		oldest := has
		if err := held.QueryRowContext(ctx, oldestProgram).Scan(&oldest); err != nil || oldest > knows {
			return newer(path, has, knows)
		}
	case has < knows:
		if _, err := p.Up(ctx); err != nil {
			return fmt.Errorf("bring the schema of %s from %d to %d: %w", path, has, knows, err)
		}
	}
	return nil
}

// cause leaves out the address, which pgx puts into its errors.
func cause(err error) string {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Message
	}
	return "the server doesn't answer"
}

// lockKey tells schemas apart: advisory locks are one space for each database.
const lockKey = `hashtextextended(current_schema() || ':' || $1::text, 0)`

// raise gives whoever leads now a number higher than all before.
const raise = `INSERT INTO leaders (name, fence) VALUES ($1, 1)
ON CONFLICT (name) DO UPDATE SET fence = leaders.fence + 1 RETURNING fence`

// unlockWithin is how long giving up a lock may take before its connection is cut.
const unlockWithin = 5 * time.Second

// lead holds an advisory lock for as long as its connection lives; release is
// nil where another instance holds it.
func (e *postgres) lead(ctx context.Context, name string) (fence int64, release func(), err error) {
	c, err := e.locks.Acquire(ctx)
	if err != nil {
		return 0, nil, served(fmt.Errorf("lead %s: %w", name, err))
	}
	ok := false
	if err := c.QueryRow(ctx, `SELECT pg_try_advisory_lock(`+lockKey+`)`, name).Scan(&ok); err != nil || !ok {
		c.Release()
		return 0, nil, served(err)
	}
	var once sync.Once
	release = func() {
		once.Do(func() {
			// Closing the connection gives up the lock whatever state it is in, but only
			// when the server comes to it: who asks next should find it free at once.
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), unlockWithin)
			defer cancel()
			_, _ = c.Exec(last, `SELECT pg_advisory_unlock(`+lockKey+`)`, name)
			_ = c.Hijack().Close(last)
		})
	}
	if err := c.QueryRow(ctx, raise, name).Scan(&fence); err != nil {
		release()
		return 0, nil, served(err)
	}
	return fence, release, nil
}

func (e *postgres) close() error {
	e.pool.Close()
	if e.locks != nil {
		e.locks.Close()
	}
	return nil
}

func (e *postgres) glance(ctx context.Context, job func(context.Context, session) error) error {
	return e.read(ctx, job)
}

func (e *postgres) read(ctx context.Context, job func(context.Context, session) error) error {
	o := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return e.retry(ctx, func() error { return e.attempt(ctx, o, job) })
}

func (e *postgres) write(ctx context.Context, job func(context.Context, session) error) error {
	if e.reads {
		return errReadOnly
	}
	return e.retry(ctx, func() error { return e.attempt(ctx, pgx.TxOptions{}, job) })
}

// tries is how often a transaction is tried that the server broke off.
const tries = 6

func (e *postgres) retry(ctx context.Context, do func() error) error {
	pause := 10 * time.Millisecond
	for try := 1; ; try++ {
		err := do()
		if err == nil || try == tries || !brokenOff(err) {
			return served(err)
		}
		t := time.NewTimer(pause/2 + rand.N(pause)) //nolint:gosec // jitter needs no secrecy
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return served(err)
		}
		pause *= 2
	}
}

func (e *postgres) attempt(ctx context.Context, o pgx.TxOptions, job func(context.Context, session) error) error {
	tx, err := e.pool.BeginTx(ctx, o)
	if err != nil {
		return err
	}
	if err := job(ctx, &transaction{tx, e.dialect}); err != nil {
		undo := tx.Rollback(context.WithoutCancel(ctx)) // a connection that can't roll back is closed by the pool
		if undo != nil && !errors.Is(undo, pgx.ErrTxClosed) && casework.KindOf(err) == casework.Internal {
			err = errors.Join(err, undo)
		}
		return err
	}
	if err := tx.Commit(ctx); err != nil {
		if _, told := errors.AsType[*pgconn.PgError](err); told || o.AccessMode == pgx.ReadOnly {
			return err
		}
		return &unknownError{err}
	}
	return nil
}

// unknownError: the connection was cut during a commit.
type unknownError struct{ error }

func (e *unknownError) Unwrap() error { return e.error }

// transaction is a session on PostgreSQL.
type transaction struct {
	tx      pgx.Tx
	dialect *dialect
}

func (t *transaction) run(ctx context.Context, steps ...step) (err error) {
	if len(steps) == 0 {
		return nil
	}
	batch := &pgx.Batch{}
	for _, s := range steps {
		batch.Queue(t.dialect.text(s.text), s.args...)
	}
	results := t.tx.SendBatch(ctx, batch)
	defer func() {
		if end := results.Close(); err == nil {
			err = end
		}
	}()
	for i := range steps {
		if err := outcome(results, &steps[i]); err != nil {
			return err
		}
	}
	return nil
}

func outcome(results pgx.BatchResults, s *step) error {
	tag, err := pgconn.CommandTag{}, error(nil)
	if s.row == nil {
		tag, err = results.Exec()
	} else if rows, bad := results.Query(); bad != nil {
		err = bad
	} else {
		tag, err = each(rows, s.row)
	}
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", firstWords(s.text), err)
	case tag.RowsAffected() == 0 && s.none != nil:
		return s.none
	}
	return nil
}

func each(rows pgx.Rows, row func(scanner) error) (pgconn.CommandTag, error) {
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return pgconn.CommandTag{}, err
		}
	}
	return rows.CommandTag(), rows.Err()
}

// brokenOff: nothing of the transaction was kept, through no fault of its own.
func brokenOff(err error) bool {
	if _, unknown := errors.AsType[*unknownError](err); unknown || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	if _, ours := errors.AsType[*casework.Error](err); ours {
		return false
	}
	e, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return cutOff(err)
	}
	switch e.Code {
	case "40001", "40P01", "53300", "57P01", "57P02", "57P03":
		return true
	}
	return e.Code[:2] == "08"
}

// cutOff: the server couldn't be reached, or the connection ended.
func cutOff(err error) bool {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	return pgconn.SafeToRetry(err) || pgconn.Timeout(err) || netError(err)
}

// served gives an error of the engine its kind.
func served(err error) error {
	if err == nil {
		return nil
	}
	if _, ours := errors.AsType[*casework.Error](err); ours {
		return err
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch {
		case e.Code == "23505":
			return &uniqueError{err}
		case brokenOff(err), e.Code[:2] == "53", e.Code == "25006", e.Code == "55P03", e.Code[:2] == "58":
			return later(err)
		}
		return err
	}
	if _, unknown := errors.AsType[*unknownError](err); unknown || cutOff(err) {
		return later(err)
	}
	return err
}

// laterError carries the cause beside the kind, which casework's own can't.
func later(err error) error {
	return errors.Join(casework.Errorf(casework.Later, "PostgreSQL can't keep anything now"), err)
}

func netError(err error) bool {
	_, ok := errors.AsType[net.Error](err)
	return ok || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed)
}
