package storage

import (
	"context"

	"liaison/casework"
)

const (
	caseID = `(SELECT id FROM cases WHERE number = $1)`

	entryColumns = `case_id, seq, kind, author, body, media, forwarded, chat, message, at, edited, revision`

	insertEntry = `INSERT INTO entries (` + entryColumns + `) VALUES (` + caseID + `, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT DO NOTHING`

	keepRevision = `INSERT INTO revisions (` + entryColumns + `)
SELECT ` + entryColumns + ` FROM entries WHERE case_id = ` + caseID + ` AND seq = $2 AND revision = $3`

	updateEntry = `UPDATE entries SET kind = $3, author = $4, body = $5, media = $6, forwarded = $7,
chat = $8, message = $9, at = $10, edited = $11, revision = $12
WHERE case_id = ` + caseID + ` AND seq = $2 AND revision = $12 - 1`

	insertEvent = `INSERT INTO events (case_id, seq, at, author, verb, status, topic, owner, offered, detail)
VALUES (` + caseID + `, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`
)

func keepEntry(e casework.Entry) []step {
	args := []any{string(e.Case), e.Seq, string(e.Kind), string(e.By), bytesOf(e.Text), list(e.Media),
		bit(e.Forwarded), e.Ref.Chat, e.Ref.Message, millis(e.At), millis(e.Edited), max(e.Revision, 1)}
	stale := casework.Errorf(casework.Stale, "entry %d of case %s has changed", e.Seq, e.Case)
	if e.Revision <= 1 {
		return []step{{text: insertEntry, args: args, none: stale}}
	}
	return []step{
		{text: keepRevision, args: []any{string(e.Case), e.Seq, e.Revision - 1}, none: stale},
		{text: updateEntry, args: args, none: stale},
	}
}

func keepEvent(e casework.Event) step {
	return step{text: insertEvent,
		args: []any{string(e.Case), e.Seq, millis(e.At), string(e.By), string(e.Verb), string(e.Status),
			string(e.Topic), string(e.Owner), string(e.Offered), e.Detail},
		none: casework.Errorf(casework.Stale, "event %d of case %s is there already", e.Seq, e.Case)}
}

const (
	threadEntries = `SELECT c.number, e.seq, e.kind, e.author, e.body, e.media, e.forwarded, e.chat, e.message,
e.at, e.edited, e.revision FROM entries e JOIN cases c ON c.id = e.case_id
WHERE c.number = $2 AND (e.kind <> 'draft' OR e.author = $1) AND ` + scope + ` ORDER BY e.seq`

	threadEvents = `SELECT c.number, e.seq, e.at, e.author, e.verb, e.status, e.topic, e.owner, e.offered, e.detail
FROM events e JOIN cases c ON c.id = e.case_id
WHERE c.number = $2 AND ` + scope + ` ORDER BY e.seq`
)

// Thread reads a case with all that belongs to it, as of one moment. Drafts are
// shown to their author only.
func (s *Store) Thread(ctx context.Context, by casework.Person, n casework.Number) (casework.Thread, error) {
	var t casework.Thread
	args := []any{string(by.ID), string(n)}
	err := s.engine.read(ctx, func(ctx context.Context, tx session) error {
		t = casework.Thread{}
		return tx.run(ctx, findCase(by, n, &t.Case),
			step{text: threadEntries, args: args, row: func(r scanner) error { return addEntry(r, &t.Entries) }},
			step{text: threadEvents, args: args, row: func(r scanner) error { return addEvent(r, &t.Events) }})
	})
	if err != nil {
		return casework.Thread{}, err
	}
	return t, nil
}

func addEntry(r scanner, to *[]casework.Entry) error {
	var e casework.Entry
	err := r.Scan((*string)(&e.Case), &e.Seq, (*string)(&e.Kind), (*string)(&e.By), words(&e.Text), listed(&e.Media),
		flag(&e.Forwarded), &e.Ref.Chat, &e.Ref.Message, moment(&e.At), moment(&e.Edited), &e.Revision)
	*to = append(*to, e)
	return err
}

func addEvent(r scanner, to *[]casework.Event) error {
	var e casework.Event
	err := r.Scan((*string)(&e.Case), &e.Seq, moment(&e.At), (*string)(&e.By), (*string)(&e.Verb), (*string)(&e.Status),
		(*string)(&e.Topic), (*string)(&e.Owner), (*string)(&e.Offered), &e.Detail)
	*to = append(*to, e)
	return err
}
