package casework

import "testing"

func TestCorrectionsTeach(t *testing.T) {
	t.Parallel()
	long := at(Unsorted)
	long.Entries = 40
	for name, c := range map[string]struct {
		rule func() (Change, error)
		want []Lesson
	}{
		"staff sort": {func() (Change, error) { return at(Unsorted).Classify(desk, homes(), later) },
			[]Lesson{{Entries: 1, Topic: "housing", By: desk.ID, Role: Moderator}}},
		"staff reclassify": {func() (Change, error) { return at(Queued).Classify(desk, homes(), later) },
			[]Lesson{{Entries: 1, From: "transport", Topic: "housing", By: desk.ID, Role: Moderator}}},
		"a deputy passes on": {func() (Change, error) { return at(Taken).PassTopic(li, homes(), later) },
			[]Lesson{{Entries: 1, From: "transport", Topic: "housing", By: li.ID, Role: Deputy}}},
		"a resident corrects": {func() (Change, error) { return at(Queued).Correct(ann, homes(), later) },
			[]Lesson{{Entries: 1, From: "transport", Topic: "housing", By: ann.ID, Role: Resident}}},
		"the first words of a long case":   {func() (Change, error) { return long.Classify(desk, homes(), later) }, []Lesson{{Entries: taughtBy, Topic: "housing", By: desk.ID, Role: Moderator}}},
		"nothing: it stands there already": {func() (Change, error) { return at(Queued).Classify(desk, roads(), later) }, nil},
		"nothing: to a colleague":          {func() (Change, error) { return at(Taken).PassTo(li, roads(), ma.ID, later) }, nil},
	} {
		ch, err := c.rule()
		if err != nil || len(ch.Lessons) != len(c.want) {
			t.Fatalf("%s: got %v, %v", name, ch.Lessons, err)
		}
		for i, got := range ch.Lessons {
			want := c.want[i]
			if want.Case, want.At = got.Case, later; got != want || got.Case != at(Queued).Number {
				t.Errorf("%s: got %+v, want %+v", name, got, want)
			}
		}
	}
}

func TestWhatChangesLessons(t *testing.T) {
	t.Parallel()
	said := Entry{Case: at(Queued).Number, Seq: 1, Kind: Said, By: ann.ID, Text: "old", Revision: 1}
	for name, c := range map[string]struct {
		rule func() (Change, error)
		want int
	}{
		"another topic": {func() (Change, error) { return at(Queued).Classify(desk, homes(), later) }, 1},
		"back to the staff": {func() (Change, error) {
			c := at(Queued)
			c.Declined = []PersonID{ma.ID}
			return c.Release(li, roads(), later)
		}, 1},
		"other words": {func() (Change, error) { return at(Queued).Reword(ann, said, "new", Verdict{}, Queue{}, later) }, 1},
		"taken":       {func() (Change, error) { return at(Queued).Take(li, later) }, 0},
	} {
		ch, err := c.rule()
		if err != nil || len(ch.Retaught) != c.want {
			t.Errorf("%s: got %v, %v", name, ch.Retaught, err)
		}
	}
}
