package casework

import (
	"time"
	"unicode/utf16"
)

// BroadcastID names a broadcast.
type BroadcastID int64

// BroadcastState says how far a broadcast is. Each change of it is kept with who
// made it and when.
type BroadcastState string

// The states.
const (
	Begun    BroadcastState = "begun"    // its words are waited for
	Written  BroadcastState = "written"  // its author sees how it will look
	Proposed BroadcastState = "proposed" // another of the staff is asked to approve it
	Refused  BroadcastState = "refused"  // and didn't
	Going    BroadcastState = "going"    // approved, and on its way
	Halted   BroadcastState = "halted"   // stopped on its way
	Over     BroadcastState = "over"     // nothing of it is owed any more
	Dropped  BroadcastState = "dropped"  // given up before it went out
)

const (
	// BroadcastLimit is how long the words may be, in units of UTF-16: with what
	// stands around them they fit into one message.
	BroadcastLimit = 3500
	// wordsWithin is how long the next words of an author are taken for those of the broadcast.
	wordsWithin = time.Hour
	// BroadcastSpan is the time in which an office lets so many broadcasts go to residents.
	BroadcastSpan = 7 * day
)

// Broadcast is one message to many. It goes out when somebody of the staff who
// didn't write it approves just these words to just these readers.
type Broadcast struct {
	ID       BroadcastID
	To       Role    // Deputy or Resident
	Topic    TopicID // only those who serve it, or have or had a case under it; empty: all
	Text     string
	State    BroadcastState
	By       PersonID // who writes it
	Approver PersonID
	Approved time.Time // zero: not yet
	Readers  int       // how many there were to be told when it was approved
	Last     PersonID  // who brought it to its state; empty: it came by itself
	At       time.Time // when
	Version  int64

	Fates // what became of it so far
}

// BroadcastAct is one line of a broadcast's history: who brought it to which state, and when.
type BroadcastAct struct {
	By    PersonID // empty: it came by itself
	State BroadcastState
	At    time.Time
}

// Fates counts what became of a broadcast's copies.
type Fates struct {
	Sent     int // accepted by the messenger
	Lost     int // to somebody who can't be reached
	Doubtful int // may have arrived: they aren't sent again
}

// Settled is how many copies have come to an end.
func (f Fates) Settled() int { return f.Sent + f.Lost + f.Doubtful }

// Unsent is how many there were to be told and weren't.
func (b Broadcast) Unsent() int { return max(0, b.Readers-b.Settled()) }

// open reports whether its author may still change or drop it.
func (b Broadcast) open() bool {
	return b.State == Begun || b.State == Written || b.State == Proposed || b.State == Refused
}

// Awaits reports whether the next words of its author are its words.
func (b Broadcast) Awaits(now time.Time) bool {
	return b.State == Begun && now.Sub(b.At) < wordsWithin
}

// turns gives the broadcast in another state, and its change.
func (b Broadcast) turns(s BroadcastState, by PersonID, now time.Time, owed ...Notice) Change {
	b.State, b.Last, b.At = s, by, now
	return Change{Broadcasts: []Broadcast{b}, Notices: owed}
}

// owe is a notice about the broadcast.
func (b Broadcast) owe(to PersonID, k NoticeKind) Notice {
	return Notice{To: to, Kind: k, About: NoticeID(b.ID), Priority: 1}
}

// mine refuses everybody but the staff member who writes it, as if it weren't there.
func (b Broadcast) mine(by Person) error {
	if !by.Staff() || b.By != by.ID {
		return Errorf(NotFound, "no broadcast %d of %s", b.ID, by.ID)
	}
	return nil
}

func (b Broadcast) refuses(r Reason, who PersonID) error {
	return &Error{Kind: Conflict, Reason: r, Who: who, text: "broadcast: " + string(r)}
}

// Write gives it its words.
func (b Broadcast) Write(by Person, text string, now time.Time) (Change, error) {
	if err := b.mine(by); err != nil {
		return Change{}, err
	}
	if !b.Awaits(now) {
		return Change{}, b.refuses(NotWaiting, "")
	}
	if len(utf16.Encode([]rune(text))) > BroadcastLimit {
		return Change{}, b.refuses(TooLong, "")
	}
	b.Text = text
	return b.turns(Written, by.ID, now), nil
}

// Rewrite asks for other words: whatever was seen or proposed before is void.
func (b Broadcast) Rewrite(by Person, now time.Time) (Change, error) {
	if err := b.mine(by); err != nil {
		return Change{}, err
	}
	if !b.open() {
		return Change{}, b.refuses(NotWaiting, "")
	}
	return b.turns(Begun, by.ID, now), nil
}

// Drop gives it up before it goes out.
func (b Broadcast) Drop(by Person, now time.Time) (Change, error) {
	if err := b.mine(by); err != nil {
		return Change{}, err
	}
	if !b.open() {
		return Change{}, b.refuses(NotWaiting, "")
	}
	return b.turns(Dropped, by.ID, now), nil
}

// Propose asks all others of the staff to approve what its author has seen.
func (b Broadcast) Propose(by Person, seen int64, others []Person, now time.Time) (Change, error) {
	if err := b.mine(by); err != nil {
		return Change{}, err
	}
	switch {
	case b.State != Written && b.State != Proposed:
		return Change{}, b.refuses(NotWaiting, "")
	case b.Version != seen:
		return Change{}, b.refuses(Changed, "")
	case b.State == Proposed:
		return Change{}, nil
	case len(others) == 0:
		return Change{}, b.refuses(Alone, "")
	}
	var owed []Notice
	for _, o := range others {
		owed = append(owed, b.owe(o.ID, TellProposal))
	}
	return b.turns(Proposed, by.ID, now, owed...), nil
}

// Approve lets it go out, if it still is what the approver has seen. released is how
// many went to residents of late, and limit how many may.
func (b Broadcast) Approve(by Person, seen int64, going []Broadcast, released, limit int, now time.Time) (Change, error) {
	if err := b.judge(by, seen); err != nil {
		return Change{}, err
	}
	for _, o := range going {
		if o.State == Going && o.To == b.To {
			return Change{}, b.refuses(Crowded, "")
		}
	}
	if b.To == Resident && released >= limit {
		return Change{}, b.refuses(Enough, "")
	}
	b.Approver, b.Approved = by.ID, now
	return b.turns(Going, by.ID, now, b.progress()...), nil
}

// Refuse keeps it from going out; its author may change it.
func (b Broadcast) Refuse(by Person, seen int64, now time.Time) (Change, error) {
	if err := b.judge(by, seen); err != nil {
		return Change{}, err
	}
	return b.turns(Refused, by.ID, now, b.owe(b.By, TellRefused)), nil
}

// judge reports whether somebody may decide on what they have seen: not its author,
// and not on words that were changed meanwhile.
func (b Broadcast) judge(by Person, seen int64) error {
	switch {
	case !by.Staff():
		return Errorf(NotFound, "no broadcast %d for %s", b.ID, by.ID)
	case by.ID == b.By:
		return b.refuses(OwnWords, "")
	case b.State == Proposed && b.Version != seen:
		return b.refuses(Changed, "")
	case b.State != Proposed:
		return b.refuses(NotWaiting, b.Last)
	}
	return nil
}

// Halt stops it: whoever hasn't got it by now doesn't.
func (b Broadcast) Halt(by Person, now time.Time) (Change, error) {
	if !by.Staff() {
		return Change{}, Errorf(NotFound, "no broadcast %d for %s", b.ID, by.ID)
	}
	if b.State != Going {
		return Change{}, b.refuses(NotWaiting, b.Last)
	}
	return b.turns(Halted, by.ID, now, b.progress()...), nil
}

// End notes that nothing of it is owed any more.
func (b Broadcast) End(now time.Time) Change { return b.turns(Over, "", now, b.progress()...) }

// progress owes its author and who approved it how far it is; one that waits still
// will say what is true then.
func (b Broadcast) progress() []Notice {
	var owed []Notice
	for _, to := range []PersonID{b.By, b.Approver} {
		n := b.owe(to, TellProgress)
		n.Priority, n.Key = 2, "progress:"+n.AboutKey()+":"+string(to)
		owed = append(owed, n)
	}
	return owed
}

// Tally is what one delivery adds to what became of a broadcast.
type Tally struct {
	Broadcast BroadcastID
	Fates
}

// broadcast decides what follows from the delivery of a broadcast's copy. One that
// may have arrived isn't sent again, and nobody is asked about it: it is counted.
// Who can't be reached now isn't told later, when it is no longer news.
func (n Notice) broadcast(d Delivery) Settlement {
	t := &Tally{Broadcast: BroadcastID(n.About)}
	s := Settlement{Tally: t, Unreachable: d.Fate == FateUnreachable, Held: d.Fate == FateHeld}
	n.State = Cancelled
	switch d.Fate {
	case FateSent:
		n.State, t.Sent = Delivered, 1
	case FateUnsent, FateHeld:
		n.State, n.NotBefore, s.Tally = Pending, d.After, nil
	case FateNeedless:
		s.Tally = nil
	case FateUnknown:
		n.Copies++
		t.Doubtful = 1
	default:
		t.Lost = 1
	}
	s.Notice = n
	return s
}
