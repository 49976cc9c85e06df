// Package storagetest runs a test over each engine that the store can stand on.
package storagetest

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"liaison/storage"
)

// Each runs the test in parallel on "sqlite", in a file of its own, and on
// "postgres", in a schema of its own: on the server that TEST_POSTGRES names,
// or on a private one started from the initdb and postgres that are found.
// Without either, "postgres" is skipped, and fails where CI=true.
func Each(t *testing.T, run func(t *testing.T, s *storage.Store)) {
	t.Helper()
	EachAddress(t, func(t *testing.T, address string) { run(t, Open(t, address)) })
}

// EachAddress is Each for tests that open the store themselves, perhaps several times.
func EachAddress(t *testing.T, run func(t *testing.T, address string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		run(t, File(t))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		run(t, Schema(t))
	})
}

// Bench runs a benchmark over each engine.
func Bench(b *testing.B, run func(b *testing.B, s *storage.Store)) {
	b.Helper()
	b.Run("sqlite", func(b *testing.B) { run(b, Open(b, File(b))) })
	b.Run("postgres", func(b *testing.B) { run(b, Open(b, Schema(b))) })
}

// File gives the path of a database that isn't there yet.
func File(tb testing.TB) string {
	tb.Helper()
	return filepath.Join(tb.TempDir(), "liaison.db")
}

// Open opens a store that is closed when the test ends.
func Open(tb testing.TB, address string) *storage.Store {
	tb.Helper()
	return OpenAt(tb, address, nil)
}

// OpenAt is Open with a clock; nil: that of the machine.
func OpenAt(tb testing.TB, address string, now func() time.Time) *storage.Store {
	tb.Helper()
	s, err := storage.Open(context.Background(), address, storage.Options{Now: now})
	if err != nil {
		tb.Fatalf("open the store: %v", err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Errorf("close the store: %v", err)
		}
	})
	return s
}
