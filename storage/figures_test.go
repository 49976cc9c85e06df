package storage_test

import (
	"crypto/rand"
	"reflect"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
)

// lay puts a case on the books as it is, past the desk.
func lay(t *testing.T, s *storage.Store, r casework.Person, alter func(*casework.Case)) {
	t.Helper()
	ch := opening(r, number(), "")
	ch.Once, ch.By, ch.People, ch.Notices = casework.Once{}, casework.Person{}, nil, nil
	c := &ch.Cases[0]
	c.AnswerBy = noon.Add(48 * time.Hour)
	alter(c)
	must(t, s.Apply(ctx, ch))
}

// layOut is what a board of two topics and two deputies counts.
func layOut(t *testing.T, s *storage.Store, r casework.Person) {
	t.Helper()
	at := func(topic casework.TopicID, owner casework.PersonID, status casework.Status, due time.Duration) {
		lay(t, s, r, func(c *casework.Case) {
			c.Topic, c.Owner, c.Offered, c.Status, c.AnswerBy, c.Opened = topic, owner, "", status, noon.Add(due), noon.Add(-time.Hour)
		})
	}
	answered := func(topic casework.TopicID, owner casework.PersonID, ago, took time.Duration) {
		lay(t, s, r, func(c *casework.Case) {
			c.Topic, c.Owner, c.Offered, c.Status, c.AnswerBy = topic, owner, "", casework.Answered, time.Time{}
			c.Replied, c.Opened = noon.Add(-ago), noon.Add(-ago-took)
		})
	}
	const day = 24 * time.Hour
	at("", "", casework.Unsorted, 2*day)
	lay(t, s, r, func(c *casework.Case) { c.Opened = noon.Add(-2 * time.Hour) }) // offered to li
	at(transport, "li", casework.Taken, time.Hour)                               // today
	at(transport, "wu", casework.Asked, -time.Hour)                              // late
	at(water, "wu", casework.Taken, 2*day)
	answered(transport, "li", time.Hour, 2*time.Hour)
	answered(transport, "li", 2*time.Hour, 4*time.Hour)
	answered(transport, "wu", 8*day, 12*time.Hour)
	answered(water, "wu", time.Hour, 10*time.Hour)
	answered(water, "wu", 31*day, 50*time.Hour) // too long ago
}

func deskOver(s *storage.Store) *casework.Desk {
	return casework.NewDesk(s, nil, station(), func() time.Time { return noon }, rand.Reader)
}

func boardOf(t *testing.T, s *storage.Store, by casework.PersonID) casework.Board {
	t.Helper()
	b, err := deskOver(s).Board(ctx, person(t, s, by))
	must(t, err)
	return b
}

func TestBoardCountsWhatWaits(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		layOut(t, s, resident(t, s, 77))
		b := boardOf(t, s, "ann")
		if b.Unsorted != 1 || b.Late != 1 || b.Today != 1 || b.Hot != 0 || b.SetAside != 0 || len(b.Topics) != 2 || len(b.Deputies) != 2 {
			t.Fatalf("board %+v", b)
		}
		bus, li := b.Topics[0], b.Deputies[0]
		if bus.Topic != transport || bus.Waiting != 3 || bus.Late != 1 || bus.Median != 4*time.Hour || bus.Replies != 3 || !bus.Oldest.Equal(noon.Add(-2*time.Hour)) {
			t.Errorf("transport %+v", bus)
		}
		if now, before := casework.Weeks(bus.Opened); now != 5 || before != 1 {
			t.Errorf("opened %d and before that %d: %v", now, before, bus.Opened)
		}
		if now, before := casework.Weeks(bus.Replied); now != 2 || before != 1 {
			t.Errorf("answered %d and before that %d: %v", now, before, bus.Replied)
		}
		if li.Deputy != "li" || li.Waiting != 2 || li.Today != 1 || li.Median != 3*time.Hour || !li.Oldest.Equal(noon.Add(-2*time.Hour)) {
			t.Errorf("li %+v", li)
		}
	})
}

func TestX17_BoardOfADeputyIsTheirOwn(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 77)
		layOut(t, s, r)
		before := boardOf(t, s, "li")
		if len(before.Topics) != 1 || len(before.Deputies) != 1 || before.Deputies[0].Deputy != "li" || before.Today != 1 || before.Unsorted != 0 {
			t.Fatalf("li sees %+v", before)
		}
		for _, status := range casework.Statuses {
			lay(t, s, r, func(c *casework.Case) {
				c.Topic, c.Owner, c.Offered, c.Status, c.Opened, c.Replied, c.AnswerBy = water, "wu", "", status, noon.Add(-5*time.Hour), noon, noon
			})
		}
		if after := boardOf(t, s, "li"); !reflect.DeepEqual(before, after) {
			t.Errorf("foreign cases change %+v to %+v", before, after)
		}
	})
}

func TestX16_BoardHasNothingOfProtectedCases(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 77)
		layOut(t, s, r)
		before := map[casework.PersonID]casework.Board{}
		for _, by := range []casework.PersonID{"ann", "bob", "li", "wu"} {
			before[by] = boardOf(t, s, by)
		}
		for _, status := range casework.Statuses {
			for _, offered := range []casework.PersonID{"", "li"} {
				lay(t, s, r, func(c *casework.Case) {
					c.Protected, c.Against = true, []casework.PersonID{"li"}
					c.Owner, c.Offered, c.Status, c.Opened, c.Replied, c.AnswerBy = "li", offered, status, noon.Add(-5*time.Hour), noon, noon
				})
			}
		}
		lay(t, s, r, func(c *casework.Case) { c.Status, c.Topic, c.Offered = casework.Held, "", "" })
		for by, b := range before {
			if after := boardOf(t, s, by); !reflect.DeepEqual(b, after) {
				t.Errorf("protected cases change for %s %+v to %+v", by, b, after)
			}
		}
		for _, by := range []casework.PersonID{r.ID} {
			if b := boardOf(t, s, by); !reflect.DeepEqual(b, casework.Board{}) {
				t.Errorf("%s sees %+v", by, b)
			}
		}
	})
}

func TestRevisionMovesWithWhatIsKept(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		last := ""
		moved := func(what string) {
			t.Helper()
			now, err := s.Revision(ctx)
			if must(t, err); now == last {
				t.Errorf("it doesn't move with %s", what)
			}
			last = now
		}
		moved("the beginning")
		open(t, s, resident(t, s, 77), "1")
		moved("a case")
		must(t, s.SetAside(ctx, casework.Stray{Once: casework.Once{Key: "s", Print: "p"}, Raw: []byte("{}")}))
		moved("what is set aside")
	})
}
