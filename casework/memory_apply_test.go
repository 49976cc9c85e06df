package casework

import (
	"context"
	"slices"
)

func (m *memory) Apply(_ context.Context, ch Change) error {
	m.mu.Lock()
	first := m.before
	m.before = nil
	m.mu.Unlock()
	if first != nil {
		first()
	}
	defer m.lock()()
	if err := m.refuses(ch); err != nil {
		return err
	}
	m.applied++
	if ch.Once != (Once{}) {
		m.seen[ch.Once] = true
	}
	m.write(ch)
	m.writeBulks(ch)
	return nil
}

func (m *memory) Acted(_ context.Context, once Once) (bool, error) {
	defer m.lock()()
	return m.seen[once], nil
}

// refuses looks before anything is written, so that a change is done wholly or not at all.
func (m *memory) refuses(ch Change) error {
	if ch.Once != (Once{}) && m.seen[ch.Once] {
		return Errorf(Repeated, "seen")
	}
	if stored := m.people[ch.By.ID]; ch.By.ID != "" && (stored.Rights != ch.By.Rights || stored.Retired) {
		return Errorf(Stale, "rights have changed")
	}
	for _, p := range ch.People {
		other := m.account(p.Account)
		if m.people[p.ID].Version != p.Version || other.ID != "" && other.ID != p.ID {
			return Errorf(Stale, "the person has changed")
		}
	}
	for _, k := range ch.Throttled {
		if k.Edited && !slices.ContainsFunc(m.kept, func(o Throttled) bool { return o.Ref == k.Ref && o.Person == k.Person }) {
			return Errorf(NotFound, "not kept back")
		}
	}
	m.learn(ch.Lessons)
	for _, r := range ch.Ready {
		m.ready = slices.DeleteFunc(m.ready, func(o Ready) bool { return o.ID == r.ID })
		if !r.Dropped {
			m.ready = append(m.ready, r)
		}
	}
	for _, r := range ch.Recalled {
		if !slices.ContainsFunc(m.notices, r.waits) {
			return conflict(AlreadySent, Case{Number: r.Case}, "")
		}
	}
	for _, b := range ch.Broadcasts {
		if m.casts[b.ID].Version != b.Version {
			return Errorf(Stale, "the broadcast has changed")
		}
	}
	for _, o := range ch.Commons {
		if m.commons[o.ID].Version != o.Version {
			return Errorf(Stale, "the common answer has changed")
		}
	}
	for _, o := range ch.CommonCases {
		owed := CommonCase{o.Common, o.Case, CommonOwed}
		if o.State != CommonOwed && (!m.settled[owed] || m.commons[o.Common].State != CommonGoing) {
			return Errorf(Stale, "it is settled")
		}
	}
	for _, t := range ch.Matters {
		if m.matters[t.ID].Version != t.Version {
			return Errorf(Stale, "the matter has changed")
		}
	}
	for _, a := range ch.Absences {
		if m.absent[a.ID].Version != a.Version {
			return Errorf(Stale, "the absence has changed")
		}
	}
	for _, c := range ch.Cases {
		if m.cases[c.Number].Version != c.Version {
			return Errorf(Stale, "the case has changed")
		}
	}
	return m.gap(ch)
}

func (m *memory) gap(ch Change) error {
	for _, e := range ch.Entries {
		old := m.entries[e.Case]
		if e.Revision == 1 && e.Seq != len(old)+1 || e.Revision > 1 && old[e.Seq-1].Revision+1 != e.Revision {
			return Errorf(Internal, "a gap in the entries of %s", e.Case)
		}
	}
	for _, e := range ch.Events {
		if e.Seq != len(m.events[e.Case])+1 {
			return Errorf(Internal, "a gap in the events of %s", e.Case)
		}
	}
	return nil
}

func (m *memory) write(ch Change) {
	for _, p := range ch.People {
		p.Version++
		m.people[p.ID] = p
	}
	for _, i := range ch.Invitations {
		m.invited = append(slices.DeleteFunc(m.invited, func(o Invitation) bool { return o.ID == i.ID }), i)
	}
	for _, b := range ch.Broadcasts {
		b.Version++
		m.casts[b.ID] = b
	}
	for _, o := range ch.Commons {
		o.Version++
		m.commons[o.ID] = o
	}
	for _, o := range ch.CommonCases {
		delete(m.settled, CommonCase{o.Common, o.Case, CommonOwed})
		m.settled[o] = true
	}
	for _, t := range ch.Matters {
		t.Version++
		m.matters[t.ID] = t
	}
	for _, c := range ch.Compared {
		m.bands[c.Case] = append([]int64{0}, c.Bands...)
	}
	for _, a := range ch.Absences {
		a.Version++
		m.absent[a.ID] = a
	}
	for _, c := range ch.Cases {
		c.Version++
		m.cases[c.Number] = c
	}
	for _, e := range ch.Entries {
		if e.Revision > 1 {
			m.entries[e.Case][e.Seq-1] = e
		} else {
			m.entries[e.Case] = append(m.entries[e.Case], e)
		}
	}
	for _, e := range ch.Events {
		m.events[e.Case] = append(m.events[e.Case], e)
	}
	for _, n := range ch.Notices {
		if to := m.people[n.To]; n.Kind.Follows() && to.Substitute != "" {
			n.To = to.Substitute
		}
		if n.Key != "" && slices.ContainsFunc(m.notices, func(o Notice) bool { return o.Key == n.Key && o.To == n.To }) {
			continue // nothing is ever sent here: all are pending
		}
		n.ID, n.State = NoticeID(len(m.notices)+1), Pending
		m.notices = append(m.notices, n)
	}
	for _, k := range ch.Throttled {
		if !k.Edited {
			m.kept = append(m.kept, k)
		}
	}
	for _, r := range ch.Recalled {
		m.notices[slices.IndexFunc(m.notices, r.waits)].State = Cancelled
	}
	m.kept = slices.DeleteFunc(m.kept, func(k Throttled) bool { return slices.Contains(ch.TakenUp, k.Ref) })
	for _, l := range ch.Links {
		m.links[l.Ref] = l
	}
}
