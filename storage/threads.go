package storage

import (
	"context"
	"strconv"
	"time"

	"liaison/casework"
)

// entryFields are the columns of entries and revisions after the row id of the case.
var entryFields = fields[casework.Entry]{
	numberField("seq", func(e *casework.Entry) *int { return &e.Seq }),
	textField("kind", func(e *casework.Entry) *casework.EntryKind { return &e.Kind }),
	textField("author", func(e *casework.Entry) *casework.PersonID { return &e.By }),
	textField("behalf", func(e *casework.Entry) *casework.PersonID { return &e.For }),
	wordsField("body", func(e *casework.Entry) *string { return &e.Text }),
	listField("media", func(e *casework.Entry) *[]casework.Media { return &e.Media }),
	listField("sealed", func(e *casework.Entry) *[]casework.Sealed { return &e.Sealed }),
	flagField("forwarded", func(e *casework.Entry) *bool { return &e.Forwarded }),
	numberField("chat", func(e *casework.Entry) *int64 { return &e.Ref.Chat }),
	numberField("message", func(e *casework.Entry) *int { return &e.Ref.Message }),
	numberField("answers", func(e *casework.Entry) *int { return &e.Answers }),
	wordsField("quote", func(e *casework.Entry) *string { return &e.Quote }),
	momentField("at", func(e *casework.Entry) *time.Time { return &e.At }),
	momentField("edited", func(e *casework.Entry) *time.Time { return &e.Edited }),
	numberField("revision", func(e *casework.Entry) *int { return &e.Revision }),
}

// An entry's arguments end with the number of its case, what is indexed of it, and the revision before it.
var (
	caseID    = `(SELECT id FROM cases WHERE number = ` + beyond(1) + `)`
	sameEntry = `case_id = ` + caseID + ` AND seq = $1`

	insertEntry = `INSERT INTO entries (` + entryFields.columns("") + `, case_id, indexed) VALUES (` + entryFields.holes(1) + `, ` + caseID + `, ` + beyond(2) + `)
ON CONFLICT DO NOTHING`
	updateEntry = `UPDATE entries SET ` + entryFields.sets() + `, indexed = ` + beyond(2) + ` WHERE ` + sameEntry + ` AND revision = ` + beyond(3)

	keepRevision = `INSERT INTO revisions (` + entryFields.columns("") + `, case_id)
SELECT ` + entryFields.columns("") + `, case_id FROM entries
WHERE case_id = (SELECT id FROM cases WHERE number = $2) AND seq = $1 AND revision = $3`
)

// beyond names the nth parameter after an entry's fields.
func beyond(n int) string { return "$" + strconv.Itoa(len(entryFields)+n) }

const insertEvent = `INSERT INTO events (case_id, seq, at, author, verb, status, topic, owner, offered, detail, behalf)
VALUES ((SELECT id FROM cases WHERE number = $1), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING`

func keepEntry(e casework.Entry) []step {
	e.Revision = max(e.Revision, 1)
	args := append(entryFields.args(&e), string(e.Case), indexed(e))
	moved := casework.Errorf(casework.Stale, "entry %d of case %s has changed", e.Seq, e.Case)
	if e.Revision == 1 {
		return append([]step{{text: insertEntry, args: args, none: moved}}, index(e)...)
	}
	return append([]step{
		{text: keepRevision, args: []any{e.Seq, string(e.Case), e.Revision - 1}, none: moved},
		{text: updateEntry, args: append(args, e.Revision-1), none: moved},
	}, index(e)...)
}

func keepEvent(e casework.Event) step {
	return step{text: insertEvent,
		args: []any{string(e.Case), e.Seq, millis(e.At), string(e.By), string(e.Verb), string(e.Status),
			string(e.Topic), string(e.Owner), string(e.Offered), e.Detail, string(e.For)},
		none: casework.Errorf(casework.Stale, "event %d of case %s is there already", e.Seq, e.Case)}
}

var (
	threadEntries = `SELECT c.number, ` + entryFields.columns("e.") + ` FROM entries e JOIN cases c ON c.id = e.case_id
WHERE c.number = $2 AND (e.kind NOT IN ('draft', 'sketch', 'scrapped') OR e.author = $1 OR e.kind <> 'draft' AND (e.behalf = $1
  OR EXISTS (SELECT 1 FROM covers v WHERE v.person = $1 AND v.absent = e.behalf)))
AND (e.kind <> 'note' OR c.resident <> $1) AND ` + scope + ` ORDER BY e.seq`

	// Who may read a case may read what goes on in it. SQLite uses a partial index
	// only where its condition is repeated.
	threadJoined = `SELECT m.number, ` + entryFields.columns("e.") + ` FROM cases m JOIN entries e ON e.case_id = m.id
WHERE m.merged = $2 AND m.merged <> '' AND e.kind IN ('said', 'question', 'answer')
AND EXISTS (SELECT 1 FROM cases c WHERE c.number = $2 AND c.resident = m.resident AND c.protected >= m.protected AND ` + scope + `) ORDER BY m.number, e.seq LIMIT ` + mostJoined

	threadEvents = `SELECT c.number, e.seq, e.at, e.author, e.verb, e.status, e.topic, e.owner, e.offered, e.detail, e.behalf
FROM events e JOIN cases c ON c.id = e.case_id
WHERE c.number = $2 AND (e.verb NOT IN ('note', 'draft', 'decline') OR c.resident <> $1) AND ` + scope + ` ORDER BY e.seq`
)

// mostJoined is how many entries of other cases are read with one.
const mostJoined = `200`

// Thread reads a case with all that belongs to it, as of one moment. Drafts are
// shown to their author only, those of aides to their deputy too, and notes to
// everybody but the resident.
func (s *Store) Thread(ctx context.Context, by casework.Person, n casework.Number) (casework.Thread, error) {
	var t casework.Thread
	args := []any{string(by.ID), string(n)}
	err := s.engine.read(ctx, func(ctx context.Context, tx session) error {
		t = casework.Thread{}
		return tx.run(ctx, findCase(by, n, &t.Case),
			step{text: threadEntries, args: args, row: func(r scanner) error { return addEntry(r, &t.Entries) }},
			step{text: threadJoined, args: args, row: func(r scanner) error { return addEntry(r, &t.Joined) }},
			step{text: threadEvents, args: args, row: func(r scanner) error { return addEvent(r, &t.Events) }})
	})
	if err != nil {
		return casework.Thread{}, err
	}
	return t, nil
}

// A draft that became an answer was nobody's but its author's.
var revisionsOf = `SELECT c.number, ` + entryFields.columns("e.") + ` FROM revisions e JOIN cases c ON c.id = e.case_id
WHERE e.case_id = (SELECT id FROM cases WHERE number = $2) AND e.kind NOT IN ('draft', 'sketch', 'scrapped', 'note')
AND (c.resident = $1 OR EXISTS (SELECT 1 FROM people s WHERE s.id = $1 AND s.role IN ('moderator', 'admin'))) AND ` + scope + ` ORDER BY e.seq, e.revision`

// Revisions lists, for the resident and the staff, the earlier versions of what was said in a case, in order.
func (s *Store) Revisions(ctx context.Context, by casework.Person, n casework.Number) (all []casework.Entry, err error) {
	err = s.read(ctx, step{text: revisionsOf, args: []any{string(by.ID), string(n)},
		row: func(r scanner) error { return addEntry(r, &all) }})
	return all, err
}

func addEntry(r scanner, to *[]casework.Entry) error {
	var e casework.Entry
	err := r.Scan(append([]any{(*string)(&e.Case)}, entryFields.into(&e)...)...)
	*to = append(*to, e)
	return err
}

func addEvent(r scanner, to *[]casework.Event) error {
	var e casework.Event
	err := r.Scan((*string)(&e.Case), &e.Seq, moment(&e.At), (*string)(&e.By), (*string)(&e.Verb), (*string)(&e.Status),
		(*string)(&e.Topic), (*string)(&e.Owner), (*string)(&e.Offered), &e.Detail, (*string)(&e.For))
	*to = append(*to, e)
	return err
}
