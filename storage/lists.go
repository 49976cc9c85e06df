package storage

import (
	"context"
	"time"

	"liaison/casework"
)

// The staff's lists. A page begins behind the case that ended the one before, by
// the order of the index, so that each page costs the same. SQLite uses a partial
// index only where its condition is repeated.
var (
	staffOnly = `EXISTS (SELECT 1 FROM people p WHERE p.id = $1 AND p.retired = 0 AND p.dormant = 0 AND p.role IN ('moderator', 'admin'))`

	waitingUnder = `SELECT ` + caseColumns + ` FROM cases c
WHERE c.topic = $2 AND c.status IN ('queued', 'taken', 'asked') AND c.protected = 0 AND (c.answer_by, c.number) > ($3, $4) AND ` + staffOnly + `
ORDER BY c.answer_by, c.number LIMIT $5 + 0`

	lateCases = `SELECT ` + caseColumns + ` FROM cases c
WHERE c.status IN ('unsorted', 'queued', 'taken', 'asked') AND c.protected = 0 AND c.answer_by < $2 AND (c.answer_by, c.number) > ($3, $4) AND ` + staffOnly + `
ORDER BY c.answer_by, c.number LIMIT $5 + 0`
)

// place is where a case stands in a list by its promised day; the zero one before all.
func place(after casework.Case) (int64, string) {
	if after.Number == "" {
		return -1, ""
	}
	return deadline(after.AnswerBy), string(after.Number)
}

// WaitingUnder lists a topic's cases that aren't answered, the nearest AnswerBy first.
func (s *Store) WaitingUnder(ctx context.Context, by casework.Person, topic casework.TopicID, after casework.Case, limit int) (all []casework.Case, err error) {
	at, number := place(after)
	err = s.read(ctx, collect(&all, waitingUnder, string(by.ID), string(topic), at, number, limit))
	return all, err
}

// LateCases lists what is past its promised day, the longest late first.
func (s *Store) LateCases(ctx context.Context, by casework.Person, now time.Time, after casework.Case, limit int) (all []casework.Case, err error) {
	at, number := place(after)
	err = s.read(ctx, collect(&all, lateCases, string(by.ID), millis(now), at, number, limit))
	return all, err
}
