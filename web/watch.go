package web

import (
	"context"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"liaison/casework"
)

// lookEvery is how often the books are looked at, for all open pages together.
var lookEvery = 3 * time.Second

// tellAnyway is because promised days pass without a change of the books.
const tellAnyway = time.Minute

// watch looks at the books for all open pages, while there are any.
type watch struct {
	desk  *casework.Desk
	every time.Duration

	mu     sync.Mutex
	pages  int
	stop   context.CancelFunc
	moved  chan struct{}                    // closed at the next change
	boards map[reader]func() (board, error) // as they are read once after the last
}

// reader is whose board it is: all of the staff have the same, and one whose rights
// change is another.
type reader struct {
	id     casework.PersonID
	rights int64
}

func readerOf(p casework.Person) reader {
	if p.Staff() {
		return reader{}
	}
	return reader{p.ID, p.Rights}
}

func newWatch(d *casework.Desk) *watch {
	return &watch{desk: d, every: lookEvery, moved: make(chan struct{}), boards: map[reader]func() (board, error){}}
}

// join begins to look with the first page; leave ends it with the last.
func (w *watch) join(ctx context.Context) (leave func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.pages++; w.pages == 1 {
		looking, stop := context.WithCancel(context.WithoutCancel(ctx))
		w.stop = stop
		go w.look(looking)
	}
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.pages--; w.pages == 0 {
			w.stop()
			clear(w.boards)
		}
	}
}

// look tells of changes, at most one each time.
func (w *watch) look(ctx context.Context) {
	tick := time.NewTicker(w.every)
	defer tick.Stop()
	last, told := "", time.Now()
	for {
		now, err := w.desk.Revision(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			zerolog.Ctx(ctx).Warn().Err(err).Msg("books not looked at")
		case now != last || time.Since(told) >= tellAnyway:
			last, told = now, time.Now()
			w.tell()
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (w *watch) tell() {
	w.mu.Lock()
	defer w.mu.Unlock()
	close(w.moved)
	w.moved = make(chan struct{})
	clear(w.boards)
}

// next is closed at the next change.
func (w *watch) next() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.moved
}

// board is read once for all who see the same, however many look after a change.
func (w *watch) board(of reader, read func() (board, error)) (board, error) {
	w.mu.Lock()
	once, ok := w.boards[of]
	if !ok {
		once = sync.OnceValues(read)
		w.boards[of] = once
	}
	w.mu.Unlock()
	return once()
}

// keep has a board that was read since a moment for who looks next, unless there was a change since.
func (w *watch) keep(of reader, since <-chan struct{}, b board) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if since == w.moved {
		w.boards[of] = func() (board, error) { return b, nil }
	}
}
