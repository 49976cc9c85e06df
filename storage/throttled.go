package storage

import (
	"context"
	"time"

	"liaison/casework"
)

var throttledFields = fields[casework.Throttled]{
	numberField("chat", func(t *casework.Throttled) *int64 { return &t.Chat }),
	numberField("message", func(t *casework.Throttled) *int { return &t.Message }),
	textField("person", func(t *casework.Throttled) *casework.PersonID { return &t.Person }),
	wordsField("body", func(t *casework.Throttled) *string { return &t.Text }),
	listField("media", func(t *casework.Throttled) *[]casework.Media { return &t.Media }),
	listField("sealed", func(t *casework.Throttled) *[]casework.Sealed { return &t.Sealed }),
	flagField("forwarded", func(t *casework.Throttled) *bool { return &t.Forwarded }),
	momentField("at", func(t *casework.Throttled) *time.Time { return &t.At }),
}

var (
	insertThrottled = `INSERT INTO throttled (` + throttledFields.columns("") + `) VALUES (` + throttledFields.holes(1) + `) ON CONFLICT DO NOTHING`

	// The resident is looked up for each line: a join would begin at all people.
	floods = `SELECT t.person, count(*), min(t.at), max(t.at) FROM throttled t
WHERE EXISTS (SELECT 1 FROM people s WHERE s.id = $1 AND s.retired = 0 AND s.dormant = 0 AND s.role IN ('moderator', 'admin'))
AND (SELECT CASE WHEN r.barred = 0 THEN r.agreed ELSE 0 END FROM people r WHERE r.id = t.person) > 0
GROUP BY t.person ORDER BY t.person LIMIT $2 + 0`

	throttledOf = `SELECT ` + throttledFields.columns("t.") + ` FROM throttled t WHERE t.person = $2
AND EXISTS (SELECT 1 FROM people s WHERE s.id = $1 AND s.retired = 0 AND s.dormant = 0 AND (s.id = t.person
OR s.role IN ('moderator', 'admin') AND EXISTS (SELECT 1 FROM people r WHERE r.id = t.person AND r.agreed > 0)))
ORDER BY t.at, t.message LIMIT $3 + 0`
)

const (
	rewordThrottled = `UPDATE throttled SET body = $4 WHERE chat = $1 AND message = $2 AND person = $3`
	dropThrottled   = `DELETE FROM throttled WHERE chat = $1 AND message = $2`
	eraseThrottled  = `DELETE FROM throttled WHERE person = $1`
	oldThrottled    = `DELETE FROM throttled WHERE (chat, message) IN
(SELECT t.chat, t.message FROM throttled t WHERE t.at <= $1 ORDER BY t.at LIMIT $2 + 0) RETURNING message`
)

// keepThrottled keeps a message back, or the newer words of one that is, else it is
// NotFound. The same message twice is kept once.
func keepThrottled(t casework.Throttled) step {
	if t.Edited {
		return step{text: rewordThrottled, args: []any{t.Chat, t.Message, string(t.Person), bytesOf(t.Text)},
			none: casework.Errorf(casework.NotFound, "no such message is kept back")}
	}
	return step{text: insertThrottled, args: throttledFields.args(&t)}
}

func takeUp(at casework.Ref) step {
	return step{text: dropThrottled, args: []any{at.Chat, at.Message},
		none: casework.Errorf(casework.Stale, "a message was taken up already")}
}

// Floods lists the residents of whom messages are kept back, for the staff.
func (s *Store) Floods(ctx context.Context, by casework.Person, limit int) (all []casework.Flood, err error) {
	err = s.read(ctx, step{text: floods, args: []any{string(by.ID), limit}, row: func(r scanner) error {
		var f casework.Flood
		err := r.Scan((*string)(&f.Person), &f.Count, moment(&f.First), moment(&f.Last))
		all = append(all, f)
		return err
	}})
	return all, err
}

// Throttled lists what is kept back of a resident, in order, for the staff and for themselves.
func (s *Store) Throttled(ctx context.Context, by casework.Person, who casework.PersonID, limit int) (all []casework.Throttled, err error) {
	err = s.read(ctx, step{text: throttledOf, args: []any{string(by.ID), string(who), limit}, row: func(r scanner) error {
		var t casework.Throttled
		err := r.Scan(throttledFields.into(&t)...)
		all = append(all, t)
		return err
	}})
	return all, err
}
