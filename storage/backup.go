package storage

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"
)

// Progress is told how many of how many bytes are done.
type Progress func(done, total int64)

// ErrServer means that a command for files was given a database on a server.
var ErrServer = errors.New("the database is on a PostgreSQL server")

// Backup copies a database to a new file, also while a program works on it. The
// copy is whole and sound when it appears under its name; until then it is
// called to + ".new". A copy of what is there already is refused.
func Backup(ctx context.Context, address, to string, tell Progress) error {
	if onServer(address) {
		return ErrServer
	}
	path := strings.TrimPrefix(address, "sqlite://")
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return &RefusedError{Path: to, Why: "it is there already", Remedy: "give the backup another name"}
	}
	for _, fit := range []func() error{
		func() error { return trusted(path) },
		func() error { return room(to) },
		func() error { return present(path) },
	} {
		if err := fit(); err != nil {
			return err
		}
	}
	defer watch(path, to+unfinished, tell)()
	return backup(ctx, path, to)
}

// present refuses a database that isn't there or isn't one.
func present(path string) error {
	found, err := inspect(path)
	if err == nil && !found {
		return &RefusedError{Path: path, Why: ErrAbsent.Error(), Remedy: "name it in LIAISON_DATABASE", kind: ErrAbsent}
	}
	return err
}

// watch tells how much of a copy there is until it is stopped.
func watch(path, made string, tell Progress) (stop func()) {
	if tell == nil {
		return func() {}
	}
	quit, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		look := time.NewTicker(200 * time.Millisecond)
		defer look.Stop()
		for {
			select {
			case <-look.C:
				tell(size(made), size(path))
			case <-quit:
				return
			}
		}
	}()
	return func() { close(quit); <-ended }
}

func size(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// unfinished ends the name of a copy that isn't whole yet.
const unfinished = ".new"

// backup copies a database to a file. What stands under that name is whole and
// sound at any time.
func backup(ctx context.Context, path, to string) (err error) {
	made := to + unfinished
	if err := os.RemoveAll(made); err != nil {
		return fmt.Errorf("back up to %s: %w", to, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(made))
		}
	}()
	if err := copyOf(ctx, path, made); err != nil {
		return fmt.Errorf("back up %s to %s: %w", path, to, err)
	}
	if err := whole(made); err != nil {
		return err
	}
	return settleFile(made, to)
}

// copyOf writes one moment of a database into a new file.
func copyOf(ctx context.Context, path, made string) (err error) {
	c, err := dial(newSQLiteDialect(), dsn(path, copying))
	if err != nil {
		return lite(err)
	}
	defer func() { err = errors.Join(err, c.close()) }()
	// Nobody else may read it, also while it is being written.
	f, err := os.OpenFile(made, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) //nolint:gosec // the path is the operator's
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return lite(c.run(ctx, step{text: `VACUUM INTO $1`, args: []any{made}}))
}

// whole checks every page of a copy.
func whole(path string) error {
	c, err := dial(newSQLiteDialect(), dsn(path, looking))
	if err != nil {
		return unsound(path, err)
	}
	defer func() { _ = c.close() }() // nothing was written
	return sound(path, c)
}
