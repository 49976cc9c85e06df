package storage_test

import (
	"cmp"
	"slices"
	"time"

	"liaison/casework"
)

// at names a part.
type at struct {
	ID   casework.NoticeID
	Part int
}

// row is a part as it must be, by the model's own ids.
type row struct {
	casework.Notice
	tried    bool // was claimed before
	lost     bool // because of the person, not the words
	arrivals int  // how often it may have arrived
	asked    int  // how often a person wanted it sent again
}

// cuttable parts are claimed and whole.
func (r *row) cuttable() bool { return r.State == casework.Sending && r.Part == 1 && r.Parts == 0 }

// model is the outbox without a database.
type model struct {
	now      time.Time
	rows     []*row // in order of id and part
	last     casework.NoticeID
	tag      int
	accounts map[casework.PersonID]int64
	blocked  map[casework.PersonID]bool
	ids      map[casework.NoticeID]casework.NoticeID // the model's -> the store's
}

func (m *model) account(p casework.PersonID) int64 {
	if m.blocked[p] {
		return 0
	}
	return m.accounts[p]
}

func (m *model) part(id casework.NoticeID, part int) *row {
	i := slices.IndexFunc(m.rows, func(r *row) bool { return r.ID == id && r.Part == part })
	return m.rows[i]
}

// add owes a notice, one to each of the staff if it is to nobody.
func (m *model) add(n casework.Notice) {
	if n.To == "" {
		for _, p := range []casework.PersonID{"ann", "bob"} {
			o := n
			if o.To = p; n.Key != "" {
				o.Key += ":" + string(p)
			}
			m.add(o)
		}
		return
	}
	if m.pending(n.Key) {
		return
	}
	m.last++
	n.ID, n.Part, n.State = m.last, 1, casework.Pending
	m.rows = append(m.rows, &row{Notice: n})
}

func (m *model) pending(key string) bool {
	return key != "" && slices.ContainsFunc(m.rows, func(r *row) bool { return r.Key == key && r.State == casework.Pending })
}

// heads are what may be claimed, in order: of each person the first part that
// is due, unless one is under way or an earlier one was tried and must wait. A
// broadcast holds back only broadcasts, and waits for all else that is due.
func (m *model) heads() []*row {
	var all []*row
	passed, quiet, first := map[casework.PersonID]bool{}, map[casework.PersonID]bool{}, map[casework.PersonID]bool{}
	for _, r := range m.rows {
		due := r.State == casework.Pending && !r.NotBefore.After(m.now)
		passed[r.To] = passed[r.To] || r.State == casework.Sending
		first[r.To] = first[r.To] || due && r.Priority < casework.BroadcastPriority
	}
	for _, r := range m.rows {
		news := r.Priority == casework.BroadcastPriority
		if r.State != casework.Pending || passed[r.To] || news && quiet[r.To] {
			continue
		}
		due := !r.NotBefore.After(m.now)
		quiet[r.To] = quiet[r.To] || due || r.tried
		passed[r.To] = !news && (due || r.tried)
		if due && (!news || !first[r.To]) {
			all = append(all, r)
		}
	}
	slices.SortStableFunc(all, func(a, b *row) int { return cmp.Compare(a.Priority, b.Priority) })
	return all
}

// follow does what the rule says of a delivery.
func (m *model) follow(r *row, d casework.Delivery) {
	if d.Fate == casework.FateSent || d.Fate == casework.FateUnknown {
		r.arrivals++
	}
	n := r.Notice
	n.Account = m.account(n.To)
	s := n.Settle(d)
	r.State, r.Copies, r.NotBefore, r.lost = s.Notice.State, s.Notice.Copies, s.Notice.NotBefore, s.Unreachable
	switch r.State {
	case casework.Delivered, casework.Cancelled:
		r.Body = nil
	case casework.Pending:
		r.State = casework.Sending // it doesn't count as another with its key
		if m.pending(r.Key) {
			r.Key = ""
		}
		r.State = casework.Pending
	}
	for _, o := range s.Owed {
		m.add(o)
	}
	for _, o := range s.ToStaff {
		o.To = ""
		m.add(o)
	}
	if s.Unreachable {
		m.blocked[r.To] = true
	}
}

// divide puts the further parts behind the first.
func (m *model) divide(first *row, bodies [][]byte) {
	first.Parts, first.Body = len(bodies), bodies[0]
	i := slices.Index(m.rows, first)
	for k, b := range bodies[1:] {
		n := first.Notice
		n.Part, n.Body, n.State, n.Copies, n.Key, n.NotBefore = k+2, b, casework.Pending, 0, "", time.Time{}
		m.rows = slices.Insert(m.rows, i+k+1, &row{Notice: n})
	}
}

// decided tells whether there was something to decide.
func (m *model) decided(id casework.NoticeID, arrived bool) (found bool) {
	last := m.part(id, max(1, m.part(id, 1).Parts))
	whole := last.State == casework.Uncertain
	for _, r := range m.rows {
		if r.ID != id || r.State != casework.Uncertain {
			continue
		}
		found = true
		r.Key, r.NotBefore = "", time.Time{}
		if arrived {
			r.State, r.Body = casework.Delivered, nil
			continue
		}
		r.State = casework.Pending
		r.asked++
	}
	if n := last.Notice; found && arrived && whole {
		for _, o := range n.Arrived() {
			m.add(o)
		}
	}
	return found
}

// wake owes again what was lost because somebody couldn't be reached.
func (m *model) wake(p casework.PersonID) {
	if !m.blocked[p] {
		return
	}
	m.blocked[p] = false
	for _, r := range m.rows {
		if r.To == p && r.State == casework.Undeliverable && r.lost {
			r.State, r.Key, r.NotBefore, r.lost = casework.Pending, "", time.Time{}, false
		}
	}
}
