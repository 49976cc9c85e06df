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
	case version > knows:
		return 0, newer(path, version, knows)
	case version == 0:
		return 0, damaged(path, "it has no schema of ours")
	case !full:
		return version, nil
	}
	return version, sound(path, c)
}

func doubtful(path string) (bool, error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, fmt.Errorf("look at %s: %w", path, err)
	}
	log, err := os.Stat(path + "-wal")
	return info.Size() <= small || err == nil && log.Size() > 0, nil
}

func schema(c *conn) (version int64, err error) {
	ctx := context.Background()
	var tables int
	err = c.run(ctx, step{text: `SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'`,
		row: func(r scanner) error { return r.Scan(&tables) }})
	if err != nil || tables == 0 {
		return 0, err
	}
	err = c.run(ctx, step{text: `SELECT coalesce(max(version_id), 0) FROM goose_db_version WHERE is_applied = 1`,
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
