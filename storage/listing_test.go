package storage_test

import (
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

func TestListsByPromisedDay(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		must(t, s.ApplyOffice(ctx, station()))
		r := resident(t, s, 7001)
		var all []casework.Number
		for i, day := range []time.Time{noon, noon.Add(time.Hour), {}} { // nothing is promised of the last
			ch := opening(r, number(), string(rune('a'+i)))
			ch.By, ch.People = casework.Person{}, nil
			ch.Cases[0].AnswerBy = day
			must(t, s.Apply(ctx, ch))
			all = append(all, ch.Cases[0].Number)
		}
		staff := person(t, s, "ann")
		for _, want := range []struct {
			name        string
			from, until time.Time
			cases       []casework.Number
		}{
			{"whenever", time.Time{}, time.Time{}, all},
			{"before an hour, which isn't in it", time.Time{}, noon.Add(time.Hour), all[:1]},
			{"from an hour, which is", noon.Add(time.Hour), noon.Add(2 * time.Hour), all[1:2]},
		} {
			got, err := s.DueCases(ctx, staff, casework.DueList{Topic: transport, From: want.from, Until: want.until, Limit: 10})
			must(t, err)
			if len(got) != len(want.cases) {
				t.Fatalf("%s: %d cases, want %d", want.name, len(got), len(want.cases))
			}
			for i, c := range got {
				if c.Number != want.cases[i] {
					t.Errorf("%s: %s in place %d", want.name, c.Number, i)
				}
			}
		}
	})
}
