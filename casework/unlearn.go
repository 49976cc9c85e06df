package casework

import (
	"context"
	"strconv"
	"time"
)

// Unlearn takes back what a correction taught; the case stays where it is. What was
// taken back already changes nothing.
func (c Case) Unlearn(by Person, l Lesson, now time.Time) (Change, error) {
	t, err := c.turn(DoUnlearn, by, now)
	if err != nil || !l.Undone.IsZero() {
		return Change{}, err
	}
	l.Undone, l.Undoer = now, by.ID
	t.ch.Lessons = append(t.ch.Lessons, l)
	return t.end(strconv.FormatInt(int64(l.ID), 10))
}

// Lessons lists, for the staff, what people taught before a lesson, the newest first.
func (d *Desk) Lessons(ctx context.Context, by Person, before LessonID, limit int) ([]Lesson, error) {
	return d.store.Lessons(ctx, by, before, limit)
}

// LessonsOf lists, for the staff, what of one person teaches still.
func (d *Desk) LessonsOf(ctx context.Context, by Person, who PersonID) ([]Lesson, error) {
	return d.store.LessonsOf(ctx, by, who, LessonsKept)
}

// Unlearn takes back one lesson, and gives it as it was.
func (d *Desk) Unlearn(ctx context.Context, once Once, by Person, id LessonID) (Lesson, error) {
	l, err := d.store.Lesson(ctx, by, id)
	if err != nil {
		return Lesson{}, err
	}
	_, err = d.act(ctx, once, by, l.Case, func(c Case, by Person, now time.Time) (Change, error) {
		fresh, err := d.store.Lesson(ctx, by, id)
		if err != nil {
			return Change{}, err
		}
		return c.Unlearn(by, fresh, now)
	})
	return l, err
}

// UnlearnAll takes back, for an administrator, all that one person taught and that
// teaches still, and gives how many lessons that were. Broken off, it goes on where it
// stopped when it is called again.
func (d *Desk) UnlearnAll(ctx context.Context, by Person, who PersonID) (int, error) {
	if err := by.admin(); err != nil {
		return 0, err
	}
	all, err := d.LessonsOf(ctx, by, who)
	for i, l := range all {
		if _, err := d.Unlearn(ctx, Once{}, by, l.ID); err != nil {
			return i, err
		}
	}
	return len(all), err
}
