package casework

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

var fates = map[Fate]string{
	FateSent: "sent", FateUnsent: "unsent", FateRefused: "refused", FateUnreachable: "unreachable",
	FateUnknown: "unknown", FateNeedless: "needless",
}

// TestT14_T6_Settle is the whole table: every fate of every kind of notice, once
// with no copy out and once with one.
func TestT14_T6_Settle(t *testing.T) {
	t.Parallel()
	kinds := append([]NoticeKind{
		TellCard, TellMore, TellEdited, TellDelivered, TellUndelivered, TellMovedAway, TellJoined, TellUnsorted, TellNobody,
		TellDoubtful, TellUnreached, TellStray, TellFlood, TellRoom, TellRoomless, TellGap, TellModelKey, TellModelCost,
	}, slices.DeleteFunc(slices.Clone(toResident), func(k NoticeKind) bool { return (Notice{Kind: k}).Class() == ClassMarks })...)
	ref := Ref{Chat: 1, Message: 77}
	for _, k := range kinds {
		for _, from := range []PersonID{"", li.ID} {
			for copies := range 2 {
				for fate, name := range fates {
					t.Run(fmt.Sprintf("%s from %q after %d copies is %s", k, from, copies, name), func(t *testing.T) {
						t.Parallel()
						n := Notice{ID: 5, Part: 1, Parts: 1, To: ann.ID, Kind: k, Case: "7K3M9QXT", Entry: 3, From: from, Copies: copies, State: Sending, NotBefore: start}
						d := Delivery{Notice: 5, Part: 1, Fate: fate, Ref: ref, After: later}
						wantSettled(t, n, d, n.Settle(d))
					})
				}
			}
		}
	}
}

func wantSettled(t *testing.T, n Notice, d Delivery, s Settlement) {
	t.Helper()
	state, copies := NoticeState(""), n.Copies
	owed, staff := NoticeKind(""), NoticeKind("")
	switch d.Fate {
	case FateSent:
		state = Delivered
		if n.From != "" {
			owed = TellDelivered
		}
	case FateUnsent:
		state = Pending
	case FateNeedless:
		state = Cancelled
	case FateUnknown:
		if copies++; copies < 2 || n.Kind == TellDoubtful {
			state = Pending
		} else {
			state, staff = Uncertain, TellDoubtful
		}
	case FateRefused, FateUnreachable:
		if state = Undeliverable; n.From != "" {
			owed = TellUndelivered
		} else if n.Kind != TellUnreached && n.Kind != TellDoubtful {
			staff = TellUnreached
		}
	}
	if s.Notice.State != state || s.Notice.Copies != copies {
		t.Errorf("is %s with %d copies, want %s with %d", s.Notice.State, s.Notice.Copies, state, copies)
	}
	wantOwed(t, n, s.Owed, owed, n.From)
	wantOwed(t, n, s.ToStaff, staff, "")
	if (s.Link != nil) != (d.Fate == FateSent) || s.Unreachable != (d.Fate == FateUnreachable) {
		t.Errorf("link %v, unreachable %v", s.Link, s.Unreachable)
	}
	if s.Link != nil && *s.Link != (Link{Ref: d.Ref, Case: n.Case, Entry: n.Entry, Person: n.To}) {
		t.Errorf("link %+v", *s.Link)
	}
	if d.Fate == FateUnsent && !s.Notice.NotBefore.Equal(d.After) {
		t.Errorf("not before %s", s.Notice.NotBefore)
	}
}

func wantOwed(t *testing.T, n Notice, got []Notice, k NoticeKind, to PersonID) {
	t.Helper()
	if k == "" {
		if len(got) != 0 {
			t.Errorf("owes %+v", got)
		}
		return
	}
	if len(got) != 1 || got[0].Kind != k || got[0].To != to || got[0].Case != n.Case || got[0].From != "" {
		t.Errorf("owes %+v, want one %s to %q", got, k, to)
		return
	}
	if (k == TellDoubtful || k == TellUnreached) && got[0].About != n.ID {
		t.Errorf("is about %d", got[0].About)
	}
}

// TestT14_AtLeastOnceAtMostTwice sends an answer through every row of fates
// until it rests, and counts the copies that may have arrived.
func TestT14_AtLeastOnceAtMostTwice(t *testing.T) {
	t.Parallel()
	var follow func(n Notice, copies int, path string, depth int)
	follow = func(n Notice, copies int, path string, depth int) {
		if copies > 2 {
			t.Errorf("%s: %d copies", path, copies)
		}
		if n.State != Pending {
			if copies == 0 && n.State == Delivered || n.State == Uncertain && copies != 2 {
				t.Errorf("%s: %s with %d copies", path, n.State, copies)
			}
			return
		}
		if n.Repeat() != (copies > 0) {
			t.Errorf("%s: repeat is %v after %d copies", path, n.Repeat(), copies)
		}
		if depth == 0 {
			return
		}
		for fate, name := range fates {
			more := copies
			if fate == FateSent || fate == FateUnknown {
				more++
			}
			follow(n.Settle(Delivery{Fate: fate, After: start}).Notice, more, path+" "+name, depth-1)
		}
	}
	follow(Notice{To: ann.ID, Kind: TellAnswer, Case: "7K3M9QXT", From: li.ID, Part: 1, Parts: 1, State: Pending}, 0, "", 5)
}

func TestT10_PartsAreDeliveredWithTheLast(t *testing.T) {
	t.Parallel()
	for part := 1; part <= 3; part++ {
		n := Notice{Part: part, Parts: 3, To: ann.ID, Kind: TellAnswer, Case: "7K3M9QXT", From: li.ID}
		s := n.Settle(Delivery{Fate: FateSent})
		if (len(s.Owed) == 1) != (part == 3) {
			t.Errorf("part %d owes %+v", part, s.Owed)
		}
	}
	one := Notice{Part: 1, Parts: 3, To: ann.ID, Case: "7K3M9QXT", Entry: 2, From: li.ID}.Settle(Delivery{Fate: FateRefused})
	two := Notice{Part: 2, Parts: 3, To: ann.ID, Case: "7K3M9QXT", Entry: 2, From: li.ID}.Settle(Delivery{Fate: FateRefused})
	if one.Owed[0].Key == "" || one.Owed[0].Key != two.Owed[0].Key {
		t.Errorf("two parts are told of by %q and %q", one.Owed[0].Key, two.Owed[0].Key)
	}
}

// Whoever decides on a doubt must learn of it, however often the question is cut off.
func TestP1_TheQuestionOfADoubtIsAskedUntilItArrived(t *testing.T) {
	t.Parallel()
	n := Notice{To: li.ID, Kind: TellDoubtful, About: 7, State: Sending}
	for range 100 {
		n = n.Settle(Delivery{Fate: FateUnknown, At: start}).Notice
		if n.State != Pending || n.NotBefore.After(start.Add(time.Hour)) {
			t.Fatalf("after %d copies it is %s, not before %s", n.Copies, n.State, n.NotBefore)
		}
	}
	if n.NotBefore.Before(start.Add(time.Hour)) {
		t.Errorf("it is repeated as fast as ever: not before %s", n.NotBefore)
	}
}

func TestUnknownIsRepeatedAtOnce(t *testing.T) {
	t.Parallel()
	s := Notice{NotBefore: start, State: Sending}.Settle(Delivery{Fate: FateUnknown, After: later})
	if s.Notice.NotBefore != (time.Time{}) || !s.Notice.Repeat() {
		t.Errorf("repeated: %+v", s.Notice)
	}
}
