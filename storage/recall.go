package storage

import "liaison/casework"

const (
	// Once a sender has claimed it, it may have gone out.
	recallAnswer = `UPDATE notices SET state = 'cancelled', key = '' WHERE person = $1 AND number = $2 AND entry = $3
AND kind IN ('answer', 'question') AND state = 'pending' AND tried = 0`

	// What else the answer owes, and would say nothing new now.
	recallNews = `UPDATE notices SET state = 'cancelled', key = '' WHERE person = $1 AND number = $2
AND kind = 'sorted' AND state = 'pending' AND tried = 0 AND not_before > $3`
)

func recall(r casework.Recalled) []step {
	steps := []step{{text: recallAnswer, args: []any{string(r.To), string(r.Case), r.Entry},
		none: &casework.Error{Kind: casework.Conflict, Reason: casework.AlreadySent, Case: r.Case}}}
	if !r.Anew {
		steps = append(steps, step{text: recallNews, args: []any{string(r.To), string(r.Case), int64(0)}})
	}
	return steps
}
