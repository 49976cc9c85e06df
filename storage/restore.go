package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"liaison/casework"
)

// restoring ends the name of a backup that is being put in place. While there is
// one and no database, the program doesn't start: it would begin with an empty one.
const restoring = ".restoring"

// Restored is what a restore found.
type Restored struct {
	Aside     []string  // where the former database lies now
	Last      time.Time // the last thing that happened in the backup
	Doubtful  int       // words that may have arrived since: the staff decide
	Cancelled int       // news that were owed and are not told any more
	Forgotten int       // people whom the backup holds still, to be forgotten anew
	Unread    bool      // the former database is too damaged to tell who they are
	Broken    []Broken
}

// Restore puts a backup in the place of a database. The former one is kept
// aside. say is told each step before it is taken.
func Restore(ctx context.Context, address, from string, o Options, say func(string)) (r Restored, err error) {
	if onServer(address) {
		return r, ErrServer
	}
	path := strings.TrimPrefix(address, "sqlite://")
	for _, fit := range []func(string) error{trusted, room} {
		if err := fit(path); err != nil {
			return r, err
		}
	}
	lock, err := claimFile(path)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	say("Checking the backup " + from)
	if err := fitToRestore(from); err != nil {
		return r, err
	}
	say("Copying it beside the database, and bringing it up to date")
	made := path + restoring
	if err := prepare(ctx, from, made); err != nil {
		return r, fmt.Errorf("restore %s: %w", from, err)
	}
	say("Settling what was owed when the backup was made")
	gone, err := forgottenIn(ctx, path)
	r.Unread = err != nil
	if err := r.settle(ctx, made, gone, o); err != nil {
		return r, fmt.Errorf("restore %s: %w", from, err)
	}
	say("Putting it in the place of " + path)
	r.Aside, err = replace(made, path, newStore(o).now())
	return r, err
}

// fitToRestore refuses what isn't a sound database of this release or an older one.
func fitToRestore(from string) error {
	info, err := os.Stat(from)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &RefusedError{Path: from, Why: "there is no such file", Remedy: "name a backup"}
	case err != nil || !info.Mode().IsRegular():
		return &RefusedError{Path: from, Why: "it is no file that can be read", Remedy: "name a backup"}
	}
	err = header(from, info.Size())
	if err == nil {
		_, err = examine(from)
	}
	if err == nil {
		err = whole(from)
	}
	if errors.Is(err, ErrDamaged) {
		return &RefusedError{Path: from, Why: "the backup is damaged", Remedy: "take another; the database was left as it is", kind: ErrDamaged}
	}
	return err
}

func prepare(ctx context.Context, from, made string) error {
	for _, tail := range []string{"", "-wal", "-shm"} { // what a restore left that was cut off
		if err := os.RemoveAll(made + tail); err != nil {
			return err
		}
	}
	if err := copyOf(ctx, from, made); err != nil {
		return err
	}
	if err := os.Chmod(made, 0o600); err != nil {
		return err
	}
	if err := migrateFile(ctx, made); err != nil {
		return lite(err)
	}
	return flush(made)
}

const owedThen = `SELECT ` + noticeColumns + ` FROM notices n LEFT JOIN people p ON p.id = n.person
WHERE n.state IN ('pending', 'sending') ORDER BY n.id, n.part`

// settle lets the rule decide on each notice that was owed, and looks at all rows.
func (r *Restored) settle(ctx context.Context, made string, gone []string, o Options) (err error) {
	s := newStore(o)
	e, err := openSQLite(made)
	if err != nil {
		return err
	}
	s.engine = e
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.read(ctx, step{text: lastSeen, row: func(row scanner) error { return row.Scan(moment(&r.Last)) }}); err != nil {
		return err
	}
	var owed []casework.Notice
	if err := s.read(ctx, collectNotices(&owed, owedThen)); err != nil {
		return err
	}
	err = s.write(ctx, func(ctx context.Context, tx session) error {
		r.Doubtful, r.Cancelled, r.Forgotten = 0, 0, 0
		if err := tx.run(ctx, append(r.again(gone), step{text: haltBroadcasts}, step{text: endSignIns}, step{text: forgetDoors})...); err != nil {
			return err
		}
		asked := map[casework.NoticeID]bool{}
		for _, n := range owed {
			t := n.Restored()
			if r.count(t.Notice); asked[n.ID] {
				t.ToStaff = nil // one question for all parts
			}
			asked[n.ID] = true
			claim := step{text: `UPDATE notices SET state = 'sending' WHERE id = $1 AND part = $2 RETURNING id`,
				args: []any{int64(n.ID), n.Part}, row: func(scanner) error { return nil }}
			if err := tx.run(ctx, append([]step{claim}, s.settle(t, s.now())...)...); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.Broken, err = s.Check(ctx)
	return err
}

// forgottenIn lists whom a database that is about to be replaced has forgotten;
// none where there is no database, or it is older than forgetting.
func forgottenIn(ctx context.Context, path string) (gone []string, err error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	c, err := dial(newSQLiteDialect(), dsn(path, looking))
	if err != nil {
		return nil, lite(err)
	}
	defer func() { err = errors.Join(err, c.close()) }()
	known := false
	err = c.run(ctx, step{text: `SELECT 1 FROM sqlite_master WHERE name = 'forgotten'`, row: func(scanner) error { known = true; return nil }})
	if err != nil || !known {
		return nil, lite(err)
	}
	err = c.run(ctx, step{text: `SELECT person FROM forgotten`, row: func(row scanner) error {
		var id string
		err := row.Scan(&id)
		gone = append(gone, id)
		return err
	}})
	return gone, lite(err)
}

// forgetAgain makes somebody due to be forgotten whom the backup knows still.
const forgetAgain = `UPDATE people SET forget = 1, version = version + 1
WHERE id = $1 AND role = 'resident' AND retired = 0 AND farewell = 0 RETURNING id`

func (r *Restored) again(gone []string) []step {
	var steps []step
	for _, id := range gone {
		steps = append(steps, step{text: forgetAgain, args: []any{id}, row: func(scanner) error { r.Forgotten++; return nil }})
	}
	return steps
}

func (r *Restored) count(n casework.Notice) {
	if n.State == casework.Uncertain {
		r.Doubtful++
		return
	}
	r.Cancelled++
}

// replace moves a whole database to its place. What stood there is moved aside
// first, its log with it; a crash in between leaves no database, and the copy.
func replace(made, path string, now time.Time) (aside []string, err error) {
	away := fmt.Sprintf("%s.replaced-%s", path, now.UTC().Format("20060102-150405"))
	for _, tail := range []string{"", "-wal"} {
		info, err := os.Lstat(path + tail)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return aside, fmt.Errorf("look at %s: %w", path+tail, err)
		case tail != "" && info.Size() == 0: // looking into the file leaves an empty log
			if err := os.Remove(path + tail); err != nil {
				return aside, fmt.Errorf("put %s aside: %w", path+tail, err)
			}
			continue
		}
		if _, err := os.Lstat(away + tail); !errors.Is(err, fs.ErrNotExist) {
			return aside, &RefusedError{Path: away + tail, Why: "it is there already", Remedy: "try again in a second"}
		}
		if err := os.Rename(path+tail, away+tail); err != nil {
			return aside, fmt.Errorf("put %s aside: %w", path+tail, err)
		}
		aside = append(aside, away+tail)
	}
	if err := os.RemoveAll(path + "-shm"); err != nil { // only the log's index, made anew
		return aside, fmt.Errorf("put %s aside: %w", path, err)
	}
	if err := flush(filepath.Dir(path)); err != nil {
		return aside, fmt.Errorf("put %s aside: %w", path, err)
	}
	return aside, settleFile(made, path)
}
