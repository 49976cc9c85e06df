package casework

import (
	"slices"
	"time"
)

// LessonID names a lesson; later ones are greater.
type LessonID int64

// Lesson is what a person taught the classifier: a text belongs to a topic. It
// keeps no words of its own: they are read from the case when the classifier is
// taught, so that what was changed, removed or forgotten teaches no more. It
// counts as long as its case stands under its topic.
type Lesson struct {
	ID      LessonID
	Case    Number
	Entries int    // the text is what the resident said in so many first entries
	Text    string // only where it is read in order to teach, as is
	Upheld  bool   // that a deputy, not By, has since taken the case under the topic
	From    TopicID
	Topic   TopicID
	By      PersonID
	Role    Role // that of By, then
	At      time.Time
	Undone  time.Time // when it was taken back; zero: it wasn't
	Undoer  PersonID
	// Weight (0..1] is what it counts beside an example of the office file.
	// It shrinks the more one person teaches.
	Weight float64
}

// taughtBy is how many first entries of a case say what it is about. What
// follows answers questions.
const taughtBy = 5

// LessonsKept is how many lessons of one person are kept for teaching: the newest.
// Whoever corrects more can't crowd out what others taught.
const LessonsKept = 200

// teach keeps what the actor's choice of a topic says of the resident's words.
func (t *turn) teach() {
	if t.c.Protected {
		return
	}
	t.ch.Lessons = append(t.ch.Lessons, Lesson{
		Case: t.c.Number, Entries: min(t.before.Entries, taughtBy), From: t.before.Topic, Topic: t.c.Topic,
		By: t.by.ID, Role: t.by.Role, At: t.now,
	})
}

// reteach notes that what lessons say of the case may have changed: its topic, its
// words, or that it is for the officer alone.
func (t *turn) reteach() {
	if t.before.Status == "" {
		return
	}
	reworded := slices.ContainsFunc(t.ch.Entries, func(e Entry) bool {
		return e.Revision > 1 && (e.Kind == Said || e.Kind == Moved)
	})
	if reworded || t.c.Topic != t.before.Topic || t.c.Protected != t.before.Protected {
		t.ch.Retaught = append(t.ch.Retaught, t.c.Number)
	}
}
