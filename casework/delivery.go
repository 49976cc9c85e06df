package casework

import (
	"strconv"
	"time"
)

// Fate is how the sending of a notice ended, by what is proven.
type Fate int

// The fates.
const (
	FateSent        Fate = iota + 1 // accepted by the messenger
	FateUnsent                      // never reached it: free to repeat
	FateRefused                     // rejected for good
	FateUnreachable                 // the person can't be written to
	FateUnknown                     // it may have arrived
	FateNeedless                    // the state leaves nothing to tell
	FateHeld                        // its reader isn't to be disturbed before After
)

// Delivery reports one part of a claimed notice.
type Delivery struct {
	Notice NoticeID
	Part   int
	Fate   Fate
	Ref    Ref       // of FateSent: where the message stands
	After  time.Time // of FateUnsent: not before
	At     time.Time // when it ended
}

// Settlement is what follows from a delivery: the notice as it is now, what
// others are owed, and whether its reader can't be reached.
type Settlement struct {
	Notice      Notice
	Owed        []Notice
	ToStaff     []Notice // one for each of the staff; To is filled in by the store
	Unreachable bool
	Held        bool // it was never tried, so that what comes after may go first
	Link        *Link
	Shown       *Link // the message that shows an entry, or the receipt, to its reader, to be changed later
	Tally       *Tally
}

// Settle decides what follows from a delivery. A send whose outcome is unknown
// is repeated once; after that a person decides (promise "answered at least
// once, at most twice").
func (n Notice) Settle(d Delivery) Settlement {
	if n.Kind == TellAmended {
		return n.amended(d)
	}
	if n.Kind == TellBroadcast {
		return n.broadcast(d)
	}
	if n.Class() == ClassMarks {
		return n.marked(d)
	}
	switch d.Fate {
	case FateSent:
		return n.sent(d)
	case FateUnsent:
		n.State, n.NotBefore = Pending, d.After
		return Settlement{Notice: n}
	case FateHeld:
		n.State, n.NotBefore = Pending, d.After
		return Settlement{Notice: n, Held: true}
	case FateNeedless:
		n.State = Cancelled
		return Settlement{Notice: n}
	case FateUnknown:
		return n.unknown(d.At)
	case FateUnreachable:
		return n.lost(true)
	}
	return n.lost(false)
}

func (n Notice) sent(d Delivery) Settlement {
	n.State = Delivered
	s := Settlement{Notice: n}
	if n.Case != "" {
		s.Link = &Link{Ref: d.Ref, Case: n.Case, Entry: n.Entry, Person: n.To}
		if n.lasting() {
			s.Shown = s.Link
		}
		if n.Kind == TellNote { // what is said to a note must not reach the resident
			s.Link.Intent = NoteIntent
		}
	}
	s.Owed = n.Arrived()
	return s
}

// Arrived is what others are owed once the reader has the whole notice: whose
// words it carried learns of it, of a common answer once for all.
func (n Notice) Arrived() []Notice {
	if n.From == "" || n.Part < n.Parts || n.Kind == TellAnswer && n.About != 0 {
		return nil
	}
	return []Notice{{To: n.From, Kind: TellDelivered, Case: n.Case, Entry: n.Entry, Priority: 1}}
}

// unknown repeats a notice once, then asks the staff. That question itself is
// repeated until it has surely arrived, ever more slowly: nobody else would learn
// of the doubt, and to be asked twice harms nothing.
func (n Notice) unknown(at time.Time) Settlement {
	n.Copies++
	if n.Kind.Replaced() {
		n.State = Cancelled
		return Settlement{Notice: n}
	}
	if n.Copies < 2 {
		n.State, n.NotBefore = Pending, time.Time{}
		return Settlement{Notice: n}
	}
	if n.Kind == TellDoubtful {
		n.State, n.NotBefore = Pending, at.Add(min(time.Duration(n.Copies*n.Copies)*time.Second, time.Hour))
		return Settlement{Notice: n}
	}
	n.State = Uncertain
	return Settlement{Notice: n, ToStaff: []Notice{{Kind: TellDoubtful, Case: n.Case, Entry: n.Entry, About: n.ID, Priority: 1}}}
}

// lost ends a notice that can't arrive: whoever waits for it is told, and where
// nobody does, the staff, unless it is itself such news.
func (n Notice) lost(unreachable bool) Settlement {
	n.State = Undeliverable
	s := Settlement{Notice: n, Unreachable: unreachable}
	switch {
	case n.From != "":
		s.Owed = []Notice{{To: n.From, Kind: TellUndelivered, Case: n.Case, Entry: n.Entry, Priority: 1,
			Key: "undelivered:" + string(n.Case) + ":" + strconv.Itoa(n.Entry)}} // once for all parts
	case n.Kind != TellUnreached && n.Kind != TellDoubtful:
		s.ToStaff = []Notice{{Kind: TellUnreached, Case: n.Case, About: n.ID, Priority: 1, Key: "unreached:" + string(n.To)}}
	}
	return s
}

// Class says what a lost notice would cost.
type Class string

// The classes: somebody's own words, which must arrive; news of how things
// stand, which can be seen elsewhere and are told again; and marks.
const (
	ClassWords Class = "words"
	ClassNews  Class = "news"
	ClassMarks Class = "marks" // changes a message that is there: may be repeated freely, and nobody misses it
)

// Class of the notice.
func (n Notice) Class() Class {
	switch {
	case n.Kind == TellStatus, n.Kind == TellMark, n.Kind == TellAmended, n.Kind == TellProgress:
		return ClassMarks
	case n.From != "":
		return ClassWords
	}
	return ClassNews
}

// Restored is what becomes of a notice that was still owed when a backup was
// made: since then it was most likely sent. Whether somebody's words arrived is
// left to a person to decide; news of that time are not told again.
func (n Notice) Restored() Settlement {
	if n.Class() != ClassWords {
		n.State = Cancelled
		return Settlement{Notice: n}
	}
	n.State, n.Copies = Uncertain, 1 // one: so that it says so if it is sent again
	return Settlement{Notice: n, ToStaff: []Notice{{Kind: TellDoubtful, Case: n.Case, Entry: n.Entry, About: n.ID, Priority: 1}}}
}
