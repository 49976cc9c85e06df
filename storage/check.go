package storage

import (
	"context"
	"fmt"

	"liaison/casework"
)

// Broken is an invariant of the data with the number of rows that break it.
type Broken struct {
	Invariant string `json:"invariant"`
	Rows      int    `json:"rows"`
}

// invariants each count what must not be there.
var invariants = []struct{ name, text string }{
	{"each case has its resident", `SELECT count(*) FROM cases c WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = c.resident)`},
	{"each open case has an owner or waits in a queue", `SELECT count(*) FROM cases c WHERE
(c.status = 'taken' OR c.status = 'asked' AND (c.owner <> '' OR c.topic <> ''))
AND NOT EXISTS (SELECT 1 FROM people p WHERE p.id = c.owner AND p.role <> 'resident')
OR c.status = 'queued' AND NOT EXISTS (SELECT 1 FROM topics t WHERE t.id = c.topic)
OR c.status = 'queued' AND c.owner <> '' OR c.status = 'unsorted' AND c.topic <> ''`},
	{"each open case has a time at which somebody is told", `SELECT count(*) FROM cases c WHERE
c.status IN ('unsorted', 'queued', 'taken', 'asked') AND c.remind_at = 9223372036854775807
AND c.claim_by = 9223372036854775807 AND c.answer_by = 9223372036854775807`},
	{"each topic of a case is known", `SELECT count(*) FROM cases c WHERE c.topic <> '' AND NOT EXISTS (SELECT 1 FROM topics t WHERE t.id = c.topic)`},
	{"each case has as many entries as it counts", `SELECT count(*) FROM cases c WHERE c.entries <> (SELECT count(*) FROM entries e WHERE e.case_id = c.id)`},
	{"each case has as many events as it counts", `SELECT count(*) FROM cases c WHERE c.events <> (SELECT count(*) FROM events e WHERE e.case_id = c.id)`},
	{"entries are numbered without gaps", `SELECT count(*) FROM entries e WHERE e.seq > 1 AND NOT EXISTS (SELECT 1 FROM entries o WHERE o.case_id = e.case_id AND o.seq = e.seq - 1)`},
	{"events are numbered without gaps", `SELECT count(*) FROM events e WHERE e.seq > 1 AND NOT EXISTS (SELECT 1 FROM events o WHERE o.case_id = e.case_id AND o.seq = e.seq - 1)`},
	{"each entry has its case", `SELECT count(*) FROM entries e WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = e.case_id)`},
	{"each event has its case", `SELECT count(*) FROM events e WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = e.case_id)`},
	{"earlier versions are kept", `SELECT count(*) FROM entries e WHERE e.revision - 1 <> (SELECT count(*) FROM revisions r WHERE r.case_id = e.case_id AND r.seq = e.seq)
AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = e.case_id AND c.shed > 0)`},
	{"each earlier version has its entry", `SELECT count(*) FROM revisions r WHERE NOT EXISTS (SELECT 1 FROM entries e WHERE e.case_id = r.case_id AND e.seq = r.seq)`},
	{"each notice has its reader", `SELECT count(*) FROM notices n WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = n.person)`},
	{"each notice of a case has its case", `SELECT count(*) FROM notices n WHERE n.number <> '' AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.number = n.number)`},
	{"each notice of an entry has its entry", `SELECT count(*) FROM notices n WHERE n.number <> '' AND n.entry > 0
AND NOT EXISTS (SELECT 1 FROM entries e JOIN cases c ON c.id = e.case_id WHERE c.number = n.number AND e.seq = n.entry)`},
	{"a notice that was cut has all its parts", `SELECT count(*) FROM notices n WHERE n.part = 1 AND n.parts > 1
AND n.parts <> (SELECT count(*) FROM notices o WHERE o.id = n.id)`},
	{"no person has two parts under way", `SELECT count(*) FROM (SELECT person FROM notices WHERE state = 'sending' GROUP BY person HAVING count(*) > 1) AS twice`},
	{"nothing was sent more than twice unasked", `SELECT count(*) FROM notices WHERE state IN ('pending', 'sending') AND copies > 2 AND kind <> 'doubtful'`},
	{"each link has its case", `SELECT count(*) FROM links l WHERE l.number <> '' AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.number = l.number)`},
	{"each duty has its deputy", `SELECT count(*) FROM duties d WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = d.person AND p.role = 'deputy')`},
	{"each aide has their deputy", `SELECT count(*) FROM aides a WHERE NOT EXISTS (SELECT 1 FROM people p WHERE p.id = a.person AND p.role = 'aide')
OR NOT EXISTS (SELECT 1 FROM people p WHERE p.id = a.deputy AND p.role <> 'resident')`},
	{"what was set aside counts as acted on", `SELECT count(*) FROM strays s WHERE NOT EXISTS (SELECT 1 FROM once o WHERE o.key = s.key AND o.print = s.print)`},
	{"what was acted on has a key and a time", `SELECT count(*) FROM once WHERE print = '' OR seen <= 0`},
	{"each broadcast that went out was approved by somebody else", `SELECT count(*) FROM broadcasts b
WHERE b.state IN ('going', 'halted', 'over') AND (b.approver = '' OR b.approver = b.author OR b.approved = 0)`},
	{"nobody is owed a broadcast twice", `SELECT count(*) FROM (SELECT about, person FROM notices WHERE kind = 'broadcast' GROUP BY about, person HAVING count(DISTINCT id) > 1) AS twice`},
	{"each reader of a broadcast has it, and was looked at", `SELECT count(*) FROM broadcast_readers r
WHERE NOT EXISTS (SELECT 1 FROM broadcasts b WHERE b.id = r.broadcast AND (b.walked = 1 OR r.person <= b.cursor))`},
	{"a case that goes on in another is closed, and that is one of the same resident", `SELECT count(*) FROM cases m WHERE m.merged <> ''
AND (m.status <> 'closed' OR NOT EXISTS (SELECT 1 FROM cases c WHERE c.number = m.merged AND c.merged = '' AND (c.resident = m.resident OR c.shed > 0 OR m.shed > 0)))`},
	{"no two people have one account", `SELECT count(*) FROM (SELECT account FROM people WHERE account <> 0 GROUP BY account HAVING count(*) > 1) AS twice`},
	{"a case made anonymous holds no words", `SELECT count(*) FROM cases c WHERE c.shed > 0 AND (c.status <> 'closed'
OR EXISTS (SELECT 1 FROM entries e WHERE e.case_id = c.id AND (length(e.body) > 0 OR length(e.quote) > 0 OR e.media <> ''))
OR EXISTS (SELECT 1 FROM revisions r WHERE r.case_id = c.id))`},
	{"each term that finds an entry has its entry", `SELECT count(*) FROM keywords k WHERE NOT EXISTS (SELECT 1 FROM entries e
WHERE e.case_id = k.case_id AND e.seq = k.seq + CASE WHEN k.seq = 0 THEN 1 ELSE 0 END AND e.kind NOT IN ('draft', 'sketch', 'scrapped', 'moved'))`},
	{"each case of a matter has its matter", `SELECT count(*) FROM cases c WHERE c.matter <> 0 AND NOT EXISTS (SELECT 1 FROM matters m WHERE m.id = c.matter)
OR c.left_matter <> 0 AND (c.matter <> 0 OR NOT EXISTS (SELECT 1 FROM matters m WHERE m.id = c.left_matter)) OR c.follows = 1 AND c.matter = 0 AND c.left_matter = 0`},
	{"a part of a matter is a part of one by itself", `SELECT count(*) FROM matters m WHERE m.root <> m.id
AND NOT EXISTS (SELECT 1 FROM matters o WHERE o.id = m.root AND o.root = o.id AND o.topic = m.topic)`},
	{"a common answer that is over is owed to nobody, and each answered case has it", `SELECT count(*) FROM common_cases f
WHERE f.state = 'owed' AND EXISTS (SELECT 1 FROM commons m WHERE m.id = f.common AND m.state = 'over')
OR f.state = 'answered' AND NOT EXISTS (SELECT 1 FROM cases c JOIN entries e ON e.case_id = c.id JOIN commons m ON m.id = f.common
  WHERE c.number = f.number AND (e.author = m.author OR c.shed > 0))`},
	{"each history of a matter leads to where it stands", `SELECT count(*) FROM matters m WHERE m.version <> (SELECT count(*) FROM matter_events e WHERE e.matter = m.id)
OR NOT EXISTS (SELECT 1 FROM matter_events e WHERE e.matter = m.id AND e.seq = m.version AND e.title = m.title AND e.root = m.root AND e.act = m.act)`},
	{"each band that finds a case is in its sketch, and a case made anonymous has none", `SELECT count(*) FROM bands b WHERE NOT EXISTS (SELECT 1
FROM sketches s JOIN cases c ON c.id = s.case_id WHERE s.case_id = b.case_id AND c.shed = 0 AND c.compared = 1)`},
	{"a case made anonymous is found by no term", `SELECT count(*) FROM keywords k WHERE EXISTS (SELECT 1 FROM cases c WHERE c.id = k.case_id AND c.shed > 0)`},
}

const histories = "each history leads to where its case stands"

// Invariants lists what Check looks at, by name.
func Invariants() []string {
	names := []string{histories}
	for _, v := range invariants {
		names = append(names, v.name)
	}
	return names
}

// Check looks at all rows for broken invariants; none: well. It takes seconds on a large store.
func (s *Store) Check(ctx context.Context) ([]Broken, error) {
	var all []Broken
	for _, v := range invariants {
		var n int
		if err := s.read(ctx, step{text: v.text, row: func(r scanner) error { return r.Scan(&n) }}); err != nil {
			return nil, fmt.Errorf("check that %s: %w", v.name, err)
		}
		if n > 0 {
			all = append(all, Broken{v.name, n})
		}
	}
	lost, err := s.replayAll(ctx)
	if err != nil {
		return nil, fmt.Errorf("check that %s: %w", histories, err)
	}
	if lost > 0 {
		all = append(all, Broken{histories, lost})
	}
	return all, nil
}

// slice is how many cases are replayed at once.
const slice = 500

var (
	someCases  = `SELECT c.id, ` + caseColumns + ` FROM cases c WHERE c.id > $1 ORDER BY c.id LIMIT $2 + 0`
	someEvents = `SELECT c.number, e.seq, e.at, e.author, e.verb, e.status, e.topic, e.owner, e.offered, e.detail, e.behalf
FROM events e JOIN cases c ON c.id = e.case_id WHERE e.case_id > $1 AND e.case_id <= $2 ORDER BY e.case_id, e.seq`
)

// replayAll counts the cases that don't stand where their history leads.
func (s *Store) replayAll(ctx context.Context) (lost int, err error) {
	for after := int64(0); ; {
		n, last := 0, after
		err := s.engine.read(ctx, func(ctx context.Context, tx session) error {
			var cases []casework.Case
			n, last = 0, after
			find := step{text: someCases, args: []any{after, slice}, row: func(r scanner) error {
				var c casework.Case
				err := r.Scan(append([]any{&last}, caseInto(&c)...)...)
				cases = append(cases, c)
				return err
			}}
			if err := tx.run(ctx, find); err != nil {
				return err
			}
			var events []casework.Event
			all := step{text: someEvents, args: []any{after, last}, row: func(r scanner) error { return addEvent(r, &events) }}
			if err := tx.run(ctx, all); err != nil {
				return err
			}
			lost, n = lost+astray(cases, events), len(cases)
			return nil
		})
		if err != nil || n < slice {
			return lost, err
		}
		after = last
	}
}

func astray(cases []casework.Case, events []casework.Event) (n int) {
	byCase := map[casework.Number][]casework.Event{}
	for _, e := range events {
		byCase[e.Case] = append(byCase[e.Case], e)
	}
	for _, c := range cases {
		if !c.Agrees(byCase[c.Number]) {
			n++
		}
	}
	return n
}
