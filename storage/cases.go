package storage

import (
	"cmp"
	"context"
	"slices"

	"liaison/casework"
)

const caseColumns = `c.number, c.resident, c.status, c.topic, c.owner, c.offered, c.declined, c.guesses,
c.outcome, c.helped, c.manner, c.opened, c.heard, c.settles, c.claim_by, c.answer_by, c.remind_at,
c.entries, c.events, c.version`

func caseInto(c *casework.Case) []any {
	return []any{(*string)(&c.Number), (*string)(&c.Resident), (*string)(&c.Status), (*string)(&c.Topic),
		(*string)(&c.Owner), (*string)(&c.Offered), listed(&c.Declined), listed(&c.Guesses),
		(*string)(&c.Outcome), (*string)(&c.Helped), &c.Manner, moment(&c.Opened), moment(&c.Heard),
		moment(&c.Settles), moment(&c.ClaimBy), moment(&c.AnswerBy), moment(&c.RemindAt),
		&c.Entries, &c.Events, &c.Version}
}

const (
	insertCase = `INSERT INTO cases (number, resident, status, topic, owner, offered, declined, guesses,
outcome, helped, manner, opened, heard, settles, claim_by, answer_by, remind_at, entries, events, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 1) ON CONFLICT DO NOTHING`

	updateCase = `UPDATE cases SET resident = $2, status = $3, topic = $4, owner = $5, offered = $6,
declined = $7, guesses = $8, outcome = $9, helped = $10, manner = $11, opened = $12, heard = $13,
settles = $14, claim_by = $15, answer_by = $16, remind_at = $17, entries = $18, events = $19,
version = version + 1 WHERE number = $1 AND version = $20`
)

func keepCase(c casework.Case) step {
	st := step{
		text: insertCase,
		args: []any{string(c.Number), string(c.Resident), string(c.Status), string(c.Topic),
			string(c.Owner), string(c.Offered), list(c.Declined), list(c.Guesses),
			string(c.Outcome), string(c.Helped), c.Manner, millis(c.Opened), millis(c.Heard),
			millis(c.Settles), deadline(c.ClaimBy), deadline(c.AnswerBy), deadline(c.RemindAt),
			c.Entries, c.Events},
		none: casework.Errorf(casework.Stale, "case %s has changed, or the number is taken", c.Number),
	}
	if c.Version != 0 {
		st.text, st.args = updateCase, append(st.args, c.Version)
	}
	return st
}

// scope is what a person may see of the cases c; $1 is their id. It goes by
// what the person is now, whatever the caller believes.
const scope = `EXISTS (SELECT 1 FROM people p WHERE p.id = $1 AND p.retired = 0 AND (
c.resident = p.id
OR p.role IN ('moderator', 'admin') AND c.status <> 'held'
OR p.role = 'deputy' AND (c.owner = p.id AND c.status <> 'held'
  OR c.status NOT IN ('held', 'unsorted')
  AND EXISTS (SELECT 1 FROM duties d WHERE d.person = p.id AND d.topic = c.topic))))`

const oneCase = `SELECT ` + caseColumns + ` FROM cases c WHERE c.number = $2 AND ` + scope

// unseen is the answer to what is missing and to what isn't theirs.
func unseen() error { return casework.Errorf(casework.NotFound, "no such case") }

func findCase(by casework.Person, n casework.Number, c *casework.Case) step {
	return step{text: oneCase, args: []any{string(by.ID), string(n)}, none: unseen(),
		row: func(r scanner) error { return r.Scan(caseInto(c)...) }}
}

// Case reads one case.
func (s *Store) Case(ctx context.Context, by casework.Person, n casework.Number) (c casework.Case, err error) {
	err = s.glance(ctx, findCase(by, n, &c))
	return c, err
}

const linked = `SELECT l.number, l.entry, l.person, l.intent FROM links l JOIN cases c ON c.number = l.number
WHERE l.chat = $2 AND l.message = $3 AND ` + scope

// Linked finds what a message in a chat belongs to.
func (s *Store) Linked(ctx context.Context, by casework.Person, at casework.Ref) (casework.Link, error) {
	l := casework.Link{Ref: at}
	err := s.glance(ctx, step{text: linked, args: []any{string(by.ID), at.Chat, at.Message}, none: unseen(),
		row: func(r scanner) error {
			return r.Scan((*string)(&l.Case), &l.Entry, (*string)(&l.Person), (*string)(&l.Intent))
		}})
	if err != nil {
		return casework.Link{}, err
	}
	return l, nil
}

const (
	ownCases = `SELECT ` + caseColumns + ` FROM cases c WHERE c.resident = $1 AND ` + scope + `
ORDER BY c.heard DESC LIMIT $2 + 0`
	ownOpen = `SELECT ` + caseColumns + ` FROM cases c WHERE c.resident = $1 AND c.status <> 'closed' AND ` + scope + `
ORDER BY c.heard DESC LIMIT $2 + 0`
	owned = `SELECT ` + caseColumns + ` FROM cases c
WHERE c.owner = $1 AND c.status IN ('taken', 'asked') AND ` + scope + `
ORDER BY c.answer_by LIMIT $2 + 0`
	dutyOf      = `SELECT d.topic FROM duties d WHERE d.person = $1`
	queuedUnder = `SELECT ` + caseColumns + ` FROM cases c
WHERE c.topic = $3 AND c.status = 'queued' AND c.status IN (` + onBoard + `) AND ` + scope + `
ORDER BY c.answer_by LIMIT $2 + 0`
	unsorted = `SELECT ` + caseColumns + ` FROM cases c WHERE c.status = 'unsorted' AND ` + scope + `
AND EXISTS (SELECT 1 FROM people s WHERE s.id = $1 AND s.role IN ('moderator', 'admin'))
ORDER BY c.opened LIMIT $2 + 0`

	// SQLite uses a partial index only where its condition is repeated.
	onBoard = `'unsorted', 'queued', 'taken', 'asked', 'answered'`
)

func collect(into *[]casework.Case, text string, args ...any) step {
	return step{text: text, args: args, row: func(r scanner) error {
		var c casework.Case
		if err := r.Scan(caseInto(&c)...); err != nil {
			return err
		}
		*into = append(*into, c)
		return nil
	}}
}

// CasesOf lists a resident's own cases, the last heard first.
func (s *Store) CasesOf(ctx context.Context, by casework.Person, limit int) (all []casework.Case, err error) {
	err = s.read(ctx, collect(&all, ownCases, string(by.ID), limit))
	return all, err
}

// conversation is how many cases a conversation shows at most.
const conversation = 50

// Conversation never gives NotFound.
func (s *Store) Conversation(ctx context.Context, account int64) (casework.Conversation, error) {
	var v casework.Conversation
	err := s.engine.glance(ctx, func(ctx context.Context, tx session) error {
		v = casework.Conversation{}
		find := step{text: personByAccount, args: []any{account},
			row: func(r scanner) error { return r.Scan(personInto(&v.Person)...) }}
		if err := tx.run(ctx, find); err != nil || v.Person.ID == "" {
			return err
		}
		return tx.run(ctx, collect(&v.Cases, ownOpen, string(v.Person.ID), conversation))
	})
	return v, err
}

// PendingFor lists what waits for a deputy, the nearest AnswerBy first: one
// look into the index for what they own and one for each of their topics.
func (s *Store) PendingFor(ctx context.Context, by casework.Person, limit int) ([]casework.Case, error) {
	var all []casework.Case
	id := string(by.ID)
	err := s.engine.read(ctx, func(ctx context.Context, tx session) error {
		all = nil
		var topics []string
		find := step{text: dutyOf, args: []any{id}, row: func(r scanner) error {
			var t string
			err := r.Scan(&t)
			topics = append(topics, t)
			return err
		}}
		if err := tx.run(ctx, find); err != nil {
			return err
		}
		steps := []step{collect(&all, owned, id, limit)}
		for _, t := range topics {
			steps = append(steps, collect(&all, queuedUnder, id, limit, t))
		}
		return tx.run(ctx, steps...)
	})
	slices.SortStableFunc(all, func(a, b casework.Case) int { return cmp.Compare(deadline(a.AnswerBy), deadline(b.AnswerBy)) })
	return all[:min(limit, len(all))], err
}

// Unsorted lists what waits for the staff, the oldest first.
func (s *Store) Unsorted(ctx context.Context, by casework.Person, limit int) (all []casework.Case, err error) {
	err = s.read(ctx, collect(&all, unsorted, string(by.ID), limit))
	return all, err
}
