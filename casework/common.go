package casework

import (
	"time"
	"unicode/utf16"
)

// CommonID names a common answer.
type CommonID int64

// CommonState says how far a common answer is. Each change of it is kept with who made it and when.
type CommonState string

// The states.
const (
	CommonWritten  CommonState = "written"  // its author sees whom it goes to
	CommonProposed CommonState = "proposed" // one of the staff is asked to approve it
	CommonRefused  CommonState = "refused"  // and didn't
	CommonGoing    CommonState = "going"
	CommonHalted   CommonState = "halted"
	CommonOver     CommonState = "over"
	CommonDropped  CommonState = "dropped" // given up before it went out
)

// CommonCap is to how many cases a deputy answers at once without another person's approval, and
// MostCommon to how many at most.
const (
	CommonCap  = 30
	MostCommon = 500
)

// Common is one answer to all cases of a matter that its author may answer: each gets it in its
// own thread, as an answer of theirs.
type Common struct {
	ID      CommonID
	Matter  MatterID
	Topic   TopicID
	Text    string
	Ready   string // the ready answer that it is, which each reads in their language; empty: none
	State   CommonState
	By      PersonID // the deputy
	Cases   int      // to how many it went out
	Last    PersonID // who brought it to its state; empty: it came by itself
	At      time.Time
	Version int64
}

// CommonCase is one case that a common answer goes to.
type CommonCase struct {
	Common CommonID
	Case   Number
	State  CommonFate
}

// Arrivals counts people: with whom a common answer arrived, to whom it is still under way, and
// whom it didn't reach.
type Arrivals struct{ People, Waiting, Failed int }

// CommonFate says what became of a common answer in one case.
type CommonFate string

// The fates.
const (
	CommonOwed     CommonFate = "owed"
	CommonAnswered CommonFate = "answered"
	CommonPassed   CommonFate = "passed" // it was answered, moved or taken by another meanwhile
)

func (m Common) turns(s CommonState, by PersonID, now time.Time, owed ...Notice) Change {
	m.State, m.Last, m.At = s, by, now
	return Change{Commons: []Common{m}, Notices: owed}
}

func (m Common) tell(to PersonID) Notice {
	return Notice{To: to, Kind: TellCommon, About: NoticeID(m.ID), Priority: 1}
}

// carry marks answers as copies of it: its author hears of their arrival all at once.
func (m Common) carry(answers []Notice) {
	for i, n := range answers {
		if n.Kind == TellAnswer {
			answers[i].About = NoticeID(m.ID)
		}
	}
}

func (m Common) refuses(r Reason) error {
	return &Error{Kind: Conflict, Reason: r, Who: m.Last, text: "common answer: " + string(r)}
}

// mine refuses everybody but its author, as if it weren't there.
func (m Common) mine(by Person, seen int64) error {
	switch {
	case by.Role != Deputy || m.By != by.ID:
		return Errorf(NotFound, "no common answer %d of %s", m.ID, by.ID)
	case m.State != CommonWritten:
		return m.refuses(NotWaiting)
	case m.Version != seen:
		return m.refuses(Changed)
	}
	return nil
}

// Reaches reports whether a case is one that its author may answer with it now: open, under the
// topic it was written for, and theirs to answer.
func (m Common) Reaches(c Case, by Person) bool {
	return c.Open() && c.Topic == m.Topic && !c.Protected && c.may(DoAnswer, by) == nil
}

// send owes it to cases.
func (m Common) send(by PersonID, cases []Case, now time.Time) Change {
	m.Cases = len(cases)
	ch := m.turns(CommonGoing, by, now)
	for _, c := range cases {
		ch.CommonCases = append(ch.CommonCases, CommonCase{m.ID, c.Number, CommonOwed})
	}
	return ch
}

// Send lets it go out as its author saw it. Where it goes to many, one of the staff is asked first.
func (m Common) Send(by Person, seen int64, cases []Case, staff []Person, now time.Time) (Change, error) {
	if err := m.mine(by, seen); err != nil {
		return Change{}, err
	}
	switch {
	case len(cases) == 0:
		return Change{}, m.refuses(NotWaiting)
	case len(cases) <= CommonCap:
		return m.send(by.ID, cases, now), nil
	case len(staff) == 0:
		return Change{}, m.refuses(Alone)
	}
	var owed []Notice
	for _, s := range staff {
		owed = append(owed, m.tell(s.ID))
	}
	return m.turns(CommonProposed, by.ID, now, owed...), nil
}

// Drop gives it up before it goes out.
func (m Common) Drop(by Person, seen int64, now time.Time) (Change, error) {
	if err := m.mine(by, seen); err != nil {
		return Change{}, err
	}
	return m.turns(CommonDropped, by.ID, now), nil
}

// Judge lets one that was proposed go out, or not, by the word of one of the staff who saw it.
func (m Common) Judge(by Person, seen int64, yes bool, cases []Case, now time.Time) (Change, error) {
	switch {
	case !by.Staff():
		return Change{}, Errorf(NotFound, "no common answer %d for %s", m.ID, by.ID)
	case m.State != CommonProposed:
		return Change{}, m.refuses(NotWaiting)
	case m.Version != seen:
		return Change{}, m.refuses(Changed)
	case !yes:
		return m.turns(CommonRefused, by.ID, now, m.tell(m.By)), nil
	}
	return m.send(by.ID, cases, now), nil
}

// Halt stops it: whoever hasn't got it by now doesn't.
func (m Common) Halt(by Person, now time.Time) (Change, error) {
	switch {
	case !by.Staff() && m.By != by.ID:
		return Change{}, Errorf(NotFound, "no common answer %d for %s", m.ID, by.ID)
	case m.State != CommonGoing:
		return Change{}, m.refuses(NotWaiting)
	}
	return m.turns(CommonHalted, by.ID, now, m.tell(m.By)), nil
}

// tooLong reports whether an answer wouldn't fit into one message.
func tooLong(text string) bool { return len(utf16.Encode([]rune(text))) > BroadcastLimit }
