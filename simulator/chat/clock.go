package chat

import (
	"fmt"
	"net/http"
	"time"
)

// Clock is the time by which the demo plays; it can be moved forward.
type Clock interface {
	Now() time.Time
	Pass(d time.Duration)
}

// leap is one way to move the clock.
type leap struct {
	Key  string // in the form
	Text string
	by   time.Duration
}

// leaps lead to what happens by itself: a reminder, a digest in the morning, a
// promised day that passes.
func leaps(ph phrases) []leap {
	return []leap{
		{"hour", ph.Hour, time.Hour},
		{"day", ph.DayLater, 24 * time.Hour},
		{"week", ph.Week, 7 * 24 * time.Hour},
	}
}

// moveClock moves the clock forward by one of the leaps.
func (a *app) moveClock(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<10)
	at := a.placeOf(r)
	for _, l := range leaps(phrasesFor(at.cast.Lang)) {
		if l.Key == r.FormValue("by") {
			a.clock.Pass(l.by)
		}
	}
	a.answer(w, r, Person{}, "", "")
}

// time says what the clock shows.
func (a *app) time(ph phrases) string {
	now := a.clock.Now()
	return fmt.Sprintf(ph.Clock, dayOf(now, ph), now.Format("15:04"))
}
