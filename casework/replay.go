package casework

import "strconv"

// Replay rebuilds from a case's history where it stands and what was said of it.
// What a history doesn't hold (words, guesses, clocks) stays empty.
func Replay(history []Event) Case {
	var c Case
	for _, e := range history {
		c = c.replay(e)
	}
	return c
}

func (c Case) replay(e Event) Case {
	if e.Seq == 1 {
		c.Number, c.Resident, c.Opened = e.Case, e.By, e.At
	}
	if c.Status == Closed && e.Status != Closed {
		c.Outcome, c.Merged = "", ""
	}
	switch e.Verb {
	case DoClose:
		c.Outcome = Outcome(e.Detail)
	case DoRate:
		c.Helped = Helped(e.Detail)
		if c.Status == Answered && e.Status == Closed {
			c.Outcome = Solved
		}
	case DoMark:
		c.Manner, _ = strconv.Atoi(e.Detail)
	case DoWithdraw:
		c.Outcome = Withdrawn
	case DoMerge:
		c.Outcome, c.Merged = Duplicate, Number(e.Detail)
	case DoLiken, DoFollow:
		c.Matter, c.Left, c.Follows = matterOf(e.Detail), 0, c.Follows || e.Verb == DoFollow && e.By == c.Resident
	case DoPart:
		c.Matter = matterOf(e.Detail)
		c = c.part(e.By)
	case DoName:
		c.Named = e.Detail == nameShown
	case DoRecall:
		c = c.recalled(e.Detail)
	case DoAnswer:
		c.Helped, c.Manner = "", 0
	}
	c.Status, c.Topic, c.Owner, c.Offered, c.Events = e.Status, e.Topic, e.Owner, e.Offered, e.Seq
	return c
}

// Agrees reports whether a history leads to where the case stands.
func (c Case) Agrees(history []Event) bool {
	r := Replay(history)
	return c.Number == r.Number && c.Resident == r.Resident && c.Opened.Equal(r.Opened) && c.Events == r.Events &&
		c.Status == r.Status && c.Topic == r.Topic && c.Owner == r.Owner && c.Offered == r.Offered &&
		c.Outcome == r.Outcome && c.Merged == r.Merged && c.Helped == r.Helped && c.Manner == r.Manner &&
		c.Matter == r.Matter && c.Left == r.Left && c.Follows == r.Follows
}

// matterOf reads the matter that an event is about.
func matterOf(detail string) MatterID {
	id, err := strconv.ParseInt(detail, 10, 64)
	if err != nil {
		return 0
	}
	return MatterID(id)
}
