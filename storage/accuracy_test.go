package storage_test

import (
	"slices"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
)

func TestAccuracyCountsWhatStands(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 77)
		for _, c := range []struct {
			judged         casework.Judged
			guessed, topic casework.TopicID
			opened         time.Time
			protected      bool
		}{
			{casework.Sorted, transport, transport, noon, false},
			{casework.Sorted, transport, transport, noon, false},
			{casework.Sorted, transport, water, noon, false}, // corrected
			{casework.Unsure, transport, water, noon, false},
			{casework.Unsure, "", "", noon, false},                         // waits still
			{casework.Sorted, water, water, noon.Add(-time.Hour), false},   // before
			{casework.Sorted, water, water, noon.Add(2 * time.Hour), true}, // the officer's
			{"", "", transport, noon, false},                               // before this was kept
			{casework.Sorted, water, water, noon.Add(3 * time.Hour), false},
		} {
			ch := opening(r, number(), "")
			ch.Once, ch.By, ch.People, ch.Notices = casework.Once{}, casework.Person{}, nil, nil
			o := &ch.Cases[0]
			o.Judged, o.Guessed, o.Topic, o.Opened, o.Protected = c.judged, c.guessed, c.topic, c.opened, c.protected
			must(t, s.Apply(ctx, ch))
		}
		want := []casework.Accuracy{{Unsure: 1}, {Topic: transport, Sorted: 3, Right: 2}, {Topic: water, Sorted: 1, Right: 1, Unsure: 1}}
		got, err := s.Accuracy(ctx, person(t, s, "ann"), noon)
		if must(t, err); !slices.Equal(got, want) {
			t.Errorf("got %+v, want %+v", got, want)
		}
		for _, by := range []casework.PersonID{r.ID, "li"} {
			if got, err := s.Accuracy(ctx, person(t, s, by), noon); err != nil || len(got) > 0 {
				t.Errorf("%s sees %v, %v", by, got, err)
			}
		}
	})
}
