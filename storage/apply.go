package storage

import (
	"context"
	"errors"
	"slices"

	"liaison/casework"
)

// Apply does a change or nothing, and returns when it is on stable storage.
func (s *Store) Apply(ctx context.Context, ch casework.Change) error {
	var woken []string
	steps := s.plan(ch, &woken)
	err := s.write(ctx, func(ctx context.Context, tx session) error {
		woken = nil
		if err := tx.run(ctx, steps...); err != nil {
			return err
		}
		return tx.run(ctx, wakeSteps(woken)...)
	})
	if _, unknown := errors.AsType[*unknownError](err); unknown && ch.Once != (casework.Once{}) {
		err = s.find(ctx, ch.Once, err)
	}
	if _, taken := errors.AsType[*uniqueError](err); taken && len(ch.People)+len(ch.Broadcasts) > 0 {
		// On PostgreSQL two who take the same account at once get past the look-up; and
		// one broadcast at a time goes to the same readers.
		return casework.Errorf(casework.Stale, "the account or the way was taken meanwhile: %v", err)
	}
	if err != nil {
		return err
	}
	if len(ch.Notices) > 0 || len(ch.People) > 0 {
		s.wake()
	}
	return nil
}

// find tells whether a change was kept whose commit was cut.
func (s *Store) find(ctx context.Context, once casework.Once, unknown error) error {
	kept := false
	err := s.engine.read(ctx, func(ctx context.Context, tx session) error {
		kept = false
		return tx.run(ctx, step{text: actedOnce,
			args: []any{once.Key, once.Print}, row: func(scanner) error { kept = true; return nil }})
	})
	if err == nil && kept {
		return nil
	}
	return errors.Join(unknown, err)
}

// plan is the change as steps, in the order in which rows are locked.
func (s *Store) plan(ch casework.Change, woken *[]string) []step {
	return slices.Concat(
		s.first(ch, woken),
		single(ch.Invitations, keepInvitation), keepSignIns(ch), single(ch.Absences, keepAbsence),
		several(ch.Broadcasts, keepBroadcast), several(ch.Matters, keepMatter), several(ch.Compared, keepCompared),
		several(ch.Commons, keepCommon), single(ch.CommonCases, keepCommonCase), single(ch.Cases, keepCase), several(ch.Entries, keepEntry),
		nameVisitors(ch), single(ch.Events, keepEvent),
		several(ch.Recalled, recall), // before the notices: what is recalled may be owed anew
		several(ch.Notices, s.oweAll), single(ch.Links, keepLink), single(ch.Throttled, keepThrottled),
		several(ch.Bulks, keepBulk), single(ch.Filters, keepingFilter), single(ch.Ready, keepReady), single(ch.TakenUp, takeUp),
		teach(ch),
	)
}

// first is what stands or falls with who acts, and that they act for the first time.
func (s *Store) first(ch casework.Change, woken *[]string) (steps []step) {
	if ch.Once != (casework.Once{}) {
		steps = append(steps, s.seen(ch.Once))
	}
	if ch.By.ID != "" && !changed(ch.People, ch.By) {
		steps = append(steps, rights(ch.By))
	}
	for _, p := range ch.People {
		if p.Version != 0 && !p.Blocked {
			steps = append(steps, reached(p, woken))
		}
		steps = append(steps, keepPerson(p)...)
	}
	return steps
}

// single is a step for each of a list, and several are some for each.
func single[T any](of []T, keep func(T) step) []step {
	steps := make([]step, len(of))
	for i, one := range of {
		steps[i] = keep(one)
	}
	return steps
}

func several[T any](of []T, keep func(T) []step) (steps []step) {
	for _, one := range of {
		steps = append(steps, keep(one)...)
	}
	return steps
}

// changed: an actor who is changed too has their version checked, and that
// grows with their rights.
func changed(people []casework.Person, by casework.Person) bool {
	for _, p := range people {
		if p.ID == by.ID && p.Version == by.Version {
			return true
		}
	}
	return false
}

const insertOnce = `INSERT INTO once (key, print, seen, reused)
VALUES ($1, $2, $3, (SELECT count(*) FROM once WHERE key = $1 AND print <> $2)) ON CONFLICT DO NOTHING`

func (s *Store) seen(o casework.Once) step {
	return step{
		text: insertOnce,
		args: []any{o.Key, o.Print, millis(s.now())},
		none: casework.Errorf(casework.Repeated, "update %s was acted on before", o.Key),
	}
}

// The actor's row stays as it is until the transaction ends.
const checkRights = `SELECT 1 FROM people WHERE id = $1 AND rights = $2 AND retired = 0 AND dormant = 0 {SHARE}`

func rights(by casework.Person) step {
	return step{
		text: checkRights, args: []any{string(by.ID), by.Rights},
		none: casework.Errorf(casework.Stale, "the rights of %s have changed", by.ID),
		row:  func(scanner) error { return nil },
	}
}

const upsertLink = `INSERT INTO links (chat, message, number, entry, person, intent) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (chat, message) DO UPDATE
SET number = excluded.number, entry = excluded.entry, person = excluded.person, intent = excluded.intent`

func keepLink(l casework.Link) step {
	return step{text: upsertLink,
		args: []any{l.Chat, l.Message, string(l.Case), l.Entry, string(l.Person), string(l.Intent)}}
}

// AddLink keeps which case a message belongs to.
func (s *Store) AddLink(ctx context.Context, l casework.Link) error {
	return s.steps(ctx, keepLink(l))
}
