package casework

import (
	"strconv"
	"strings"
	"time"
)

// NoticeKind says what somebody is told. The words and buttons are made when
// it is sent, from the state as it is then.
type NoticeKind string

// To residents.
const (
	TellConsent   NoticeKind = "consent"  // the privacy notice, with a button to agree
	TellReceipt   NoticeKind = "receipt"  // number, topic, deputy, promised date
	TellAdded     NoticeKind = "added"    // Entry was added to Case
	TellSorted    NoticeKind = "sorted"   // topic, deputy or promise changed
	TellQuestion  NoticeKind = "question" // Entry asks the resident
	TellAnswer    NoticeKind = "answer"   // Entry answers the resident
	TellClosed    NoticeKind = "closed"   // the case was closed; Entry, if any, holds the words
	TellReopened  NoticeKind = "reopened"
	TellStatus    NoticeKind = "status"    // changes the receipt in place into how things stand
	TellExport    NoticeKind = "export"    // all that is kept of them; Entry: AsJSON or AsText
	TellMark      NoticeKind = "mark"      // a reaction to the resident's newest words: how far they are
	TellExtended  NoticeKind = "extended"  // the promised date moved; Entry holds the reason
	TellForgotten NoticeKind = "forgotten" // all that was kept of them is gone
	TellAmended   NoticeKind = "amended"   // Entry reads otherwise now, where it stands
	TellCorrected NoticeKind = "corrected" // and as a message of its own, where it can't be changed
	TellMerged    NoticeKind = "merged"    // the case goes on in another of theirs
	TellTwo       NoticeKind = "two"       // Entry plainly holds two matters: are they two cases?
	TellEmergency NoticeKind = "emergency" // whom to call, since they wrote of danger
	TellWarmly    NoticeKind = "warmly"    // to thanks that belong to no case
	TellSlower    NoticeKind = "slower"    // they write faster than is acted on: it is kept back
	TellAlike     NoticeKind = "alike"     // others write about the same: do they follow it?

	TellBroadcast NoticeKind = "broadcast" // broadcast About; to deputies too
)

// To deputies.
const (
	TellCard        NoticeKind = "card"        // a case waits for them
	TellMore        NoticeKind = "more"        // the resident wrote Entry
	TellEdited      NoticeKind = "edited"      // the resident changed Entry
	TellDelivered   NoticeKind = "delivered"   // their Entry arrived
	TellUndelivered NoticeKind = "undelivered" // their Entry could not be delivered
	TellMovedAway   NoticeKind = "moved"       // the case is no longer theirs
	TellJoined      NoticeKind = "joined"      // another case of the resident goes on in theirs
	TellNote        NoticeKind = "note"        // somebody else noted Entry on their case
	TellCovering    NoticeKind = "covering"    // they stand in for another: absence About
	TellRelieved    NoticeKind = "relieved"    // and need no longer
	TellAway        NoticeKind = "away"        // staff have set absence About for them
	TellWelcome     NoticeKind = "welcome"     // they are who they were invited as
	TellRecognised  NoticeKind = "recognised"  // an administrator said that it is them; to aides and staff too
	TellBack        NoticeKind = "back"        // they are back: absence About is over
	TellUnclaimed   NoticeKind = "unclaimed"   // nobody has taken a case of their topic in time
	TellReminder    NoticeKind = "reminder"    // a case of theirs is due, or late
	TellSilent      NoticeKind = "silent"      // the resident hasn't said what they were asked
	TellDrafted     NoticeKind = "drafted"     // an aide of theirs drafted Entry
	TellDigest      NoticeKind = "digest"      // what waits this morning; to staff too
	TellUnfactored  NoticeKind = "unfactored"  // their second factor was reset; to aides and staff too
	TellSignedIn    NoticeKind = "signedin"    // the console was opened as them: sign-in About; to aides and staff too
)

// To aides, who are told of a deputy's cards besides.
const (
	TellApproved NoticeKind = "approved" // their draft, Entry, was sent
	TellDeclined NoticeKind = "declined" // it was declined
	TellRewrote  NoticeKind = "rewrote"  // the deputy answered in words of their own
)

// To staff.
const (
	TellUnsorted  NoticeKind = "unsorted"  // a case waits to be sorted
	TellProtected NoticeKind = "protected" // a protected case waits for its officer
	TellDanger    NoticeKind = "danger"    // life is in danger: to who is on duty, at once
	TellNobody    NoticeKind = "nobody"    // no deputy of the topic can be reached
	TellDoubtful  NoticeKind = "doubtful"  // notice About may have arrived or not: a person decides
	TellUnreached NoticeKind = "unreached" // a deputy can't be reached: notice About
	TellFull      NoticeKind = "full"      // all deputies of the case's topic have as many cases as they are to have
	TellKnock     NoticeKind = "knock"     // somebody not seen for long, of account About, is there: administrators confirm
	TellJoining   NoticeKind = "joining"   // somebody opened invitation About: administrators confirm
	TellStray     NoticeKind = "stray"     // an update was set aside
	TellFlood     NoticeKind = "flood"     // a resident writes faster than is acted on
	TellLate      NoticeKind = "late"      // nobody took, sorted or answered a case in time
	TellProposal  NoticeKind = "proposal"  // a colleague asks to let broadcast About go out
	TellRefused   NoticeKind = "refused"   // a colleague doesn't let their broadcast About go out
	TellCommon    NoticeKind = "common"    // common answer About asks for approval; to its author, how it ended
	TellProgress  NoticeKind = "progress"  // how far broadcast About is; changed in place
	TellRoom      NoticeKind = "room"      // the disk is nearly full
	TellRoomless  NoticeKind = "roomless"  // the bot isn't in the staff room any more
	TellModelKey  NoticeKind = "modelkey"  // the language model's key is refused
	TellModelCost NoticeKind = "modelcost" // its budget of the day is used up
	TellGap       NoticeKind = "gap"       // nothing was received for longer than the messenger keeps messages; see GapKey
)

// Follows reports whether a notice of this kind goes to whoever stands in for
// its reader while they are away.
func (k NoticeKind) Follows() bool {
	switch k {
	case TellCard, TellMore, TellEdited, TellJoined, TellNote, TellReminder, TellSilent, TellDrafted:
		return true
	}
	return false
}

// Aided reports whether a notice of this kind goes to the aides of its reader too.
func (k NoticeKind) Aided() bool { return k == TellCard || k == TellMore || k == TellEdited }

// Replaced reports whether the next of its kind will say all that this one does,
// so that one which may have arrived isn't repeated: reminders and digests.
func (k NoticeKind) Replaced() bool {
	switch k {
	case TellUnclaimed, TellReminder, TellSilent, TellLate, TellDigest:
		return true
	}
	return false
}

// Waits reports whether a person who isn't to be disturbed is told of it only
// afterwards: what others did. What answers an act of their own goes at once.
func (k NoticeKind) Waits() bool {
	switch k {
	case TellCard, TellMore, TellEdited, TellMovedAway, TellJoined, TellNote, TellCovering, TellRelieved, TellAway, TellBack,
		TellDrafted, TellApproved, TellDeclined, TellRewrote, TellKnock,
		TellUnsorted, TellProtected, TellNobody, TellUnreached, TellDoubtful, TellFull, TellStray, TellFlood, TellRoomless, TellModelKey, TellModelCost,
		TellBroadcast, TellProposal, TellRefused, TellCommon:
		return true
	}
	return k.Replaced()
}

// NoticeState says how far the sending of a notice is.
type NoticeState string

// The states.
const (
	Pending       NoticeState = "pending"
	Sending       NoticeState = "sending"       // durably claimed: its outcome is unknown until settled
	Delivered     NoticeState = "sent"          // accepted by the messenger
	Undeliverable NoticeState = "undeliverable" // blocked, deactivated or refused
	Uncertain     NoticeState = "uncertain"     // twice unknown: a person decides
	Cancelled     NoticeState = "cancelled"     // there was nothing to tell any more
)

// NoticeID names a notice.
type NoticeID int64

// Notice is something owed to a person. A long one is sent in Parts; each part
// has its own state and its Body frozen when it is cut.
type Notice struct {
	ID        NoticeID // given by the store, growing
	Part      int      // from 1
	Parts     int      // 0: not cut yet
	To        PersonID
	Account   int64 // of To, as it is when the notice is claimed
	Kind      NoticeKind
	Case      Number
	Entry     int
	From      PersonID  // whose words it carries, and who is told what became of them
	About     NoticeID  // the notice it is about; of TellCovering to TellBack, the absence; of TellJoining, the invitation; of TellSignedIn, the sign-in; of TellAnswer, the common answer, if any; of TellBroadcast, TellProposal, TellRefused and TellProgress, the broadcast
	Priority  int       // 0: answers to a person now; 1: notices; 2: what changes in place; BroadcastPriority
	NotBefore time.Time // zero: at once
	Key       string    // while one with this key is pending, a second is not kept; empty: no merging
	State     NoticeState
	Copies    int    // sends whose outcome is unknown
	Body      []byte // of a part that was cut
}

// BroadcastPriority is that of a broadcast's copies: they go after all else, and hold
// back nothing else that their reader is owed.
const BroadcastPriority = 3

// AboutKey names what the notice is about, in a key.
func (n Notice) AboutKey() string { return strconv.FormatInt(int64(n.About), 10) }

// GapKey is the key of a TellGap: it holds the last moment before the gap.
func GapKey(last time.Time) string { return "gap:" + strconv.FormatInt(last.Unix(), 10) }

// GapSince reads that moment; zero where the key is gone.
func (n Notice) GapSince() time.Time {
	_, rest, _ := strings.Cut(n.Key, ":")
	rest, _, _ = strings.Cut(rest, ":") // and whose key it is
	at, err := strconv.ParseInt(rest, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(at, 0)
}

// Repeat reports whether an earlier copy may have arrived already.
func (n Notice) Repeat() bool { return n.Copies > 0 && n.Class() != ClassMarks }
