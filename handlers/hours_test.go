package handlers_test

import (
	"time"

	"liaison/casework"
)

func officeHours(zone *time.Location) casework.Calendar {
	nine := casework.Hours{From: 9 * time.Hour, To: 18 * time.Hour}
	return casework.Calendar{
		Zone: zone, Quiet: casework.Hours{From: 21 * time.Hour, To: 8 * time.Hour},
		Week: [7]casework.Hours{time.Monday: nine, time.Tuesday: nine, time.Wednesday: nine, time.Thursday: nine, time.Friday: nine},
	}
}

// sweep does what the program does by itself when time passes.
func (r *rig) sweep() error {
	if !r.sweeps {
		return nil
	}
	if _, err := r.desk.Remind(r.t.Context()); err != nil {
		return err
	}
	_, err := r.desk.Digests(r.t.Context())
	return err
}
