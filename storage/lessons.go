package storage

import (
	"context"
	"time"

	"liaison/casework"
)

// lessonFields are the columns of lessons but for the id and what only the store looks at.
var lessonFields = fields[casework.Lesson]{
	textField("number", func(l *casework.Lesson) *casework.Number { return &l.Case }),
	numberField("entries", func(l *casework.Lesson) *int { return &l.Entries }),
	textField("was", func(l *casework.Lesson) *casework.TopicID { return &l.From }),
	textField("topic", func(l *casework.Lesson) *casework.TopicID { return &l.Topic }),
	textField("author", func(l *casework.Lesson) *casework.PersonID { return &l.By }),
	textField("role", func(l *casework.Lesson) *casework.Role { return &l.Role }),
	momentField("at", func(l *casework.Lesson) *time.Time { return &l.At }),
	momentField("undone", func(l *casework.Lesson) *time.Time { return &l.Undone }),
	textField("undoer", func(l *casework.Lesson) *casework.PersonID { return &l.Undoer }),
}

var (
	lessonColumns = lessonFields.columns("l.") + ", l.id"
	insertLesson  = `INSERT INTO lessons (` + lessonFields.columns("") + `, office) VALUES (` + lessonFields.holes(1) + `, $10)`
)

const (
	// Of one person only the newest teach on.
	outgrow = `UPDATE lessons SET live = 0 WHERE author = $1 AND live = 1 AND id <=
(SELECT o.id FROM lessons o WHERE o.author = $1 AND o.live = 1 ORDER BY o.id DESC LIMIT 1 OFFSET $2 + 0)`

	undoLesson = `UPDATE lessons SET live = 0, undone = $3, undoer = $4 WHERE id = $1 AND number = $2 AND undone = 0`

	// The lock on this row is the last that a transaction takes.
	taughtAnew   = `UPDATE teaching SET revision = revision + 1 WHERE id = 1`
	taughtOfCase = taughtAnew + ` AND EXISTS (SELECT 1 FROM lessons l WHERE l.number = $1)`

	teaching = `SELECT revision FROM teaching WHERE id = 1`

	shedLessons = `UPDATE lessons SET live = 0, author = CASE WHEN author = $3 THEN $2 ELSE author END WHERE number = $1`
)

// The staff see what was taught by cases that they may see.
const byStaff = ` AND EXISTS (SELECT 1 FROM people s WHERE s.id = $1 AND s.retired = 0 AND s.dormant = 0 AND s.role IN ('moderator', 'admin'))`

var (
	lessonsBefore = `SELECT ` + lessonColumns + ` FROM lessons l JOIN cases c ON c.number = l.number
WHERE l.id < $2 AND ` + scope + byStaff + ` ORDER BY l.id DESC LIMIT $3 + 0`
	lessonsOf = `SELECT ` + lessonColumns + ` FROM lessons l JOIN cases c ON c.number = l.number
WHERE l.author = $2 AND l.live = 1 AND ` + scope + byStaff + ` ORDER BY l.id DESC LIMIT $3 + 0`
	oneLesson = `SELECT ` + lessonColumns + ` FROM lessons l JOIN cases c ON c.number = l.number
WHERE l.id = $2 AND ` + scope + byStaff
)

func lessonInto(l *casework.Lesson) []any {
	return append(lessonFields.into(l), number[casework.LessonID]{&l.ID})
}

// teach are the last steps of a change.
func teach(ch casework.Change) (steps []step) {
	for _, l := range ch.Lessons {
		if !l.Undone.IsZero() {
			steps = append(steps, step{text: undoLesson, args: []any{int64(l.ID), string(l.Case), millis(l.Undone), string(l.Undoer)},
				none: casework.Errorf(casework.Stale, "lesson %d was taken back meanwhile", l.ID)})
			continue
		}
		steps = append(steps,
			step{text: insertLesson, args: append(lessonFields.args(&l), bit(l.Role != casework.Resident))},
			step{text: outgrow, args: []any{string(l.By), casework.LessonsKept}})
	}
	if len(steps) > 0 {
		return append(steps, step{text: taughtAnew})
	}
	for _, n := range ch.Retaught {
		steps = append(steps, step{text: taughtOfCase, args: []any{string(n)}})
	}
	return steps
}

// How many lessons teach at most: of the office, and of residents, who can't crowd those out.
const (
	officeLessons   = 4000
	residentLessons = 1000
)

// A lesson counts as long as its case stands under its topic and has its words.
const lessonsToTeach = `SELECT taught.id, taught.number, taught.topic, taught.author, taught.role, taught.at,
CASE WHEN c.owner <> '' AND c.owner <> taught.author THEN 1 ELSE 0 END, e.body
FROM (SELECT * FROM lessons l WHERE l.live = 1 AND l.office = $1 ORDER BY l.id DESC LIMIT $2 + 0) taught
JOIN cases c ON c.number = taught.number AND c.topic = taught.topic AND c.protected = 0 AND c.shed = 0
JOIN entries e ON e.case_id = c.id AND e.seq <= taught.entries AND e.kind = 'said' AND e.sealed = ''
ORDER BY taught.id DESC, e.seq`

// Teaching grows with each change of what people taught.
func (s *Store) Teaching(ctx context.Context) (revision int64, err error) {
	err = s.glance(ctx, step{text: teaching, row: func(r scanner) error { return r.Scan(&revision) }})
	return revision, err
}

// mostTaught is how many bytes of a case's text teach.
const mostTaught = 4 << 10

// Taught gives what people taught, the newest first, with the texts, and the
// revision of Teaching that it is. It is for the program itself.
func (s *Store) Taught(ctx context.Context) (lessons []casework.Lesson, revision int64, err error) {
	err = s.engine.read(ctx, func(ctx context.Context, tx session) error {
		lessons = nil
		gather := func(r scanner) error {
			var l casework.Lesson
			err := r.Scan(number[casework.LessonID]{&l.ID}, (*string)(&l.Case), (*string)(&l.Topic), (*string)(&l.By),
				(*string)(&l.Role), moment(&l.At), flag(&l.Upheld), words(&l.Text))
			if last := len(lessons) - 1; last >= 0 && lessons[last].ID == l.ID {
				if text := &lessons[last].Text; len(*text) < mostTaught {
					*text += "\n" + l.Text
				}
				return err
			}
			lessons = append(lessons, l)
			return err
		}
		return tx.run(ctx,
			step{text: teaching, row: func(r scanner) error { return r.Scan(&revision) }},
			step{text: lessonsToTeach, args: []any{1, officeLessons}, row: gather},
			step{text: lessonsToTeach, args: []any{0, residentLessons}, row: gather})
	})
	return lessons, revision, err
}

func (s *Store) lessons(ctx context.Context, text string, args ...any) (all []casework.Lesson, err error) {
	err = s.read(ctx, step{text: text, args: args, row: func(r scanner) error {
		var l casework.Lesson
		err := r.Scan(lessonInto(&l)...)
		all = append(all, l)
		return err
	}})
	return all, err
}

// Lessons lists, for the staff, what people taught before a lesson, the newest first.
func (s *Store) Lessons(ctx context.Context, by casework.Person, before casework.LessonID, limit int) ([]casework.Lesson, error) {
	return s.lessons(ctx, lessonsBefore, string(by.ID), int64(before), limit)
}

// LessonsOf lists, for the staff, what of one person teaches, the newest first.
func (s *Store) LessonsOf(ctx context.Context, by casework.Person, who casework.PersonID, limit int) ([]casework.Lesson, error) {
	return s.lessons(ctx, lessonsOf, string(by.ID), string(who), limit)
}

// Lesson gives NotFound for one that never was, and to who isn't of the staff.
func (s *Store) Lesson(ctx context.Context, by casework.Person, id casework.LessonID) (casework.Lesson, error) {
	all, err := s.lessons(ctx, oneLesson, string(by.ID), int64(id))
	if err == nil && len(all) == 0 {
		err = unseen()
	}
	if err != nil {
		return casework.Lesson{}, err
	}
	return all[0], nil
}
