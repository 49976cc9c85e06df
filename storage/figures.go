package storage

import (
	"context"
	"fmt"
	"slices"
	"time"

	"liaison/casework"
)

// onDuty is who may see a case c on a board: the staff, and of deputies its own and those of its topic.
const onDuty = ` AND EXISTS (SELECT 1 FROM people p WHERE p.id = $1 AND p.retired = 0 AND p.dormant = 0 AND (p.role IN ('moderator', 'admin')
OR p.role = 'deputy' AND (c.owner = p.id OR EXISTS (SELECT 1 FROM duties d WHERE d.person = p.id AND d.topic = c.topic))))`

// ofTopic is the same of a whole topic.
const ofTopic = ` AND EXISTS (SELECT 1 FROM people p WHERE p.id = $1 AND p.retired = 0 AND p.dormant = 0 AND (p.role IN ('moderator', 'admin')
OR p.role = 'deputy' AND EXISTS (SELECT 1 FROM duties d WHERE d.person = p.id AND d.topic = $2)))`

const loadOf = `SELECT count(*), coalesce(sum(CASE WHEN b.answer_by < $2 THEN 1 ELSE 0 END), 0),
coalesce(sum(CASE WHEN b.answer_by >= $2 AND b.answer_by < $3 THEN 1 ELSE 0 END), 0), coalesce(min(b.opened), 0) FROM (
SELECT c.answer_by, c.opened FROM cases c WHERE c.protected = 0 AND `

// SQLite uses a partial index only where its condition is repeated.
var (
	topicLoad = loadOf + `c.topic = $4 AND c.status = $6 AND c.status IN (` + onBoard + `)` + onDuty + ` ORDER BY c.answer_by, c.opened LIMIT $5 + 0) AS b`

	ownedLoad   = loadOf + `c.owner = $4 AND c.status IN ('taken', 'asked')` + onDuty + ` ORDER BY c.answer_by LIMIT $5 + 0) AS b`
	offeredLoad = loadOf + `c.offered = $4 AND c.status = 'queued'` + onDuty + ` LIMIT $5 + 0) AS b`

	dueBetween = `SELECT count(*) FROM (SELECT 1 FROM cases c WHERE c.status IN ('unsorted', 'queued', 'taken', 'asked') AND c.protected = 0
AND c.answer_by >= $2 AND c.answer_by < $3` + byStaff + ` ORDER BY c.answer_by LIMIT $4 + 0) AS b`

	// What a protected case owes counts for nobody, so that all of the staff see the same.
	countUndelivered = `SELECT count(*) FROM (SELECT 1 FROM notices n WHERE n.state IN ('undeliverable', 'uncertain')
AND (n.author <> '' OR n.state = 'uncertain') AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.number = n.number AND c.protected = 1)` + byStaff + `
ORDER BY n.id DESC, n.part DESC LIMIT $2 + 0) AS b`
	countUnsorted = `SELECT count(*) FROM (SELECT 1 FROM cases c WHERE c.status = 'unsorted' AND c.protected = 0` + byStaff + ` LIMIT $2 + 0) AS b`
	countStrays   = `SELECT count(*) FROM (SELECT 1 FROM strays s0 WHERE s0.over = 0` + byStaff + ` LIMIT $2 + 0) AS b`

	repliesSince = `SELECT c.topic, c.owner, c.opened, c.replied FROM cases c
WHERE c.topic = $2 AND c.replied >= $3 AND c.replied > 0 AND c.protected = 0` + ofTopic + ` ORDER BY c.replied DESC LIMIT $4 + 0`

	openedSince = `SELECT b.day, count(*) FROM (SELECT (c.opened - $3) / 86400000 AS day FROM cases c
WHERE c.topic = $2 AND c.opened >= $3 AND c.protected = 0 AND c.status <> 'held'` + ofTopic + ` ORDER BY c.opened DESC LIMIT $4 + 0) AS b GROUP BY b.day`

	boardTopics = `SELECT topics.id FROM topics WHERE EXISTS (SELECT 1 FROM people p WHERE p.id = $1 AND (p.role IN ('moderator', 'admin')
OR EXISTS (SELECT 1 FROM duties d WHERE d.person = p.id AND d.topic = topics.id))) ORDER BY topics.id`

	boardDeputies = `SELECT p.id FROM people p WHERE p.role = 'deputy' AND p.role <> 'resident' AND p.retired = 0 AND (p.id = $1 OR EXISTS (SELECT 1 FROM people s
WHERE s.id = $1 AND s.retired = 0 AND s.dormant = 0 AND s.role IN ('moderator', 'admin'))) ORDER BY p.id`
)

// Figures reads a board in two goes: whom and what there is, then the counts.
func (s *Store) Figures(ctx context.Context, by casework.Person, at casework.Span) (f casework.Figures, err error) {
	err = s.engine.read(ctx, func(ctx context.Context, tx session) error {
		f = casework.Figures{}
		var topics, deputies []string
		if err := tx.run(ctx, collectText(&topics, boardTopics, string(by.ID)), collectText(&deputies, boardDeputies, string(by.ID))); err != nil {
			return err
		}
		return tx.run(ctx, slices.Concat(topicFigures(by, at, topics, &f), deputyFigures(by, at, deputies, &f), staffFigures(by, at, &f))...)
	})
	return f, err
}

// topicFigures count what waits under each topic, and how it went of late.
func topicFigures(by casework.Person, at casework.Span, topics []string, f *casework.Figures) (steps []step) {
	id := string(by.ID)
	f.Topics = make([]casework.Load, len(topics))
	for i, topic := range topics {
		f.Topics[i].Topic = casework.TopicID(topic)
		for _, status := range []casework.Status{casework.Queued, casework.Taken, casework.Asked} {
			steps = append(steps, loadStep(topicLoad, by, at, topic, &f.Topics[i], string(status)))
		}
		steps = append(steps,
			step{text: repliesSince, args: []any{id, topic, millis(at.Replies), casework.MostReplies}, row: func(r scanner) error { return addReply(r, f) }},
			step{text: openedSince, args: []any{id, topic, millis(at.Days), casework.MostOpened}, row: func(r scanner) error {
				in := casework.Intake{Topic: casework.TopicID(topic)}
				err := r.Scan(&in.Day, &in.Count)
				f.Intakes = append(f.Intakes, in)
				return err
			}})
	}
	return steps
}

func addReply(r scanner, f *casework.Figures) error {
	var one casework.Reply
	err := r.Scan((*string)(&one.Topic), (*string)(&one.Owner), moment(&one.Opened), moment(&one.At))
	f.Replies = append(f.Replies, one)
	return err
}

// deputyFigures count what each has taken, and what is offered to them.
func deputyFigures(by casework.Person, at casework.Span, deputies []string, f *casework.Figures) (steps []step) {
	f.Deputies = make([]casework.Load, len(deputies))
	for i, id := range deputies {
		f.Deputies[i].Deputy = casework.PersonID(id)
		steps = append(steps, loadStep(ownedLoad, by, at, id, &f.Deputies[i]), loadStep(offeredLoad, by, at, id, &f.Deputies[i]))
	}
	return steps
}

// staffFigures count what is the staff's alone.
func staffFigures(by casework.Person, at casework.Span, f *casework.Figures) []step {
	if !by.Staff() {
		return nil
	}
	id, most := string(by.ID), casework.MostCounted
	into := func(n *int) func(scanner) error { return func(r scanner) error { return r.Scan(n) } }
	return []step{
		{text: countUnsorted, args: []any{id, most}, row: into(&f.Unsorted)},
		{text: dueBetween, args: []any{id, int64(0), millis(at.Now), most}, row: into(&f.Late)},
		{text: dueBetween, args: []any{id, millis(at.Now), millis(at.Midnight), most}, row: into(&f.Today)},
		{text: countUndelivered, args: []any{id, most}, row: into(&f.Undelivered)},
		{text: countStrays, args: []any{id, most}, row: into(&f.SetAside)},
	}
}

// loadStep adds what waits somewhere to a line.
func loadStep(text string, by casework.Person, at casework.Span, where string, l *casework.Load, more ...any) step {
	args := append([]any{string(by.ID), millis(at.Now), millis(at.Midnight), where, casework.MostCounted}, more...)
	return step{text: text, args: args, row: func(r scanner) error {
		var waiting, late, today int
		var oldest time.Time
		err := r.Scan(&waiting, &late, &today, moment(&oldest))
		l.Waiting, l.Late, l.Today = l.Waiting+waiting, l.Late+late, l.Today+today
		if l.Oldest.IsZero() || !oldest.IsZero() && oldest.Before(l.Oldest) {
			l.Oldest = oldest
		}
		return err
	}}
}

// A change nearly always counts as acted on, or owes a notice; the rest is told by
// what is stuck or set aside.
const revision = `SELECT coalesce((SELECT o.seen FROM once o ORDER BY o.seen DESC LIMIT 1), 0),
coalesce((SELECT n.id FROM notices n ORDER BY n.id DESC LIMIT 1), 0),
coalesce((SELECT n.id FROM notices n WHERE n.state IN ('undeliverable', 'uncertain') ORDER BY n.id DESC LIMIT 1), 0),
coalesce((SELECT s.seen FROM strays s WHERE s.over = 0 ORDER BY s.seen DESC LIMIT 1), 0)`

// Revision looks at one end of a few indexes.
func (s *Store) Revision(ctx context.Context) (string, error) {
	var acted, owed, stuck, aside int64
	err := s.glance(ctx, step{text: revision, row: func(r scanner) error { return r.Scan(&acted, &owed, &stuck, &aside) }})
	return fmt.Sprint(acted, owed, stuck, aside), err
}
