package storage

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5/pgxpool"

	"liaison/casework"
)

// Look opens a database to read it only, also while a program works on it. It
// must have this release's schema.
func Look(ctx context.Context, address string, o Options) (*Store, error) {
	s := newStore(o)
	if onServer(address) {
		return s, s.lookAtServer(ctx, address)
	}
	return s, s.lookAtFile(strings.TrimPrefix(address, "sqlite://"))
}

func (s *Store) lookAtFile(path string) error {
	for _, fit := range []func(string) error{trusted, room, present} {
		if err := fit(path); err != nil {
			return err
		}
	}
	has, err := examine(path)
	if err != nil {
		return err
	}
	if err := current(path, has); err != nil {
		return err
	}
	e := &sqlite{readers: make(chan *conn, 1)}
	c, err := dial(newSQLiteDialect(), dsn(path, looking))
	if err != nil {
		return fmt.Errorf("open %s to read: %w", path, lite(err))
	}
	e.readers <- c
	s.engine = e
	return nil
}

func (s *Store) lookAtServer(ctx context.Context, address string) error {
	pool, err := pgxpool.New(ctx, address)
	if err != nil {
		return &RefusedError{Path: shown(address), Why: "this is no address of PostgreSQL", //nolint:gosec // an example, no credentials
			Remedy: "write postgres://user:password@host:5432/database"}
	}
	e := &postgres{pool: pool, dialect: newPostgresDialect(), reads: true}
	s.engine = e
	var has int64
	err = s.read(ctx, step{text: appliedSchema, row: func(r scanner) error { return r.Scan(&has) }})
	if err == nil {
		err = current(shown(address), has)
	} else {
		err = &RefusedError{Path: shown(address), Why: "it can't be read: " + cause(err), Remedy: "check the address, and that liaison serve has run on it"}
	}
	if err != nil {
		_ = e.close()
	}
	return err
}

// current refuses a schema that isn't this release's.
func current(path string, has int64) error {
	knows, err := latest()
	switch {
	case err != nil:
		return err
	case has < knows:
		return &RefusedError{Path: path, Why: fmt.Sprintf("its schema is version %d, and this release's is %d", has, knows),
			Remedy: "let liaison serve bring it up to date first"}
	}
	return nil
}

// errReadOnly is a fault of the program: nothing writes to what it only looks at.
var errReadOnly = casework.Errorf(casework.Later, "the store was opened to be read only")
