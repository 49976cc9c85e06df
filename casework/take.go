package casework

import "time"

// Take makes a deputy the owner. Taking what is theirs already changes nothing.
func (c Case) Take(by Person, now time.Time) (Change, error) {
	if c.Standing(by) == Holder && c.Open() {
		return Change{}, nil
	}
	t, err := c.turn(DoTake, by, now)
	if err != nil {
		return Change{}, err
	}
	t.own()
	return t.end("")
}

// own makes the actor the owner, unless they stand in for the one who is; the
// resident learns of it when another deputy was promised.
func (t *turn) own() {
	promised := t.c.Offered
	if t.c.Owner == t.by.ID || t.behalf != "" || t.c.Protected {
		return
	}
	t.c.Status, t.c.Owner, t.c.Offered, t.c.ClaimBy = Taken, t.by.ID, "", time.Time{}
	if promised != t.by.ID {
		t.tellResident(TellSorted)
		t.tellPassedOver(promised)
	}
}

// Release gives a case back that isn't the deputy's: to a colleague who hasn't
// declined it, else to the staff.
func (c Case) Release(by Person, q Queue, now time.Time) (Change, error) {
	t, err := c.turn(DoRelease, by, now)
	if err != nil {
		return Change{}, err
	}
	if c.declinedBy(by.ID) && c.Owner != by.ID {
		return Change{}, nil
	}
	promised := t.c.Offered
	t.c.Declined = append(append([]PersonID(nil), t.c.Declined...), by.ID)
	switch {
	case promised != "" && promised != by.ID: // a colleague's word changes nothing for who was asked
		return t.end("")
	case q.willing(t.c):
		t.enqueue(q, "")
	default:
		t.unsort()
	}
	t.tellResident(TellSorted)
	return t.end("")
}

// PassTo offers the case to another deputy of its topic.
func (c Case) PassTo(by Person, q Queue, to PersonID, now time.Time) (Change, error) {
	t, err := c.turn(DoPass, by, now)
	if err != nil {
		return Change{}, err
	}
	return t.handOver(q, to)
}

// handOver offers the case to one deputy, who must be able to be told. Where it
// is with them under this topic already, nothing changes.
func (t *turn) handOver(q Queue, to PersonID) (Change, error) {
	before := t.c
	if to != "" && q.Topic.ID == before.Topic && (before.Owner == to || before.Offered == to) {
		return Change{}, nil
	}
	t.c.Declined = nil
	to = q.present(to)
	if to == "" || to == t.by.ID || q.offer(t.c, to) != to {
		return Change{}, Errorf(Invalid, "case %s can't be passed to %s", t.c.Number, to)
	}
	if q.Topic.ID != before.Topic {
		t.decided()
	}
	t.enqueue(q, to)
	t.moved(before)
	return t.end(string(to))
}

// moved tells those whom a move concerns: the resident, and the deputy who had the case.
func (t *turn) moved(before Case) {
	t.tellResident(TellSorted)
	t.tellAway(before.Owner)
	t.tellPassedOver(before.Offered)
}

// PassTopic passes the case to another topic's queue, which teaches the classifier,
// as Correct and Classify do.
func (c Case) PassTopic(by Person, q Queue, now time.Time) (Change, error) {
	return c.sortInto(DoPass, by, q, now)
}

// Correct puts the case under the topic that the resident means.
func (c Case) Correct(by Person, q Queue, now time.Time) (Change, error) {
	return c.sortInto(DoCorrect, by, q, now)
}

// Classify puts the case under the topic that the staff choose.
func (c Case) Classify(by Person, q Queue, now time.Time) (Change, error) {
	return c.sortInto(DoClassify, by, q, now)
}

func (c Case) sortInto(v Verb, by Person, q Queue, now time.Time) (Change, error) {
	t, err := c.turn(v, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case c.Protected:
		return Change{}, c.unfit()
	}
	if c.Topic == q.Topic.ID {
		return Change{}, nil
	}
	t.decided()
	t.enqueue(q, c.Lead.Deputy)
	t.moved(c)
	t.teach()
	return t.end(string(q.Topic.ID))
}

// Assign gives the case to a deputy of the queue's topic.
func (c Case) Assign(by Person, q Queue, to PersonID, now time.Time) (Change, error) {
	t, err := c.turn(DoAssign, by, now)
	if err != nil {
		return Change{}, err
	}
	return t.handOver(q, to)
}
