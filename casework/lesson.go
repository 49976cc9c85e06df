package casework

import "time"

// Lesson is what a person taught the classifier: a text belongs to a topic.
type Lesson struct {
	ID    int64
	Text  string
	Topic TopicID
	By    PersonID
	At    time.Time
	// Weight (0..1] is what it counts beside an example of the office file.
	// It shrinks the more one person teaches.
	Weight float64
}
