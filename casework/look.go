package casework

import (
	"context"
	"time"
)

// lookFor is how long who was seen at a case counts as looking at it.
const lookFor = 45 * time.Second

// Look tells that somebody of the office has a case before them, and gives who else
// has, in order of their ids.
func (d *Desk) Look(ctx context.Context, by Person, n Number) ([]PersonID, error) {
	c, err := d.store.Case(ctx, by, n)
	if err != nil {
		return nil, err
	}
	if c.Standing(by) == Author {
		return nil, nil
	}
	now := d.now()
	return d.store.Look(ctx, by, n, now, now.Add(-lookFor))
}
