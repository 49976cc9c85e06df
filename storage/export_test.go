package storage

import (
	"context"
	"errors"
	"fmt"

	"liaison/casework"
)

// InsertBare writes one row as any change is written.
func (s *Store) InsertBare(ctx context.Context, key string) error {
	return s.steps(ctx, step{text: `INSERT INTO once (key, print, seen, reused) VALUES ($1, $2, $3, 0)`,
		args: []any{key, "p", int64(1)}})
}

// Alone makes the writer commit each job by itself.
func (s *Store) Alone() { s.engine.(*sqlite).group.most.Store(0) }

// BackupFile is what is done before a migration.
func BackupFile(ctx context.Context, path, to string) error { return backup(ctx, path, to) }

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

// Checkpoint moves all that was written into the file, and empties the log.
func Checkpoint(s *Store) error {
	pragma(s, "PRAGMA wal_checkpoint(TRUNCATE)")
	return nil
}

// Further are statements that are rarer than Statements, or lists.
var Further = map[string]string{
	"allSending": allSending, "counts": counts, "blockPerson": blockPerson, "keepLink": upsertLink,
	"insertCase": insertCase, "insertPerson": insertPerson, "insertForStaff": insertForStaff,
	"insertStray": insertStray, "officePeople": officePeople,
}

// Execute runs statements in one transaction.
func Execute(ctx context.Context, s *Store, texts ...string) error {
	return s.write(ctx, func(ctx context.Context, tx session) error { return execute(ctx, tx, texts...) })
}

func execute(ctx context.Context, tx session, texts ...string) error {
	for _, text := range texts {
		if err := tx.run(ctx, step{text: text}); err != nil {
			return err
		}
	}
	return nil
}

var errUndo = errors.New("undone")

// Without plans statements as they would be without an index, which stays. SQLite only.
func Without(ctx context.Context, s *Store, index string, texts map[string]string) (map[string][]string, error) {
	plans := map[string][]string{}
	err := s.write(ctx, func(ctx context.Context, tx session) error {
		if err := execute(ctx, tx, "DROP INDEX "+index); err != nil {
			return err
		}
		for name, text := range texts {
			lines, err := planOf(ctx, tx, text)
			if err != nil {
				return fmt.Errorf("plan %s: %w", name, err)
			}
			plans[name] = lines
		}
		return errUndo
	})
	if errors.Is(err, errUndo) {
		return plans, nil
	}
	return nil, errors.Join(err, errors.New("nothing was planned"))
}

func planOf(ctx context.Context, tx session, text string) (lines []string, err error) {
	err = tx.run(ctx, step{text: "EXPLAIN QUERY PLAN " + text, row: func(r scanner) error {
		var id, parent, unused int
		var line string
		err := r.Scan(&id, &parent, &unused, &line)
		lines = append(lines, line)
		return err
	}})
	return lines, err
}

// AllNotices reads the outbox in order.
func AllNotices(ctx context.Context, s *Store) (all []casework.Notice, err error) {
	err = s.read(ctx, collectNotices(&all, `SELECT `+noticeColumns+` FROM notices n
LEFT JOIN people p ON p.id = n.person ORDER BY n.id, n.part`))
	return all, err
}

// Strings reads a column of text.
func Strings(ctx context.Context, s *Store, text string) (all []string, err error) {
	err = s.read(ctx, step{text: text, row: func(r scanner) error {
		var v string
		err := r.Scan(&v)
		all = append(all, v)
		return err
	}})
	return all, err
}

// During runs something while a read holds its snapshot.
func During(ctx context.Context, s *Store, do func()) error {
	return s.engine.read(ctx, func(ctx context.Context, tx session) error {
		err := tx.run(ctx, step{text: `SELECT count(*) FROM once`, row: func(r scanner) error { return r.Scan(new(int)) }})
		do()
		return err
	})
}

// GiveUpOutrun is what a sweep does with cases after which so many came.
func (s *Store) GiveUpOutrun(ctx context.Context, many int64) (int, error) {
	var done Swept
	err := s.giveUpFound(ctx, &done, outrun, many)
	return done.Sketches, err
}
