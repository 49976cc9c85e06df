package casework

import (
	"strconv"
	"time"
	"unicode/utf8"
)

// MatterID names a matter.
type MatterID int64

func (id MatterID) String() string { return strconv.FormatInt(int64(id), 10) }

// Matter is what several residents write about. Their cases belong to it, and each
// keeps its own number, thread, owner and clock; nobody sees another's words by it.
type Matter struct {
	ID      MatterID
	Root    MatterID // the matter that it counts as a part of; its own id: it is one by itself
	Topic   TopicID
	Title   string // what staff call it; empty: nothing yet
	Act     MatterAct
	Last    PersonID // who brought it to this; empty: the program
	At      time.Time
	Version int64
}

// MatterAct says what was done with a matter. Each is kept with who did it and when.
type MatterAct string

// The acts.
const (
	MatterFound  MatterAct = "found"
	MatterNamed  MatterAct = "named"
	MatterMerged MatterAct = "merged" // into its Root
	MatterParted MatterAct = "parted" // one by itself again
)

// MatterEvent is one line of a matter's history, with what was so afterwards.
type MatterEvent struct {
	By    PersonID
	Act   MatterAct
	At    time.Time
	Title string
	Root  MatterID
}

// TitleLimit is how many letters the title of a matter may have.
const TitleLimit = 80

// Part reports whether the matter counts as a part of another.
func (m Matter) Part() bool { return m.Root != m.ID }

// becomes gives the matter after an act of somebody of the staff.
func (m Matter) becomes(a MatterAct, by Person, now time.Time) Change {
	m.Act, m.Last, m.At = a, by.ID, now
	return Change{Matters: []Matter{m}}
}

func (m Matter) forStaff(by Person) error {
	if !by.Staff() {
		return Errorf(NotFound, "no matter %s for %s", m.ID, by.ID)
	}
	return nil
}

// Name gives the matter a title that all residents in it see.
func (m Matter) Name(by Person, title string, now time.Time) (Change, error) {
	if err := m.forStaff(by); err != nil {
		return Change{}, err
	}
	if blank(title) || utf8.RuneCountInString(title) > TitleLimit {
		return Change{}, Errorf(Invalid, "no title for matter %s, or too long a one", m.ID)
	}
	m.Title = title
	return m.becomes(MatterNamed, by, now), nil
}

// Merge makes the matter a part of another of its topic. Its cases stay in it, so
// that it can be parted again.
func (m Matter) Merge(by Person, into Matter, parts int, now time.Time) (Change, error) {
	switch err := m.forStaff(by); {
	case err != nil:
		return Change{}, err
	case m.ID == into.ID, m.Topic != into.Topic, m.Part(), into.Part():
		return Change{}, Errorf(NotFound, "matter %s can't become a part of %s", m.ID, into.ID)
	case parts > 0:
		return Change{}, &Error{Kind: Conflict, Reason: Chained, text: "others are parts of this matter"}
	}
	m.Root = into.ID
	return m.becomes(MatterMerged, by, now), nil
}

// Unmerge makes it a matter by itself again.
func (m Matter) Unmerge(by Person, now time.Time) (Change, error) {
	if err := m.forStaff(by); err != nil || !m.Part() {
		return Change{}, err
	}
	m.Root = m.ID
	return m.becomes(MatterParted, by, now), nil
}

// askedWithin is how long after it was opened a case's resident is asked whether
// they follow the matter: later it comes out of the blue.
const askedWithin = day

// Liken puts a case with those that are about the same matter, and asks its
// resident, while it is fresh, whether they see it so. copied: it is a copy of a text.
func (c Case) Liken(m MatterID, copied, ask bool, now time.Time) (Change, error) {
	t := c.start(DoLiken, Person{}, now)
	if c.Protected || c.Status == Held || c.Matter != 0 || c.Left != 0 {
		return Change{}, nil
	}
	t.c.Matter, t.c.Copied = m, copied
	if ask && c.Open() && now.Sub(c.Opened) < askedWithin {
		t.tell(Notice{To: c.Resident, Kind: TellAlike, Priority: 1, Key: "alike:" + string(c.Number)})
	}
	return t.end(m.String())
}

// Follow keeps that the resident wants their case to count to a matter: the one it
// was put in, or the one it was taken out of.
func (c Case) Follow(by Person, now time.Time) (Change, error) {
	t, err := c.turn(DoFollow, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case c.Matter == 0 && c.Left == 0 || c.Protected:
		return Change{}, Errorf(NotFound, "case %s is in no matter", c.Number)
	case c.Matter != 0 && (c.Follows || by.ID != c.Resident):
		return Change{}, nil
	case c.Matter == 0:
		t.c.Matter, t.c.Left = c.Left, 0
	}
	t.c.Follows = c.Follows || by.ID == c.Resident
	return t.end(t.c.Matter.String())
}

// Part takes the case out of its matter: it goes on by itself, and isn't put in one again
// but by a person. What its resident said of it holds if others put it back.
func (c Case) Part(by Person, now time.Time) (Change, error) {
	t, err := c.turn(DoPart, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case c.Matter == 0 && c.Left == 0:
		return Change{}, Errorf(NotFound, "case %s is in no matter", c.Number)
	case c.Matter == 0:
		return Change{}, nil
	}
	t.c = t.c.part(by.ID)
	return t.end(t.c.Left.String())
}

func (c Case) part(by PersonID) Case {
	c.Left, c.Matter, c.Follows = c.Matter, 0, c.Follows && by != c.Resident
	return c
}

// seclude takes a case that came under protection out of its matter, which is an event of its own.
func (t *turn) seclude() {
	if !t.c.Protected || t.c.Matter == 0 {
		return
	}
	t.c = t.c.part("")
	t.c.Events++
	e := t.ch.Events[len(t.ch.Events)-1]
	e.Seq, e.By, e.For, e.Verb, e.Detail = t.c.Events, "", "", DoPart, t.c.Left.String()
	t.ch.Events = append(t.ch.Events, e)
}
