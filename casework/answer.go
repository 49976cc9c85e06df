package casework

import (
	"slices"
	"time"
)

// Ask puts a question to the resident; the case waits for their word.
func (c Case) Ask(by Person, w Words, now time.Time) (Change, error) {
	t, err := c.speaking(DoAsk, by, w, now)
	if err != nil {
		return Change{}, err
	}
	if by.Role == Deputy {
		t.own()
	}
	t.c.Status = Asked
	e := t.write(Question, w)
	t.tell(Notice{To: c.Resident, Kind: TellQuestion, Entry: e.Seq, From: by.ID})
	return t.end(seq(e))
}

// Answer answers the resident. A deputy of the topic who doesn't own the case
// takes it with the answer; where a colleague has answered already, the words
// are kept as a draft until their author confirms them (see Confirm).
func (c Case) Answer(by Person, w Words, now time.Time) (Change, error) {
	if c.Status == Answered && c.Standing(by) == Colleague {
		return c.draft(by, w, now)
	}
	t, err := c.speaking(DoAnswer, by, w, now)
	if err != nil {
		return Change{}, err
	}
	t.own()
	t.settleAnswer(t.write(Answer, w))
	return t.end(seq(t.last()))
}

func (t *turn) last() Entry { return t.ch.Entries[len(t.ch.Entries)-1] }

// settleAnswer owes the resident an answer and stops the clocks.
func (t *turn) settleAnswer(e Entry) {
	t.c.Status, t.c.Offered, t.c.ClaimBy = Answered, "", time.Time{}
	t.c.Helped, t.c.Manner = "", 0
	if t.c.Replied.IsZero() {
		t.c.Replied, t.c.Promised = t.now, t.c.AnswerBy
	}
	t.tell(Notice{To: t.c.Resident, Kind: TellAnswer, Entry: e.Seq, From: e.By})
}

func (c Case) draft(by Person, w Words, now time.Time) (Change, error) {
	t, err := c.speaking(DoDraft, by, w, now)
	if err != nil {
		return Change{}, err
	}
	return t.end(seq(t.write(Draft, w)))
}

// Confirm sends a draft as an addition to the answer. Confirming twice changes nothing.
func (c Case) Confirm(by Person, e Entry, now time.Time) (Change, error) {
	t, err := c.turn(DoAnswer, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case e.By != by.ID || e.Case != c.Number:
		return Change{}, Errorf(NotFound, "no draft %d of %s in case %s", e.Seq, by.ID, c.Number)
	case e.Kind != Draft:
		return Change{}, nil
	case (Words{Text: e.Text, Media: e.Media}).empty(): // kept too long unsaid
		return Change{}, Errorf(NotFound, "draft %d of case %s has been given up", e.Seq, c.Number)
	}
	if c.Status == Queued {
		t.own()
	}
	e.Kind, e.Revision, e.Edited = Answer, e.Revision+1, now
	t.ch.Entries = append(t.ch.Entries, e)
	t.settleAnswer(e)
	return t.end(seq(e))
}

// Close ends the case with an outcome and, if there are any, words to the resident.
func (c Case) Close(by Person, o Outcome, w Words, now time.Time) (Change, error) {
	t, err := c.turn(DoClose, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case !slices.Contains(Outcomes, o):
		return Change{}, Errorf(Invalid, "no such outcome for case %s", c.Number)
	}
	n := Notice{To: c.Resident, Kind: TellClosed}
	if !w.empty() {
		n.Entry, n.From = t.write(Remark, w).Seq, by.ID
	}
	t.shut(o)
	t.tell(n)
	t.tellAway(c.Owner)
	t.tellPassedOver(c.Offered)
	return t.end(string(o))
}

func (t *turn) shut(o Outcome) {
	t.c.Status, t.c.Outcome, t.c.Offered, t.c.ClaimBy = Closed, o, "", time.Time{}
}

func (c Case) speaking(v Verb, by Person, w Words, now time.Time) (*turn, error) {
	t, err := c.turn(v, by, now)
	if err == nil && w.empty() {
		return nil, Errorf(Invalid, "no words to %s case %s with", v, c.Number)
	}
	return t, err
}

// Discard closes what only advertises. Its sender is told nothing: they wait for no answer.
func (c Case) Discard(by Person, now time.Time) (Change, error) {
	t, err := c.turn(DoClose, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case c.Status != Unsorted || !c.Signals.Has(Spam):
		return Change{}, c.unfit()
	}
	t.shut(Advert)
	return t.end(string(Advert))
}
