package bot

import (
	"sync"
	"time"
)

// lanes runs jobs: those of one key in order, one at a time; those of different keys
// side by side, on at most width goroutines. An idle lane holds none.
type lanes struct {
	width int

	mu      sync.Mutex
	byKey   map[int64]*lane
	ready   []*lane // with work, waiting for a worker
	workers int
	closed  chan struct{} // made by idle, closed when nothing is left
}

type lane struct {
	key  int64
	jobs []job
}

// job does its work and returns zero, or the pause after which it must be done again
// before anything else in its lane; pausing holds no goroutine.
type job func() time.Duration

func newLanes(width int) *lanes { return &lanes{width: width, byKey: map[int64]*lane{}} }

// put appends a job to its lane, or refuses if most are waiting there already.
func (l *lanes) put(key int64, most int, j job) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	ln, ok := l.byKey[key]
	if !ok {
		ln = &lane{key: key}
		l.byKey[key] = ln
		l.wake(ln)
	}
	if len(ln.jobs) >= most {
		return false
	}
	ln.jobs = append(ln.jobs, j)
	return true
}

// wake queues a lane for a worker; the lock is held.
func (l *lanes) wake(ln *lane) {
	l.ready = append(l.ready, ln)
	if l.workers < l.width {
		l.workers++
		go l.work()
	}
}

func (l *lanes) work() {
	for {
		l.mu.Lock()
		if len(l.ready) == 0 {
			l.workers--
			l.mu.Unlock()
			return
		}
		ln := l.ready[0]
		l.ready = l.ready[1:]
		j := ln.jobs[0]
		l.mu.Unlock()
		l.after(ln, run(j))
	}
}

// run keeps a panicking job from ending the process; jobs report their own panics,
// this is the last net.
func run(j job) (again time.Duration) {
	defer func() { _ = recover() }()
	return j()
}

// after puts the lane back: at once if more waits in it, later if its job wants a pause.
func (l *lanes) after(ln *lane, again time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if again > 0 {
		time.AfterFunc(again, func() {
			l.mu.Lock()
			defer l.mu.Unlock()
			l.wake(ln)
		})
		return
	}
	ln.jobs[0] = nil
	if ln.jobs = ln.jobs[1:]; len(ln.jobs) > 0 {
		l.ready = append(l.ready, ln) // behind the others: a full lane gets its turn, no more
		return
	}
	delete(l.byKey, ln.key)
	if len(l.byKey) == 0 && l.closed != nil {
		close(l.closed)
		l.closed = nil
	}
}

// idle returns a channel that is closed as soon as no lane has work.
func (l *lanes) idle() <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed == nil {
		l.closed = make(chan struct{})
	}
	done := l.closed
	if len(l.byKey) == 0 {
		close(l.closed)
		l.closed = nil
	}
	return done
}
