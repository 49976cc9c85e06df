package casework

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"testing"
	"time"
)

// dying is a store whose program is killed at one of its decisions: before it was kept, or after.
type dying struct {
	Store
	left  int
	after bool
}

var errDied = errors.New("killed")

func (s *dying) Apply(ctx context.Context, ch Change) error {
	s.left--
	if s.left > 0 {
		return s.Store.Apply(ctx, ch)
	}
	if s.left == 0 && s.after {
		_ = s.Store.Apply(ctx, ch)
	}
	return errDied
}

// crowded is a matter of so many residents' cases, offered to li, and a common answer of hers that was sent.
func crowded(t *testing.T, cases int) (*memory, Common) {
	t.Helper()
	books := newMemory(li, ma, bo, desk)
	ch := Change{Matters: []Matter{{ID: 7, Root: 7, Topic: "transport", Act: MatterFound, At: start}}}
	for i := range cases {
		c := at(Queued)
		c.Number, c.Resident, c.Version, c.Entries, c.Events = Number(fmt.Sprintf("%08d", i)), PersonID(fmt.Sprint("r-", i)), 0, 0, 0
		c.Matter = 7
		ch.Cases = append(ch.Cases, c)
		books.people[c.Resident] = Person{ID: c.Resident, Role: Resident, Account: int64(100 + i), Rights: 1, Version: 1}
	}
	if err := books.Apply(t.Context(), ch); err != nil {
		t.Fatal(err)
	}
	d := common(books)
	m, err := d.WriteCommon(t.Context(), Once{Key: "1"}, li, "00000000", "On Thursday.", "")
	if err != nil {
		t.Fatal(err)
	}
	if m, err = d.SendCommon(t.Context(), Once{Key: "2"}, li, m.ID, m.Version); err != nil {
		t.Fatal(err)
	}
	return books, m
}

func common(s Store) *Desk {
	return NewDesk(s, byWord{}, Office{Topics: []Topic{transport}}, func() time.Time { return later }, rand.Reader)
}

// P1, C5: wherever it is killed, each case gets the answer once, and none is passed over.
func TestP1_AnswerAllIsKilledAtEachStep(t *testing.T) {
	t.Parallel()
	const cases = 6
	for kill := 1; kill <= cases+1; kill++ {
		for _, after := range []bool{false, true} {
			books, m := crowded(t, cases)
			if err := common(&dying{books, kill, after}).AnswerAll(t.Context()); !errors.Is(err, errDied) {
				t.Fatalf("killed at %d: %v", kill, err)
			}
			for range 3 {
				if err := common(books).AnswerAll(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			for n, c := range books.cases {
				if got := books.entries[n]; len(got) != 1 || got[0].Kind != Answer || got[0].By != li.ID || c.Status != Answered {
					t.Fatalf("killed at %d, after %v: case %s is %s with %d entries", kill, after, n, c.Status, len(got))
				}
			}
			if now, err := books.Common(t.Context(), m.ID); err != nil || now.State != CommonOver || now.Cases != cases {
				t.Fatalf("killed at %d: %v %v", kill, now.State, err)
			}
			if got := books.owed(TellAnswer, "r-3"); len(got) != 1 {
				t.Fatalf("a resident is owed %d answers", len(got))
			}
		}
	}
}

// C2, C3: what is taken, moved away or answered meanwhile is passed over.
func TestC3_AnswerAllPassesOverWhatIsNoLongerTheirs(t *testing.T) {
	t.Parallel()
	books, m := crowded(t, 4)
	d := common(books)
	if _, err := d.Take(t.Context(), Once{Key: "a"}, ma, "00000001"); err != nil {
		t.Fatal(err)
	}
	moved := books.cases["00000002"]
	moved.Topic = "housing"
	books.cases["00000002"] = moved
	guarded := books.cases["00000003"]
	guarded.Protected = true
	books.cases["00000003"] = guarded
	if err := d.AnswerAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	fates, err := d.CommonFates(t.Context(), m.ID)
	if err != nil || fates[CommonAnswered] != 1 || fates[CommonPassed] != 3 {
		t.Errorf("fates %v, %v", fates, err)
	}
}

// X22: what goes to many waits for one of the staff, who approves just what they saw; anybody
// else finds nothing there.
func TestX22_AnswerAllToManyIsApproved(t *testing.T) {
	t.Parallel()
	books, m := crowded(t, CommonCap+1)
	d := common(books)
	if m.State != CommonProposed || len(books.owed(TellCommon, desk.ID)) != 1 {
		t.Fatalf("%s", m.State)
	}
	if err := d.AnswerAll(t.Context()); err != nil || len(books.entries["00000000"]) != 0 {
		t.Fatalf("it went out unapproved: %v", err)
	}
	for _, who := range []Person{li, ma, bob} {
		if _, err := d.JudgeCommon(t.Context(), Once{}, who, m.ID, m.Version, true); KindOf(err) != NotFound {
			t.Errorf("%s approves: %v", who.ID, err)
		}
	}
	if _, err := d.JudgeCommon(t.Context(), Once{}, desk, m.ID, m.Version-1, true); ReasonOf(err) != Changed {
		t.Errorf("an older version: %v", err)
	}
	for _, who := range []Person{ma, bo, bob} {
		if _, err := d.Common(t.Context(), who, m.ID); KindOf(err) != NotFound {
			t.Errorf("%s reads it: %v", who.ID, err)
		}
		if _, err := d.SendCommon(t.Context(), Once{}, who, m.ID, m.Version); KindOf(err) != NotFound {
			t.Errorf("%s sends it: %v", who.ID, err)
		}
	}
	if _, err := d.JudgeCommon(t.Context(), Once{}, desk, m.ID, m.Version, true); err != nil {
		t.Fatal(err)
	}
	if err := d.AnswerAll(t.Context()); err != nil || books.cases["00000030"].Status != Answered {
		t.Errorf("%s, %v", books.cases["00000030"].Status, err)
	}
}
