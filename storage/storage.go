// Package storage keeps the desk's books in SQLite or PostgreSQL with one SQL
// text. It implements casework.Store, and keeps the outbox and the inbox besides.
package storage

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"liaison/casework"
)

// Options of a store.
type Options struct {
	Now func() time.Time // for the retention of what was seen; nil: time.Now
}

// Store is safe for concurrent use. On SQLite it has one writer, which commits
// waiting changes together, and a few readers.
type Store struct {
	engine engine
	now    func() time.Time
	due    chan struct{}
	failed atomic.Bool // the last write found that nothing can be kept
	lead   func(ctx context.Context, name string) (func(), bool, error)
	fences sync.Map // what is led by this instance -> its number
	stop   func()

	closing sync.Once
	closed  error // what closing gave
}

var _ casework.Store = (*Store)(nil)

// Open opens a database, a file or a postgres:// address, making the file if
// there is none and bringing the schema up to date. A *RefusedError says why it
// can't be used; then nothing was changed.
func Open(ctx context.Context, address string, o Options) (*Store, error) {
	s := newStore(o)
	var err error
	if onServer(address) {
		err = s.openServer(ctx, address)
	} else {
		err = s.openFile(ctx, address)
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

func newStore(o Options) *Store {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Store{now: o.Now, due: make(chan struct{}, 1), stop: func() {}}
}

func onServer(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Close ends the work under way and closes the database; again, it does nothing more.
func (s *Store) Close() error {
	s.closing.Do(func() {
		s.stop()
		s.closed = s.engine.close()
	})
	return s.closed
}

// Committed is signalled after a commit that may have made notices due. Several
// commits may give one signal.
func (s *Store) Committed() <-chan struct{} { return s.due }

// Lead tries to become the one among all instances on this database that does a
// piece of work. When ok, release gives it up; it ends with the connection too.
func (s *Store) Lead(ctx context.Context, name string) (release func(), ok bool, err error) {
	return s.lead(ctx, name)
}

const stillLeads = `SELECT 1 FROM leaders WHERE name = $1 AND fence = $2 {SHARE}`

// leads checks, within a transaction, that nobody has taken over a work that
// this instance leads: its lock may have ended with a connection unnoticed.
func (s *Store) leads(name string) []step {
	fence, ok := s.fences.Load(name)
	if !ok {
		return nil
	}
	return []step{{text: stillLeads, args: []any{name, fence},
		none: casework.Errorf(casework.Deposed, "another instance has taken over as %s", name),
		row:  func(scanner) error { return nil }}}
}

// Sender is the work of whoever claims and settles notices.
const Sender = "sender"

func (s *Store) wake() {
	select {
	case s.due <- struct{}{}:
	default:
	}
}

// write runs a job and remembers whether anything can be kept.
func (s *Store) write(ctx context.Context, job func(context.Context, session) error) error {
	err := s.engine.write(ctx, job)
	switch {
	case err == nil:
		s.failed.Store(false)
	case casework.KindOf(err) == casework.Later && ctx.Err() == nil:
		s.failed.Store(true)
	}
	return err
}

// steps runs steps in a transaction of their own.
func (s *Store) steps(ctx context.Context, steps ...step) error {
	return s.write(ctx, func(ctx context.Context, tx session) error { return tx.run(ctx, steps...) })
}
