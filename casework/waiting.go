package casework

import (
	"cmp"
	"context"
	"slices"
)

// NextUnsorted gives the unsorted case after the one named, the oldest first, and
// how many are without a topic, counted as far as Next looks. Without one named it
// gives the first. It is NotFound when none is left.
func (d *Desk) NextUnsorted(ctx context.Context, by Person, after Number) (Case, int, error) {
	list, err := d.store.Unsorted(ctx, by, ahead)
	if err != nil {
		return Case{}, 0, err
	}
	slices.SortStableFunc(list, byAge)
	from, err := d.mark(ctx, by, after)
	if err != nil {
		return Case{}, 0, err
	}
	for _, c := range list {
		if from.Number == "" || byAge(c, from) > 0 {
			return c, len(list), nil
		}
	}
	return Case{}, len(list), Errorf(NotFound, "nothing more waits to be sorted")
}

func byAge(a, b Case) int {
	return cmp.Or(a.Opened.Compare(b.Opened), cmp.Compare(a.Number, b.Number))
}

// mark reads the case after which a list goes on; one that is gone begins it anew.
func (d *Desk) mark(ctx context.Context, by Person, after Number) (Case, error) {
	if after == "" {
		return Case{}, nil
	}
	c, err := d.store.Case(ctx, by, after)
	if KindOf(err) == NotFound {
		return Case{}, nil
	}
	return c, err
}
