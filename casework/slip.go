package casework

import "context"

// Slip is what somebody who came to the window takes home: their case, as they would
// read it themself.
type Slip struct {
	Thread
	Visitor Person
	Seen    bool // the reader may see the case too, and not its slip alone
}

// Slip is for the staff: for who entered the case, and for who may see it.
func (d *Desk) Slip(ctx context.Context, by Person, n Number) (s Slip, err error) {
	if !by.Staff() {
		return Slip{}, Errorf(NotFound, "%s keeps no window", by.ID)
	}
	if s.Visitor, err = d.store.Visitor(ctx, by, n); err != nil {
		return Slip{}, err
	}
	if s.Thread, err = d.store.Thread(ctx, s.Visitor, n); err != nil {
		return Slip{}, err
	}
	_, err = d.store.Case(ctx, by, n)
	if s.Seen = err == nil; KindOf(err) == NotFound {
		err = nil
	}
	return s, err
}
