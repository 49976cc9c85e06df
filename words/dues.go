package words

import (
	"time"

	"liaison/casework"
)

// Dues tell the office by when a case is to be sorted or taken, and answered.
func (s Speech) Dues(c casework.Case, now time.Time, zone *time.Location) []string {
	var lines []string
	if first := s.claim(c, now, zone); first != "" {
		lines = append(lines, first)
	}
	if !c.Open() || c.AnswerBy.IsZero() {
		return lines
	}
	left := s.Left(c.AnswerBy.Sub(now))
	if c.Late(now) {
		return append(lines, s.Say("card.late", "day", s.Day(c.AnswerBy, now, zone), "left", left))
	}
	return append(lines, s.Say("card.due", "by", s.By(c.AnswerBy, now, zone), "left", left))
}

func (s Speech) claim(c casework.Case, now time.Time, zone *time.Location) string {
	day, by := func() string { return s.Day(c.ClaimBy, now, zone) }, func() string { return s.By(c.ClaimBy, now, zone) }
	late := now.After(c.ClaimBy)
	switch {
	case c.ClaimBy.IsZero():
	case c.Protected && late:
		return s.Say("protected.late", "day", day())
	case c.Protected:
		return s.Say("protected.due", "by", by())
	case c.Status == casework.Unsorted && late:
		return s.Say("card.sort_late", "day", day())
	case c.Status == casework.Unsorted:
		return s.Say("card.sort", "by", by())
	case c.Status == casework.Queued && late:
		return s.Say("card.take_late", "day", day())
	case c.Status == casework.Queued:
		return s.Say("card.take", "by", by())
	}
	return ""
}
