package casework

import (
	"context"
	"slices"
	"strings"
	"time"
)

func (m *memory) Uncompared(_ context.Context, now time.Time, limit int) (all []Worded, _ error) {
	defer m.lock()()
	for _, c := range m.where(func(c Case) bool {
		return m.bands[c.Number] == nil && c.Open() && c.Topic != "" && !c.Protected && !c.Settles.After(now)
	}) {
		all = append(all, Worded{c, m.opening(c.Number)})
	}
	slices.Reverse(all)
	return all[:min(limit, len(all))], nil
}

func (m *memory) opening(n Number) string {
	for _, e := range m.entries[n] {
		if e.Kind == Said && e.Text != "" {
			return e.Text
		}
	}
	return ""
}

func (m *memory) Alike(_ context.Context, c Case, bands []int64, since time.Time) (all []Worded, _ error) {
	defer m.lock()()
	for _, o := range m.where(func(o Case) bool {
		return o.Resident != c.Resident && o.Topic == c.Topic && !o.Protected && (o.Open() || o.Heard.After(since)) &&
			slices.ContainsFunc(bands, func(b int64) bool { return slices.Contains(m.bands[o.Number], b) })
	}) {
		all = append(all, Worded{o, m.opening(o.Number)})
	}
	return all, nil
}

func (m *memory) Wordings(_ context.Context, c Case, limit int) (all []string, _ error) {
	defer m.lock()()
	for _, o := range m.where(func(o Case) bool { return o.Matter == c.Matter && o.Resident != c.Resident && !o.Protected }) {
		all = append(all, m.opening(o.Number))
	}
	return all[:min(limit, len(all))], nil
}

func (m *memory) Matter(_ context.Context, id MatterID) (Matter, error) {
	defer m.lock()()
	if t, ok := m.matters[id]; ok {
		return t, nil
	}
	return Matter{}, Errorf(NotFound, "no such matter")
}

// within lists the cases of a matter and of its parts.
func (m *memory) within(id MatterID) []Case {
	root := m.matters[id].Root
	return m.where(func(c Case) bool { return c.Matter != 0 && m.matters[c.Matter].Root == root && !c.Protected })
}

func (m *memory) Crowd(_ context.Context, by Person, id MatterID) (Crowd, error) {
	defer m.lock()()
	w := Crowd{Matter: m.matters[m.matters[id].Root]}
	people := map[PersonID]bool{}
	for _, c := range m.within(id) {
		if by.ID != "" && c.Standing(m.people[by.ID]) == Stranger {
			continue
		}
		people[c.Resident] = true
		if c.Open() {
			w.Waiting++
		} else {
			w.Answered++
		}
	}
	w.People = len(people)
	return w, nil
}

func (m *memory) Hot(context.Context, Person, time.Time, int) ([]Crowd, error) { return nil, nil }

func (m *memory) CasesIn(_ context.Context, by Person, id MatterID, limit int) (all []Case, _ error) {
	defer m.lock()()
	for _, c := range m.within(id) {
		if c.Standing(m.people[by.ID]) != Stranger {
			all = append(all, c)
		}
	}
	return all[:min(limit, len(all))], nil
}

func (m *memory) PartsOf(_ context.Context, id MatterID) (all []Matter, _ error) {
	defer m.lock()()
	for _, t := range m.matters {
		if t.Root == id && t.Part() {
			all = append(all, t)
		}
	}
	return all, nil
}

func (m *memory) MatterEvents(context.Context, MatterID, int) ([]MatterEvent, error) { return nil, nil }

func (m *memory) Common(_ context.Context, id CommonID) (Common, error) {
	defer m.lock()()
	if c, ok := m.commons[id]; ok {
		return c, nil
	}
	return Common{}, Errorf(NotFound, "no such common answer")
}

func (m *memory) GoingCommons(context.Context) (all []Common, _ error) {
	defer m.lock()()
	for _, c := range m.commons {
		if c.State == CommonGoing {
			all = append(all, c)
		}
	}
	return all, nil
}

func (m *memory) OwedCommon(_ context.Context, id CommonID, limit int) (all []Number, _ error) {
	defer m.lock()()
	for c := range m.settled {
		if c.Common == id && c.State == CommonOwed && len(all) < limit {
			all = append(all, c.Case)
		}
	}
	slices.Sort(all)
	return all, nil
}

func (m *memory) CommonsOf(_ context.Context, by Person, id MatterID, limit int) (all []Common, _ error) {
	defer m.lock()()
	for _, c := range m.commons {
		kept := c.State != CommonWritten && c.State != CommonDropped
		if m.matters[c.Matter].Root == id && (c.By == by.ID || by.Staff() && kept) && len(all) < limit {
			all = append(all, c)
		}
	}
	return all, nil
}

func (m *memory) ProposedCommons(_ context.Context, limit int) (all []Common, _ error) {
	defer m.lock()()
	for _, c := range m.commons {
		if c.State == CommonProposed && len(all) < limit {
			all = append(all, c)
		}
	}
	return all, nil
}

func (m *memory) CommonCases(_ context.Context, by Person, id CommonID, f CommonFate, after Number, limit int) ([]Case, error) {
	defer m.lock()()
	all := m.where(func(c Case) bool {
		_, fared := m.settled[CommonCase{id, c.Number, f}]
		return fared && c.Number > after && c.Standing(m.people[by.ID]) != Stranger
	})
	slices.SortFunc(all, func(a, b Case) int { return strings.Compare(string(a.Number), string(b.Number)) })
	return all[:min(limit, len(all))], nil
}

// CommonArrivals takes all for sent at once.
func (m *memory) CommonArrivals(context.Context, CommonID) (Arrivals, error) { return Arrivals{}, nil }

func (m *memory) CommonFates(_ context.Context, id CommonID) (map[CommonFate]int, error) {
	defer m.lock()()
	fates := map[CommonFate]int{}
	for c := range m.settled {
		if c.Common == id {
			fates[c.State]++
		}
	}
	return fates, nil
}
