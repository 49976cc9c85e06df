package storage

import (
	"context"
	"time"

	"liaison/casework"
)

// commonFields are the columns of commons but for the version.
var commonFields = fields[casework.Common]{
	numberField("id", func(m *casework.Common) *casework.CommonID { return &m.ID }),
	numberField("matter", func(m *casework.Common) *casework.MatterID { return &m.Matter }),
	textField("topic", func(m *casework.Common) *casework.TopicID { return &m.Topic }),
	wordsField("body", func(m *casework.Common) *string { return &m.Text }),
	textField("ready", func(m *casework.Common) *string { return &m.Ready }),
	textField("state", func(m *casework.Common) *casework.CommonState { return &m.State }),
	textField("author", func(m *casework.Common) *casework.PersonID { return &m.By }),
	numberField("cases", func(m *casework.Common) *int { return &m.Cases }),
	textField("last", func(m *casework.Common) *casework.PersonID { return &m.Last }),
	momentField("at", func(m *casework.Common) *time.Time { return &m.At }),
}

var (
	insertCommon = commonFields.insert("commons")
	updateCommon = commonFields.update("commons")
	oneCommon    = `SELECT ` + commonFields.columns("") + `, version FROM commons WHERE id = $1`

	// SQLite uses a partial index only where its condition is repeated.
	goingCommons    = `SELECT ` + commonFields.columns("") + `, version FROM commons WHERE state = 'going' ORDER BY id LIMIT 20`
	proposedCommons = `SELECT ` + commonFields.columns("") + `, version FROM commons WHERE state = 'proposed' ORDER BY id LIMIT $1 + 0`

	commonsOf = `SELECT ` + commonFields.columns("o.") + `, o.version FROM matters m JOIN commons o ON o.matter = m.id
WHERE m.root = $1 AND (o.author = $2 OR $3 = 1 AND o.state NOT IN ('written', 'dropped')) ORDER BY o.at DESC, o.id LIMIT $4 + 0`

	commonCases = `SELECT ` + caseColumns + ` FROM common_cases f JOIN cases c ON c.number = f.number
WHERE f.common = $2 AND f.state = $3 AND f.number > $4 AND ` + scope + ` ORDER BY f.number LIMIT $5 + 0`
)

const (
	insertCommonEvent = `INSERT INTO common_events (common, seq, at, author, state) VALUES ($1, $2, $3, $4, $5)`
	insertCommonCase  = `INSERT INTO common_cases (common, number, state) VALUES ($1, $2, 'owed') ON CONFLICT DO NOTHING`

	// It is taken off the list with the answer, and only while it is on its way.
	settleCommon = `UPDATE common_cases SET state = $3 WHERE common = $1 AND number = $2 AND state = 'owed'
AND EXISTS (SELECT 1 FROM commons m WHERE m.id = $1 AND m.state = 'going')`

	owedCommon     = `SELECT number FROM common_cases WHERE common = $1 AND state = 'owed' ORDER BY number LIMIT $2 + 0`
	commonArrivals = `SELECT n.person, n.state FROM notices n WHERE n.kind = 'answer' AND n.about <> 0 AND n.about = $1`
	commonFates    = `SELECT f.state FROM common_cases f WHERE f.common = $1`

	blankCommons = `UPDATE commons SET body = $2 WHERE id IN
(SELECT m.id FROM commons m WHERE m.state <> 'going' AND m.state <> 'proposed' AND length(m.body) > 0 AND m.at <= $1 ORDER BY m.at LIMIT $3 + 0) RETURNING id`
)

// keepCommon writes a common answer and who brought it to its state.
func keepCommon(m casework.Common) []step {
	st := step{text: insertCommon, args: commonFields.args(&m), none: casework.Errorf(casework.Stale, "common answer %d has changed", m.ID)}
	if m.Version != 0 {
		st.text, st.args = updateCommon, append(st.args, m.Version)
	}
	return []step{st, {text: insertCommonEvent, args: []any{int64(m.ID), m.Version + 1, millis(m.At), string(m.Last), string(m.State)}}}
}

func keepCommonCase(c casework.CommonCase) step {
	if c.State == casework.CommonOwed {
		return step{text: insertCommonCase, args: []any{int64(c.Common), string(c.Case)}}
	}
	return step{text: settleCommon, args: []any{int64(c.Common), string(c.Case), string(c.State)},
		none: casework.Errorf(casework.Stale, "the common answer to case %s is settled", c.Case)}
}

func collectCommons(into *[]casework.Common, text string, args ...any) step {
	return step{text: text, args: args, row: func(r scanner) error {
		var m casework.Common
		err := r.Scan(append(commonFields.into(&m), &m.Version)...)
		*into = append(*into, m)
		return err
	}}
}

// Common gives NotFound for one that never was.
func (s *Store) Common(ctx context.Context, id casework.CommonID) (casework.Common, error) {
	var found []casework.Common
	st := collectCommons(&found, oneCommon, int64(id))
	st.none = casework.Errorf(casework.NotFound, "no such common answer")
	if err := s.glance(ctx, st); err != nil {
		return casework.Common{}, err
	}
	return found[0], nil
}

// GoingCommons lists those that are on their way.
func (s *Store) GoingCommons(ctx context.Context) (all []casework.Common, err error) {
	err = s.read(ctx, collectCommons(&all, goingCommons))
	return all, err
}

// OwedCommon lists the cases that a common answer is owed to.
func (s *Store) OwedCommon(ctx context.Context, id casework.CommonID, limit int) (all []casework.Number, err error) {
	err = s.read(ctx, step{text: owedCommon, args: []any{int64(id), limit}, row: func(r scanner) error {
		var n string
		err := r.Scan(&n)
		all = append(all, casework.Number(n))
		return err
	}})
	return all, err
}

// CommonFates counts what became of a common answer.
func (s *Store) CommonFates(ctx context.Context, id casework.CommonID) (fates map[casework.CommonFate]int, err error) {
	fates = map[casework.CommonFate]int{}
	err = s.read(ctx, step{text: commonFates, args: []any{int64(id)}, row: func(r scanner) error {
		var state string
		err := r.Scan(&state)
		fates[casework.CommonFate(state)]++
		return err
	}})
	return fates, err
}

// CommonArrivals counts with how many people a common answer arrived: with all that they get of it.
// With whom it didn't it may once they can be written to again.
func (s *Store) CommonArrivals(ctx context.Context, id casework.CommonID) (a casework.Arrivals, err error) {
	arrived, waiting := map[string]bool{}, map[string]bool{}
	err = s.read(ctx, step{text: commonArrivals, args: []any{int64(id)}, row: func(r scanner) error {
		var person, state string
		err := r.Scan(&person, &state)
		whole, before := arrived[person]
		arrived[person] = (whole || !before) && casework.NoticeState(state) == casework.Delivered
		if st := casework.NoticeState(state); st == casework.Pending || st == casework.Sending {
			waiting[person] = true
		}
		return err
	}})
	for person, whole := range arrived {
		switch {
		case whole:
			a.People++
		case waiting[person]:
			a.Waiting++
		default:
			a.Failed++
		}
	}
	return a, err
}

// CommonsOf lists the common answers of a matter; see casework.Store.
func (s *Store) CommonsOf(ctx context.Context, by casework.Person, id casework.MatterID, limit int) (all []casework.Common, err error) {
	err = s.read(ctx, collectCommons(&all, commonsOf, int64(id), string(by.ID), bit(by.Staff()), limit))
	return all, err
}

// ProposedCommons lists those that wait for approval.
func (s *Store) ProposedCommons(ctx context.Context, limit int) (all []casework.Common, err error) {
	err = s.read(ctx, collectCommons(&all, proposedCommons, limit))
	return all, err
}

// CommonCases lists the cases in which a common answer had a fate; see casework.Store.
func (s *Store) CommonCases(ctx context.Context, by casework.Person, id casework.CommonID, f casework.CommonFate, after casework.Number, limit int) (all []casework.Case, err error) {
	err = s.read(ctx, collect(&all, commonCases, string(by.ID), int64(id), string(f), string(after), limit))
	return all, err
}
