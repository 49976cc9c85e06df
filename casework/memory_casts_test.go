package casework

import (
	"context"
	"slices"
	"time"
)

func (m *memory) Broadcast(_ context.Context, id BroadcastID) (Broadcast, error) {
	defer m.lock()()
	if b, ok := m.casts[id]; ok {
		return b, nil
	}
	return Broadcast{}, Errorf(NotFound, "no such broadcast")
}

func (m *memory) broadcasts(fits func(Broadcast) bool) (all []Broadcast) {
	defer m.lock()()
	for _, b := range m.casts {
		if fits(b) {
			all = append(all, b)
		}
	}
	slices.SortFunc(all, func(a, b Broadcast) int { return b.At.Compare(a.At) })
	return all
}

func (m *memory) Broadcasts(_ context.Context, limit int) ([]Broadcast, error) {
	all := m.broadcasts(func(b Broadcast) bool { return b.State != Dropped })
	return all[:min(limit, len(all))], nil
}

func (m *memory) BroadcastActs(context.Context, BroadcastID, int) ([]BroadcastAct, error) {
	return nil, nil
}

func (m *memory) Begun(_ context.Context, by PersonID) (Broadcast, error) {
	all := m.broadcasts(func(b Broadcast) bool { return b.State == Begun && b.By == by })
	if len(all) == 0 {
		return Broadcast{}, Errorf(NotFound, "no such broadcast")
	}
	return all[0], nil
}

func (m *memory) CountReaders(context.Context, Broadcast) (int, error) { return 3, nil }

func (m *memory) GoingBroadcasts(context.Context) ([]Broadcast, error) {
	return m.broadcasts(func(b Broadcast) bool { return b.State == Going }), nil
}

func (m *memory) CountReleased(_ context.Context, since time.Time) (int, error) {
	return len(m.broadcasts(func(b Broadcast) bool { return b.To == Resident && b.Approved.After(since) })), nil
}

func (m *memory) SpreadBroadcast(context.Context, BroadcastID) (bool, error) { return false, nil }

func (m *memory) TellFates(context.Context, BroadcastID, []Notice) (bool, error) { return true, nil }
