package casework

import (
	"strings"
	"time"
)

// followUp is how long after a resident's last word a short text, or one on the
// same topic, still belongs to that case.
const followUp = 10 * time.Minute

// belongs decides which of the resident's cases a message belongs to when it
// answers no message of a case; none (zero Case) means that it opens a new one.
// The order is that of docs/architecture.md, "Threads".
func (cv Conversation) belongs(text string, v Verdict, now time.Time) Case {
	for _, rule := range []func() Case{
		func() Case { return cv.find(func(c Case) bool { return c.Status == Held }) },
		func() Case { return cv.find(func(c Case) bool { return c.beingWritten(now) }) },
		func() Case { return cv.onlyAsked() },
		func() Case { return cv.followedUp(text, v, now) },
		func() Case { return cv.thanked(text) },
	} {
		if c := rule(); c.Number != "" {
			return c
		}
	}
	return Case{}
}

func (cv Conversation) find(fits func(Case) bool) Case {
	for _, c := range cv.Cases {
		if fits(c) {
			return c
		}
	}
	return Case{}
}

// beingWritten reports whether the resident may still be typing the rest of it.
func (c Case) beingWritten(now time.Time) bool {
	return (c.Status == Unsorted || c.Status == Queued) && now.Before(c.Settles)
}

func (cv Conversation) onlyAsked() Case {
	var asked []Case
	for _, c := range cv.Cases {
		if c.Status == Asked {
			asked = append(asked, c)
		}
	}
	if len(asked) != 1 {
		return Case{}
	}
	return asked[0]
}

// followedUp finds the case of the resident's last word, if this one follows it.
func (cv Conversation) followedUp(text string, v Verdict, now time.Time) Case {
	if len(cv.Cases) == 0 {
		return Case{}
	}
	c := cv.Cases[0]
	recent := now.Sub(c.Heard) < followUp && c.Status != Closed
	same := v.Sure && v.Guesses[0].Topic == c.Topic || c.Protected && !v.Sure
	if recent && (same || !v.Sure && short(text)) {
		return c
	}
	return Case{}
}

// short reports whether a text is too short to be sorted on its own.
func short(text string) bool {
	han := 0
	for _, r := range text {
		if r >= 0x2E80 {
			han++
		}
	}
	return len(strings.Fields(text)) <= 6 && han <= 12
}

// apart keeps protected words out of a case that others see: they go to the resident's
// protected one, or open it. Whoever has the case that they were said in counts as named.
func (cv Conversation) apart(c Case, v Verdict, o Office, now time.Time) (Case, []PersonID) {
	if !v.Signals.Protect() || c.Protected || c.Status == Held || c.Number != "" && c.beingWritten(now) {
		return c, v.Against
	}
	against := v.Against
	if v.Signals.Has(Complaint) {
		against = united(against, o.chain(c.answerer()))
	}
	return cv.find(func(other Case) bool { return other.Protected && other.Open() }), against
}

func (cv Conversation) thanked(text string) Case {
	if !Thanks(text) {
		return Case{}
	}
	return cv.find(func(c Case) bool { return c.Status == Answered || c.Status == Closed })
}
