package casework

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Words are what a person said to a case.
type Words struct {
	Text  string
	Media []Media
	Ref   Ref // the message they came in

	Sealed []Sealed

	Quote   string // what they picked out of the message that they answer
	Answers int    // the entry that it shows; 0: none
}

func (w Words) empty() bool { return blank(w.Text) && len(w.Media) == 0 && len(w.Sealed) == 0 }

// blank reports whether a text shows nothing: spaces and invisible characters only.
func blank(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cf, unicode.Cc)
	}) < 0
}

// turn gathers what one verb does to one case.
type turn struct {
	c      Case
	before Case
	verb   Verb
	by     Person
	behalf PersonID // whom by stands in for
	now    time.Time
	ch     Change
}

// turn begins a change after asking the transition table.
func (c Case) turn(v Verb, by Person, now time.Time) (*turn, error) {
	if err := c.may(v, by); err != nil {
		return nil, err
	}
	return c.start(v, by, now), nil
}

func (c Case) start(v Verb, by Person, now time.Time) *turn {
	t := &turn{c: c, before: c, verb: v, by: by, now: now}
	if c.Standing(by) == Cover {
		t.behalf = c.Owner
	}
	return t
}

// write adds an entry to the thread and remembers the message it came in.
func (t *turn) write(k EntryKind, w Words) Entry {
	t.c.Entries++
	e := Entry{
		Case: t.c.Number, Seq: t.c.Entries, Kind: k, By: t.by.ID, For: t.behalf, Text: w.Text,
		Media: w.Media, Sealed: w.Sealed, Ref: w.Ref, At: t.now, Revision: 1, Quote: cut(w.Quote), Answers: w.Answers,
	}
	t.ch.Entries = append(t.ch.Entries, e)
	t.link(w.Ref, e.Seq)
	return e
}

func (t *turn) link(r Ref, entry int) {
	if r.Message != 0 {
		t.ch.Links = append(t.ch.Links, Link{Ref: r, Case: t.c.Number, Entry: entry, Person: t.by.ID})
	}
}

// tell owes a notice of this case.
func (t *turn) tell(n Notice) {
	n.Case = t.c.Number
	t.ch.Notices = append(t.ch.Notices, n)
}

// end closes the turn: the case as it is now, and the line of its history.
func (t *turn) end(detail string) (Change, error) {
	if from := t.before.Status; from != "" && !leads(t.verb, from, t.c.Status) {
		return Change{}, Errorf(Internal, "%s leads from %s to %s", t.verb, from, t.c.Status)
	}
	if !t.c.waitsAs(t.before) && t.verb != DoRecall {
		t.c.RemindAt, t.c.Reminded = t.c.nextStep(t.now), 0
		if t.verb != DoAnswer {
			t.movedOn()
		}
	}
	t.overlook()
	t.show()
	t.reteach()
	t.c.Events++
	t.ch.Events = append(t.ch.Events, Event{
		Case: t.c.Number, Seq: t.c.Events, At: t.now, By: t.by.ID, For: t.behalf, Verb: t.verb,
		Status: t.c.Status, Topic: t.c.Topic, Owner: t.c.Owner, Offered: t.c.Offered, Detail: detail,
	})
	t.seclude()
	t.ch.Cases = append(t.ch.Cases, t.c)
	return t.ch, nil
}

// quotable is how many characters of a quotation are kept.
const quotable = 300

func cut(s string) string {
	if r := []rune(s); len(r) > quotable {
		return string(r[:quotable-1]) + "…"
	}
	return s
}

func seq(e Entry) string { return strconv.Itoa(e.Seq) }
