package storage

import (
	"context"

	"liaison/casework"
)

const (
	keepFilter = `INSERT INTO filters (person, name, view, topic, deputy, body) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (person, name) DO UPDATE SET view = excluded.view, topic = excluded.topic, deputy = excluded.deputy, body = excluded.body`
	dropFilter = `DELETE FROM filters WHERE person = $1 AND name = $2`
	filtersOf  = `SELECT name, view, topic, deputy, body FROM filters WHERE person = $1 ORDER BY name LIMIT $2 + 0`
)

func keepingFilter(f casework.Filter) step {
	if f.Dropped {
		return step{text: dropFilter, args: []any{string(f.Person), f.Name}, none: casework.Errorf(casework.NotFound, "no such list")}
	}
	return step{text: keepFilter, args: []any{string(f.Person), f.Name, string(f.View), string(f.Topic), string(f.Deputy), bytesOf(f.Text)}}
}

// Filters lists a person's own, in order of their names.
func (s *Store) Filters(ctx context.Context, by casework.Person, limit int) (all []casework.Filter, err error) {
	err = s.read(ctx, step{text: filtersOf, args: []any{string(by.ID), limit}, row: func(r scanner) error {
		f := casework.Filter{Person: by.ID}
		err := r.Scan(&f.Name, (*string)(&f.View), (*string)(&f.Topic), (*string)(&f.Deputy), words(&f.Text))
		all = append(all, f)
		return err
	}})
	return all, err
}
