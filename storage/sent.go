package storage

import (
	"context"

	"liaison/casework"
)

var sentBy = `SELECT n.number, n.kind,
coalesce((SELECT o.state FROM notices o WHERE o.id = n.id AND o.part > 1 AND o.state <> 'sent' ORDER BY o.part LIMIT 1), n.state),
n.unreachable, n.ended,
(SELECT e.body FROM entries e JOIN cases c ON c.id = e.case_id WHERE c.number = n.number AND e.seq = n.entry AND ` + scope + `)
FROM notices n WHERE n.author = $1 AND n.author <> '' AND n.part = 1 AND n.kind IN ('answer', 'question', 'closed') AND ` + shownToStaff + `
ORDER BY n.id DESC LIMIT $2 + 0`

// SentBy lists what became of a person's last words to residents, the newest first.
func (s *Store) SentBy(ctx context.Context, by casework.Person, limit int) (all []casework.Sent, err error) {
	err = s.read(ctx, step{text: sentBy, args: []any{string(by.ID), limit}, row: func(r scanner) error {
		var one casework.Sent
		err := r.Scan((*string)(&one.Case), (*string)(&one.Kind), (*string)(&one.State), flag(&one.Unreachable),
			moment(&one.Ended), words(&one.Text))
		all = append(all, one)
		return err
	}})
	return all, err
}
