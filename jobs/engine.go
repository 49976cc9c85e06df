package jobs

import (
	"context"
	"database/sql"
	"fmt"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgxpool"
	_ "github.com/mattn/go-sqlite3" // the driver of the wake-ups of one program alone
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
)

// connections are enough for a few sweeps and the leader's own work.
const connections = 4

// schemaLock is held while the schema is made, so that two replicas don't at once.
const schemaLock = 0x6c69616a

func runServer(ctx context.Context, address string, sweeps []Sweep) error {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return fmt.Errorf("read the address of the jobs: %w", err)
	}
	config.MaxConns = connections
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return fmt.Errorf("connect the jobs: %w", err)
	}
	defer pool.Close()
	if err := prepare(ctx, pool); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return fmt.Errorf("make the tables of the jobs: %w", err)
	}
	return run(ctx, riverpgxv5.New(pool), sweeps)
}

// prepare makes the tables, one replica after the other.
func prepare(ctx context.Context, pool *pgxpool.Pool) error {
	lock, err := pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer lock.Release()
	if _, err := lock.Exec(ctx, "SELECT pg_advisory_lock($1)", schemaLock); err != nil {
		return err
	}
	defer func() { _, _ = lock.Exec(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", schemaLock) }()
	m, err := rivermigrate.New(riverpgxv5.New(pool), nil)
	if err != nil {
		return err
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

// memories counts the databases that were made in memory, so that each has a name.
var memories atomic.Int64

// runAlone keeps the wake-ups of a single program in memory: none is worth keeping
// beyond its end, and the store's writer never has to wait for them.
func runAlone(ctx context.Context, sweeps []Sweep) error {
	db, err := sql.Open("sqlite3", fmt.Sprintf("file:jobs-%d?mode=memory&cache=private&_busy_timeout=5000", memories.Add(1)))
	if err != nil {
		return fmt.Errorf("open the jobs: %w", err)
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1) // another connection would be another memory
	m, err := rivermigrate.New(riversqlite.New(db), nil)
	if err != nil {
		return fmt.Errorf("make the tables of the jobs: %w", err)
	}
	if _, err := m.Migrate(context.WithoutCancel(ctx), rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("make the tables of the jobs: %w", err)
	}
	return run(ctx, riversqlite.New(db), sweeps)
}
