package casework

import (
	"context"
	"slices"
	"strings"
	"time"
)

func (m *memory) Bulk(_ context.Context, id BulkID) (Bulk, error) {
	defer m.lock()()
	b, ok := m.bulks[id]
	if !ok {
		return Bulk{}, Errorf(NotFound, "no such act")
	}
	return b, nil
}

func (m *memory) DueBulks(_ context.Context, now time.Time) (all []Bulk, _ error) {
	defer m.lock()()
	for _, b := range m.bulks {
		if b.Over.IsZero() && !b.Due.After(now) {
			all = append(all, b)
		}
	}
	return all, nil
}

func (m *memory) Filters(_ context.Context, by Person, _ int) (all []Filter, _ error) {
	defer m.lock()()
	for _, f := range m.filters {
		if f.Person == by.ID {
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(a, b Filter) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

func (m *memory) writeBulks(ch Change) {
	for _, b := range ch.Bulks {
		b.Version++
		b.Cases = slices.Clone(b.Cases)
		m.bulks[b.ID] = b
	}
	for _, f := range ch.Filters {
		delete(m.filters, string(f.Person)+":"+f.Name)
		if !f.Dropped {
			m.filters[string(f.Person)+":"+f.Name] = f
		}
	}
}
