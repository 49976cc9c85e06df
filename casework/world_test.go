package casework

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "rewrite the golden files and the generated pages")

// start is a Monday morning at the desk.
var start = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

const settle = time.Minute

var (
	transport = Topic{ID: "transport", Name: map[string]string{"en": "Transport"}, Claim: 24 * time.Hour, Answer: 168 * time.Hour}
	housing   = Topic{ID: "housing", Name: map[string]string{"en": "Housing"}, Claim: 24 * time.Hour, Answer: 120 * time.Hour}

	ann  = Person{ID: "r-ANN00000", Role: Resident, Account: 1, Agreed: start.Add(-time.Hour), Rights: 1, Version: 1}
	bob  = Person{ID: "r-BOB00000", Role: Resident, Account: 2, Agreed: start.Add(-time.Hour), Rights: 1, Version: 1}
	li   = deputy("li", 11, "transport", "housing")
	ma   = deputy("ma", 12, "transport")
	bo   = deputy("bo", 13, "housing")
	desk = Person{ID: "desk", Role: Moderator, Account: 21, Rights: 1, Version: 1}
	gone = Person{ID: "gone", Role: Deputy, Account: 22, Topics: []TopicID{"transport"}, Retired: true, Rights: 1, Version: 1}
)

func deputy(id PersonID, account int64, topics ...TopicID) Person {
	return Person{ID: id, Role: Deputy, Account: account, Topics: topics, Rights: 1, Version: 1}
}

func idle(people ...Person) []Burdened {
	all := make([]Burdened, len(people))
	for i, p := range people {
		all[i] = Burdened{Person: p}
	}
	return all
}

// roads and homes are the queues with everybody at their post.
func roads() Queue { return Queue{Topic: transport, Deputies: idle(li, ma)} }
func homes() Queue { return Queue{Topic: housing, Deputies: idle(bo, li)} }

func say(text string) Words { return Words{Text: text, Ref: Ref{Chat: 9, Message: 100}} }

func message(text string) Message { return Message{From: ann, Text: text} }

// at gives ann's case in a status; li is its deputy.
func at(s Status) Case {
	c := Case{
		Number: "7K3M9QXT", Resident: ann.ID, Status: s, Topic: "transport", Opened: start, Heard: start,
		Settles: start.Add(settle), AnswerBy: start.Add(transport.Answer), Entries: 1, Events: 1, Version: 1,
	}
	switch s {
	case Held, Unsorted:
		c.Topic, c.AnswerBy = "", time.Time{}
	case Queued:
		c.Offered = li.ID
	case Closed:
		c.Owner, c.Outcome = li.ID, Explained
	default:
		c.Owner = li.ID
	}
	if s == Unsorted || s == Queued {
		c.ClaimBy = start.Add(24 * time.Hour)
	}
	c.RemindAt = c.nextStep(start)
	return c
}

// later is when everything in the tests is written and settled.
var later = start.Add(time.Hour)

// must gives the case after a rule, which has to succeed with a change.
func must(t *testing.T, ch Change, err error) (Case, Change) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if len(ch.Cases) == 0 {
		t.Fatal("nothing changed")
	}
	return ch.Cases[0], ch
}

func wantKind(t *testing.T, err error, k Kind) {
	t.Helper()
	if err == nil || KindOf(err) != k {
		t.Errorf("got error %v of kind %d, want kind %d", err, KindOf(err), k)
	}
}

// wantNothing checks that a rule agreed and changed nothing.
func wantNothing(t *testing.T, ch Change, err error) {
	t.Helper()
	if err != nil || len(ch.Cases)+len(ch.Notices)+len(ch.Entries) > 0 {
		t.Errorf("got %+v, %v, want nothing", ch, err)
	}
}

// told gives the notices of a kind.
func told(ch Change, k NoticeKind) []Notice {
	return slices.DeleteFunc(slices.Clone(ch.Notices), func(n Notice) bool { return n.Kind != k })
}

// news gives what is told besides changes in place.
func news(ch Change) []Notice {
	return slices.DeleteFunc(slices.Clone(ch.Notices), func(n Notice) bool { return n.Class() == ClassMarks })
}

// wantTold checks to whom notices of a kind go.
func wantTold(t *testing.T, ch Change, k NoticeKind, to ...PersonID) {
	t.Helper()
	var got []PersonID
	for _, n := range told(ch, k) {
		got = append(got, n.To)
	}
	if !slices.Equal(got, to) {
		t.Errorf("%s goes to %q, want %q", k, got, to)
	}
}

// golden compares with a committed file, or rewrites it with -update.
func golden(t *testing.T, path, got string) {
	t.Helper()
	path = filepath.FromSlash(path)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path) //nolint:gosec // a path of this test's own
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is out of date: go test ./casework -update, and read the diff", path)
	}
}
