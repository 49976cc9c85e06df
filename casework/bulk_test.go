package casework

import (
	"testing"
	"time"
)

// planned lets the desk close two cases, of which the deputy then answers one.
func planned(t *testing.T, r *room) (Bulk, [2]Case) {
	t.Helper()
	cases := [2]Case{r.hears(t, ann, "transport"), r.hears(t, bob, "transport")}
	b := Bulk{Verb: DoClose, Outcome: Outside, Text: " Not ours "}
	for _, c := range cases {
		b.Cases = append(b.Cases, BulkCase{Number: c.Number, Seen: c.Seen()})
	}
	b, err := r.PlanBulk(t.Context(), r.once(), desk, b)
	if err != nil {
		t.Fatal(err)
	}
	return b, cases
}

func TestAnActUponSeveralCasesWaits(t *testing.T) {
	t.Parallel()
	r := newRoom(ann, bob)
	b, cases := planned(t, r)
	if err := r.DoBulks(t.Context()); err != nil || r.books.cases[cases[0].Number].Status == Closed {
		t.Fatalf("it is done at once: %v", err)
	}
	if _, err := r.Answer(t.Context(), Once{}, li, cases[1].Number, say("It comes")); err != nil {
		t.Fatal(err)
	}
	r.now = r.now.Add(bulkIn)
	for range 2 { // what is done isn't done again
		if err := r.DoBulks(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	got, err := r.Bulk(t.Context(), desk, b.ID)
	if err != nil || got.Count(BulkDone) != 1 || got.Count(BulkMoved) != 1 || got.Over.IsZero() || got.Text != "" {
		t.Errorf("%+v, %v", got, err)
	}
	if first, second := r.books.cases[cases[0].Number], r.books.cases[cases[1].Number]; first.Status != Closed || second.Status != Answered {
		t.Errorf("they are %s and %s", first.Status, second.Status)
	}
	_, err = r.UndoBulk(t.Context(), r.once(), desk, b.ID)
	wantKind(t, err, Conflict)
}

func TestAnActUponSeveralCasesIsUndone(t *testing.T) {
	t.Parallel()
	r := newRoom(ann, bob)
	b, cases := planned(t, r)
	_, err := r.UndoBulk(t.Context(), r.once(), vera, b.ID)
	wantKind(t, err, NotFound)
	if _, err := r.UndoBulk(t.Context(), r.once(), desk, b.ID); err != nil {
		t.Fatal(err)
	}
	r.now = r.now.Add(time.Hour)
	if err := r.DoBulks(t.Context()); err != nil || r.books.cases[cases[0].Number].Status == Closed {
		t.Errorf("it is done all the same: %v", err)
	}
}

func TestOnlyStaffActUponSeveralCases(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	c := r.hears(t, ann, "transport")
	b := Bulk{Verb: DoClose, Outcome: Outside, Cases: []BulkCase{{Number: c.Number}}}
	for who, want := range map[*Person]Kind{&li: Forbidden, &ann: Forbidden} {
		_, err := r.PlanBulk(t.Context(), r.once(), *who, b)
		wantKind(t, err, want)
	}
	for _, bad := range []Bulk{{Verb: DoClose, Cases: b.Cases}, {Verb: DoAnswer, Cases: b.Cases}, {Verb: DoClassify, Topic: "housing"}} {
		_, err := r.PlanBulk(t.Context(), r.once(), desk, bad)
		wantKind(t, err, Invalid)
	}
}

// Who lost their rights while it waited does nothing any more.
func TestAnActUponSeveralCasesNeedsItsRightsThen(t *testing.T) {
	t.Parallel()
	r := newRoom(ann, bob)
	b, cases := planned(t, r)
	left := desk
	left.Retired, left.Rights = true, 2
	r.books.people[desk.ID] = left
	r.now = r.now.Add(bulkIn)
	if err := r.DoBulks(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, _ := r.books.Bulk(t.Context(), b.ID); got.Count(BulkWithout) != 2 || r.books.cases[cases[0].Number].Status == Closed {
		t.Errorf("%+v", got)
	}
}

func TestKeptListsAreTheirOwners(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	for _, f := range []Filter{{Name: " Late buses ", View: ViewLate, Topic: "transport"}, {Name: "Late buses", View: ViewLate, Text: "bus"}} {
		if err := r.KeepFilter(t.Context(), r.once(), desk, f); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := r.Filters(t.Context(), desk); err != nil || len(got) != 1 || got[0].Text != "bus" {
		t.Errorf("%+v, %v", got, err)
	}
	if got, _ := r.Filters(t.Context(), li); len(got) > 0 {
		t.Errorf("another's: %+v", got)
	}
	wantKind(t, r.KeepFilter(t.Context(), r.once(), desk, Filter{Name: "  "}), Invalid)
	if err := r.DropFilter(t.Context(), r.once(), desk, "Late buses"); err != nil {
		t.Fatal(err)
	}
	if got, _ := r.Filters(t.Context(), desk); len(got) > 0 {
		t.Errorf("it stays: %+v", got)
	}
}
