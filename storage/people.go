package storage

import (
	"context"
	"slices"
	"strconv"
	"time"

	"liaison/casework"
)

// personFields are the columns of people but for the version.
var personFields = fields[casework.Person]{
	textField("id", func(p *casework.Person) *casework.PersonID { return &p.ID }),
	textField("role", func(p *casework.Person) *casework.Role { return &p.Role }),
	numberField("account", func(p *casework.Person) *int64 { return &p.Account }),
	wordsField("name", func(p *casework.Person) *string { return &p.Name }),
	textField("language", func(p *casework.Person) *string { return &p.Language }),
	flagField("chosen", func(p *casework.Person) *bool { return &p.Chosen }),
	momentField("agreed", func(p *casework.Person) *time.Time { return &p.Agreed }),
	flagField("blocked", func(p *casework.Person) *bool { return &p.Blocked }),
	flagField("retired", func(p *casework.Person) *bool { return &p.Retired }),
	flagField("officer", func(p *casework.Person) *bool { return &p.Officer }),
	flagField("on_duty", func(p *casework.Person) *bool { return &p.OnDuty }),
	listField("topics", func(p *casework.Person) *[]casework.TopicID { return &p.Topics }),
	textField("quiet", func(p *casework.Person) *string { return &p.Quiet }),
	textField("digest", func(p *casework.Person) *string { return &p.Digest }),
	momentField("digest_at", func(p *casework.Person) *time.Time { return &p.DigestAt }),
	numberField("rights", func(p *casework.Person) *int64 { return &p.Rights }),
	numberField("cap", func(p *casework.Person) *int { return &p.Cap }),
	numberField("own_cap", func(p *casework.Person) *int { return &p.OwnCap }),
	momentField("seen", func(p *casework.Person) *time.Time { return &p.Seen }),
	momentField("dormant", func(p *casework.Person) *time.Time { return &p.Dormant }),
	momentField("knocked", func(p *casework.Person) *time.Time { return &p.Knocked }),
	numberField("parted", func(p *casework.Person) *int64 { return &p.Parted }),
	listField("aids", func(p *casework.Person) *[]casework.PersonID { return &p.Aids }),
	listField("dismissed", func(p *casework.Person) *[]casework.PersonID { return &p.Dismissed }),
	momentField("away_until", func(p *casework.Person) *time.Time { return &p.AwayUntil }),
	textField("substitute", func(p *casework.Person) *casework.PersonID { return &p.Substitute }),
	textField("through", func(p *casework.Person) *casework.PersonID { return &p.Through }),
	listField("pace", func(p *casework.Person) *[]casework.Window { return &p.Pace }),
	momentField("forget", func(p *casework.Person) *time.Time { return &p.Forget }),
	flagField("uncast", func(p *casework.Person) *bool { return &p.Uncast }),
	momentField("farewell", func(p *casework.Person) *time.Time { return &p.Farewell }),
	momentField("barred", func(p *casework.Person) *time.Time { return &p.Barred }),
	textField("lead_topic", func(p *casework.Person) *casework.TopicID { return &p.Lead.Topic }),
	textField("lead_deputy", func(p *casework.Person) *casework.PersonID { return &p.Lead.Deputy }),
	textField("lead_spot", func(p *casework.Person) *casework.SpotID { return &p.Lead.Spot }),
	momentField("lead_until", func(p *casework.Person) *time.Time { return &p.LeadUntil }),
	listField("covers", func(p *casework.Person) *[]casework.Covered { return &p.Covers }),
}

var (
	personColumns = personFields.columns("p.") + ", p.version"
	insertPerson  = personFields.insert("people")
	updatePerson  = personFields.update("people")
)

func personInto(p *casework.Person) []any { return append(personFields.into(p), &p.Version) }

const (
	// One look is cheaper than an update that finds nothing, as nearly all would.
	wasLost = `SELECT id FROM people WHERE id = $1 AND (blocked = 1 OR account <> $2)`

	// What was lost because they could not be reached is owed again. It goes
	// without its key: another with it may be pending by now.
	wakePerson = `UPDATE notices SET state = 'pending', key = '', not_before = 0, unreachable = 0
WHERE person = $1 AND state = 'undeliverable' AND state IN (` + stuck + `) AND unreachable = 1`

	dropDuties = `DELETE FROM duties WHERE person = $1`
	insertDuty = `INSERT INTO duties (person, topic) VALUES ($1, $2) ON CONFLICT DO NOTHING`

	dropCovers  = `DELETE FROM covers WHERE person = $1`
	dropAids    = `DELETE FROM aides WHERE person = $1`
	insertAid   = `INSERT INTO aides (person, deputy) VALUES ($1, $2) ON CONFLICT DO NOTHING`
	insertCover = `INSERT INTO covers (person, absent) VALUES ($1, $2) ON CONFLICT DO NOTHING`
)

func keepPerson(p casework.Person) []step {
	args := personFields.args(&p)
	stale := casework.Errorf(casework.Stale, "person %s has changed, or the account is taken", p.ID)
	steps := make([]step, 0, 2)
	if p.Version == 0 {
		steps = append(steps, step{text: insertPerson, args: args, none: stale})
	} else {
		steps = append(steps, step{text: updatePerson, args: append(args, p.Version), none: stale})
	}
	if p.Role != casework.Resident {
		steps = append(steps, duties(p)...)
	}
	return steps
}

// reached notes that somebody who couldn't be reached can be now.
func reached(p casework.Person, woken *[]string) step {
	return step{text: wasLost, args: []any{string(p.ID), p.Account}, row: func(scanner) error {
		*woken = append(*woken, string(p.ID))
		return nil
	}}
}

func wakeSteps(people []string) []step {
	var steps []step
	for _, id := range people {
		steps = append(steps, step{text: wakePerson, args: []any{id}})
	}
	return steps
}

// duties are what somebody answers for, with that of those they stand in for.
func duties(p casework.Person) []step {
	steps := []step{{text: dropDuties, args: []any{string(p.ID)}}, {text: dropCovers, args: []any{string(p.ID)}}, {text: dropAids, args: []any{string(p.ID)}}}
	if p.Role == casework.Aide {
		for _, to := range p.Aids {
			steps = append(steps, step{text: insertAid, args: []any{string(p.ID), string(to)}})
		}
	}
	if p.Role != casework.Deputy {
		return steps
	}
	topics := slices.Clone(p.Topics)
	for _, c := range p.Covers {
		topics = append(topics, c.Topics...)
		steps = append(steps, step{text: insertCover, args: []any{string(p.ID), string(c.Person)}})
	}
	for _, t := range topics {
		steps = append(steps, step{text: insertDuty, args: []any{string(p.ID), string(t)}})
	}
	return steps
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

var (
	personByAccount = `SELECT ` + personColumns + ` FROM people p WHERE p.account = $1 AND p.account <> 0 AND p.retired = 0`
	personByID      = `SELECT ` + personColumns + ` FROM people p WHERE p.id = $1`
)

// PersonByAccount gives NotFound for an account that nobody has, and for retired people.
func (s *Store) PersonByAccount(ctx context.Context, account int64) (casework.Person, error) {
	return s.person(ctx, personByAccount, account)
}

// Person looks up by id; retired people are found.
func (s *Store) Person(ctx context.Context, id casework.PersonID) (casework.Person, error) {
	return s.person(ctx, personByID, string(id))
}

func (s *Store) person(ctx context.Context, text string, arg any) (p casework.Person, err error) {
	err = s.glance(ctx, step{text: text, args: []any{arg},
		none: casework.Errorf(casework.NotFound, "no such person"),
		row:  func(r scanner) error { return r.Scan(personInto(&p)...) }})
	return p, err
}

// read runs one step on a snapshot.
func (s *Store) read(ctx context.Context, steps ...step) error {
	return s.engine.read(ctx, func(ctx context.Context, tx session) error { return tx.run(ctx, steps...) })
}

// glance is read for the few rows that a decision needs.
func (s *Store) glance(ctx context.Context, steps ...step) error {
	return s.engine.glance(ctx, func(ctx context.Context, tx session) error { return tx.run(ctx, steps...) })
}

// maxLoad stands in the text: a limit that is bound has the statement planned anew.
var maxLoad = strconv.Itoa(casework.MaxLoad)

var deputiesOf = `SELECT ` + personColumns + `,
(SELECT count(*) FROM (SELECT 1 AS one FROM cases c
  WHERE c.owner = p.id AND c.status IN ('taken', 'asked') LIMIT ` + maxLoad + `) AS owned)
+ (SELECT count(*) FROM (SELECT 1 AS one FROM cases c
  WHERE c.offered = p.id AND c.status = 'queued' LIMIT ` + maxLoad + `) AS told)
FROM duties d JOIN people p ON p.id = d.person
WHERE d.topic = $1 AND p.role = 'deputy' AND p.retired = 0
ORDER BY d.person`

// Deputies gives those responsible for a topic with their load, bound or not, in order of id.
func (s *Store) Deputies(ctx context.Context, topic casework.TopicID) ([]casework.Burdened, error) {
	var all []casework.Burdened
	err := s.glance(ctx, step{text: deputiesOf, args: []any{string(topic)},
		row: func(r scanner) error {
			var b casework.Burdened
			if err := r.Scan(append(personInto(&b.Person), &b.Load)...); err != nil {
				return err
			}
			b.Load = min(b.Load, casework.MaxLoad)
			all = append(all, b)
			return nil
		}})
	return all, err
}
