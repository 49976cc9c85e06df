package storage_test

import (
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
)

// asleep makes somebody dormant and gives them as they were before.
func asleep(t *testing.T, s *storage.Store, id casework.PersonID) casework.Person {
	t.Helper()
	before := person(t, s, id)
	p := before
	p.Seen, p.Dormant, p.Rights = noon.Add(-90*24*time.Hour), noon, p.Rights+1
	must(t, s.Apply(ctx, casework.Change{People: []casework.Person{p}}))
	return before
}

func TestX21_DormantAccountsSeeDoAndGetNothing(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		c := open(t, s, resident(t, s, 5301), "1")
		before, staff := asleep(t, s, "li"), asleep(t, s, "ann")
		for _, p := range []casework.Person{before, staff} {
			_, err := s.Case(ctx, p, c.Number)
			wantKind(t, err, casework.NotFound)
			wantKind(t, s.Apply(ctx, casework.Change{By: p}), casework.Stale)
			wantKind(t, s.Apply(ctx, casework.Change{By: person(t, s, p.ID)}), casework.Stale)
		}
		list, err := s.PendingFor(ctx, before, 10)
		must(t, err)
		lines, err := s.Queues(ctx, staff, noon)
		must(t, err)
		late, err := s.DueCases(ctx, staff, casework.DueList{Unsorted: true, Until: noon.Add(100 * 24 * time.Hour), Limit: 10})
		must(t, err)
		if len(list)+len(lines)+len(late) > 0 {
			t.Errorf("still listed: %v, %v, %v", list, lines, late)
		}
		must(t, s.Apply(ctx, casework.Change{Notices: []casework.Notice{{Kind: casework.TellUnsorted, Case: c.Number}}}))
		told := func() map[casework.PersonID]int {
			due, err := s.Claim(ctx, noon.Add(time.Hour), 10, nil)
			must(t, err)
			to := map[casework.PersonID]int{}
			for _, n := range due {
				to[n.To]++
			}
			return to
		}
		if to := told(); to["li"]+to["ann"] > 0 || to["bob"] != 1 {
			t.Errorf("told while dormant: %v", to)
		}
		p := person(t, s, "li")
		p.Dormant, p.Rights = time.Time{}, p.Rights+1
		must(t, s.Apply(ctx, casework.Change{People: []casework.Person{p}}))
		if to := told(); to["li"] != 1 {
			t.Errorf("told once confirmed: %v", to)
		}
	})
}

// A start confirms the administrators of the office file when nobody else could,
// and only then; an account that one said isn't theirs stays nobody's.
func TestX21_TheLastAdministrator(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		office := station()
		office.Dormant = 90 * 24 * time.Hour
		asleep(t, s, "li")
		must(t, s.ApplyOffice(ctx, office))
		if person(t, s, "li").Dormant.IsZero() {
			t.Error("a start confirmed a deputy")
		}
		asleep(t, s, "bob")
		must(t, s.ApplyOffice(ctx, office))
		if bob := person(t, s, "bob"); !bob.Dormant.IsZero() || person(t, s, "li").Dormant.IsZero() {
			t.Errorf("after a start with no administrator left: %+v", bob)
		}
		office.People = append(office.People, casework.Person{ID: "eva", Role: casework.Admin, Name: "Eva", Account: 913})
		must(t, s.ApplyOffice(ctx, office))
		asleep(t, s, "bob")
		must(t, s.ApplyOffice(ctx, office))
		if person(t, s, "bob").Dormant.IsZero() {
			t.Error("a start confirmed an administrator although another can")
		}

		li := person(t, s, "li")
		li.Parted, li.Account, li.Dormant, li.Rights = li.Account, 0, time.Time{}, li.Rights+1
		must(t, s.Apply(ctx, casework.Change{People: []casework.Person{li}}))
		stranger := resident(t, s, 901)
		must(t, s.ApplyOffice(ctx, office))
		if now, by := person(t, s, "li"), person(t, s, stranger.ID); now.Account != 0 || by.Account != 901 {
			t.Errorf("a start gave the account back: %d, %d", now.Account, by.Account)
		}
		office.People[0].Account = 999
		must(t, s.ApplyOffice(ctx, office))
		if now := person(t, s, "li"); now.Account != 999 || now.Parted != 0 {
			t.Errorf("another account isn't taken: %+v", now)
		}
	})
}
