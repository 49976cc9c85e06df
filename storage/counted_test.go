package storage_test

import (
	"slices"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
)

// An export has the cases that the report counts, each once however they are paged, the oldest first.
func TestAReportsCasesArePaged(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		monthOfWork(t, s, resident(t, s, 77))
		for who, want := range map[casework.PersonID]int{"ann": 9, "bob": 9, "li": 7, "wu": 8} {
			var all []casework.Case
			for last := (casework.Case{}); ; last = all[len(all)-1] {
				page, err := deskOver(s).Counted(ctx, person(t, s, who), thirtyDays(), last, 2)
				must(t, err)
				if all = append(all, page...); len(page) < 2 {
					break
				}
			}
			if got := reportOf(t, s, who, casework.ByTopic).Total.Received; len(all) != want || got != want {
				t.Errorf("%s: %d cases, and the report counts %d", who, len(all), got)
			}
			if !slices.IsSortedFunc(all, func(a, b casework.Case) int { return a.Opened.Compare(b.Opened) }) {
				t.Errorf("%s: not in order", who)
			}
		}
	})
}

// Words are the staff's and the owner's, whoever asks and whatever they say they are.
func TestX17_UtteredIsTheOwners(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 77)
		same := func(*casework.Case) {}
		kept(t, s, r, time.Hour, 0, time.Hour, same)
		all, err := deskOver(s).Counted(ctx, person(t, s, "ann"), thirtyDays(), casework.Case{}, 9)
		must(t, err)
		kept(t, s, r, time.Hour, 0, time.Hour, func(c *casework.Case) { c.Protected = true })
		for who, want := range map[casework.PersonID]int{"ann": 1, "li": 1, "wu": 0, r.ID: 0, "nobody": 0} {
			said, err := deskOver(s).Uttered(ctx, casework.Person{ID: who, Role: casework.Admin}, all)
			must(t, err)
			if got := len(said[all[0].Number]); got != want || len(said) > 1 {
				t.Errorf("%s reads %d messages", who, got)
			}
		}
	})
}
