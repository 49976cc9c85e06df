package storage

import (
	"context"
	"errors"
	"fmt"
)

// InsertBare writes one row as any change is written.
func (s *Store) InsertBare(ctx context.Context, key string) error {
	return s.steps(ctx, step{text: `INSERT INTO once (key, print, seen, reused) VALUES ($1, $2, $3, 0)`,
		args: []any{key, "p", int64(1)}})
}

// Alone makes the writer commit each job by itself.
func (s *Store) Alone() { s.engine.(*sqlite).group.most.Store(0) }

// Backup is what is done before a migration.
func Backup(ctx context.Context, path, to string) error { return backup(ctx, path, to) }

// Patience sets for how many milliseconds the writer waits for a lock.
func Patience(s *Store, ms int) { pragma(s, fmt.Sprintf("PRAGMA busy_timeout = %d", ms)) }

// Pages limits the size of the file, as a full disk does.
func Pages(s *Store, n int) { pragma(s, fmt.Sprintf("PRAGMA max_page_count = %d", n)) }

func pragma(s *Store, text string) {
	err := s.write(context.Background(), func(context.Context, session) error { return nil })
	if err == nil {
		_, err = s.engine.(*sqlite).group.conn.ExecContext(context.Background(), text, nil)
	}
	if err != nil {
		panic(err)
	}
}

// QuickCheck reads a whole file.
func QuickCheck(path string) error {
	c, err := dial(newSQLiteDialect(), dsn(path, looking))
	if err != nil {
		return err
	}
	return errors.Join(sound(path, c), c.close())
}
