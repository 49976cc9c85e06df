package casework

import "context"

// Counted lists the cases that a report of the period counts, the oldest first, from the one
// after the case given; the zero one is before all.
func (d *Desk) Counted(ctx context.Context, by Person, p Period, after Case, limit int) ([]Case, error) {
	if !by.Staff() && by.Role != Deputy {
		return nil, Errorf(NotFound, "no report for %s", by.ID)
	}
	if after.Number != "" {
		p.From = after.Opened
	}
	return d.store.Counted(ctx, by, p, after.Number, limit)
}

// Uttered gives what residents and the office wrote to each other in these cases: to the staff,
// and to deputies where the case is theirs. There is nothing of protected cases, nor of what
// no resident was sent; what is sealed isn't among the words.
func (d *Desk) Uttered(ctx context.Context, by Person, cases []Case) (map[Number][]Entry, error) {
	numbers := make([]Number, len(cases))
	for i, c := range cases {
		numbers[i] = c.Number
	}
	return d.store.Uttered(ctx, by, numbers)
}
