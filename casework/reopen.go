package casework

import (
	"strconv"
	"time"
)

// Reopen puts the case back into its queue, to the deputy who had it if they
// can still be told. q may be empty where the case had no topic.
func (c Case) Reopen(by Person, q Queue, now time.Time) (Change, error) {
	t, err := c.turn(DoReopen, by, now)
	if err != nil {
		return Change{}, err
	}
	t.reopen(q)
	return t.end("")
}

func (t *turn) reopen(q Queue) {
	had := t.c.Owner
	t.c.Outcome, t.c.Merged, t.c.AnswerBy, t.c.Declined, t.c.Extended = "", "", time.Time{}, nil, false
	if q.Topic.ID == "" {
		t.unsort()
	} else {
		t.enqueue(q, had)
	}
	t.tellResident(TellReopened)
}

// Rate keeps whether the answer helped: yes closes the case as solved, no
// reopens it, partly leaves it as it is. The same word twice changes nothing,
// but a "no" to a case that was closed since the last one counts.
func (c Case) Rate(by Person, h Helped, q Queue, now time.Time) (Change, error) {
	if c.Standing(by) == Author && c.Helped == h && h != "" && (h != No || c.Open()) {
		return Change{}, nil
	}
	t, err := c.turn(DoRate, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case h != Yes && h != Partly && h != No:
		return Change{}, Errorf(Invalid, "no such word on case %s", c.Number)
	}
	t.c.Helped = h
	switch {
	case h == No:
		t.reopen(q)
	case h == Yes && c.Status == Answered:
		t.shut(Solved)
	}
	return t.end(string(h))
}

// Mark keeps how the resident was treated, from 1 to 5.
func (c Case) Mark(by Person, mark int, now time.Time) (Change, error) {
	t, err := c.turn(DoMark, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case mark < 1 || mark > 5:
		return Change{}, Errorf(Invalid, "mark %d on case %s", mark, c.Number)
	case c.Helped == "":
		return Change{}, conflict(NotWaiting, c, "")
	case c.Manner == mark:
		return Change{}, nil
	}
	t.c.Manner = mark
	return t.end(strconv.Itoa(mark))
}
