package storage

import (
	"context"
	"slices"
	"time"

	"liaison/casework"
)

// onReport is who may count a case c: the staff, and of deputies its own and those of its
// topic. What doesn't depend on the case is asked once.
const onReport = `c.outcome <> 'advert' AND c.protected = 0 AND c.status <> 'held' AND c.opened >= $3 AND c.opened < $4
AND (EXISTS (SELECT 1 FROM people s WHERE s.id = $1 AND s.retired = 0 AND s.dormant = 0 AND s.role IN ('moderator', 'admin'))
OR EXISTS (SELECT 1 FROM people p WHERE p.id = $1 AND p.retired = 0 AND p.dormant = 0 AND p.role = 'deputy'
  AND (c.owner = p.id OR EXISTS (SELECT 1 FROM duties d WHERE d.person = p.id AND d.topic = c.topic))))`

const counted = `, count(*), count(*) FILTER (WHERE c.replied > 0), count(*) FILTER (WHERE c.replied = 0 AND c.status = 'closed'),
count(*) FILTER (WHERE c.replied > 0 AND c.promised < 9223372036854775807 OR c.replied = 0 AND c.status NOT IN ('answered', 'closed') AND c.answer_by < $2),
count(*) FILTER (WHERE c.replied > 0 AND c.promised < 9223372036854775807 AND c.replied <= c.promised),
count(*) FILTER (WHERE c.replied > 0 OR c.helped <> ''), count(*) FILTER (WHERE c.helped <> ''), count(*) FILTER (WHERE c.helped = 'yes'),
count(*) FILTER (WHERE c.manner > 0), count(*) FILTER (WHERE c.manner >= 4)
FROM cases c WHERE ` + onReport + ` GROUP BY 1`

// A deputy's lines name no other deputy. The plain topic would have SQLite walk all of an
// index that is in order of topics.
var (
	totalTopics   = `SELECT c.topic || ''` + counted
	totalDeputies = `SELECT CASE WHEN c.owner = $1 OR EXISTS (SELECT 1 FROM people o WHERE o.id = $1 AND o.role IN ('moderator', 'admin'))
THEN c.owner ELSE '' END` + counted
	totalPlaces = `SELECT c.lead_spot` + counted
)

var totalsBy = map[casework.Grouping]*string{
	casework.ByTopic: &totalTopics, casework.ByDeputy: &totalDeputies, casework.ByPlace: &totalPlaces,
}

// Totals counts each step by a look into an index of when cases were opened.
func (s *Store) Totals(ctx context.Context, by casework.Person, now time.Time, g casework.Grouping, steps []casework.Period) ([]casework.Totalled, error) {
	text := totalsBy[g]
	if text == nil {
		return nil, casework.Errorf(casework.Invalid, "no such grouping: %q", g)
	}
	counts := make([][]casework.Totalled, len(steps))
	reads := make([]step, len(steps))
	for i, p := range steps {
		reads[i] = step{text: *text, args: []any{string(by.ID), millis(now), millis(p.From), millis(p.To)}, row: func(r scanner) error {
			c := casework.Totalled{Step: i}
			t := &c.Totals
			err := r.Scan(&c.Key, &t.Received, &t.Answered, &t.Ended, &t.Due, &t.InTime, &t.Asked, &t.Rated, &t.Solved, &t.Marked, &t.Pleased)
			counts[i] = append(counts[i], c)
			return err
		}}
	}
	err := s.read(ctx, reads...)
	return slices.Concat(counts...), err
}
