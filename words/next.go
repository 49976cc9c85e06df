package words

import (
	"time"

	"liaison/casework"
)

// Next says what comes next in a case, as its resident is told. name is who answers it, or
// has asked or answered; empty: nobody yet. Who reads a protected case is said elsewhere.
func (s Speech) Next(c casework.Case, name string, now time.Time, zone *time.Location) string {
	switch c.Status {
	case casework.Held:
		return s.Say("clock.held")
	case casework.Unsorted:
		if now.After(c.ClaimBy) {
			return s.Say("clock.sorting_late")
		}
		return s.Say("clock.sorting", "by", s.By(c.ClaimBy, now, zone))
	case casework.Asked:
		return s.Say("clock.asked", "name", name)
	case casework.Answered:
		return s.Say("clock.answered", "name", name)
	case casework.Closed:
		return s.Say("clock.closed", "outcome", s.Outcome(c.Outcome))
	}
	return s.promise(c, name, now, zone)
}

func (s Speech) promise(c casework.Case, name string, now time.Time, zone *time.Location) string {
	switch late := c.Late(now); {
	case late && name == "":
		return s.Say("clock.late_somebody", "day", s.Day(c.AnswerBy, now, zone))
	case late:
		return s.Say("clock.late", "name", name, "day", s.Day(c.AnswerBy, now, zone))
	case name == "":
		return s.Say("clock.somebody", "by", s.By(c.AnswerBy, now, zone))
	}
	return s.Say("clock.answers", "name", name, "by", s.By(c.AnswerBy, now, zone))
}
