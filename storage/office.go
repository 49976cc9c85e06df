package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"liaison/casework"
)

const (
	topicRows = `SELECT id, names, claim, answer, examples, retired FROM topics ORDER BY place, id`

	upsertTopic = `INSERT INTO topics (id, place, names, claim, answer, examples, retired) VALUES ($1, $2, $3, $4, $5, $6, 0)
ON CONFLICT (id) DO UPDATE SET place = excluded.place, names = excluded.names, claim = excluded.claim,
answer = excluded.answer, examples = excluded.examples, retired = 0`

	retireTopic = `UPDATE topics SET retired = 1 WHERE id = $1 AND retired = 0`
	giveUp      = `UPDATE people SET account = 0, rights = rights + 1, version = version + 1
WHERE account = $1 AND account <> 0 AND id <> $2`
	// Whoever is retired may write again as a resident, so their account is free.
	retirePerson = `UPDATE people SET retired = 1, account = 0, rights = rights + 1, version = version + 1 WHERE id = $1 AND retired = 0`
)

var (
	peopleOfOffice = `SELECT ` + personColumns + ` FROM people p WHERE p.role <> 'resident' ORDER BY p.role, p.id`
	officePeople   = peopleOfOffice + ` {SHARE}`
)

// Topics lists them in the order of the office file, those retired too.
func (s *Store) Topics(ctx context.Context) (all []casework.Topic, err error) {
	err = s.read(ctx, collectTopics(&all))
	return all, err
}

// OfficePeople lists all that aren't residents, retired ones too, in order of role and id.
func (s *Store) OfficePeople(ctx context.Context) (all []casework.Person, err error) {
	err = s.read(ctx, step{text: peopleOfOffice, row: func(r scanner) error {
		var p casework.Person
		err := r.Scan(personInto(&p)...)
		all = append(all, p)
		return err
	}})
	return all, err
}

func collectTopics(into *[]casework.Topic) step {
	return step{text: topicRows, row: func(r scanner) error {
		var t casework.Topic
		var names string
		var claim, answer int64
		if err := r.Scan((*string)(&t.ID), &names, &claim, &answer, listed(&t.Examples), flag(&t.Retired)); err != nil {
			return err
		}
		t.Claim, t.Answer = time.Duration(claim)*time.Millisecond, time.Duration(answer)*time.Millisecond
		if err := json.Unmarshal([]byte(names), &t.Name); err != nil {
			return fmt.Errorf("read the names of topic %s: %w", t.ID, err)
		}
		*into = append(*into, t)
		return nil
	}}
}

// ApplyOffice makes topics and people what the office file says. Those that it
// doesn't name any more are retired. An account goes to whom the file gives it;
// a resident who had it keeps their cases. A person for whom the file has no
// account keeps the one they were bound to.
func (s *Store) ApplyOffice(ctx context.Context, o casework.Office) error {
	return s.applyOffice(ctx, o)
}

// applyOffice takes the steps that stand before it in the same transaction.
func (s *Store) applyOffice(ctx context.Context, o casework.Office, before ...step) error {
	err := s.write(ctx, func(ctx context.Context, tx session) error {
		if err := tx.run(ctx, before...); err != nil {
			return err
		}
		var topics []casework.Topic
		var people []casework.Person
		find := step{text: officePeople, row: func(r scanner) error {
			var p casework.Person
			err := r.Scan(personInto(&p)...)
			people = append(people, p)
			return err
		}}
		if err := tx.run(ctx, collectTopics(&topics), find); err != nil {
			return err
		}
		steps, err := topicSteps(o.Topics, topics)
		if err != nil {
			return err
		}
		return s.seat(ctx, tx, steps, o.People, people, o.Dormant)
	})
	if err == nil {
		s.wake()
	}
	return err
}

func topicSteps(wanted, kept []casework.Topic) ([]step, error) {
	var steps []step
	for i, t := range wanted {
		names, err := json.Marshal(t.Name)
		if err != nil {
			return nil, fmt.Errorf("keep the names of topic %s: %w", t.ID, err)
		}
		steps = append(steps, step{text: upsertTopic, args: []any{string(t.ID), i, string(names),
			t.Claim.Milliseconds(), t.Answer.Milliseconds(), list(t.Examples)}})
	}
	for _, t := range kept {
		if !slices.ContainsFunc(wanted, func(w casework.Topic) bool { return w.ID == t.ID }) {
			steps = append(steps, step{text: retireTopic, args: []any{string(t.ID)}})
		}
	}
	return steps, nil
}

// given is what the file wants but for accounts of which an administrator has said
// that they are somebody else's.
func given(wanted, kept []casework.Person) []casework.Person {
	wanted = slices.Clone(wanted)
	for i, p := range wanted {
		for _, k := range kept {
			if k.ID == p.ID && k.Account == 0 && p.Account == k.Parted {
				wanted[i].Account = 0
			}
		}
	}
	return wanted
}

// rescued reports whether there is no administrator who could confirm others: then
// those to whom the file gives an account count as confirmed.
func (s *Store) rescued(wanted, kept []casework.Person, dormant time.Duration) bool {
	return dormant > 0 && !slices.ContainsFunc(kept, func(k casework.Person) bool {
		lively := k.Dormant.IsZero() && (k.Seen.IsZero() || s.now().Sub(k.Seen) < dormant)
		return k.Role == casework.Admin && !k.Retired && k.Account != 0 && lively &&
			slices.ContainsFunc(wanted, func(w casework.Person) bool { return w.ID == k.ID && w.Role == casework.Admin })
	})
}

// seat frees the accounts first, since two people may have changed theirs with each other.
func (s *Store) seat(ctx context.Context, tx session, steps []step, wanted, kept []casework.Person, dormant time.Duration) error {
	freed := map[int64]casework.PersonID{}
	wanted, rescued := given(wanted, kept), s.rescued(wanted, kept, dormant)
	for _, p := range wanted {
		if p.Account != 0 {
			freed[p.Account] = p.ID
			steps = append(steps, step{text: giveUp, args: []any{p.Account, string(p.ID)}})
		}
	}
	for _, p := range wanted {
		p.Aids = slices.DeleteFunc(slices.Clone(p.Aids), func(to casework.PersonID) bool {
			return !slices.ContainsFunc(wanted, func(w casework.Person) bool { return w.ID == to && w.Role == casework.Deputy })
		})
		i := slices.IndexFunc(kept, func(k casework.Person) bool { return k.ID == p.ID })
		if i < 0 {
			p.Rights, p.Version = 1, 0
			steps = append(steps, keepPerson(p)...)
			continue
		}
		k := kept[i]
		if to, ok := freed[k.Account]; ok && to != k.ID {
			k.Account, k.Rights, k.Version = 0, k.Rights+1, k.Version+1 // as giveUp left it
		}
		now := seated(k, p)
		if rescued && now.Role == casework.Admin && p.Account != 0 && now.Account == p.Account {
			now.Seen, now.Dormant, now.Knocked, now.Rights = s.now(), time.Time{}, time.Time{}, now.Rights+1
		}
		if !same(now, k) {
			steps = append(steps, keepPerson(now)...)
			if now.Account != kept[i].Account {
				steps = append(steps, wakeSteps([]string{string(now.ID)})...)
			}
		}
	}
	for _, k := range kept {
		if !k.Retired && !slices.ContainsFunc(wanted, func(w casework.Person) bool { return w.ID == k.ID }) {
			steps = append(steps, step{text: retirePerson, args: []any{string(k.ID)}})
		}
	}
	return tx.run(ctx, steps...)
}

// seated is a person as kept with what the office file says of them.
func seated(k, file casework.Person) casework.Person {
	p := k
	p.Dismissed = slices.DeleteFunc(slices.Clone(k.Dismissed), func(by casework.PersonID) bool { return !slices.Contains(file.Aids, by) })
	p.Aids = slices.DeleteFunc(slices.Clone(file.Aids), func(to casework.PersonID) bool { return slices.Contains(p.Dismissed, to) })
	p.Role, p.Name, p.Topics, p.Cap, p.Retired = file.Role, file.Name, file.Topics, file.Cap, false
	p.Officer, p.OnDuty = file.Officer, file.OnDuty
	if !p.Chosen && file.Language != "" {
		p.Language = file.Language
	}
	if file.Account != 0 && file.Account != k.Account {
		p.Account, p.Blocked = file.Account, false
		p.Seen, p.Dormant, p.Knocked, p.Parted = time.Time{}, time.Time{}, time.Time{}, 0
	}
	if p.Officer != k.Officer || p.OnDuty != k.OnDuty || p.Role != k.Role || p.Account != k.Account || k.Retired || !slices.Equal(p.Topics, k.Topics) ||
		!slices.Equal(p.Aids, k.Aids) || !slices.Equal(p.Dismissed, k.Dismissed) {
		p.Rights++
	}
	return p
}

func same(a, b casework.Person) bool {
	return a.Rights == b.Rights && a.Name == b.Name && a.Cap == b.Cap && a.Language == b.Language
}
