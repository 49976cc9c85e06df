package casework

import "testing"

// TestMarksAreChangedFreely is the table of what is changed in place: tried
// three times when in doubt, missed by nobody when it can't be.
func TestMarksAreChangedFreely(t *testing.T) {
	t.Parallel()
	for _, k := range []NoticeKind{TellStatus, TellMark} {
		for copies := range marksTried {
			for fate, want := range map[Fate]NoticeState{
				FateSent: Delivered, FateUnsent: Pending, FateNeedless: Cancelled, FateRefused: Cancelled,
				FateUnreachable: Cancelled, FateUnknown: Pending,
			} {
				if fate == FateUnknown && copies == marksTried-1 {
					want = Cancelled
				}
				n := Notice{ID: 5, Part: 1, To: ann.ID, Kind: k, Case: "7K3M9QXT", Copies: copies, State: Sending}
				s := n.Settle(Delivery{Fate: fate, Ref: Ref{Chat: 1, Message: 7}, After: later})
				if s.Notice.State != want || len(s.Owed)+len(s.ToStaff) > 0 || s.Link != nil || s.Shown != nil {
					t.Errorf("%s after %d copies, fate %d: %+v, want %s and nobody told", k, copies, fate, s, want)
				}
				if n.Repeat() || s.Unreachable != (fate == FateUnreachable) {
					t.Errorf("%s, fate %d: repeat %v, unreachable %v", k, fate, n.Repeat(), s.Unreachable)
				}
			}
		}
	}
}

// TestWordsChangedInPlace: a change of words is tried as freely, and what can't be
// made follows as a message; who can't be reached gets it later.
func TestWordsChangedInPlace(t *testing.T) {
	t.Parallel()
	n := Notice{ID: 5, Part: 1, To: ann.ID, Kind: TellAmended, Case: "7K3M9QXT", Entry: 2, From: li.ID, State: Sending}
	for fate, want := range map[Fate]NoticeState{
		FateSent: Delivered, FateUnsent: Pending, FateNeedless: Cancelled, FateRefused: Cancelled,
		FateUnreachable: Undeliverable, FateUnknown: Pending,
	} {
		s := n.Settle(Delivery{Fate: fate, After: later})
		if s.Notice.State != want || len(s.ToStaff) > 0 || (len(s.Owed) > 0) != (fate == FateRefused) {
			t.Errorf("fate %d: %+v, want %s", fate, s, want)
		}
		if fate == FateRefused && (s.Owed[0].Kind != TellCorrected || s.Owed[0].Entry != 2 || s.Owed[0].From != li.ID) {
			t.Errorf("owed is %+v", s.Owed)
		}
	}
}

// TestWhatIsAmendable is the table of what can be changed where it stands.
func TestWhatIsAmendable(t *testing.T) {
	t.Parallel()
	photo, file := Media{Kind: "photo"}, Media{Kind: "document"}
	for name, tt := range map[string]struct {
		shown Shown
		media []Media
		want  bool
	}{
		"not there yet":      {Shown{}, nil, false},
		"in one message":     {Shown{Message: 7, At: start}, nil, true},
		"too old":            {Shown{Message: 7, At: start.Add(-AmendFor)}, nil, false},
		"from before":        {Shown{Message: 7}, nil, false},
		"in two":             {Shown{Message: 7, Parts: 2, At: start}, nil, false},
		"a photo":            {Shown{Message: 7, At: start}, []Media{photo}, true},
		"a photo and a file": {Shown{Message: 7, Parts: 2, At: start}, []Media{photo, file}, true},
		"a file":             {Shown{Message: 7, Parts: 2, At: start}, []Media{file}, true},
		"long and a file":    {Shown{Message: 7, Parts: 3, At: start}, []Media{file}, false},
	} {
		if got := tt.shown.Amendable(Entry{Media: tt.media}, start); got != tt.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestWhatIsShownInPlace: the receipt changes with what it says, the mark with
// the resident's words and how far they are; neither while the case is held.
func TestWhatIsShownInPlace(t *testing.T) {
	t.Parallel()
	none := []PersonID(nil)
	mine := []PersonID{ann.ID}
	for _, one := range []struct {
		name         string
		do           func() (Change, error)
		status, mark []PersonID
	}{
		{"opened", func() (Change, error) {
			tn := open("7K3M9QXT", ann, say("pothole"), false, settle, start)
			tn.sort(Verdict{}, Queue{})
			return tn.end("1")
		}, none, mine},
		{"held", func() (Change, error) {
			return open("7K3M9QXT", ann, say("pothole"), false, settle, start).hold(Verdict{})
		}, none, none},
		{"agreed", func() (Change, error) { return at(Held).Agree(ann, Verdict{}, Queue{}, settle, later) }, none, mine},
		{"taken", func() (Change, error) { return at(Queued).Take(li, later) }, mine, mine},
		{"asked", func() (Change, error) { return at(Taken).Ask(li, say("where?"), later) }, mine, none},
		{"answered", func() (Change, error) { return at(Taken).Answer(li, say("so"), later) }, mine, mine},
		{"answered again", func() (Change, error) { return at(Answered).Answer(li, say("so"), later) }, none, none},
		{"closed", func() (Change, error) { return at(Taken).Close(li, Solved, Words{}, later) }, mine, mine},
		{"more words", func() (Change, error) { return at(Taken).Join(message("more"), Verdict{}, roads(), later) }, none, mine},
		{"a note", func() (Change, error) { return at(Taken).Note(li, say("hm"), later) }, none, none},
	} {
		ch, err := one.do()
		if err != nil {
			t.Fatalf("%s: %v", one.name, err)
		}
		t.Run(one.name, func(t *testing.T) {
			wantTold(t, ch, TellStatus, one.status...)
			wantTold(t, ch, TellMark, one.mark...)
		})
	}
}
