package casework

import "time"

// Queue is a topic with the deputies responsible for it.
type Queue struct {
	Topic    Topic
	Deputies []Burdened
	Calendar Calendar   // the office's
	Duty     []PersonID // the office's: who can be told at once of danger
}

// present is a deputy of the topic, or who stands in for them while they are away.
func (q Queue) present(id PersonID) PersonID {
	for _, d := range q.Deputies {
		if d.ID == id && d.Away() {
			return d.Substitute
		}
	}
	return id
}

// offer picks the deputy to be told: the preferred one or who stands in for them
// if they can be told, else the least loaded who can, has not declined and isn't
// full, else the least loaded of the full ones. Deputies counted to MaxLoad are
// alike; the case's number then spreads them.
func (q Queue) offer(c Case, preferred PersonID) PersonID {
	var best []Burdened
	preferred = q.present(preferred)
	for _, d := range q.Deputies {
		if !q.may(c, d) {
			continue
		}
		if d.ID == preferred {
			return d.ID
		}
		if len(best) > 0 && d.heavier(best[0]) {
			continue
		}
		if len(best) > 0 && best[0].heavier(d) {
			best = best[:0]
		}
		best = append(best, d)
	}
	if len(best) == 0 {
		return ""
	}
	if best[0].Load < MaxLoad {
		return best[0].ID
	}
	return best[spread(c.Number)%len(best)].ID
}

// may reports whether a case can be offered to a deputy at all.
func (q Queue) may(c Case, d Burdened) bool { return d.Told() && !d.Away() && !c.declinedBy(d.ID) }

// heavier reports whether a deputy comes after another: the full ones last.
func (b Burdened) heavier(o Burdened) bool {
	if b.full() != o.full() {
		return b.full()
	}
	return b.Load > o.Load
}

// full reports whether all to whom a case could be offered have as many as they are to have.
func (q Queue) full(c Case) bool {
	found := false
	for _, d := range q.Deputies {
		if q.may(c, d) {
			if !d.full() {
				return false
			}
			found = true
		}
	}
	return found
}

func spread(n Number) int {
	sum := 0
	for _, b := range []byte(n) {
		sum = sum*31 + int(b)
	}
	return sum & 0xffff
}

// willing reports whether any deputy of the topic is at their post who has not declined.
func (q Queue) willing(c Case) bool {
	for _, d := range q.Deputies {
		if !d.Retired && !d.Away() && !c.declinedBy(d.ID) {
			return true
		}
	}
	return false
}

// enqueue puts the case into a topic's queue and tells a deputy once it is settled.
func (t *turn) enqueue(q Queue, preferred PersonID) {
	if t.c.Protected {
		t.guard()
		return
	}
	if t.c.Topic != q.Topic.ID {
		t.c.Declined = nil
		t.c.AnswerBy, t.c.Extended = time.Time{}, false
	}
	t.c.Status, t.c.Topic, t.c.Owner = Queued, q.Topic.ID, ""
	t.c.Offered = q.offer(t.c, preferred)
	t.c.ClaimBy = q.Calendar.by(t.now, q.Topic.Claim, q.Topic.ClaimDays)
	if t.c.AnswerBy.IsZero() {
		t.c.AnswerBy = q.Calendar.by(t.now, q.Topic.Answer, q.Topic.AnswerDays)
	}
	t.tellOffered()
	if t.c.Offered != q.present(preferred) && q.full(t.c) { // who was sought knows how much they have
		t.tell(Notice{Kind: TellFull, Priority: 1, NotBefore: t.settled(), Key: "full:" + string(q.Topic.ID)})
	}
}

// tellOffered tells the deputy of the case, or the staff when no deputy can be told.
func (t *turn) tellOffered() {
	n := Notice{To: t.c.Offered, Kind: TellCard, Priority: 1, NotBefore: t.settled()}
	n.Key = "card:" + string(t.c.Number) + ":" + string(n.To)
	if n.To == "" {
		n.Kind, n.Key = TellNobody, "nobody:"+string(t.c.Number)
	}
	t.tell(n)
}

// unsort gives the case to the staff.
func (t *turn) unsort() {
	if t.c.Protected {
		t.guard()
		return
	}
	t.c.Status, t.c.Topic, t.c.Owner, t.c.Offered = Unsorted, "", "", ""
	t.c.Declined, t.c.AnswerBy, t.c.Extended = nil, time.Time{}, false
	t.c.ClaimBy = t.now.Add(SortWithin)
	t.tell(Notice{Kind: TellUnsorted, Priority: 1, NotBefore: t.settled(), Key: "unsorted:" + string(t.c.Number)})
}

// settled is when the case counts as written; zero if it does already.
func (t *turn) settled() time.Time {
	if t.c.Settles.After(t.now) {
		return t.c.Settles
	}
	return time.Time{}
}

// tellResident owes the resident a notice that shows the state as it will be when sent.
func (t *turn) tellResident(k NoticeKind) {
	t.tell(Notice{To: t.c.Resident, Kind: k, Key: string(k) + ":" + string(t.c.Number)})
}

// tellPassedOver tells the deputy to whom the case was offered, unless they
// were to be told of it only later.
func (t *turn) tellPassedOver(who PersonID) {
	if t.settled().IsZero() {
		t.tellAway(who)
	}
}

// tellAway tells a deputy that the case is no longer theirs.
func (t *turn) tellAway(who PersonID) {
	theirs := t.c.Open() && (who == t.c.Owner || who == t.c.Offered)
	if who != "" && who != t.by.ID && !theirs {
		t.tell(Notice{To: who, Kind: TellMovedAway, Priority: 1, Key: "moved:" + string(t.c.Number) + ":" + string(who)})
	}
}
