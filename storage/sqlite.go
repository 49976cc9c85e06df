package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-sqlite3"

	"liaison/casework"
)

// readers is the size of the pool: more would starve the writer of the file's locks.
const readers = 4

// sqlite is one writer, which commits in groups, and a few readers.
type sqlite struct {
	group   *group
	readers chan *conn
	lock    io.Closer
}

// writing is the writer's DSN: pragmas by Exec would hold for one connection
// only, and WAL without _synchronous=FULL doesn't outlast a power cut.
const (
	pragmas = "&_foreign_keys=on&_busy_timeout=5000&_mutex=no&_secure_delete=on" // what was erased isn't left in the file
	writing = "mode=rw&_journal_mode=WAL&_synchronous=FULL&_txlock=immediate&_cache_size=-32768" + pragmas
	reading = "mode=rw&_query_only=on&_cache_size=-8192" + pragmas
	looking = "mode=ro&_query_only=on" + pragmas
	copying = "mode=ro" + pragmas // VACUUM INTO counts as writing
)

func dsn(path, params string) string {
	return "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path) + "?" + params
}

func (s *Store) openFile(ctx context.Context, path string) error {
	path = strings.TrimPrefix(path, "sqlite://")
	if path == "" {
		return &RefusedError{Path: path, Why: "this names no file", Remedy: "give a path such as liaison.db"}
	}
	lock, err := ready(ctx, path)
	if err != nil {
		return err
	}
	e, err := openSQLite(path)
	if err != nil {
		return errors.Join(err, lock.Close())
	}
	e.lock = lock
	s.engine = e
	s.lead = func(context.Context, string) (func(), bool, error) { return func() {}, true, nil }
	return nil
}

func openSQLite(path string) (*sqlite, error) {
	d := newSQLiteDialect()
	w, err := dial(d, dsn(path, writing))
	if err != nil {
		return nil, fmt.Errorf("open %s to write: %w", path, lite(err))
	}
	for _, p := range []string{"PRAGMA wal_autocheckpoint = 8000", "PRAGMA journal_size_limit = 67108864", "PRAGMA temp_store = MEMORY"} {
		if _, err := w.ExecContext(context.Background(), p, nil); err != nil {
			return nil, errors.Join(fmt.Errorf("open %s: %w", path, lite(err)), w.close())
		}
	}
	e := &sqlite{group: newGroup(w), readers: make(chan *conn, readers)}
	for range readers {
		r, err := dial(d, dsn(path, reading))
		if err != nil {
			return nil, errors.Join(fmt.Errorf("open %s to read: %w", path, lite(err)), e.close())
		}
		e.readers <- r
	}
	return e, nil
}

func (e *sqlite) write(ctx context.Context, job func(context.Context, session) error) error {
	if e.group == nil {
		return errReadOnly
	}
	return e.group.do(ctx, job)
}

func (e *sqlite) glance(ctx context.Context, job func(context.Context, session) error) error {
	if e.group == nil {
		return e.read(ctx, job)
	}
	return e.group.glance(ctx, job)
}

// read gives the job one snapshot.
func (e *sqlite) read(ctx context.Context, job func(context.Context, session) error) (err error) {
	var c *conn
	select {
	case c = <-e.readers:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { e.readers <- c }()
	begin, commit := step{text: "BEGIN"}, step{text: "COMMIT"}
	if err := c.run(context.Background(), begin); err != nil {
		return lite(err)
	}
	defer func() {
		if end := c.run(context.Background(), commit); err == nil {
			err = lite(end)
		}
	}()
	return lite(job(ctx, c))
}

func (e *sqlite) close() error {
	var errs []error
	if e.group != nil {
		errs = append(errs, e.group.close())
	}
	for len(e.readers) > 0 {
		errs = append(errs, (<-e.readers).close())
	}
	if e.lock != nil {
		errs = append(errs, e.lock.Close())
	}
	return errors.Join(errs...)
}

// lite gives an error of the engine its kind.
func lite(err error) error {
	e, ok := errors.AsType[sqlite3.Error](err)
	if !ok {
		return err
	}
	switch e.Code {
	case sqlite3.ErrFull, sqlite3.ErrIoErr, sqlite3.ErrBusy, sqlite3.ErrLocked,
		sqlite3.ErrReadonly, sqlite3.ErrCantOpen, sqlite3.ErrNomem, sqlite3.ErrProtocol:
		return casework.Errorf(casework.Later, "sqlite error %d: %v", e.ExtendedCode, err)
	}
	if e.ExtendedCode == sqlite3.ErrConstraintUnique || e.ExtendedCode == sqlite3.ErrConstraintPrimaryKey {
		return &uniqueError{err}
	}
	return err
}

// uniqueError: a row with this key is there already.
type uniqueError struct{ error }

func (e *uniqueError) Unwrap() error { return e.error }
