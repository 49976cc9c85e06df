package storage

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"

	"liaison/casework"
)

// most is how many jobs join a transaction at most, so that none waits long.
const most = 256

// group is the writer: it runs waiting jobs in one transaction and lets them
// return when that is on stable storage, so they share the cost of a flush.
type group struct {
	conn  *conn
	jobs  chan *job
	quit  chan struct{}
	ended chan error
	most  atomic.Int64
}

type job struct {
	do    func(context.Context, session) error
	reads bool         // only: it needs no transaction of its own
	state atomic.Int32 // waiting, begun or left
	err   error
	done  chan struct{}
}

const (
	waiting = iota
	begun
	left
)

func newGroup(c *conn) *group {
	g := &group{conn: c, jobs: make(chan *job, most), quit: make(chan struct{}), ended: make(chan error, 1)}
	g.most.Store(most)
	go g.loop()
	return g
}

// do runs a job and returns when it is committed or undone. Once begun it can't
// be given up: its caller must learn how it ended.
func (g *group) do(ctx context.Context, do func(context.Context, session) error) error {
	return g.wait(ctx, &job{do: do, done: make(chan struct{})})
}

// glance runs a job that only reads a few rows, between two transactions: the
// writer's cache is warm, whereas a reader throws its own away with every commit.
func (g *group) glance(ctx context.Context, do func(context.Context, session) error) error {
	return g.wait(ctx, &job{do: do, reads: true, done: make(chan struct{})})
}

func (g *group) wait(ctx context.Context, j *job) error {
	select {
	case g.jobs <- j:
	case <-ctx.Done():
		return notBegun(ctx)
	case <-g.quit:
		return casework.Errorf(casework.Later, "the store is closed")
	}
	select {
	case <-j.done:
		return j.err
	case <-ctx.Done():
		if j.state.CompareAndSwap(waiting, left) {
			return notBegun(ctx)
		}
	case <-g.quit:
		if j.state.CompareAndSwap(waiting, left) {
			return casework.Errorf(casework.Later, "the store is closed")
		}
	}
	<-j.done
	return j.err
}

func notBegun(ctx context.Context) error {
	return fmt.Errorf("wait for the writer: %w", context.Cause(ctx))
}

// close ends the writer after the group in hand.
func (g *group) close() error {
	close(g.quit)
	return <-g.ended
}

func (g *group) loop() {
	var jobs []*job
	for {
		select {
		case j := <-g.jobs:
			// Those whom the last commit woke may be about to come back: let them join.
			runtime.Gosched()
			jobs = g.settled(g.gather(begin(jobs[:0], j)))
			g.together(jobs)
		case <-g.quit:
			g.ended <- g.conn.close()
			return
		}
	}
}

// gather adds the jobs that are waiting, without those whose callers have left.
func (g *group) gather(jobs []*job) []*job {
	for range g.most.Load() {
		select {
		case j := <-g.jobs:
			jobs = begin(jobs, j)
		default:
			return jobs
		}
	}
	return jobs
}

// rounds is how often those whose reading was answered may come back with what
// they decided, so that more decisions share a flush.
const rounds = 4

// settled answers what only reads, and gathers what follows from it.
func (g *group) settled(jobs []*job) []*job {
	for range rounds {
		n := len(jobs)
		if jobs = g.answered(jobs); len(jobs) == n {
			break
		}
		runtime.Gosched()
		jobs = g.gather(jobs)
	}
	return g.answered(jobs)
}

// answered lets the jobs that only read go at once and gives the others.
func (g *group) answered(jobs []*job) []*job {
	rest := jobs[:0]
	for _, j := range jobs {
		if !j.reads {
			rest = append(rest, j)
			continue
		}
		j.err = g.call(j)
		close(j.done)
	}
	return rest
}

func begin(jobs []*job, j *job) []*job {
	if j.state.CompareAndSwap(waiting, begun) {
		return append(jobs, j)
	}
	return jobs
}

// together runs jobs in one transaction. They are guarded by savepoints only if
// one of them fails after it changed something: most groups have no such job,
// and a savepoint makes SQLite copy every page that is changed.
func (g *group) together(jobs []*job) {
	if len(jobs) == 0 {
		return
	}
	err := g.attempt(jobs, g.plain)
	if errors.Is(err, errGuard) {
		err = g.attempt(jobs, g.guarded)
	}
	if casework.KindOf(err) == casework.Later {
		// Those who came meanwhile would wait as long again for the same answer.
		jobs = g.answered(g.gather(jobs))
	}
	for _, j := range jobs {
		if err != nil {
			j.err = err // also where it was Repeated: that row isn't kept either
		}
		close(j.done)
	}
}

var errGuard = errors.New("a job failed that had changed something")

// attempt returns an error if nothing of the jobs was kept.
func (g *group) attempt(jobs []*job, one func(*job) error) error {
	if err := g.sql("BEGIN IMMEDIATE"); err != nil {
		return fmt.Errorf("begin: %w", lite(err))
	}
	for _, j := range jobs {
		if err := one(j); err != nil {
			g.undo()
			return err
		}
	}
	if err := g.sql("COMMIT"); err != nil {
		g.undo()
		return fmt.Errorf("commit: %w", lite(err))
	}
	return nil
}

func (g *group) plain(j *job) error {
	g.conn.touched = 0
	j.err = g.call(j)
	switch {
	case j.err == nil:
		return nil
	case casework.KindOf(j.err) == casework.Later:
		return j.err // the file, not the job, is at fault
	case g.conn.touched > 0:
		return errGuard
	}
	return nil
}

func (g *group) guarded(j *job) error {
	if err := g.sql("SAVEPOINT job"); err != nil {
		return fmt.Errorf("savepoint: %w", lite(err))
	}
	if j.err = g.call(j); j.err != nil {
		if casework.KindOf(j.err) == casework.Later || g.conn.AutoCommit() {
			return j.err
		}
		if err := g.sql("ROLLBACK TO job"); err != nil {
			return fmt.Errorf("roll back: %w", lite(err))
		}
	}
	if err := g.sql("RELEASE job"); err != nil {
		return fmt.Errorf("release: %w", lite(err))
	}
	return nil
}

// call runs the job's own code, which must not end the writer.
func (g *group) call(j *job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a write panicked: %v", p)
		}
	}()
	return lite(j.do(context.Background(), g.conn))
}

// undo ends what SQLite may have ended by itself already.
func (g *group) undo() {
	if !g.conn.AutoCommit() {
		_ = g.sql("ROLLBACK") // fails only where the next BEGIN fails too
	}
}

// sql has no context to be cancelled by: the driver would start a goroutine each time.
func (g *group) sql(text string) error {
	return g.conn.run(context.Background(), step{text: text})
}
