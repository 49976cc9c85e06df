package storage_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"liaison/casework"
	"liaison/storage"
)

func TestOfficeIsAppliedAgainWithoutEffect(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		before := person(t, s, "li")
		must(t, s.ApplyOffice(ctx, station()))
		if d := cmp.Diff(before, person(t, s, "li")); d != "" {
			t.Fatalf("li differs:\n%s", d)
		}
		want := station().People[0]
		want.Rights, want.Version = 1, 1
		if d := cmp.Diff(want, before); d != "" {
			t.Fatalf("li differs from the office file:\n%s", d)
		}
	})
}

func TestC4_RightsGrowWithWhatChanges(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		for name, change := range map[string]func(p *casework.Person){
			"role":    func(p *casework.Person) { p.Role, p.Topics = casework.Moderator, nil },
			"topics":  func(p *casework.Person) { p.Topics = []casework.TopicID{water} },
			"account": func(p *casework.Person) { p.Account = 999 },
		} {
			must(t, s.ApplyOffice(ctx, station()))
			before := person(t, s, "li")
			o := station()
			change(&o.People[0])
			must(t, s.ApplyOffice(ctx, o))
			if now := person(t, s, "li"); now.Rights <= before.Rights || now.Version <= before.Version {
				t.Errorf("%s: rights %d, were %d", name, now.Rights, before.Rights)
			}
		}
		must(t, s.ApplyOffice(ctx, station()))
		before := person(t, s, "li")
		o := station()
		o.People[0].Name = "Li Na"
		must(t, s.ApplyOffice(ctx, o))
		if now := person(t, s, "li"); now.Name != "Li Na" || now.Rights != before.Rights {
			t.Errorf("a name alone changed the rights: %+v", now)
		}
	})
}

func TestOfficeRetiresWhatItDoesNotName(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		o := station()
		o.People, o.Topics = o.People[1:], o.Topics[1:]
		must(t, s.ApplyOffice(ctx, o))
		li := person(t, s, "li")
		if !li.Retired || li.Rights != 2 {
			t.Fatalf("li is %+v", li)
		}
		_, err := s.PersonByAccount(ctx, 901)
		wantKind(t, err, casework.NotFound)
		topics, err := s.Topics(ctx)
		must(t, err)
		if len(topics) != 2 || topics[0].ID != water && topics[1].ID != water {
			t.Fatalf("topics %+v", topics)
		}
		for _, topic := range topics {
			if topic.Retired != (topic.ID == transport) || topic.Name["en"] == "" {
				t.Errorf("topic %+v", topic)
			}
		}
		must(t, s.ApplyOffice(ctx, station()))
		if li = person(t, s, "li"); li.Retired || li.Rights != 3 {
			t.Fatalf("li is %+v", li)
		}
		topics, err = s.Topics(ctx)
		must(t, err)
		if d := cmp.Diff(station().Topics, topics); d != "" {
			t.Fatalf("topics differ:\n%s", d)
		}
	})
}

func TestOfficeGivesAccounts(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 5301)
		c := open(t, s, r, "1")
		o := station()
		o.People[0].Account = 5301
		o.People[1].Account, o.People[2].Account = o.People[2].Account, o.People[1].Account // exchanged
		must(t, s.ApplyOffice(ctx, o))
		p, err := s.PersonByAccount(ctx, 5301)
		must(t, err)
		if p.ID != "li" {
			t.Fatalf("the account is %s's", p.ID)
		}
		was := person(t, s, r.ID)
		if was.Account != 0 || was.Version == r.Version {
			t.Fatalf("the resident is %+v", was)
		}
		if _, err := s.Case(ctx, was, c.Number); err != nil {
			t.Fatalf("the resident lost the case: %v", err)
		}
		if person(t, s, "wu").Account != 911 || person(t, s, "ann").Account != 902 {
			t.Fatal("the exchange failed")
		}
		o.People[0].Account = 0 // the file doesn't say: what was bound stays
		must(t, s.ApplyOffice(ctx, o))
		if person(t, s, "li").Account != 5301 {
			t.Fatal("the account was lost")
		}
	})
}
