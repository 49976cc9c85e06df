package storage

import (
	"context"
	"time"

	"liaison/casework"
)

// onTheBoard counts the cases of a topic in one status, those promised first before
// others, and no further than is told: what was answered piles up over the years.
func onTheBoard(seen string) string {
	return `SELECT count(*), coalesce(sum(CASE WHEN b.answer_by < $1 THEN 1 ELSE 0 END), 0), coalesce(min(b.opened), 0) FROM (
SELECT c.answer_by, c.opened FROM cases c WHERE c.topic = $2 AND c.status = $3 AND c.status IN (` + onBoard + `) AND c.protected = 0` + seen + `
ORDER BY c.answer_by, c.opened LIMIT $4 + 0) AS b`
}

var (
	board = onTheBoard(` AND EXISTS (SELECT 1 FROM people p WHERE p.id = $5 AND p.retired = 0 AND p.dormant = 0 AND p.role IN ('moderator', 'admin'))`)

	overviewBoard = onTheBoard("")
)

const topicIDs = `SELECT id FROM topics ORDER BY id`

// Queues counts the cases of each topic, the unsorted first, each status up to casework.MostCounted.
func (s *Store) Queues(ctx context.Context, by casework.Person, now time.Time) (lines []casework.QueueCount, err error) {
	err = s.engine.read(ctx, func(ctx context.Context, tx session) error {
		lines, err = queueLines(ctx, tx, now, board, string(by.ID))
		return err
	})
	return lines, err
}

// queueLines looks into the index once for each topic and status.
func queueLines(ctx context.Context, tx session, now time.Time, text string, by ...any) (lines []casework.QueueCount, err error) {
	topics := []string{""}
	if err := tx.run(ctx, collectText(&topics, topicIDs)); err != nil {
		return nil, err
	}
	all := make([]casework.QueueCount, len(topics))
	var steps []step
	for i, topic := range topics {
		all[i].Topic = casework.TopicID(topic)
		for _, status := range casework.Statuses {
			if status == casework.Held || status == casework.Closed {
				continue
			}
			steps = append(steps, step{text: text, args: append([]any{millis(now), topic, string(status), casework.MostCounted}, by...),
				row: func(r scanner) error { return countLine(r, status, &all[i]) }})
		}
	}
	if err := tx.run(ctx, steps...); err != nil {
		return nil, err
	}
	for _, q := range all {
		if q.Waiting+q.InWork+q.Answered > 0 {
			lines = append(lines, q)
		}
	}
	return lines, nil
}

// countLine adds the count of one status to its topic's line.
func countLine(r scanner, status casework.Status, q *casework.QueueCount) error {
	var n, late int
	var oldest time.Time
	if err := r.Scan(&n, &late, moment(&oldest)); err != nil {
		return err
	}
	switch status {
	case casework.Answered:
		q.Answered += n
		return nil
	case casework.Taken, casework.Asked:
		q.InWork += n
	default:
		q.Waiting += n
		if q.Oldest.IsZero() || n > 0 && oldest.Before(q.Oldest) {
			q.Oldest = oldest
		}
	}
	q.Late += late
	return nil
}
