package storage

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"liaison/casework"
)

// SQLite uses a partial index only where its condition is repeated. What is for the
// officer alone isn't counted.
const accuracy = `SELECT c.judged, c.guessed, c.topic, count(*) FROM cases c
WHERE c.opened >= $2 AND c.judged <> '' AND c.protected = 0` + byStaff + `
GROUP BY c.judged, c.guessed, c.topic`

// Accuracy counts, for the staff, how the classifier sorted what was opened since then.
func (s *Store) Accuracy(ctx context.Context, by casework.Person, since time.Time) ([]casework.Accuracy, error) {
	lines := map[casework.TopicID]casework.Accuracy{}
	err := s.read(ctx, step{text: accuracy, args: []any{string(by.ID), millis(since)}, row: func(r scanner) error {
		var judged casework.Judged
		var guessed, topic casework.TopicID
		var n int
		if err := r.Scan((*string)(&judged), (*string)(&guessed), (*string)(&topic), &n); err != nil {
			return err
		}
		if judged != casework.Sorted {
			guessed = topic
		}
		line := lines[guessed]
		line.Topic = guessed
		switch {
		case judged != casework.Sorted:
			line.Unsure += n
		case guessed == topic:
			line.Sorted, line.Right = line.Sorted+n, line.Right+n
		default:
			line.Sorted += n
		}
		lines[guessed] = line
		return nil
	}})
	return slices.SortedFunc(maps.Values(lines), func(a, b casework.Accuracy) int { return cmp.Compare(a.Topic, b.Topic) }), err
}
