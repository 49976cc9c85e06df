package casework

import "time"

// SortWithin is how long a case may wait unsorted before somebody is told again.
const SortWithin = 24 * time.Hour

// HoldWithin is how long a case may wait for the resident's agreement before they
// are reminded of it, and AskWithin how long for their word before the asker is.
// LateWithin is how long somebody has who takes what is late already.
const (
	HoldWithin = 24 * time.Hour
	AskWithin  = 72 * time.Hour
	LateWithin = 24 * time.Hour
)

// nextStep is the time at which somebody is told next: the end of a wait for a
// person, or three quarters of the way to the promised date.
func (c Case) nextStep(now time.Time) time.Time {
	switch c.Status {
	case Held:
		return now.Add(HoldWithin)
	case Unsorted, Queued:
		return c.ClaimBy
	case Taken:
		if left := c.AnswerBy.Sub(now); left > 0 {
			return now.Add(left * 3 / 4)
		}
		return now.Add(LateWithin) // whoever takes what is late has just read that it is
	case Asked:
		if silent := now.Add(AskWithin); !c.AnswerBy.After(now) || c.AnswerBy.After(silent) {
			return silent
		}
		return c.AnswerBy
	}
	return time.Time{}
}

// waitsAs reports whether the case waits for the same as before. Then the time
// of the next reminder stays: words and edits don't put it off or bring it back,
// nor does it that another deputy of the group is offered the case meanwhile.
func (c Case) waitsAs(before Case) bool {
	return c.Status == before.Status && c.Owner == before.Owner &&
		c.ClaimBy.Equal(before.ClaimBy) && c.AnswerBy.Equal(before.AnswerBy)
}

// Late reports whether the promised date has passed without an answer.
func (c Case) Late(now time.Time) bool {
	return c.Open() && !c.AnswerBy.IsZero() && now.After(c.AnswerBy)
}
