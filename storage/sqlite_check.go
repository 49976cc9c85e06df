package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// small is the size up to which a file is checked in full at every start
// (half a second at most). A larger one is checked in full only after it wasn't
// closed properly, which its log tells; else its header and schema are.
const small = 64 << 20

// examine reads the file with nothing that could change it, and gives the
// version of its schema.
func examine(path string) (version int64, err error) {
	full, err := doubtful(path)
	if err != nil {
		return 0, err
	}
	c, err := dial(newSQLiteDialect(), dsn(path, looking))
	if err != nil {
		return 0, unsound(path, err)
	}
	defer func() { _ = c.close() }() // nothing was written
	if version, err = schema(c); err != nil {
		return 0, unsound(path, err)
	}
	knows, err := latest()
	switch {
	case err != nil:
		return 0, err
	case version == 0:
		return 0, damaged(path, "it has no schema of ours")
	case version > knows:
		if err := stillOurs(c, path, version, knows); err != nil {
			return 0, err
		}
	}
	if !full {
		return version, nil
	}
	return version, sound(path, c)
}

// oldestProgram is the schema that a program must know at least.
const oldestProgram = `SELECT oldest FROM terms WHERE id = 1`

// stillOurs refuses a newer schema that this release must not work on.
func stillOurs(c *conn, path string, has, knows int64) error {
	oldest := has
	err := c.run(context.Background(), step{text: oldestProgram,
		row: func(r scanner) error { return r.Scan(&oldest) }})
	if err != nil || oldest > knows {
		return newer(path, has, knows)
	}
	return nil
}

func doubtful(path string) (bool, error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, fmt.Errorf("look at %s: %w", path, err)
	}
	log, err := os.Stat(path + "-wal")
	return info.Size() <= small || err == nil && log.Size() > 0, nil
}

// appliedSchema is the version of the schema.
const appliedSchema = `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied = {TRUE}`

func schema(c *conn) (version int64, err error) {
	ctx := context.Background()
	var tables int
	err = c.run(ctx, step{text: `SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'`,
		row: func(r scanner) error { return r.Scan(&tables) }})
	if err != nil || tables == 0 {
		return 0, err
	}
	err = c.run(ctx, step{text: appliedSchema,
		row: func(r scanner) error { return r.Scan(&version) }})
	return version, err
}

func sound(path string, c *conn) error {
	first := "ok"
	err := c.run(context.Background(), step{text: `PRAGMA quick_check(1)`,
		row: func(r scanner) error { return r.Scan(&first) }})
	if err != nil {
		return unsound(path, err)
	}
	if first != "ok" {
		return damaged(path, "quick_check: "+strings.Join(strings.Fields(first), " "))
	}
	return nil
}

func unsound(path string, err error) error {
	e, ok := errors.AsType[sqlite3.Error](err)
	if ok && (e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrNotADB) {
		return damaged(path, e.Error())
	}
	return fmt.Errorf("check %s: %w", path, lite(err))
}
