package casework

import "context"

// SetCap keeps how many open cases a deputy wants to be offered; 0: as the office says.
func (d *Desk) SetCap(ctx context.Context, once Once, by Person, n int) (Person, error) {
	if by.Role != Deputy || n < 0 || n > MaxLoad {
		return Person{}, Errorf(Invalid, "a cap of %d for %s", n, by.ID)
	}
	return d.alter(ctx, once, by, func(p *Person) { p.OwnCap = n })
}
