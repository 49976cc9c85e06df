package casework

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"
)

func (m *memory) Invitations(context.Context) ([]Invitation, error) {
	defer m.lock()()
	return slices.DeleteFunc(slices.Clone(m.invited), func(i Invitation) bool { return i.State != Waiting && i.State != Opened }), nil
}

func (m *memory) WrongCodes(_ context.Context, _ int64, since time.Time) (int, error) {
	defer m.lock()()
	return len(slices.DeleteFunc(slices.Clone(m.wrong), func(at time.Time) bool { return at.Before(since) })), nil
}

func (m *memory) WrongCode(_ context.Context, _ int64, at time.Time) error {
	defer m.lock()()
	m.wrong = append(m.wrong, at)
	return nil
}

func (m *memory) Barred(_ context.Context, _ Person, _ int) ([]Barred, error) {
	return nil, nil
}

func (m *memory) Visitor(_ context.Context, by Person, n Number) (Person, error) {
	defer m.lock()()
	p := m.people[m.cases[n].Resident]
	if _, err := m.visible(by, n); !p.Visited() || p.Through != by.ID && err != nil {
		return Person{}, Errorf(NotFound, "no such case")
	}
	return p, nil
}

func (m *memory) Floods(_ context.Context, _ Person, _ int) ([]Flood, error) {
	defer m.lock()()
	var all []Flood
	for _, k := range m.kept {
		at := slices.IndexFunc(all, func(f Flood) bool { return f.Person == k.Person })
		if at < 0 {
			all, at = append(all, Flood{Person: k.Person, First: k.At}), len(all)
		}
		all[at].Count, all[at].Last = all[at].Count+1, k.At
	}
	return all, nil
}

func (m *memory) Throttled(_ context.Context, _ Person, who PersonID, limit int) ([]Throttled, error) {
	defer m.lock()()
	all := slices.DeleteFunc(slices.Clone(m.kept), func(k Throttled) bool { return k.Person != who })
	return all[:min(limit, len(all))], nil
}

func (m *memory) SentBy(context.Context, Person, int) ([]Sent, error) { return nil, nil }

func (m *memory) Unsorted(_ context.Context, by Person, limit int) ([]Case, error) {
	defer m.lock()()
	all := m.where(func(c Case) bool { return c.Status == Unsorted && !c.Protected && by.Staff() })
	return all[:min(limit, len(all))], nil
}

func (m *memory) DueCases(_ context.Context, by Person, l DueList) ([]Case, error) {
	return m.inTime(l.After, l.Limit, func(c Case) bool {
		mine := l.Deputy == "" || c.answerer() == l.Deputy
		return c.Open() && c.Status != Held && !c.Protected && c.Standing(by) != Stranger && mine && (l.Topic == "" || c.Topic == l.Topic) &&
			(c.Status != Unsorted || l.Unsorted) && !due(c).Before(l.From) && (l.Until.IsZero() || due(c).Before(l.Until))
	}), nil
}

func (m *memory) Newest(context.Context, Person, Listing) ([]Case, error) { return nil, nil }

func (m *memory) Find(_ context.Context, by Person, clues []Clue, holds func(Case) bool, _ Number, limit int) (Found, error) {
	defer m.lock()()
	all := m.where(func(c Case) bool {
		return c.Standing(by) != Stranger && (holds == nil || holds(c)) && !slices.ContainsFunc(clues, func(k Clue) bool { return !m.has(c.Number, k) })
	})
	return Found{Cases: all[:min(limit, len(all))]}, nil
}

func (m *memory) has(n Number, k Clue) bool {
	return slices.ContainsFunc(m.entries[n], func(e Entry) bool {
		return slices.ContainsFunc(Terms(e), func(t string) bool {
			return slices.Contains(k.Terms, t) || slices.ContainsFunc(k.Begins, func(b string) bool { return strings.HasPrefix(t, b) })
		})
	})
}

func (m *memory) inTime(after Case, limit int, fits func(Case) bool) []Case {
	defer m.lock()()
	all := m.where(func(c Case) bool { return fits(c) && (after.Number == "" || inTime(c, after) > 0) })
	slices.SortFunc(all, inTime)
	return all[:min(limit, len(all))]
}

func (m *memory) Queues(_ context.Context, by Person, now time.Time) ([]QueueCount, error) {
	defer m.lock()()
	counts := map[TopicID]QueueCount{}
	for _, c := range m.where(func(c Case) bool { return c.Open() && c.Standing(by) == Clerk }) {
		q := counts[c.Topic]
		q.Topic = c.Topic
		if q.Waiting++; c.Late(now) {
			q.Late++
		}
		counts[c.Topic] = q
	}
	var all []QueueCount
	for _, q := range counts {
		all = append(all, q)
	}
	return all, nil
}

func (m *memory) Notice(_ context.Context, id NoticeID, _ int) (Notice, error) {
	defer m.lock()()
	if id < 1 || int(id) > len(m.notices) {
		return Notice{}, Errorf(NotFound, "no notice %d", id)
	}
	return m.notices[id-1], nil
}

func (m *memory) Settle(_ context.Context, ds []Delivery, rule func(Notice, Delivery) Settlement) error {
	defer m.lock()()
	for _, d := range ds {
		m.notices[d.Notice-1] = rule(m.notices[d.Notice-1], d).Notice
	}
	return nil
}

func (m *memory) Readies(_ context.Context, by Person, limit int) ([]Ready, error) {
	defer m.lock()()
	own := slices.DeleteFunc(slices.Clone(m.ready), func(r Ready) bool { return r.Person != by.ID })
	slices.Reverse(own)
	return own[:min(limit, len(own))], nil
}

func (m *memory) Shown(context.Context, Number, int, PersonID) (Shown, error) { return Shown{}, nil }

func (m *memory) Revisions(context.Context, Person, Number) ([]Entry, error) { return nil, nil }

func (m *memory) Leaving(_ context.Context, now time.Time, _ int) ([]Person, error) {
	defer m.lock()()
	var all []Person
	for _, p := range m.people {
		if !p.Forget.IsZero() && !p.Forget.After(now) {
			all = append(all, p)
		}
	}
	return all, nil
}

func (m *memory) Erase(_ context.Context, p Person, now time.Time) error {
	defer m.lock()()
	if open := m.where(func(c Case) bool { return c.Resident == p.ID && c.Status != Closed }); len(open) > 0 {
		return Errorf(Stale, "open cases")
	}
	for n, c := range m.cases {
		if c.Resident == p.ID {
			c.Resident, c.Version = Nobody, c.Version+1
			m.cases[n], m.entries[n] = c, nil
		}
	}
	p.Name, p.Farewell, p.Version = "", now, p.Version+1
	m.people[p.ID] = p
	return nil
}

func (m *memory) Free(_ context.Context, id PersonID, _ time.Time, _ bool) error {
	defer m.lock()()
	p := m.people[id]
	p.Account, p.Retired, p.Forget = 0, true, time.Time{}
	m.people[id] = p
	return nil
}

// owed gives what of a kind is owed to a person.
func (m *memory) owed(k NoticeKind, to PersonID) []Notice {
	defer m.lock()()
	return slices.DeleteFunc(slices.Clone(m.notices), func(n Notice) bool { return n.Kind != k || n.To != to })
}

// waits reports whether a notice is that of the answer, still to go out.
func (r Recalled) waits(n Notice) bool {
	return n.Kind == TellAnswer && n.State == Pending && n.Case == r.Case && n.Entry == r.Entry && n.To == r.To
}

func (m *memory) Protected(_ context.Context, by Person, limit int) ([]Case, error) {
	defer m.lock()()
	all := m.where(func(c Case) bool { return c.Protected && c.Open() && c.Standing(by) == Guardian })
	return all[:min(limit, len(all))], nil
}

func (m *memory) taughtBy(by Person, fits func(Lesson) bool, limit int) (all []Lesson) {
	defer m.lock()()
	for _, l := range slices.Backward(m.lessons) {
		if by.Staff() && fits(l) && len(all) < limit {
			all = append(all, l)
		}
	}
	return all
}

func (m *memory) Lessons(_ context.Context, by Person, before LessonID, limit int) ([]Lesson, error) {
	return m.taughtBy(by, func(l Lesson) bool { return l.ID < before }, limit), nil
}

func (m *memory) LessonsOf(_ context.Context, by Person, who PersonID, limit int) ([]Lesson, error) {
	return m.taughtBy(by, func(l Lesson) bool { return l.By == who && l.Undone.IsZero() }, limit), nil
}

func (m *memory) Lesson(_ context.Context, by Person, id LessonID) (Lesson, error) {
	all := m.taughtBy(by, func(l Lesson) bool { return l.ID == id }, 1)
	if len(all) == 0 {
		return Lesson{}, Errorf(NotFound, "no such lesson")
	}
	return all[0], nil
}

// learn keeps new lessons, and marks those that are taken back.
func (m *memory) learn(all []Lesson) {
	for _, l := range all {
		if l.ID == 0 {
			l.ID = LessonID(len(m.lessons) + 1)
			m.lessons = append(m.lessons, l)
			continue
		}
		m.lessons[l.ID-1] = l
	}
}

func (m *memory) Figures(context.Context, Person, Span) (Figures, error) { return Figures{}, nil }

func (m *memory) Totals(context.Context, Person, time.Time, Grouping, []Period) ([]Totalled, error) {
	return nil, nil
}

func (m *memory) Counted(context.Context, Person, Period, Number, int) ([]Case, error) {
	return nil, nil
}

func (m *memory) Uttered(context.Context, Person, []Number) (map[Number][]Entry, error) {
	return nil, nil
}

func (m *memory) Revision(context.Context) (string, error) { return "", nil }

func (m *memory) Accuracy(context.Context, Person, time.Time) ([]Accuracy, error) { return nil, nil }

func (m *memory) Look(_ context.Context, by Person, n Number, now, since time.Time) (others []PersonID, _ error) {
	defer m.lock()()
	if m.looks[n] == nil {
		m.looks[n] = map[PersonID]time.Time{}
	}
	m.looks[n][by.ID] = now
	for _, id := range slices.Sorted(maps.Keys(m.looks[n])) {
		if id != by.ID && !m.looks[n][id].Before(since) {
			others = append(others, id)
		}
	}
	return others, nil
}
