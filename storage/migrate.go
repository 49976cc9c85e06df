package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"

	"liaison/storage/migrations"
)

// provider lists the migrations for one engine, each in a transaction of its own.
func provider(kind goose.Dialect, d *dialect, db *sql.DB) (*goose.Provider, error) {
	names, err := fs.Glob(migrations.Files, "*.sql")
	if err != nil {
		return nil, err
	}
	var all []*goose.Migration
	for _, name := range names {
		text, err := migrations.Files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		version, err := numbered(name)
		if err != nil {
			return nil, err
		}
		engine := d.holes.Replace(string(text))
		all = append(all, goose.NewGoMigration(version, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, engine)
			return err
		}}, nil))
	}
	return goose.NewProvider(kind, db, nil, goose.WithGoMigrations(all...),
		goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()))
}

func numbered(name string) (int64, error) {
	before, _, _ := strings.Cut(name, "_")
	n, err := strconv.ParseInt(before, 10, 64)
	if err != nil {
		return 0, fmt.Errorf("migration %s has no number: %w", name, err)
	}
	return n, nil
}

// latest is the version of the schema that this release knows.
func latest() (version int64, err error) {
	names, err := fs.Glob(migrations.Files, "*.sql")
	for _, name := range names {
		n, bad := numbered(name)
		if bad != nil {
			return 0, bad
		}
		version = max(version, n)
	}
	return version, err
}

// create makes a new database beside its place and moves it there when it is
// whole, so that no half-made file is ever found under its name.
func create(ctx context.Context, path string) error {
	made := path + unfinished
	if err := os.RemoveAll(made); err != nil {
		return fmt.Errorf("make %s: %w", path, err)
	}
	f, err := os.OpenFile(made, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600) //nolint:gosec // the path is the operator's setting
	if err != nil {
		return fmt.Errorf("make %s: %w", path, err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("make %s: %w", path, err)
	}
	if err := migrateFile(ctx, made); err != nil {
		return fmt.Errorf("make %s: %w", path, lite(err))
	}
	return settleFile(made, path)
}

// upgrade brings an older schema up to date, after a backup.
func upgrade(ctx context.Context, path string, has int64) error {
	knows, err := latest()
	if err != nil || has >= knows {
		return err
	}
	if err := backup(ctx, path, fmt.Sprintf("%s.before-%d", path, knows)); err != nil {
		return err
	}
	if err := migrateFile(ctx, path); err != nil {
		return fmt.Errorf("bring the schema of %s from %d to %d: %w", path, has, knows, lite(err))
	}
	return nil
}

func migrateFile(ctx context.Context, path string) (err error) {
	db, err := sql.Open("sqlite3", dsn(path, "mode=rw&_synchronous=FULL&_txlock=immediate"+pragmas))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	p, err := provider(goose.DialectSQLite3, newSQLiteDialect(), db)
	if err != nil {
		return err
	}
	_, err = p.Up(ctx)
	return err
}

// settleFile puts a whole file in its place, durably.
func settleFile(made, to string) error {
	if err := os.Chmod(made, 0o600); err != nil {
		return fmt.Errorf("write %s: %w", to, err)
	}
	if err := flush(made); err != nil {
		return fmt.Errorf("write %s: %w", to, err)
	}
	if err := os.Rename(made, to); err != nil {
		return fmt.Errorf("write %s: %w", to, err)
	}
	if err := flush(filepath.Dir(to)); err != nil {
		return fmt.Errorf("write %s: %w", to, err)
	}
	return nil
}

func flush(path string) error {
	f, err := os.Open(path) //nolint:gosec // the path is the operator's setting
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
