package storage_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// corrected is a new case that somebody put under water.
func corrected(t *testing.T, s *storage.Store, r casework.Person, by casework.PersonID, text string) casework.Number {
	t.Helper()
	n := number()
	ch := opening(r, n, "open"+string(n))
	ch.Entries[0].Text = text
	ch.Once, ch.By, ch.People, ch.Notices = casework.Once{}, casework.Person{}, nil, nil
	ch.Cases[0].Topic = water
	ch.Lessons = []casework.Lesson{{Case: n, Entries: 1, From: transport, Topic: water, By: by, Role: person(t, s, by).Role, At: noon}}
	must(t, s.Apply(ctx, ch))
	return n
}

// texts are what the store gives to teach, the newest first.
func texts(t *testing.T, s *storage.Store) (all []string, revision int64) {
	t.Helper()
	lessons, revision, err := s.Taught(ctx)
	must(t, err)
	for _, l := range lessons {
		all = append(all, l.Text)
	}
	now, err := s.Teaching(ctx)
	if must(t, err); now != revision {
		t.Fatalf("taught is revision %d of %d", revision, now)
	}
	return all, revision
}

func TestLessonsTeachWhileTheirCaseSaysSo(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 77)
		n := corrected(t, s, r, "ann", "first")
		corrected(t, s, r, "li", "second")
		corrected(t, s, r, r.ID, "of a resident")
		want := []string{"second", "first", "of a resident"} // those of the office before
		got, before := texts(t, s)
		if !slices.Equal(got, want) || before != 3 {
			t.Fatalf("taught %v at %d", got, before)
		}
		c, err := s.Case(ctx, person(t, s, "ann"), n)
		must(t, err)
		if lessons, _, err := s.Taught(ctx); err != nil || lessons[0].Upheld {
			t.Errorf("upheld though nobody took the case: %v", err)
		}
		taken := c
		taken.Owner, taken.Status = "wu", casework.Taken
		must(t, s.Apply(ctx, casework.Change{Cases: []casework.Case{taken}}))
		if lessons, _, err := s.Taught(ctx); err != nil || !lessons[1].Upheld {
			t.Errorf("not upheld by who took the case: %v", err)
		}
		c.Version++
		for name, change := range map[string]func(*casework.Case){
			"moved on": func(c *casework.Case) { c.Topic = transport }, "protected": func(c *casework.Case) { c.Protected = true },
		} {
			moved := c
			change(&moved)
			must(t, s.Apply(ctx, casework.Change{Cases: []casework.Case{moved}, Retaught: []casework.Number{n}}))
			got, after := texts(t, s)
			if slices.Contains(got, "first") || after != before+1 {
				t.Fatalf("%s: taught %v at %d, before %d", name, got, after, before)
			}
			back := c
			back.Version = moved.Version + 1
			must(t, s.Apply(ctx, casework.Change{Cases: []casework.Case{back}, Retaught: []casework.Number{n}}))
			if got, before = texts(t, s); !slices.Equal(got, want) {
				t.Fatalf("%s and back: taught %v", name, got)
			}
			c.Version = back.Version + 1
		}
		must(t, s.Apply(ctx, casework.Change{Entries: []casework.Entry{{Case: n, Seq: 1, Kind: casework.Said, By: r.ID, Text: "reworded", Revision: 2, At: noon}},
			Retaught: []casework.Number{n}}))
		if got, _ := texts(t, s); got[1] != "reworded" {
			t.Errorf("an edit: taught %v", got)
		}
		must(t, s.Apply(ctx, casework.Change{Retaught: []casework.Number{number()}}))
		if _, after := texts(t, s); after != before+1 {
			t.Errorf("a case without lessons changed what is taught: %d, before %d", after, before)
		}
	})
}

func TestLessonsOfOnePersonAreBounded(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 77)
		first := corrected(t, s, r, "ann", "honest")
		n := corrected(t, s, r, "li", "stream")
		lesson := casework.Lesson{Case: n, Entries: 1, Topic: water, By: "li", Role: casework.Deputy, At: noon}
		for range 3 {
			must(t, s.Apply(ctx, casework.Change{Lessons: slices.Repeat([]casework.Lesson{lesson}, casework.LessonsKept/2)}))
		}
		got, _ := texts(t, s)
		if len(got) != casework.LessonsKept+1 || got[len(got)-1] != "honest" {
			t.Errorf("%d lessons teach, the last %q", len(got), got[len(got)-1])
		}
		live, err := s.LessonsOf(ctx, person(t, s, "bob"), "li", 1000)
		if must(t, err); len(live) != casework.LessonsKept {
			t.Errorf("%d of one person are live", len(live))
		}
		all, err := s.Lessons(ctx, person(t, s, "ann"), 2, 10)
		if must(t, err); len(all) != 1 || all[0].Case != first || all[0].By != "ann" || all[0].From != transport {
			t.Errorf("listed before the second: %+v", all)
		}
	})
}

func TestLessonsAreTakenBackOnce(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		ann := person(t, s, "ann")
		n := corrected(t, s, resident(t, s, 77), "ann", "taken back")
		all, err := s.Lessons(ctx, ann, 1<<60, 10)
		must(t, err)
		l := all[0]
		l.Undone, l.Undoer = noon.Add(time.Hour), "bob"
		must(t, s.Apply(ctx, casework.Change{Lessons: []casework.Lesson{l}}))
		wantKind(t, s.Apply(ctx, casework.Change{Lessons: []casework.Lesson{l}}), casework.Stale)
		if got, revision := texts(t, s); len(got) != 0 || revision != 2 {
			t.Errorf("taught %v at %d", got, revision)
		}
		kept, err := s.Lesson(ctx, ann, l.ID)
		if must(t, err); kept.Undoer != "bob" || !kept.Undone.Equal(l.Undone) || kept.Case != n {
			t.Errorf("kept %+v", kept)
		}
	})
}

// Residents and strangers see no lessons, the staff none of what they may not see.
func TestX1_LessonsAreTheStaffs(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		r := resident(t, s, 77)
		corrected(t, s, r, r.ID, "mine")
		for _, by := range []casework.PersonID{r.ID, "li", "wu"} {
			all, err := s.Lessons(ctx, person(t, s, by), 1<<60, 10)
			if must(t, err); len(all) != 0 {
				t.Errorf("%s sees %v", by, all)
			}
			all, err = s.LessonsOf(ctx, person(t, s, by), r.ID, 10)
			if must(t, err); len(all) != 0 {
				t.Errorf("%s sees what one taught: %v", by, all)
			}
			_, err = s.Lesson(ctx, person(t, s, by), 1)
			wantKind(t, err, casework.NotFound)
		}
	})
}

// TestC6_NothingOfTheForgottenTeaches: who asked to be forgotten taught nothing, by
// their words or by their choice, from the next teaching on, which comes at once.
func TestC6_NothingOfTheForgottenTeaches(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		must(t, s.ApplyOffice(ctx, station()))
		p, c := leaver(t, s)
		must(t, s.Apply(ctx, casework.Change{Lessons: []casework.Lesson{
			{Case: c.Number, Entries: 1, Topic: "transport", By: "ann", Role: casework.Moderator, At: noon},
			{Case: c.Number, Entries: 1, Topic: "transport", By: p.ID, Role: casework.Resident, At: noon},
		}}))
		got, before := texts(t, s)
		if fmt.Sprint(got) != "[CANARY-word CANARY-word]" {
			t.Fatalf("taught %v", got)
		}
		must(t, s.Erase(ctx, p, time.Now()))
		if got, after := texts(t, s); len(got) != 0 || after == before {
			t.Errorf("taught %v at %d, before %d", got, after, before)
		}
		if all, err := s.LessonsOf(ctx, person(t, s, "bob"), p.ID, 10); err != nil || len(all) != 0 {
			t.Errorf("what they taught: %v, %v", all, err)
		}
	})
}
