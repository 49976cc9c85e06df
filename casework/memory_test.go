package casework

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"
)

// memory is a Store in memory: as strict as the real one about versions, rights,
// repeats, scopes and gaps, and about nothing else.
type memory struct {
	signIns // tested over a real store, as the next
	charters

	mu      sync.Mutex
	people  map[PersonID]Person
	cases   map[Number]Case
	entries map[Number][]Entry
	events  map[Number][]Event
	notices []Notice
	links   map[Ref]Link
	looks   map[Number]map[PersonID]time.Time
	bulks   map[BulkID]Bulk
	filters map[string]Filter
	seen    map[Once]bool
	absent  map[AbsenceID]Absence
	invited []Invitation
	wrong   []time.Time
	kept    []Throttled
	ready   []Ready
	lessons []Lesson
	casts   map[BroadcastID]Broadcast
	matters map[MatterID]Matter
	bands   map[Number][]int64
	commons map[CommonID]Common
	settled map[CommonCase]bool
	applied int
	before  func() // runs once, before the next Apply
}

func newMemory(people ...Person) *memory {
	m := &memory{
		people: map[PersonID]Person{}, cases: map[Number]Case{}, entries: map[Number][]Entry{},
		events: map[Number][]Event{}, links: map[Ref]Link{}, seen: map[Once]bool{}, looks: map[Number]map[PersonID]time.Time{}, bulks: map[BulkID]Bulk{}, filters: map[string]Filter{}, absent: map[AbsenceID]Absence{}, casts: map[BroadcastID]Broadcast{},
		matters: map[MatterID]Matter{}, bands: map[Number][]int64{}, commons: map[CommonID]Common{}, settled: map[CommonCase]bool{},
	}
	for _, p := range people {
		m.people[p.ID] = p
	}
	return m
}

func (m *memory) lock() func() { m.mu.Lock(); return m.mu.Unlock }

func (m *memory) account(account int64) Person {
	for _, p := range m.people {
		if account != 0 && p.Account == account && !p.Retired {
			return p
		}
	}
	return Person{}
}

func (m *memory) PersonByAccount(_ context.Context, account int64) (Person, error) {
	defer m.lock()()
	if p := m.account(account); p.ID != "" {
		return p, nil
	}
	return Person{}, Errorf(NotFound, "no such person")
}

func (m *memory) Person(_ context.Context, id PersonID) (Person, error) {
	defer m.lock()()
	p, ok := m.people[id]
	if !ok {
		return Person{}, Errorf(NotFound, "no such person")
	}
	return p, nil
}

func (m *memory) Due(_ context.Context, now time.Time, limit int) ([]Case, error) {
	defer m.lock()()
	due := m.where(func(c Case) bool { return !c.RemindAt.IsZero() && !c.RemindAt.After(now) })
	slices.SortFunc(due, func(a, b Case) int { return a.RemindAt.Compare(b.RemindAt) })
	return due[:min(limit, len(due))], nil
}

func (m *memory) LooksDue(_ context.Context, now time.Time, limit int) ([]Case, error) {
	defer m.lock()()
	due := m.where(func(c Case) bool { return !c.LookAt.IsZero() && !c.LookAt.After(now) })
	slices.SortFunc(due, func(a, b Case) int { return a.LookAt.Compare(b.LookAt) })
	return due[:min(limit, len(due))], nil
}

func (m *memory) DigestsDue(_ context.Context, now time.Time, limit int) (due []Person, _ error) {
	defer m.lock()()
	for _, p := range m.people {
		if p.Role != Resident && !p.Retired && p.Account != 0 && !p.DigestAt.After(now) && len(due) < limit {
			due = append(due, p)
		}
	}
	return due, nil
}

func (m *memory) Conversation(_ context.Context, account int64) (Conversation, error) {
	defer m.lock()()
	p := m.account(account)
	return Conversation{Person: p, Cases: m.where(func(c Case) bool { return p.ID != "" && c.Resident == p.ID })}, nil
}

// where lists cases, the last heard first.
func (m *memory) where(fits func(Case) bool) []Case {
	var all []Case
	for _, c := range m.cases {
		if fits(c) {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b Case) int { return b.Heard.Compare(a.Heard) })
	return all
}

func (m *memory) Deputies(_ context.Context, topic TopicID) ([]Burdened, error) {
	defer m.lock()()
	var all []Burdened
	for _, p := range m.people {
		if p.Serves(topic) {
			load := m.where(func(c Case) bool { return c.Open() && (c.Owner == p.ID || c.Offered == p.ID) })
			all = append(all, Burdened{Person: p, Load: min(len(load), MaxLoad)})
		}
	}
	slices.SortFunc(all, func(a, b Burdened) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return all, nil
}

func (m *memory) visible(by Person, n Number) (Case, error) {
	if c, ok := m.cases[n]; ok && c.Standing(by) != Stranger {
		return c, nil
	}
	return Case{}, Errorf(NotFound, "no such case")
}

func (m *memory) Case(_ context.Context, by Person, n Number) (Case, error) {
	defer m.lock()()
	return m.visible(by, n)
}

func (m *memory) Thread(_ context.Context, by Person, n Number) (Thread, error) {
	defer m.lock()()
	c, err := m.visible(by, n)
	if err != nil {
		return Thread{}, err
	}
	return Thread{Case: c, Entries: slices.Clone(m.entries[n]), Events: slices.Clone(m.events[n])}, nil
}

func (m *memory) Linked(_ context.Context, by Person, at Ref) (Link, error) {
	defer m.lock()()
	l := m.links[at]
	if _, err := m.visible(by, l.Case); err != nil {
		return Link{}, err
	}
	return l, nil
}

func (m *memory) CasesOf(_ context.Context, by Person, limit int) ([]Case, error) {
	defer m.lock()()
	all := m.where(func(c Case) bool { return c.Resident == by.ID })
	return all[:min(limit, len(all))], nil
}

func (m *memory) PendingFor(_ context.Context, by Person, limit int) ([]Case, error) {
	defer m.lock()()
	all := m.where(func(c Case) bool {
		return c.Open() && c.Owner == by.ID || c.Status == Queued && by.Serves(c.Topic)
	})
	return all[:min(limit, len(all))], nil
}

func (m *memory) OwnedBy(_ context.Context, by Person, limit int) ([]Case, error) {
	defer m.lock()()
	all := m.where(func(c Case) bool { return (c.Status == Taken || c.Status == Asked) && c.Owner == by.ID })
	return all[:min(limit, len(all))], nil
}

func (m *memory) Openings(_ context.Context, by Person, numbers []Number) (map[Number]string, error) {
	defer m.lock()()
	first := map[Number]string{}
	for _, n := range numbers {
		if _, err := m.visible(by, n); err != nil {
			continue
		}
		for _, e := range slices.Backward(m.entries[n]) {
			if e.Kind == Said && e.Text != "" {
				first[n] = e.Text
			}
		}
	}
	return first, nil
}

func (m *memory) OfferedTo(_ context.Context, to PersonID, limit int) ([]Case, error) {
	defer m.lock()()
	all := m.where(func(c Case) bool { return c.Status == Queued && c.Offered == to })
	return all[:min(limit, len(all))], nil
}

func (m *memory) CoveredFor(_ context.Context, by Person, absent PersonID, limit int) ([]Case, error) {
	defer m.lock()()
	all := m.where(func(c Case) bool { return c.Owner == absent && c.Standing(m.people[by.ID]) == Cover })
	return all[:min(limit, len(all))], nil
}

func (m *memory) Stead(_ context.Context, absent PersonID, since time.Time, limit int) ([]Event, error) {
	defer m.lock()()
	var all []Event
	for _, list := range m.events {
		for _, e := range list {
			if e.For == absent && !e.At.Before(since) {
				all = append(all, e)
			}
		}
	}
	slices.SortFunc(all, func(a, b Event) int { return a.At.Compare(b.At) })
	return all[:min(limit, len(all))], nil
}

func (m *memory) Absences(context.Context) ([]Absence, error) {
	defer m.lock()()
	var all []Absence
	for _, a := range m.absent {
		if a.Over.IsZero() {
			all = append(all, a)
		}
	}
	slices.SortFunc(all, func(a, b Absence) int { return a.From.Compare(b.From) })
	return all, nil
}

func (m *memory) Absence(_ context.Context, id AbsenceID) (Absence, error) {
	defer m.lock()()
	return m.absent[id], nil
}

func (m *memory) OfficePeople(context.Context) ([]Person, error) {
	defer m.lock()()
	var all []Person
	for _, p := range m.people {
		if p.Role != Resident {
			all = append(all, p)
		}
	}
	slices.SortFunc(all, func(a, b Person) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return all, nil
}

func (m *memory) invitation(fits func(Invitation) bool) (Invitation, error) {
	defer m.lock()()
	if at := slices.IndexFunc(m.invited, fits); at >= 0 {
		return m.invited[at], nil
	}
	return Invitation{}, Errorf(NotFound, "no such invitation")
}

func (m *memory) Invitation(_ context.Context, id InvitationID) (Invitation, error) {
	return m.invitation(func(i Invitation) bool { return i.ID == id })
}

func (m *memory) InvitationByHash(_ context.Context, hash string) (Invitation, error) {
	return m.invitation(func(i Invitation) bool { return i.Hash == hash })
}
