package storage

import (
	"context"
	"time"

	"liaison/casework"
)

// One pass over an index that holds all it needs, in the order of the groups.
const board = `SELECT c.topic, c.status, count(*), sum(CASE WHEN c.answer_by < $2 THEN 1 ELSE 0 END), min(c.opened)
FROM cases c WHERE c.status IN (` + onBoard + `)
AND EXISTS (SELECT 1 FROM people p WHERE p.id = $1 AND p.retired = 0 AND p.role IN ('moderator', 'admin'))
GROUP BY c.topic, c.status ORDER BY c.topic, c.status`

// Queues counts the cases of each topic, the unsorted first.
func (s *Store) Queues(ctx context.Context, by casework.Person, now time.Time) (lines []casework.QueueCount, err error) {
	err = s.read(ctx, step{text: board, args: []any{string(by.ID), millis(now)}, row: func(r scanner) error { return countLine(r, &lines) }})
	return lines, err
}

func count(q *casework.QueueCount, status casework.Status, n, late int, oldest time.Time) {
	switch status {
	case casework.Answered:
		q.Answered += n
		return
	case casework.Taken, casework.Asked:
		q.InWork += n
	default:
		q.Waiting += n
		if q.Oldest.IsZero() || oldest.Before(q.Oldest) {
			q.Oldest = oldest
		}
	}
	q.Late += late
}

// countLine adds a topic's count of one status to the topic's line.
func countLine(r scanner, lines *[]casework.QueueCount) error {
	var topic casework.TopicID
	var status casework.Status
	var n, late int
	var oldest time.Time
	if err := r.Scan((*string)(&topic), (*string)(&status), &n, &late, moment(&oldest)); err != nil {
		return err
	}
	if len(*lines) == 0 || (*lines)[len(*lines)-1].Topic != topic {
		*lines = append(*lines, casework.QueueCount{Topic: topic})
	}
	count(&(*lines)[len(*lines)-1], status, n, late, oldest)
	return nil
}
