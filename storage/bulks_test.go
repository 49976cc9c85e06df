package storage_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"liaison/casework"
	"liaison/storage"
)

func TestActsUponSeveralCasesAreKept(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		by, err := s.Person(t.Context(), "ann")
		must(t, err)
		b := casework.Bulk{
			ID: 7, By: by.ID, Verb: casework.DoClose, Outcome: casework.Outside, Text: "Not ours", At: noon, Due: noon.Add(time.Minute),
			Cases: []casework.BulkCase{{Number: "7K3M9QXT", Seen: "1-x"}, {Number: "7K3M9QXV", Seen: "2-y"}},
		}
		must(t, s.Apply(t.Context(), casework.Change{By: by, Bulks: []casework.Bulk{b}}))
		if due, err := s.DueBulks(t.Context(), noon); err != nil || len(due) > 0 {
			t.Errorf("due at once: %+v, %v", due, err)
		}
		due, err := s.DueBulks(t.Context(), b.Due)
		must(t, err)
		b.Version = 1
		if diff := cmp.Diff([]casework.Bulk{b}, due); diff != "" {
			t.Error(diff)
		}
		b.Over, b.Text, b.Cases[0].Fate = b.Due, "", casework.BulkDone
		must(t, s.Apply(t.Context(), casework.Change{Bulks: []casework.Bulk{b}}))
		if err := s.Apply(t.Context(), casework.Change{Bulks: []casework.Bulk{b}}); casework.KindOf(err) != casework.Stale {
			t.Errorf("over what has changed: %v", err)
		}
		got, err := s.Bulk(t.Context(), b.ID)
		must(t, err)
		b.Version = 2
		if diff := cmp.Diff(b, got); diff != "" {
			t.Error(diff)
		}
		if due, err := s.DueBulks(t.Context(), b.Due.Add(time.Hour)); err != nil || len(due) > 0 {
			t.Errorf("due again: %+v, %v", due, err)
		}
	})
}

func TestListsAndLooksAreKept(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		by, err := s.Person(t.Context(), "ann")
		must(t, err)
		f := casework.Filter{Person: by.ID, Name: "院子", View: casework.ViewLate, Topic: transport, Text: "bus"}
		for range 2 {
			must(t, s.Apply(t.Context(), casework.Change{By: by, Filters: []casework.Filter{f}}))
		}
		got, err := s.Filters(t.Context(), by, 10)
		must(t, err)
		if diff := cmp.Diff([]casework.Filter{f}, got); diff != "" {
			t.Error(diff)
		}
		f.Dropped = true
		must(t, s.Apply(t.Context(), casework.Change{By: by, Filters: []casework.Filter{f}}))
		other, err := s.Look(t.Context(), casework.Person{ID: "li"}, "7K3M9QXT", noon, noon.Add(-time.Minute))
		must(t, err)
		again, err := s.Look(t.Context(), by, "7K3M9QXT", noon, noon.Add(-time.Minute))
		must(t, err)
		if len(other) > 0 || len(again) != 1 || again[0] != "li" {
			t.Errorf("%v, then %v", other, again)
		}
	})
}
