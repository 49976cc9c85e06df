package casework

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// life is a case in the hands of random people at random times, with all that
// the store would have kept of it.
type life struct {
	c       Case
	now     time.Time
	entries map[int]Entry
	events  []Event
	answers map[int]int // by entry: how often it was owed to the resident
	blocked map[PersonID]bool
}

var everybody = []Person{ann, bob, li, ma, bo, zu, desk, gone, zhou, vera}

// TestRulesHoldForAnySequence lets random people do random things at random
// times and checks after each that nothing waits unseen, nothing leaves the
// table, and the history tells all of it.
func TestRulesHoldForAnySequence(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := born(t)
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			l.now = l.now.Add(time.Duration(rapid.IntRange(-3*60, 5*24*60).Draw(t, "minutes")) * time.Minute)
			if rapid.IntRange(0, 9).Draw(t, "blocks") == 0 {
				p := rapid.SampledFrom([]Person{li, ma, bo, zu}).Draw(t, "blocked").ID
				l.blocked[p] = !l.blocked[p]
			}
			who, what := l.next(t)
			ch, err := what.do(t, l, who)
			l.check(t, what.name, who, ch, err)
		}
	})
}

// next draws who does what; mostly what the table allows, so that lives are long.
func (l *life) next(t *rapid.T) (Person, deed) {
	who, what := rapid.SampledFrom(everybody).Draw(t, "who"), rapid.SampledFrom(deeds).Draw(t, "what")
	if rapid.IntRange(0, 3).Draw(t, "wild") == 0 {
		return who, what
	}
	var fitting []deed
	for _, d := range deeds {
		if l.c.may(d.verb, who) == nil {
			fitting = append(fitting, d)
		}
	}
	if len(fitting) == 0 {
		return who, what
	}
	return who, rapid.SampledFrom(fitting).Draw(t, "fitting")
}

// alone leaves of a change what concerns this case.
func (l *life) alone(ch Change) Change {
	elsewhere := func(n Number) bool { return n != l.c.Number }
	ch.Cases = slices.DeleteFunc(ch.Cases, func(c Case) bool { return elsewhere(c.Number) })
	ch.Events = slices.DeleteFunc(ch.Events, func(e Event) bool { return elsewhere(e.Case) })
	ch.Notices = slices.DeleteFunc(ch.Notices, func(n Notice) bool { return elsewhere(n.Case) })
	return ch
}

// check looks at one deed from outside.
func (l *life) check(t *rapid.T, name string, who Person, ch Change, err error) {
	standing := l.c.Standing(who)
	switch {
	case standing == Stranger && KindOf(err) != NotFound && name != "remind" && name != "reconsider" && name != "liken" && name != "absorb": // which asks of the other case first
		t.Fatalf("%s: %s, a stranger, gets %v", name, who.ID, err)
	case err != nil && KindOf(err) == Internal:
		t.Fatalf("%s: %v", name, err)
	case err != nil && len(ch.Cases)+len(ch.Entries)+len(ch.Notices)+len(ch.Events) > 0:
		t.Fatalf("%s: an error with a change: %v", name, err)
	}
	if err == nil && len(ch.Cases) > 0 {
		l.keep(t, ch, nil)
	}
}

// keep does what the store does, and checks what must always hold.
func (l *life) keep(t *rapid.T, ch Change, err error) {
	if err != nil {
		t.Fatal(err)
	}
	before := l.c
	l.c = ch.Cases[0]
	l.recorded(t, before, ch)
	l.written(t, before, ch)
	l.attended(t, before, ch)
	l.addressed(t, ch)
	l.guarded(t, before, ch)
	if other := ch.Case("00000001"); other.Number != "" && (other.Entries != 1 || other.Events != 1 || !waits(other)) {
		t.Fatalf("a split gives %+v", other)
	}
}

// recorded checks the history: no gaps, no way outside the table, and that it tells the case.
func (l *life) recorded(t *rapid.T, before Case, ch Change) {
	last, own := before, slices.DeleteFunc(slices.Clone(ch.Events), func(e Event) bool { return e.Case != l.c.Number })
	for _, e := range own {
		if e.Seq != last.Events+1 || !e.At.Equal(l.now) {
			t.Fatalf("event %+v after %d", e, last.Events)
		}
		if last.Status != "" && !leads(e.Verb, last.Status, e.Status) {
			t.Fatalf("%s leads from %s to %s", e.Verb, last.Status, e.Status)
		}
		last.Events, last.Status = e.Seq, e.Status
	}
	if l.events = append(l.events, own...); last.Events != l.c.Events || last.Status != l.c.Status {
		t.Fatalf("history ends at %d, %s; the case at %d, %s", last.Events, last.Status, l.c.Events, l.c.Status)
	}
	if l.c.Protected && l.c.Matter != 0 {
		t.Fatalf("a protected case is in matter %s", l.c.Matter)
	}
	if got, want := Replay(l.events), outline(l.c); !same(got, want) {
		t.Fatalf("replay gives %+v, want %+v", got, want)
	}
}

// outline is what of a case its history tells.
func outline(c Case) Case {
	return Case{
		Number: c.Number, Resident: c.Resident, Status: c.Status, Topic: c.Topic, Owner: c.Owner, Offered: c.Offered,
		Outcome: c.Outcome, Helped: c.Helped, Manner: c.Manner, Opened: c.Opened, Events: c.Events,
		Matter: c.Matter, Left: c.Left, Follows: c.Follows,
	}
}

func same(a, b Case) bool {
	return a.Matter == b.Matter && a.Left == b.Left && a.Follows == b.Follows && a.Number == b.Number && a.Resident == b.Resident && a.Status == b.Status && a.Topic == b.Topic &&
		a.Owner == b.Owner && a.Offered == b.Offered && a.Outcome == b.Outcome && a.Helped == b.Helped &&
		a.Manner == b.Manner && a.Opened.Equal(b.Opened) && a.Events == b.Events
}
