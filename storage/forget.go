package storage

import (
	"context"
	"time"

	"liaison/casework"
)

const (
	erasePerson = `UPDATE people SET name = $3, agreed = 0, pace = '', lead_topic = '', lead_deputy = '', lead_spot = '', lead_until = 0, barred = 0, uncast = 0, farewell = $4, rights = rights + 1, version = version + 1
WHERE id = $1 AND version = $2 AND role = 'resident' AND retired = 0 AND farewell = 0 AND forget > 0 AND forget <= $4
AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.resident = $1 AND c.status <> 'closed')
AND NOT EXISTS (SELECT 1 FROM notices s WHERE s.person = $1 AND s.state = 'sending' AND s.state IN (` + stuck + `))`

	// What is on its way to somebody else is worded anew if it has to be repeated.
	eraseBodies = `UPDATE notices SET body = $2, state = CASE WHEN state = 'sending' OR kind = 'moved' THEN state ELSE 'cancelled' END
WHERE state IN ('pending', 'sending', 'undeliverable', 'uncertain')
AND (person = $1 OR number IN (SELECT c.number FROM cases c WHERE c.resident = $1))`
	eraseRaw      = `UPDATE strays SET raw = $2 WHERE chat = (SELECT p.account FROM people p WHERE p.id = $1)`
	allOf         = `SELECT c.id, c.version, c.number, c.resident FROM cases c WHERE c.resident = $1`
	markForgotten = `INSERT INTO forgotten (person, at) VALUES ($1, $2) ON CONFLICT DO NOTHING`

	freePerson = `UPDATE people SET account = 0, language = '', chosen = 0, blocked = 0, retired = 1, forget = 0,
rights = rights + 1, version = version + 1
WHERE id = $1 AND farewell > 0 AND account <> 0 AND ($3 = 1 OR farewell <= $2
OR NOT EXISTS (SELECT 1 FROM notices n WHERE n.person = $1 AND n.state = 'pending')
AND NOT EXISTS (SELECT 1 FROM notices s WHERE s.person = $1 AND s.state = 'sending' AND s.state IN (` + stuck + `)))`
)

var leaving = `SELECT ` + personColumns + ` FROM people p WHERE p.forget > 0 AND p.forget <= $1 ORDER BY p.forget LIMIT $2 + 0`

// Leaving lists residents who are to be forgotten by then, or were and aren't rid of their account yet.
func (s *Store) Leaving(ctx context.Context, now time.Time, limit int) (all []casework.Person, err error) {
	err = s.read(ctx, step{text: leaving, args: []any{millis(now), limit}, row: func(r scanner) error {
		var p casework.Person
		err := r.Scan(personInto(&p)...)
		all = append(all, p)
		return err
	}})
	return all, err
}

// Erase forgets a resident whose cases are all closed; see casework.Store.
func (s *Store) Erase(ctx context.Context, p casework.Person, now time.Time) error {
	id := string(p.ID)
	err := s.write(ctx, func(ctx context.Context, tx session) error {
		var shells []shell
		err := tx.run(ctx,
			step{text: erasePerson, args: []any{id, p.Version, []byte{}, millis(now)},
				none: casework.Errorf(casework.Stale, "person %s isn't to be forgotten now", id)},
			step{text: allOf, args: []any{id}, row: func(r scanner) error {
				var c shell
				err := r.Scan(&c.id, &c.version, &c.number, &c.resident)
				shells = append(shells, c)
				return err
			}})
		if err != nil {
			return err
		}
		steps := []step{
			{text: insertPerson, args: personFields.args(nobody())},
			{text: eraseBodies, args: []any{id, []byte{}}},
			{text: eraseRaw, args: []any{id, []byte{}}},
			{text: eraseThrottled, args: []any{id}},
			{text: eraseReader, args: []any{id}},
			{text: markForgotten, args: []any{id, millis(now)}},
		}
		for _, c := range shells {
			steps = append(steps, c.steps()...)
		}
		farewell := casework.Notice{To: p.ID, Kind: casework.TellForgotten, Key: "forgotten:" + id}
		return tx.run(ctx, append(append(steps, s.owe(farewell)), untaught(shells)...)...)
	})
	if err != nil {
		return err
	}
	s.wake()
	return s.dropLinks(ctx, new(Swept))
}

func nobody() *casework.Person {
	return &casework.Person{ID: casework.Nobody, Role: casework.Resident, Retired: true, Rights: 1}
}

// Free parts an erased resident from their account; see casework.Store.
func (s *Store) Free(ctx context.Context, id casework.PersonID, until time.Time, atOnce bool) error {
	return s.steps(ctx, step{text: freePerson, args: []any{string(id), millis(until), bit(atOnce)}})
}
