package casework

import "context"

// Case reads a case as far as the person may see it.
func (d *Desk) Case(ctx context.Context, by Person, n Number) (Case, error) {
	return d.store.Case(ctx, by, n)
}

// Thread reads a case with its entries and history.
func (d *Desk) Thread(ctx context.Context, by Person, n Number) (Thread, error) {
	return d.store.Thread(ctx, by, n)
}

// Linked finds what a message in a chat belongs to: of a case that goes on in
// another, the other.
func (d *Desk) Linked(ctx context.Context, by Person, at Ref) (Link, error) {
	l, err := d.store.Linked(ctx, by, at)
	if err != nil {
		return Link{}, err
	}
	c, err := d.store.Case(ctx, by, l.Case)
	if KindOf(err) == NotFound || err == nil && c.Merged == "" {
		return l, nil
	}
	l.Case, l.Entry = c.Merged, 0
	return l, err
}

// Cases lists a resident's own cases, the last heard first.
func (d *Desk) Cases(ctx context.Context, by Person, limit int) ([]Case, error) {
	return d.store.CasesOf(ctx, by, limit)
}

// Pending lists what waits for a deputy, the nearest promised date first.
func (d *Desk) Pending(ctx context.Context, by Person, limit int) ([]Case, error) {
	return d.store.PendingFor(ctx, by, limit)
}

// Unsorted lists what waits for the staff, the oldest first.
func (d *Desk) Unsorted(ctx context.Context, by Person, limit int) ([]Case, error) {
	return d.store.Unsorted(ctx, by, limit)
}

// Queues counts the cases of each topic for the staff.
func (d *Desk) Queues(ctx context.Context, by Person) ([]QueueCount, error) {
	return d.store.Queues(ctx, by, d.now())
}

// Person looks a person up by id.
func (d *Desk) Person(ctx context.Context, id PersonID) (Person, error) {
	return d.store.Person(ctx, id)
}

// Deputies lists those responsible for a topic.
func (d *Desk) Deputies(ctx context.Context, t TopicID) ([]Burdened, error) {
	return d.store.Deputies(ctx, t)
}
