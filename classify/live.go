package classify

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"liaison/casework"
)

// Lessons is the part of the store that keeps what people taught.
type Lessons interface {
	// Teaching grows with each change of what is taught.
	Teaching(ctx context.Context) (revision int64, err error)
	// Taught gives the lessons with their texts, the newest first, and the revision that this is.
	Taught(ctx context.Context) (lessons []casework.Lesson, revision int64, err error)
}

// Live is a classifier that learns while it is asked: a new model takes the place of
// the old one at once. Each replica has its own, and all come to the same.
type Live struct {
	base   *Base
	topics []casework.Topic
	now    func() time.Time
	model  atomic.Pointer[Model]
	taught atomic.Pointer[Taught]
	turn   sync.Mutex // one learns at a time
}

// Taught is what a Live has learned.
type Taught struct {
	Revision int64
	Lessons  int       // that count
	At       time.Time // zero: never
}

var _ casework.Classifier = (*Live)(nil)

// NewLive knows a base model and what the office file says of its topics, and
// nothing from people yet.
func NewLive(base *Base, topics []casework.Topic, now func() time.Time) *Live {
	l := &Live{base: base, topics: topics, now: now}
	l.model.Store(NewOn(base, topics))
	l.taught.Store(&Taught{Revision: -1})
	return l
}

// Retopic has what is learned next be of other topics, and nothing count as learned.
func (l *Live) Retopic(topics []casework.Topic) {
	l.turn.Lock()
	defer l.turn.Unlock()
	l.topics = topics
	l.model.Store(NewOn(l.base, topics))
	l.taught.Store(&Taught{Revision: -1})
}

// Classify asks the model that is the newest now.
func (l *Live) Classify(text string) casework.Verdict { return l.model.Load().Classify(text) }

// Taught says what was learned last.
func (l *Live) Taught() Taught { return *l.taught.Load() }

// Learn asks whether what people taught has changed, and if so learns it anew. It
// reports whether it did. To ask is one look at one row.
func (l *Live) Learn(ctx context.Context, from Lessons) (bool, error) {
	l.turn.Lock()
	defer l.turn.Unlock()
	revision, err := from.Teaching(ctx)
	if err != nil {
		return false, fmt.Errorf("ask what people taught: %w", err)
	}
	if revision == l.Taught().Revision {
		return false, nil
	}
	lessons, revision, err := from.Taught(ctx)
	if err != nil {
		return false, fmt.Errorf("read what people taught: %w", err)
	}
	lessons = casework.Weigh(lessons)
	l.model.Store(NewOn(l.base, l.topics, lessons...))
	l.taught.Store(&Taught{Revision: revision, Lessons: len(lessons), At: l.now()})
	return true, nil
}
