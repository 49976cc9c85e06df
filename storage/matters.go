package storage

import (
	"context"
	"slices"
	"time"

	"liaison/casework"
)

// matterFields are the columns of matters but for the version.
var matterFields = fields[casework.Matter]{
	numberField("id", func(m *casework.Matter) *casework.MatterID { return &m.ID }),
	numberField("root", func(m *casework.Matter) *casework.MatterID { return &m.Root }),
	textField("topic", func(m *casework.Matter) *casework.TopicID { return &m.Topic }),
	wordsField("title", func(m *casework.Matter) *string { return &m.Title }),
	textField("act", func(m *casework.Matter) *casework.MatterAct { return &m.Act }),
	textField("last", func(m *casework.Matter) *casework.PersonID { return &m.Last }),
	momentField("at", func(m *casework.Matter) *time.Time { return &m.At }),
}

var (
	matterColumns = matterFields.columns("m.") + ", m.version"
	insertMatter  = matterFields.insert("matters")
	updateMatter  = matterFields.update("matters")

	oneMatter  = `SELECT ` + matterColumns + ` FROM matters m WHERE m.id = $1`
	rootMatter = `SELECT ` + matterColumns + ` FROM matters m WHERE m.id = (SELECT o.root FROM matters o WHERE o.id = $1)`
	partsOf    = `SELECT ` + matterColumns + ` FROM matters m WHERE m.root = $1 AND m.id <> $1 LIMIT 50`

	// What belongs to a matter, no further than is counted. SQLite uses a partial index only
	// where its condition is repeated.
	members     = membersOf("")
	membersSeen = membersOf(" AND " + scope)

	hotMatters     = hottest("")
	hotMattersSeen = hottest(" AND " + scope)

	casesIn = `SELECT ` + caseColumns + ` FROM cases c WHERE c.matter = $2 AND c.matter <> 0 AND c.protected = 0 AND ` + scope + `
ORDER BY c.opened DESC LIMIT $3 + 0`

	wordings = `SELECT ` + saidFirst + ` FROM cases c WHERE c.matter = $1 AND c.matter <> 0 AND c.resident <> $2 AND c.protected = 0 AND c.shed = 0
ORDER BY c.opened DESC LIMIT $3 + 0`
)

func membersOf(seen string) string {
	return `SELECT c.resident, c.follows, c.copied, c.status, c.opened, c.lead_spot FROM cases c
WHERE c.matter = $2 AND c.matter <> 0 AND c.protected = 0 AND $1 = $1` + seen + ` LIMIT $3 + 0`
}

const (
	insertMatterEvent = `INSERT INTO matter_events (matter, seq, at, author, act, title, root) VALUES ($1, $2, $3, $4, $5, $6, $7)`

	matterEvents = `SELECT author, act, at, title, root FROM matter_events WHERE matter = $1 ORDER BY seq DESC LIMIT $2 + 0`
)

// hottest takes the newest of what was gathered, and of them the matters with most cases.
func hottest(seen string) string {
	return `SELECT w.root FROM (SELECT (SELECT m.root FROM matters m WHERE m.id = b.matter) AS root, b.resident
FROM (SELECT c.matter, c.resident FROM cases c WHERE c.matter <> 0 AND c.protected = 0 AND c.opened > $2 AND $1 = $1` + seen + `
ORDER BY c.opened DESC LIMIT 5000) AS b) AS w
GROUP BY w.root HAVING count(DISTINCT w.resident) > 1 ORDER BY count(*) DESC, w.root LIMIT $3 + 0`
}

// keepMatter writes a matter and who brought it to what.
func keepMatter(m casework.Matter) []step {
	st := step{text: insertMatter, args: matterFields.args(&m), none: casework.Errorf(casework.Stale, "matter %s has changed", m.ID)}
	if m.Version != 0 {
		st.text, st.args = updateMatter, append(st.args, m.Version)
	}
	return []step{st, {text: insertMatterEvent,
		args: []any{int64(m.ID), m.Version + 1, millis(m.At), string(m.Last), string(m.Act), bytesOf(m.Title), int64(m.Root)}}}
}

func findMatter(text string, id casework.MatterID, m *casework.Matter) step {
	return step{text: text, args: []any{int64(id)}, none: casework.Errorf(casework.NotFound, "no such matter"),
		row: func(r scanner) error { return r.Scan(append(matterFields.into(m), &m.Version)...) }}
}

// Matter gives NotFound for one that never was.
func (s *Store) Matter(ctx context.Context, id casework.MatterID) (m casework.Matter, err error) {
	err = s.glance(ctx, findMatter(oneMatter, id, &m))
	return m, err
}

// Crowd counts what belongs to a matter; see casework.Store.
func (s *Store) Crowd(ctx context.Context, by casework.Person, id casework.MatterID) (w casework.Crowd, err error) {
	err = s.engine.read(ctx, func(ctx context.Context, tx session) error {
		w = casework.Crowd{}
		return s.crowd(ctx, tx, by, id, &w)
	})
	return w, err
}

func (s *Store) crowd(ctx context.Context, tx session, by casework.Person, id casework.MatterID, w *casework.Crowd) error {
	if err := tx.run(ctx, findMatter(rootMatter, id, &w.Matter)); err != nil {
		return err
	}
	text := members
	if by.ID != "" {
		text = membersSeen
	}
	ids := []int64{int64(w.ID)}
	if err := tx.run(ctx, collectMatters(func(m casework.Matter) { ids = append(ids, int64(m.ID)) }, partsOf, int64(w.ID))); err != nil {
		return err
	}
	c := counting{crowd: w, people: map[string]bool{}, now: s.now()}
	for _, id := range ids {
		if err := tx.run(ctx, step{text: text, args: []any{string(by.ID), id, casework.MostCounted}, row: c.add}); err != nil {
			return err
		}
	}
	w.People = len(c.people)
	return nil
}

// counting counts the cases of a matter.
type counting struct {
	crowd  *casework.Crowd
	people map[string]bool
	now    time.Time
}

func (c counting) add(r scanner) error {
	var who, status, spot string
	var follows, copied bool
	var opened time.Time
	if err := r.Scan(&who, flag(&follows), flag(&copied), &status, moment(&opened), &spot); err != nil {
		return err
	}
	const week = 7 * 24 * time.Hour
	w, open := c.crowd, (casework.Case{Status: casework.Status(status)}).Open()
	c.people[who] = true
	w.Follow += int(bit(follows))
	w.Copies += int(bit(copied))
	w.Waiting += int(bit(open))
	w.Answered += int(bit(!open))
	age := c.now.Sub(opened)
	w.ThisWeek += int(bit(age < week))
	w.LastWeek += int(bit(age >= week && age < 2*week))
	if id := casework.SpotID(spot); id != "" && !slices.Contains(w.Spots, id) && len(w.Spots) < mostSpots {
		w.Spots = append(w.Spots, id)
	}
	return nil
}

// mostSpots is how many places of a matter are named.
const mostSpots = 5

// Hot lists the matters of which most cases were opened since then; see casework.Store.
func (s *Store) Hot(ctx context.Context, by casework.Person, since time.Time, limit int) (all []casework.Crowd, err error) {
	text := hotMatters
	if by.ID != "" {
		text = hotMattersSeen
	}
	err = s.engine.read(ctx, func(ctx context.Context, tx session) error {
		var ids []casework.MatterID
		if err := tx.run(ctx, step{text: text, args: []any{string(by.ID), millis(since), limit}, row: func(r scanner) error {
			var id int64
			err := r.Scan(&id)
			ids = append(ids, casework.MatterID(id))
			return err
		}}); err != nil {
			return err
		}
		all = make([]casework.Crowd, len(ids))
		for i, id := range ids {
			if err := s.crowd(ctx, tx, by, id, &all[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

// CasesIn lists the cases of a matter and its parts, the newest first.
func (s *Store) CasesIn(ctx context.Context, by casework.Person, id casework.MatterID, limit int) (all []casework.Case, err error) {
	parts, err := s.PartsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	steps := []step{collect(&all, casesIn, string(by.ID), int64(id), limit)}
	for _, p := range parts {
		steps = append(steps, collect(&all, casesIn, string(by.ID), int64(p.ID), limit))
	}
	err = s.read(ctx, steps...)
	return all[:min(limit, len(all))], err
}

// Wordings gives the first words of other residents' cases of a matter; see casework.Store.
func (s *Store) Wordings(ctx context.Context, c casework.Case, limit int) (all []string, err error) {
	err = s.read(ctx, step{text: wordings, args: []any{int64(c.Matter), string(c.Resident), limit}, row: func(r scanner) error {
		var text string
		err := r.Scan(words(&text))
		all = append(all, text)
		return err
	}})
	return all, err
}

// PartsOf lists the matters that count as parts of one.
func (s *Store) PartsOf(ctx context.Context, id casework.MatterID) (all []casework.Matter, err error) {
	err = s.read(ctx, collectMatters(func(m casework.Matter) { all = append(all, m) }, partsOf, int64(id)))
	return all, err
}

func collectMatters(each func(casework.Matter), text string, args ...any) step {
	return step{text: text, args: args, row: func(r scanner) error {
		var m casework.Matter
		err := r.Scan(append(matterFields.into(&m), &m.Version)...)
		each(m)
		return err
	}}
}

// MatterEvents lists what was done with a matter, the newest first.
func (s *Store) MatterEvents(ctx context.Context, id casework.MatterID, limit int) (all []casework.MatterEvent, err error) {
	err = s.read(ctx, step{text: matterEvents, args: []any{int64(id), limit}, row: func(r scanner) error {
		var e casework.MatterEvent
		err := r.Scan((*string)(&e.By), (*string)(&e.Act), moment(&e.At), words(&e.Title), number[casework.MatterID]{&e.Root})
		all = append(all, e)
		return err
	}})
	return all, err
}
