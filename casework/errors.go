package casework

import (
	"errors"
	"fmt"
	"time"
)

// Kind of an error, for machines; the words are made at the edge.
type Kind int

// The kinds. NotFound and Forbidden must look the same from outside.
const (
	Internal    Kind = iota
	NotFound         // no such thing, as far as this person may know
	Forbidden        // this person may not
	Conflict         // not in this state; Reason says which
	Invalid          // the input makes no sense
	Repeated         // this update was acted on before
	Stale            // changed meanwhile: read and decide again
	Later            // the store can't keep anything now
	Unconfirmed      // not before an administrator has said that it is them
	Deposed          // another instance does this work now
)

// Reason of a Conflict.
type Reason string

// The reasons that a person is told.
const (
	AlreadyTaken    Reason = "taken"    // Who owns it
	AlreadyAnswered Reason = "answered" // Who answered it
	AlreadyClosed   Reason = "closed"
	NotWaiting      Reason = "not-waiting" // the step doesn't fit the case as it stands
	Overlapping     Reason = "overlapping" // they are away already in that time
	Circling        Reason = "circling"    // who should stand in needs Who to do it for them
	Unreached       Reason = "unreached"   // Who can't be written to
	AlreadySent     Reason = "sent"        // the answer has gone out
	Replaced        Reason = "replaced"    // by a newer draft
	GivenUp         Reason = "given-up"    // declined, written anew, or kept too long
	MovedOn         Reason = "moved-on"    // since what the person was shown
	TooMany         Reason = "too-many"    // of what they keep
	Chained         Reason = "chained"     // another case goes on in it
	ShutOut         Reason = "barred"      // what they write isn't passed on
	AlreadyExtended Reason = "extended"    // the promised date was moved before
	Ousted          Reason = "ousted"      // by an office file of their own, in which they are no administrator
	Guarded         Reason = "guarded"     // who has the protected cases is for the officer to change
	TooSoon         Reason = "too-soon"    // after wrong codes, not before Until

	// Of broadcasts.
	Alone    Reason = "alone"   // nobody else of the staff could approve it, or confirm a dormant account
	OwnWords Reason = "own"     // its author may not approve it
	Changed  Reason = "changed" // it isn't what they have seen any more
	Crowded  Reason = "crowded" // another to the same readers is on its way
	Enough   Reason = "enough"  // so many went out of late
	TooLong  Reason = "long"
)

// Error is an error of ours. Its text is for the log and holds no person's words.
type Error struct {
	Kind   Kind
	Reason Reason
	Who    PersonID
	Case   Number
	Entry  int       // the draft that was kept; 0: none
	Until  time.Time // of TooSoon
	text   string
}

func (e *Error) Error() string { return e.text }

// Errorf makes an error of a kind.
func Errorf(k Kind, format string, args ...any) error {
	return &Error{Kind: k, text: fmt.Sprintf(format, args...)}
}

func conflict(r Reason, c Case, who PersonID) error {
	return &Error{Kind: Conflict, Reason: r, Who: who, Case: c.Number,
		text: fmt.Sprintf("case %s: %s", c.Number, r)}
}

// ReasonOf tells why a step is in Conflict; empty for any other error.
func ReasonOf(err error) Reason {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Reason
	}
	return ""
}

// UntilOf tells how long somebody must wait who was TooSoon.
func UntilOf(err error) time.Time {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Until
	}
	return time.Time{}
}

// KindOf tells the kind of an error; those that aren't ours are Internal.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}
