package casework

import (
	"slices"
	"testing"
	"time"
)

func (r *room) person(t *testing.T, id PersonID) Person {
	t.Helper()
	p, err := r.books.Person(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// goes sets an absence of some days from today on.
func (r *room) goes(t *testing.T, who, substitute PersonID, from, until int) error {
	t.Helper()
	day := func(n int) time.Time { return start.Add(time.Duration(n) * 24 * time.Hour) }
	_, err := r.Away(t.Context(), r.once(), r.person(t, who), Absence{Person: who, Substitute: substitute, From: day(from), Until: day(until)})
	return err
}

func (r *room) at(t *testing.T, now time.Time) {
	t.Helper()
	r.now = now
	if err := r.Relieve(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestRelieve(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	c := r.hears(t, ann, "the roof, housing")
	r.at(t, later)
	if c.Offered != "bo" && c.Offered != "li" {
		t.Fatalf("offered to %q", c.Offered)
	}
	had := c.Offered
	if err := r.goes(t, had, "ma", 0, 2); err != nil {
		t.Fatal(err)
	}
	c = r.books.cases[c.Number]
	if c.Offered != "ma" || c.Events != 2 || r.books.events[c.Number][1].Verb != DoOffer {
		t.Errorf("away, and the case is offered to %q", c.Offered)
	}
	if p := r.person(t, had); !p.Away() || p.Substitute != "ma" || p.Rights != 2 {
		t.Errorf("who is away: %+v", p)
	}
	if p := r.person(t, "ma"); !p.StandsIn(had) || !p.Serves("housing") || p.Rights != 2 {
		t.Errorf("who stands in: %+v", p)
	}
	before := r.books.applied
	r.at(t, later)
	if r.books.applied != before {
		t.Error("looking again changes something")
	}
	r.at(t, start.Add(48*time.Hour))
	if c = r.books.cases[c.Number]; c.Offered == "ma" {
		t.Error("the case didn't go back")
	}
	if p := r.person(t, "ma"); p.StandsIn(had) || p.Serves("housing") || p.Rights != 3 {
		t.Errorf("who stood in: %+v", p)
	}
	if len(r.books.owed(TellBack, had)) != 1 || len(r.books.owed(TellCovering, "ma")) != 1 || len(r.books.owed(TellRelieved, "ma")) != 1 {
		t.Error("somebody wasn't told")
	}
}

// A decision by who stands in is made anew when the absence ends before it is kept, and then refused.
func TestC3_StandingInEndsMeanwhile(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	c := r.hears(t, ann, "the bus, transport")
	li := r.person(t, "li")
	if _, err := r.Take(t.Context(), r.once(), li, c.Number); err != nil {
		t.Fatal(err)
	}
	if err := r.goes(t, "li", "bo", 0, 2); err != nil {
		t.Fatal(err)
	}
	bo := r.person(t, "bo")
	now, err := r.Answer(t.Context(), r.once(), bo, c.Number, say("tomorrow"))
	if err != nil || now.Owner != "li" || now.Status != Answered {
		t.Fatalf("%+v, %v", now, err)
	}
	if e := r.books.entries[c.Number][1]; e.By != "bo" || e.For != "li" {
		t.Errorf("answered by %q for %q", e.By, e.For)
	}
	r.books.before = func() {
		if _, err := r.Back(t.Context(), Once{}, li, "li"); err != nil {
			t.Error(err)
		}
	}
	_, err = r.Answer(t.Context(), r.once(), bo, c.Number, say("and more"))
	wantKind(t, err, NotFound)
}

func TestAbsencesThatCantBe(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	for _, set := range []struct {
		who, substitute PersonID
		from, until     int
		kind            Kind
		reason          Reason
	}{
		{"li", "li", 1, 2, Invalid, ""},
		{"li", "ma", 2, 2, Invalid, ""},
		{"li", "ma", -3, -1, Invalid, ""},
		{"li", "ma", 1, 500, Invalid, ""},
		{"li", "desk", 1, 2, NotFound, ""},
		{"desk", "li", 1, 2, NotFound, ""},
	} {
		wantKind(t, r.goes(t, set.who, set.substitute, set.from, set.until), set.kind)
	}
	if err := r.goes(t, "li", "ma", 1, 5); err != nil {
		t.Fatal(err)
	}
	wantKind(t, r.goes(t, "li", "bo", 4, 6), Conflict)
	if err := r.goes(t, "ma", "bo", 3, 8); err != nil {
		t.Fatal(err)
	}
	wantKind(t, r.goes(t, "bo", "li", 4, 5), Conflict)
	if err := r.goes(t, "bo", "li", 5, 6); err != nil {
		t.Errorf("no circle, yet %v", err)
	}
	r.at(t, start.Add(3*24*time.Hour+time.Hour))
	if p := r.person(t, "bo"); !p.StandsIn("li") || !p.StandsIn("ma") || !slices.ContainsFunc(p.Covers, func(c Covered) bool { return len(c.Topics) == 2 }) {
		t.Errorf("the end of the chain: %+v", p)
	}
}
