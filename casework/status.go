package casework

// Progress is how far a resident's words are, in one sign.
type Progress string

// The signs.
const (
	HeardWords Progress = "heard" // received
	InWork     Progress = "work"  // somebody has them
	Done       Progress = "done"  // answered or closed
)

// Progress tells how far the case is.
func (c Case) Progress() Progress {
	switch c.Status {
	case Taken, Asked:
		return InWork
	case Answered, Closed:
		return Done
	}
	return HeardWords
}

// stands reports whether the receipt would show the case as before.
func (c Case) stands(before Case) bool {
	return c.waitsAs(before) && c.Offered == before.Offered && c.Topic == before.Topic && c.Outcome == before.Outcome
}

// show owes the resident what is changed in place: the receipt, where it says
// something else now, and the mark on their newest words. Each is owed once
// while it waits, and shows the state as it will be then.
func (t *turn) show() {
	c, before := t.c, t.before
	if c.Status == Held {
		return
	}
	begun := before.Status == "" || before.Status == Held // the receipt itself is on its way
	if !begun && !c.stands(before) {
		t.inPlace(TellStatus)
	}
	if begun || !c.Heard.Equal(before.Heard) || c.Progress() != before.Progress() {
		t.inPlace(TellMark)
	}
}

func (t *turn) inPlace(k NoticeKind) {
	t.tell(Notice{To: t.c.Resident, Kind: k, Priority: 2, Key: string(k) + ":" + string(t.c.Number)})
}

// marksTried is how often a change in place whose outcome is unknown is tried.
const marksTried = 3

// marked decides what follows from a change in place: it is tried freely, and
// when it can't be made nobody is told, for the next change shows it as well.
func (n Notice) marked(d Delivery) Settlement {
	switch d.Fate {
	case FateSent:
		n.State = Delivered
	case FateUnsent:
		n.State, n.NotBefore = Pending, d.After
	case FateUnknown:
		n.State = Pending
		if n.Copies++; n.Copies == marksTried {
			n.State = Cancelled
		}
	default:
		n.State = Cancelled
	}
	s := Settlement{Notice: n, Unreachable: d.Fate == FateUnreachable}
	if n.Kind == TellProgress && d.Fate == FateSent { // the first is a message of its own
		s.Shown = &Link{Ref: d.Ref, Entry: int(n.About), Person: n.To}
	}
	return s
}

// lasting reports whether the message that a notice becomes is changed later:
// the receipt, or words to the resident. Of one in parts it is the first.
func (n Notice) lasting() bool {
	worded := n.Kind == TellQuestion || n.Kind == TellAnswer || n.Kind == TellClosed || n.Kind == TellExtended || n.Kind == TellCorrected
	return n.Part == 1 && (n.Kind == TellReceipt || n.Entry > 0 && worded)
}
