package words

import (
	"time"

	"liaison/casework"
)

// Outcome says why a case was closed.
func (s Speech) Outcome(o casework.Outcome) string { return s.Say("outcome." + string(o)) }

// State is a case's state in a few words, for lists.
func (s Speech) State(c casework.Case, now time.Time, zone *time.Location) string {
	if c.Status == casework.Closed {
		return s.Say("state.closed", "outcome", s.Outcome(c.Outcome))
	}
	words := s.Say("state." + string(c.Status))
	if c.Protected && c.Status == casework.Unsorted {
		return s.Say("protected.state")
	}
	switch {
	case !c.Open() || c.AnswerBy.IsZero():
		return words
	case c.Late(now):
		return s.Say("state.late", "state", words, "day", s.Day(c.AnswerBy, now, zone))
	}
	return s.Say("state.due", "state", words, "by", s.By(c.AnswerBy, now, zone))
}
