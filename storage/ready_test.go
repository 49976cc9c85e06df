package storage_test

import (
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
)

func TestX1_ReadyAnswersAreTheirOwners(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		li, wu := person(t, s, "li"), person(t, s, "wu")
		for i, text := range []string{"first", "second"} {
			one := casework.Ready{ID: casework.ReadyID(i + 1), Person: li.ID, Text: text, Made: noon.Add(time.Duration(i) * time.Minute)}
			must(t, s.Apply(ctx, casework.Change{By: li, Ready: []casework.Ready{one}}))
		}
		own, err := s.Readies(ctx, li, 5)
		must(t, err)
		if len(own) != 2 || own[0].Text != "second" || own[0].ID != 2 || !own[1].Made.Equal(noon) {
			t.Errorf("li has %+v", own)
		}
		foreign := casework.Change{By: wu, Ready: []casework.Ready{{ID: 1, Person: wu.ID, Dropped: true}}}
		if err := s.Apply(ctx, foreign); casework.KindOf(err) != casework.NotFound {
			t.Errorf("somebody else's was given up: %v", err)
		}
		must(t, s.Apply(ctx, casework.Change{By: li, Ready: []casework.Ready{{ID: 1, Person: li.ID, Dropped: true}}}))
		for _, p := range station().People {
			got, err := s.Readies(ctx, p, 5)
			must(t, err)
			if len(got) > 0 != (p.ID == li.ID) {
				t.Errorf("%s sees %+v", p.ID, got)
			}
		}
	})
}
