package casework

import "slices"

// Verb is something that is done to a case.
type Verb string

// The verbs.
const (
	DoReceive  Verb = "receive"  // the resident's words open a case or join one
	DoAgree    Verb = "agree"    // the resident agrees to the privacy notice
	DoEdit     Verb = "edit"     // the resident changes a message
	DoCorrect  Verb = "correct"  // the resident corrects the topic
	DoTake     Verb = "take"     // a deputy takes the case
	DoRelease  Verb = "release"  // a deputy says that it isn't theirs
	DoAsk      Verb = "ask"      // the resident is asked something
	DoAnswer   Verb = "answer"   // the resident is answered
	DoDraft    Verb = "draft"    // an answer is kept until its author, or the deputy of the aide who wrote it, confirms it
	DoDecline  Verb = "decline"  // a deputy declines what an aide drafted
	DoPass     Verb = "pass"     // a deputy passes it to another topic or deputy
	DoAssign   Verb = "assign"   // staff give it to a deputy
	DoClassify Verb = "classify" // staff put it under a topic
	DoClose    Verb = "close"
	DoReopen   Verb = "reopen"
	DoRate     Verb = "rate"     // the resident says whether it helped
	DoMark     Verb = "mark"     // the resident says how they were treated
	DoSplit    Verb = "split"    // the resident, or the staff for them, make a message a case of its own
	DoWithdraw Verb = "withdraw" // the resident takes the case back
	DoReveal   Verb = "reveal"   // the resident lets deputies see a place or a telephone number
	DoName     Verb = "name"     // the resident shows their name to the deputies, or hides it
	DoNote     Verb = "note"     // deputies and staff tell each other something that no resident sees
	DoOffer    Verb = "offer"    // the program offers it to another deputy

	DoRemind  Verb = "remind"  // whoever the case waits for is told so
	DoExtend  Verb = "extend"  // the promised date moves once, with a reason to the resident
	DoUrge    Verb = "urge"    // it is marked urgent, or no longer
	DoMerge   Verb = "merge"   // it goes on in another case of its resident
	DoAbsorb  Verb = "absorb"  // another case of its resident goes on in it
	DoBar     Verb = "bar"     // staff keep back what its resident writes
	DoUnbar   Verb = "unbar"   // staff pass it on again
	DoUnlearn Verb = "unlearn" // staff take back what a correction taught the classifier

	DoRecall Verb = "recall" // an answer that hasn't gone out is undone
	DoAmend  Verb = "amend"  // who wrote to the resident changes the words

	DoReconsider Verb = "reconsider" // a language model says where it belongs
	DoProtect    Verb = "protect"    // it is for the officer alone
	DoLower      Verb = "lower"      // the officer says that it isn't
	DoLiken      Verb = "liken"      // the program puts it with others about the same matter
	DoFollow     Verb = "follow"     // it is about that matter, or is put back into it
	DoPart       Verb = "part"       // it is taken out of its matter
)

// Verbs lists them all.
var Verbs = []Verb{
	DoReceive, DoAgree, DoEdit, DoCorrect, DoTake, DoRelease, DoAsk, DoAnswer, DoDraft, DoDecline,
	DoPass, DoAssign, DoClassify, DoClose, DoReopen, DoRate, DoMark, DoSplit,
	DoNote, DoWithdraw, DoReveal, DoName, DoOffer,
	DoRemind, DoExtend, DoUrge, DoAmend, DoRecall, DoBar, DoUnbar, DoMerge, DoAbsorb,
	DoReconsider, DoProtect, DoLower,
	DoLiken, DoFollow, DoPart, DoUnlearn,
}

// Move is a row of the transition table: who may do what to a case in which
// status, and where it may then stand.
type Move struct {
	Verb Verb
	By   []Standing
	From []Status
	To   []Status // empty: the status stays
}

// Moves is the transition table. docs/states.md is printed from it.
var Moves = []Move{
	{DoReceive, []Standing{Author}, []Status{Held}, nil},
	{DoReceive, []Standing{Author}, []Status{Unsorted}, []Status{Unsorted, Queued}},
	{DoReceive, []Standing{Author}, []Status{Queued, Taken}, nil},
	{DoReceive, []Standing{Author}, []Status{Queued, Taken}, []Status{Unsorted}},
	{DoReceive, []Standing{Author}, []Status{Asked}, []Status{Taken, Queued, Unsorted}},
	{DoReceive, []Standing{Author}, []Status{Answered}, []Status{Answered, Queued, Unsorted}},
	{DoReceive, []Standing{Author}, []Status{Closed}, []Status{Closed, Queued, Unsorted}},
	{DoAgree, []Standing{Author}, []Status{Held}, []Status{Unsorted, Queued}},
	{DoEdit, []Standing{Author}, Statuses, nil},
	{DoEdit, []Standing{Author}, []Status{Queued, Taken, Asked, Answered, Closed}, []Status{Unsorted}},
	{DoCorrect, []Standing{Author}, []Status{Unsorted, Queued}, []Status{Queued}},
	{DoTake, []Standing{Colleague}, []Status{Queued}, []Status{Taken}},
	{DoRelease, []Standing{Colleague}, []Status{Queued}, []Status{Queued, Unsorted}},
	{DoRelease, []Standing{Holder}, []Status{Taken, Asked}, []Status{Queued, Unsorted}},
	{DoAsk, []Standing{Holder}, []Status{Taken, Asked, Answered}, []Status{Asked}},
	{DoAsk, []Standing{Colleague}, []Status{Queued}, []Status{Asked}},
	{DoAsk, []Standing{Clerk}, []Status{Unsorted}, []Status{Asked}},
	{DoAnswer, []Standing{Holder}, []Status{Taken, Asked, Answered}, []Status{Answered}},
	{DoAnswer, []Standing{Colleague}, []Status{Queued, Answered}, []Status{Answered}},
	{DoDraft, []Standing{Colleague}, []Status{Answered}, nil},
	{DoDraft, []Standing{Assistant}, []Status{Queued, Taken, Asked, Answered}, nil},
	{DoDecline, []Standing{Holder, Cover, Colleague}, []Status{Queued, Taken, Asked, Answered, Closed}, nil},
	{DoPass, []Standing{Holder}, []Status{Taken, Asked}, []Status{Queued}},
	{DoPass, []Standing{Colleague}, []Status{Queued}, []Status{Queued}},
	{DoAssign, []Standing{Clerk}, []Status{Unsorted, Queued, Taken, Asked}, []Status{Queued}},
	{DoClassify, []Standing{Clerk}, []Status{Unsorted, Queued, Taken, Asked}, []Status{Queued}},
	{DoClose, []Standing{Holder}, []Status{Taken, Asked, Answered}, []Status{Closed}},
	{DoClose, []Standing{Clerk}, []Status{Unsorted, Queued, Taken, Asked, Answered}, []Status{Closed}},
	{DoReopen, []Standing{Author}, []Status{Answered, Closed}, []Status{Queued, Unsorted}},
	{DoReopen, []Standing{Holder, Clerk}, []Status{Closed}, []Status{Queued, Unsorted}},
	{DoRate, []Standing{Author}, []Status{Answered}, []Status{Answered, Closed, Queued, Unsorted}},
	{DoRate, []Standing{Author}, []Status{Closed}, []Status{Closed, Queued, Unsorted}},
	{DoMark, []Standing{Author}, []Status{Answered, Closed, Queued, Taken, Asked, Unsorted}, nil},
	{DoSplit, []Standing{Author, Clerk}, []Status{Unsorted, Queued}, []Status{Unsorted, Queued}},
	{DoSplit, []Standing{Author, Clerk}, []Status{Taken, Asked, Answered, Closed}, nil},
	{DoWithdraw, []Standing{Author}, []Status{Held, Unsorted, Queued, Taken, Asked, Answered}, []Status{Closed}},
	{DoReveal, []Standing{Author}, []Status{Held, Unsorted, Queued, Taken, Asked, Answered, Closed}, nil},
	{DoName, []Standing{Author}, []Status{Unsorted, Queued, Taken, Asked, Answered, Closed}, nil},
	{DoAsk, []Standing{Cover}, []Status{Taken, Asked, Answered}, []Status{Asked}},
	{DoAnswer, []Standing{Cover}, []Status{Taken, Asked, Answered}, []Status{Answered}},
	{DoPass, []Standing{Cover}, []Status{Taken, Asked}, []Status{Queued}},
	{DoOffer, nil, []Status{Queued}, []Status{Queued}},
	{DoReconsider, nil, []Status{Unsorted, Queued}, []Status{Unsorted, Queued}},
	{DoNote, []Standing{Holder, Cover, Colleague, Assistant, Clerk}, []Status{Unsorted, Queued, Taken, Asked, Answered, Closed}, nil},
	{DoRemind, []Standing{Program}, []Status{Held, Unsorted, Queued, Taken, Asked}, nil},
	{DoExtend, []Standing{Holder}, []Status{Taken, Asked}, nil},
	{DoRecall, []Standing{Holder, Cover, Colleague}, []Status{Answered}, []Status{Queued, Taken, Asked, Answered}},
	{DoRecall, []Standing{Holder, Cover, Colleague}, []Status{Queued, Taken, Asked, Closed}, nil},
	{DoAmend, []Standing{Holder, Cover, Colleague, Clerk}, []Status{Unsorted, Queued, Taken, Asked, Answered, Closed}, nil},
	{DoUrge, []Standing{Holder}, []Status{Taken, Asked}, nil},
	{DoMerge, []Standing{Author, Clerk}, []Status{Unsorted, Queued, Taken, Asked, Answered}, []Status{Closed}},
	{DoAbsorb, []Standing{Author, Clerk}, []Status{Unsorted, Queued, Taken, Asked}, nil},
	{DoUnlearn, []Standing{Clerk}, []Status{Unsorted, Queued, Taken, Asked, Answered, Closed}, nil},
	{DoBar, []Standing{Clerk}, []Status{Unsorted, Queued, Taken, Asked, Answered, Closed}, nil},
	{DoUnbar, []Standing{Clerk}, []Status{Unsorted, Queued, Taken, Asked, Answered, Closed}, nil},
	{DoUrge, []Standing{Clerk}, []Status{Unsorted, Queued, Taken, Asked}, nil},
	{DoProtect, []Standing{Holder, Cover, Colleague, Assistant, Clerk}, []Status{Unsorted, Queued, Taken, Asked, Answered, Closed}, []Status{Unsorted}},
	{DoLower, []Standing{Guardian}, []Status{Unsorted, Asked}, []Status{Unsorted, Queued}},
	{DoAsk, []Standing{Guardian}, []Status{Unsorted, Asked, Answered}, []Status{Asked}},
	{DoAnswer, []Standing{Guardian}, []Status{Unsorted, Asked, Answered}, []Status{Answered}},
	{DoNote, []Standing{Guardian}, []Status{Unsorted, Asked, Answered, Closed}, nil},
	{DoClose, []Standing{Guardian}, []Status{Unsorted, Asked, Answered}, []Status{Closed}},
	{DoReopen, []Standing{Guardian}, []Status{Closed}, []Status{Unsorted}},
	{DoUrge, []Standing{Guardian}, []Status{Unsorted, Asked}, nil},
	{DoAmend, []Standing{Guardian}, []Status{Unsorted, Asked, Answered, Closed}, nil},
	{DoRecall, []Standing{Guardian}, []Status{Answered}, []Status{Unsorted, Asked, Answered}},
	{DoRecall, []Standing{Guardian}, []Status{Unsorted, Asked, Closed}, nil},
	{DoLiken, []Standing{Program}, []Status{Unsorted, Queued, Taken, Asked, Answered, Closed}, nil},
	{DoFollow, []Standing{Author, Clerk}, []Status{Unsorted, Queued, Taken, Asked, Answered, Closed}, nil},
	{DoPart, []Standing{Author, Clerk, Program}, []Status{Unsorted, Queued, Taken, Asked, Answered, Closed}, nil},
}

// may checks a verb against the table. A stranger learns nothing.
func (c Case) may(v Verb, by Person) error {
	s := c.Standing(by)
	if s == Stranger {
		return Errorf(NotFound, "no case %s for %s", c.Number, by.ID)
	}
	if c.Resident == Nobody {
		return c.unfit() // made anonymous: only its numbers and times are left
	}
	if c.shut(v, by) {
		return conflict(ShutOut, c, by.ID)
	}
	known := false
	for _, m := range Moves {
		if m.Verb != v {
			continue
		}
		if slices.Contains(m.By, s) && slices.Contains(m.From, c.Status) {
			return nil
		}
		known = known || m.concerns(s)
	}
	if !known {
		return Errorf(Forbidden, "a %s may not %s case %s", s, v, c.Number)
	}
	return c.unfit()
}

// concerns reports whether the verb is one for people of this standing at all.
// Holder and colleague are one: who of the deputies holds a case is its state.
func (m Move) concerns(s Standing) bool {
	return slices.ContainsFunc(m.By, func(o Standing) bool {
		return o == s || o == Holder && s == Colleague || o == Colleague && s == Holder
	})
}

// unfit says what stands in the way.
func (c Case) unfit() error {
	switch {
	case c.Status == Closed:
		return conflict(AlreadyClosed, c, c.Owner)
	case c.Status == Answered:
		return conflict(AlreadyAnswered, c, c.Owner)
	case c.Owner != "":
		return conflict(AlreadyTaken, c, c.Owner)
	}
	return conflict(NotWaiting, c, "")
}

// leads reports whether the table lets a verb bring a case from one status to another.
func leads(v Verb, from, to Status) bool {
	for _, m := range Moves {
		if m.Verb == v && slices.Contains(m.From, from) &&
			(slices.Contains(m.To, to) || len(m.To) == 0 && from == to) {
			return true
		}
	}
	return false
}
