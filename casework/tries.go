package casework

import "time"

// Tries are the wrong codes that were given for a person from one address.
type Tries struct {
	Key     string // a hash of both
	Count   int
	Last    time.Time
	Version int64
}

const (
	freeTries = 3                // wrong codes before one has to wait
	mostDelay = 15 * time.Minute // it grows no further: nobody is locked out for good
	triesFor  = 24 * time.Hour   // after which they are forgotten
	codesFor  = 10               // wrong codes for one sign-in, which ends then
)

func triesKey(who PersonID, address string) string { return hashCode(string(who) + " " + address) }

// until is when the next code may be given.
func (t Tries) until() time.Time {
	if t.Count < freeTries {
		return time.Time{}
	}
	delay := mostDelay
	if n := t.Count - freeTries; n < 10 {
		delay = time.Second << n
	}
	return t.Last.Add(delay)
}

// wrong counts one more.
func (t Tries) wrong(now time.Time) Tries {
	if now.Sub(t.Last) >= triesFor {
		t.Count = 0
	}
	t.Count, t.Last = t.Count+1, now
	return t
}
