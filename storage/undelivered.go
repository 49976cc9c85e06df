package storage

import (
	"context"

	"liaison/casework"
)

// News that didn't arrive is told elsewhere; words, and what nobody knows of, are listed.
var undelivered = `SELECT ` + noticeColumns + `, n.unreachable, CASE WHEN n.ended > 0 THEN n.ended ELSE n.owed END
FROM notices n LEFT JOIN people p ON p.id = n.person
WHERE EXISTS (SELECT 1 FROM people s WHERE s.id = $1 AND s.retired = 0 AND s.dormant = 0 AND s.role IN ('moderator', 'admin'))
AND n.state IN ('undeliverable', 'uncertain') AND (n.author <> '' OR n.state = 'uncertain') AND n.id < $2 AND ` + shownToStaff + `
ORDER BY n.id DESC, n.part DESC LIMIT $3 + 0`

// Undelivered lists, for the staff, what could not be delivered or may not have
// been, the newest first, from before a notice.
func (s *Store) Undelivered(ctx context.Context, by casework.Person, before casework.NoticeID, limit int) (all []casework.Undelivered, err error) {
	err = s.read(ctx, step{text: undelivered, args: []any{string(by.ID), int64(before), limit}, row: func(r scanner) error {
		var u casework.Undelivered
		err := r.Scan(append(noticeInto(&u.Notice), flag(&u.Unreachable), moment(&u.Ended))...)
		all = append(all, u)
		return err
	}})
	return all, err
}
