package storage

import (
	"context"
	"time"

	"liaison/casework"
)

// Overview is what an operator watches: counts and ages, nobody's name or number.
type Overview struct {
	Counts
	Oldest time.Time             // since when the oldest notice that is due has been owed; zero: none is due
	Queues []casework.QueueCount // one for each topic that has cases, the unsorted first
	Reused int64                 // updates whose id had been seen with other content
}

// The first of each priority is the oldest of it, since ids grow.
const oldestOwed = `SELECT n.owed FROM notices n WHERE n.state = 'pending' AND n.priority = $2 AND n.not_before <= $1
AND n.owed > 0 ORDER BY n.id LIMIT 1`

// priorities are those that notices have.
const priorities = 3

// Overview reads by indexes that hold only what is counted.
func (s *Store) Overview(ctx context.Context) (o Overview, err error) {
	now := millis(s.now())
	err = s.engine.read(ctx, func(ctx context.Context, tx session) error {
		o = Overview{}
		steps := []step{
			{text: counts, row: func(r scanner) error {
				return r.Scan(&o.Pending, &o.Sending, &o.Uncertain, &o.Undeliverable, &o.Unsorted, &o.Strays)
			}},
			{text: countReused, row: func(r scanner) error { return r.Scan(&o.Reused) }},
		}
		for p := range priorities {
			steps = append(steps, step{text: oldestOwed, args: []any{now, p}, row: func(r scanner) error {
				var owed time.Time
				err := r.Scan(moment(&owed))
				if o.Oldest.IsZero() || owed.Before(o.Oldest) {
					o.Oldest = owed
				}
				return err
			}})
		}
		if err := tx.run(ctx, steps...); err != nil {
			return err
		}
		o.Queues, err = queueLines(ctx, tx, s.now(), overviewBoard)
		return err
	})
	return o, err
}
