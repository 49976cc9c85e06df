package storage

import (
	"cmp"
	"context"
	"slices"
	"time"

	"liaison/casework"
)

// caseFields are the columns of cases but for its row id and version.
var caseFields = fields[casework.Case]{
	textField("number", func(c *casework.Case) *casework.Number { return &c.Number }),
	textField("resident", func(c *casework.Case) *casework.PersonID { return &c.Resident }),
	textField("status", func(c *casework.Case) *casework.Status { return &c.Status }),
	textField("topic", func(c *casework.Case) *casework.TopicID { return &c.Topic }),
	textField("owner", func(c *casework.Case) *casework.PersonID { return &c.Owner }),
	textField("offered", func(c *casework.Case) *casework.PersonID { return &c.Offered }),
	listField("declined", func(c *casework.Case) *[]casework.PersonID { return &c.Declined }),
	listField("guesses", func(c *casework.Case) *[]casework.Guess { return &c.Guesses }),
	textField("judged", func(c *casework.Case) *casework.Judged { return &c.Judged }),
	textField("guessed", func(c *casework.Case) *casework.TopicID { return &c.Guessed }),
	listField("signals", func(c *casework.Case) *[]casework.Signal { return (*[]casework.Signal)(&c.Signals) }),
	textField("language", func(c *casework.Case) *string { return &c.Language }),
	flagField("protected", func(c *casework.Case) *bool { return &c.Protected }),
	deadlineField("look_at", func(c *casework.Case) *time.Time { return &c.LookAt }),
	numberField("looks", func(c *casework.Case) *int { return &c.Looks }),
	listField("against", func(c *casework.Case) *[]casework.PersonID { return &c.Against }),
	textField("lead_topic", func(c *casework.Case) *casework.TopicID { return &c.Lead.Topic }),
	textField("lead_deputy", func(c *casework.Case) *casework.PersonID { return &c.Lead.Deputy }),
	textField("lead_spot", func(c *casework.Case) *casework.SpotID { return &c.Lead.Spot }),
	flagField("named", func(c *casework.Case) *bool { return &c.Named }),
	textField("outcome", func(c *casework.Case) *casework.Outcome { return &c.Outcome }),
	textField("merged", func(c *casework.Case) *casework.Number { return &c.Merged }),
	numberField("matter", func(c *casework.Case) *casework.MatterID { return &c.Matter }),
	numberField("left_matter", func(c *casework.Case) *casework.MatterID { return &c.Left }),
	flagField("follows", func(c *casework.Case) *bool { return &c.Follows }),
	flagField("copied", func(c *casework.Case) *bool { return &c.Copied }),
	textField("helped", func(c *casework.Case) *casework.Helped { return &c.Helped }),
	numberField("manner", func(c *casework.Case) *int { return &c.Manner }),
	momentField("opened", func(c *casework.Case) *time.Time { return &c.Opened }),
	momentField("heard", func(c *casework.Case) *time.Time { return &c.Heard }),
	momentField("replied", func(c *casework.Case) *time.Time { return &c.Replied }),
	deadlineField("promised", func(c *casework.Case) *time.Time { return &c.Promised }),
	momentField("settles", func(c *casework.Case) *time.Time { return &c.Settles }),
	deadlineField("claim_by", func(c *casework.Case) *time.Time { return &c.ClaimBy }),
	deadlineField("answer_by", func(c *casework.Case) *time.Time { return &c.AnswerBy }),
	deadlineField("remind_at", func(c *casework.Case) *time.Time { return &c.RemindAt }),
	numberField("reminded", func(c *casework.Case) *int { return &c.Reminded }),
	flagField("urgent", func(c *casework.Case) *bool { return &c.Urgent }),
	flagField("extended", func(c *casework.Case) *bool { return &c.Extended }),
	listField("priors", func(c *casework.Case) *[]casework.Prior { return &c.Priors }),
	numberField("entries", func(c *casework.Case) *int { return &c.Entries }),
	numberField("events", func(c *casework.Case) *int { return &c.Events }),
}

var (
	caseColumns = caseFields.columns("c.") + ", c.version"
	insertCase  = caseFields.insert("cases")
	updateCase  = caseFields.update("cases")
)

func caseInto(c *casework.Case) []any { return append(caseFields.into(c), &c.Version) }

func keepCase(c casework.Case) step {
	st := step{
		text: insertCase, args: caseFields.args(&c),
		none: casework.Errorf(casework.Stale, "case %s has changed, or the number is taken", c.Number),
	}
	if c.Version != 0 {
		st.text, st.args = updateCase, append(st.args, c.Version)
	}
	return st
}

// scope is what a person may see of the cases c; $1 is their id. It goes by
// what the person is now, whatever the caller believes.
const scope = `EXISTS (SELECT 1 FROM people p WHERE p.id = $1 AND p.retired = 0 AND p.dormant = 0 AND (
c.resident = p.id
OR c.protected = 1 AND c.status <> 'held' AND ` + guards + `
OR c.protected = 0 AND (p.role IN ('moderator', 'admin') AND c.status <> 'held'
OR p.role = 'deputy' AND (c.owner = p.id AND c.status <> 'held'
  OR p.on_duty = 1 AND c.status <> 'held' AND c.signals LIKE '%"danger"%'
  OR c.status <> 'held' AND c.owner <> '' AND EXISTS (SELECT 1 FROM covers v WHERE v.person = p.id AND v.absent = c.owner)
  OR c.status NOT IN ('held', 'unsorted')
  AND EXISTS (SELECT 1 FROM duties d WHERE d.person = p.id AND d.topic = c.topic))
OR p.role = 'aide' AND c.status <> 'held' AND EXISTS (SELECT 1 FROM aides a JOIN people b ON b.id = a.deputy
  WHERE a.person = p.id AND b.retired = 0 AND b.role = 'deputy'
  AND (c.owner = b.id OR c.owner = '' AND c.status = 'queued' AND c.offered = b.id)))))`

var oneCase = `SELECT ` + caseColumns + ` FROM cases c WHERE c.number = $2 AND ` + scope

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

var (
	ownCases = `SELECT ` + caseColumns + ` FROM cases c WHERE c.resident = $1 AND ` + scope + `
ORDER BY c.heard DESC LIMIT $2 + 0`
	ownOpen = `SELECT ` + caseColumns + ` FROM cases c WHERE c.resident = $1 AND c.status <> 'closed' AND ` + scope + `
ORDER BY c.heard DESC LIMIT $2 + 0`
	opening = `SELECT c.number, e.body FROM entries e JOIN cases c ON c.id = e.case_id
WHERE c.number = $2 AND e.kind = 'said' AND length(e.body) > 0 AND ` + scope + ` ORDER BY e.seq LIMIT 1`
	owned = `SELECT ` + caseColumns + ` FROM cases c
WHERE c.owner = $3 AND c.status IN ('taken', 'asked') AND ` + scope + `
ORDER BY c.answer_by LIMIT $2 + 0`
	dutyOf      = `SELECT d.topic FROM duties d WHERE d.person = $1`
	coveredBy   = `SELECT v.absent FROM covers v WHERE v.person = $1`
	offeredTo   = `SELECT ` + caseColumns + ` FROM cases c WHERE c.offered = $1 AND c.status = 'queued' LIMIT $2 + 0`
	aidedBy     = `SELECT a.deputy FROM aides a WHERE a.person = $1`
	offeredFor  = `SELECT ` + caseColumns + ` FROM cases c WHERE c.offered = $3 AND c.status = 'queued' AND ` + scope + ` LIMIT $2 + 0`
	queuedUnder = `SELECT ` + caseColumns + ` FROM cases c
WHERE c.topic = $3 AND c.status = 'queued' AND c.status IN (` + onBoard + `) AND ` + scope + `
ORDER BY c.answer_by LIMIT $2 + 0`
	unsorted = `SELECT ` + caseColumns + ` FROM cases c WHERE c.status = 'unsorted' AND c.protected = 0 AND ` + scope + `
AND EXISTS (SELECT 1 FROM people s WHERE s.id = $1 AND s.dormant = 0 AND s.role IN ('moderator', 'admin'))
ORDER BY c.opened LIMIT $2 + 0`
)

// SQLite uses a partial index only where its condition is repeated.
const onBoard = `'unsorted', 'queued', 'taken', 'asked', 'answered'`

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

// PendingFor lists what waits for a deputy, or for those whom an aide drafts for, the
// nearest AnswerBy first: one look into the index for what they own, and one for
// each of those they stand in for or draft for and each of their topics.
func (s *Store) PendingFor(ctx context.Context, by casework.Person, limit int) ([]casework.Case, error) {
	var all []casework.Case
	id := string(by.ID)
	err := s.engine.read(ctx, func(ctx context.Context, tx session) error {
		all = nil
		var topics, absent, aided []string
		if err := tx.run(ctx, collectText(&topics, dutyOf, id), collectText(&absent, coveredBy, id), collectText(&aided, aidedBy, id)); err != nil {
			return err
		}
		var steps []step
		for _, to := range aided {
			steps = append(steps, collect(&all, offeredFor, id, limit, to))
		}
		for _, owner := range slices.Concat(absent, aided, []string{id}) {
			steps = append(steps, collect(&all, owned, id, limit, owner))
		}
		for _, t := range topics {
			steps = append(steps, collect(&all, queuedUnder, id, limit, t))
		}
		return tx.run(ctx, steps...)
	})
	slices.SortStableFunc(all, func(a, b casework.Case) int {
		return cmp.Or(cmp.Compare(deadline(a.AnswerBy), deadline(b.AnswerBy)), cmp.Compare(a.Number, b.Number))
	})
	return all[:min(limit, len(all))], err
}

// OwnedBy lists what a deputy took and hasn't answered, the nearest AnswerBy first.
func (s *Store) OwnedBy(ctx context.Context, by casework.Person, limit int) (all []casework.Case, err error) {
	err = s.read(ctx, collect(&all, owned, string(by.ID), limit, string(by.ID)))
	return all, err
}

// CoveredFor lists what a deputy took and hasn't answered, for who stands in for them.
func (s *Store) CoveredFor(ctx context.Context, by casework.Person, absent casework.PersonID, limit int) (all []casework.Case, err error) {
	err = s.read(ctx, collect(&all, owned, string(by.ID), limit, string(absent)))
	return all, err
}

// OfferedTo lists the queued cases that are offered to a deputy, for the program itself.
func (s *Store) OfferedTo(ctx context.Context, to casework.PersonID, limit int) (all []casework.Case, err error) {
	err = s.read(ctx, collect(&all, offeredTo, string(to), limit))
	return all, err
}

func collectText(into *[]string, text string, args ...any) step {
	return step{text: text, args: args, row: func(r scanner) error {
		var one string
		err := r.Scan(&one)
		*into = append(*into, one)
		return err
	}}
}

// Openings gives the first words written in each case: one look into the entries of each.
func (s *Store) Openings(ctx context.Context, by casework.Person, numbers []casework.Number) (map[casework.Number]string, error) {
	var first map[casework.Number]string
	err := s.engine.read(ctx, func(ctx context.Context, tx session) error {
		first = map[casework.Number]string{}
		steps := make([]step, len(numbers))
		for i, n := range numbers {
			steps[i] = step{text: opening, args: []any{string(by.ID), string(n)}, row: func(r scanner) error {
				var number casework.Number
				var text string
				err := r.Scan((*string)(&number), words(&text))
				first[number] = text
				return err
			}}
		}
		return tx.run(ctx, steps...)
	})
	return first, err
}

// Unsorted lists what waits for the staff, the oldest first.
func (s *Store) Unsorted(ctx context.Context, by casework.Person, limit int) (all []casework.Case, err error) {
	err = s.read(ctx, collect(&all, unsorted, string(by.ID), limit))
	return all, err
}
