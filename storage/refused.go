package storage

import (
	"errors"
	"fmt"
)

// ErrRunning means that another instance has the file open.
var ErrRunning = errors.New("another instance is running")

// ErrNewer means that a newer release has written the database.
var ErrNewer = errors.New("the database was written by a newer release")

// ErrDamaged means that the file can't be read as what it was.
var ErrDamaged = errors.New("the database is damaged")

// ErrAbsent means that there is no such file.
var ErrAbsent = errors.New("there is no such database")

// RefusedError says in one line why a database isn't opened and what to do.
// Nothing was changed in it. errors.Is finds ErrRunning, ErrNewer, ErrDamaged
// and ErrAbsent.
type RefusedError struct {
	Path   string
	Why    string
	Remedy string
	kind   error
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("%s: %s; %s", e.Path, e.Why, e.Remedy)
}

// Unwrap gives the kind, if it is one of those that are told apart.
func (e *RefusedError) Unwrap() error { return e.kind }

func damaged(path, why string) error {
	return &RefusedError{Path: path, Why: "the database is damaged (" + why + ")",
		Remedy: "it was left as it is; bring back a backup with: liaison restore FILE", kind: ErrDamaged}
}

func newer(path string, has, knows int64) error {
	return &RefusedError{Path: path,
		Why:    fmt.Sprintf("its schema is version %d, and this release knows %d", has, knows),
		Remedy: "start the release that wrote it, or a later one", kind: ErrNewer}
}
