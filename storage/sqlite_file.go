package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/mattn/go-sqlite3"
	"golang.org/x/sys/unix"
)

// oldest is the first SQLite whose write-ahead log is trusted: before it, a
// checkpoint could lose a commit.
var oldest = [3]int{3, 51, 3}

// ready locks a file for this process and makes it fit to be opened for
// writing: there, sound, and of this release's schema. The lock is held until
// it is closed.
func ready(ctx context.Context, path string) (lock io.Closer, err error) {
	if err := trusted(path); err != nil {
		return nil, err
	}
	if err := room(path); err != nil {
		return nil, err
	}
	if lock, err = claimFile(path); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, lock.Close())
		}
	}()
	switch found, err := inspect(path); {
	case err != nil:
		return lock, err
	case !found:
		return lock, create(ctx, path)
	}
	has, err := examine(path)
	if err != nil {
		return lock, err
	}
	return lock, upgrade(ctx, path, has)
}

func trusted(path string) error {
	version, _, _ := sqlite3.Version()
	var v [3]int
	if _, err := fmt.Sscanf(version, "%d.%d.%d", &v[0], &v[1], &v[2]); err != nil {
		return fmt.Errorf("read SQLite's version %q: %w", version, err)
	}
	for i := range v {
		if v[i] > oldest[i] {
			return nil
		}
		if v[i] < oldest[i] {
			return &RefusedError{Path: path, Why: "SQLite " + version + " may lose commits",
				Remedy: "build with SQLite 3.51.3 or later"}
		}
	}
	return nil
}

// room checks the directory, which must take the log and the lock besides.
func room(path string) error {
	dir := filepath.Dir(path)
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &RefusedError{Path: path, Why: "its directory is missing", Remedy: "make it with: mkdir -p " + dir}
	case err != nil:
		return &RefusedError{Path: path, Why: "its directory can't be read", Remedy: "give this user access to " + dir}
	case !info.IsDir():
		return &RefusedError{Path: path, Why: dir + " is no directory", Remedy: "give another path"}
	}
	if unix.Access(dir, unix.W_OK|unix.X_OK) != nil {
		return &RefusedError{Path: path, Why: "its directory can't be written",
			Remedy: "give it to this user with: chown " + me() + " " + dir}
	}
	return nil
}

func me() string { return fmt.Sprint(os.Getuid()) }

// hold is the lock on a database file.
type hold struct{ *os.File }

// Close lets others in. It unlocks first: a child that is just being started may
// hold a copy of the descriptor until it runs.
func (h hold) Close() error {
	err := unix.Flock(int(h.Fd()), unix.LOCK_UN) //nolint:gosec // descriptors are small
	return errors.Join(err, h.File.Close())
}

// claimFile keeps other instances out until the hold is closed, also when this
// process is killed.
func claimFile(path string) (io.Closer, error) {
	lock, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the path is the operator's setting
	if err != nil {
		return nil, &RefusedError{Path: path + ".lock", Why: "it can't be written",
			Remedy: "give it to this user with: chown " + me() + " " + path + ".lock"}
	}
	err = unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB) //nolint:gosec // descriptors are small
	if err == nil {
		return hold{lock}, nil
	}
	held := &RefusedError{Path: path, Why: "another instance is running on it",
		Remedy: "stop that one first, or give this one another file", kind: ErrRunning}
	if !errors.Is(err, unix.EWOULDBLOCK) {
		held = &RefusedError{Path: path + ".lock", Why: "it can't be locked", Remedy: "use a local disk"}
	}
	return nil, errors.Join(held, lock.Close())
}

// inspect looks at the file from outside, without SQLite.
func inspect(path string) (found bool, err error) {
	_, err = os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, orphaned(path)
	}
	if err != nil {
		return false, fmt.Errorf("look at %s: %w", path, err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return false, fmt.Errorf("look at %s: %w", path, err)
	}
	mode := info.Mode()
	switch {
	case !mode.IsRegular():
		return true, &RefusedError{Path: path, Why: "it is no ordinary file", Remedy: "give another path"}
	case unix.Access(path, unix.R_OK) != nil:
		return true, &RefusedError{Path: path, Why: "it can't be read", Remedy: "give it to this user with: chown " + me() + " " + path}
	case mode.Perm()&0o200 == 0:
		return true, &RefusedError{Path: path, Why: "it is read-only", Remedy: "run: chmod 600 " + path}
	case unix.Access(path, unix.W_OK) != nil:
		return true, &RefusedError{Path: path, Why: "it can't be written", Remedy: "give it to this user with: chown " + me() + " " + path}
	case mode.Perm()&0o077 != 0:
		return true, &RefusedError{Path: path, Why: fmt.Sprintf("other users may read it (mode %04o)", mode.Perm()),
			Remedy: "run: chmod 600 " + path}
	}
	return true, header(path, info.Size())
}

// orphaned finds what a missing database left: a log, which SQLite would throw
// away, or a restore that was cut off.
func orphaned(path string) error {
	if _, err := os.Stat(path + restoring); err == nil {
		return &RefusedError{Path: path, Why: "it is missing, and a restore was cut off",
			Remedy: "run liaison restore again"}
	}
	info, err := os.Stat(path + "-wal")
	if err == nil && info.Size() > 0 {
		return damaged(path, "it is missing, and its log "+filepath.Base(path)+"-wal is there")
	}
	return nil
}

func header(path string, size int64) error {
	const magic = "SQLite format 3\x00"
	f, err := os.Open(path) //nolint:gosec // the path is the operator's setting
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	defer func() { _ = f.Close() }() // nothing was written
	head := make([]byte, 100)
	switch n, err := io.ReadFull(f, head); {
	case n == 0:
		return damaged(path, "the file is empty")
	case err != nil:
		return damaged(path, "the file is cut off")
	case string(head[:len(magic)]) != magic:
		return damaged(path, "it isn't a database")
	}
	page := int64(head[16])<<8 | int64(head[17])
	if page == 1 {
		page = 65536
	}
	pages := int64(head[28])<<24 | int64(head[29])<<16 | int64(head[30])<<8 | int64(head[31])
	if size < page*pages {
		if _, err := os.Stat(path + "-wal"); err != nil { // the log may hold the rest
			return damaged(path, "the file is cut off")
		}
	}
	return nil
}
