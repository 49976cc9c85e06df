package casework

import (
	"slices"
	"time"
)

// Status says where a case stands.
type Status string

// The statuses, in the order of a case's life.
const (
	Held     Status = "held"     // the resident has not yet agreed to the privacy notice
	Unsorted Status = "unsorted" // the classifier was unsure: the staff's queue
	Queued   Status = "queued"   // in a topic's queue, offered to a deputy
	Taken    Status = "taken"    // a deputy owns it
	Asked    Status = "asked"    // waits for the resident's word
	Answered Status = "answered" // the deputy answered
	Closed   Status = "closed"
)

// Statuses lists them in order.
var Statuses = []Status{Held, Unsorted, Queued, Taken, Asked, Answered, Closed}

// Outcome says why a case was closed.
type Outcome string

// The outcomes.
const (
	Solved    Outcome = "solved"
	Explained Outcome = "explained"
	Outside   Outcome = "outside"   // outside the deputies' powers
	Withdrawn Outcome = "withdrawn" // by the resident
	Duplicate Outcome = "duplicate" // of another case
	Advert    Outcome = "advert"    // it only advertised something; see Discard
)

// Outcomes lists them in the order in which they are offered.
var Outcomes = []Outcome{Solved, Explained, Outside, Withdrawn, Duplicate}

// Helped is what the resident says of an answer: did it help?
type Helped string

// What a resident may say; silence is no verdict.
const (
	Yes    Helped = "yes"
	Partly Helped = "partly"
	No     Helped = "no"
)

// Case is one matter of one resident.
type Case struct {
	Number   Number
	Resident PersonID
	Status   Status
	Topic    TopicID    // empty while unsorted
	Owner    PersonID   // the deputy who took it
	Offered  PersonID   // the deputy who was told, while nobody owns it
	Declined []PersonID // deputies who said that it is not theirs, in this topic
	Guesses  []Guess    // the classifier's, best first
	Judged   Judged     // what the classifier itself made of it; empty: nothing yet
	Guessed  TopicID    // its best guess then
	Signals  Signals    // raised by anything that was written in it
	Language string     // of what was written, as a BCP 47 tag; empty: unknown
	// Protected keeps the case for the officer. A rule or a model raises it, and
	// only a person lowers it.
	Protected bool
	LookAt    time.Time  // when a language model looks at it too; zero: never
	Looks     int        // how often that came to nothing
	Lead      Lead       // by which code the resident came; its Topic was a hint
	Named     bool       // the resident lets deputies and staff see their name
	Against   []PersonID // whom of the office it names: they see nothing of it, whatever they are

	Outcome Outcome
	Merged  Number // the case of the same resident that it goes on in; only while closed

	Matter  MatterID // which several residents write about; 0: none
	Left    MatterID // that it was taken out of, by its resident or the staff; 0: none
	Follows bool     // the resident said that it is about that matter
	Copied  bool     // it is a copy of what others wrote as well

	Helped Helped
	Manner int // 1 to 5, how the resident was treated; 0: no mark

	Opened   time.Time
	Heard    time.Time // the resident's last word
	Replied  time.Time // the first answer; zero: none yet
	Promised time.Time // by when that was promised; it means nothing before there is one
	Settles  time.Time // until then it is still being written and nobody is told
	ClaimBy  time.Time // a deputy takes it by then; zero: not waiting for one
	AnswerBy time.Time // promised to the resident; zero: nothing promised
	RemindAt time.Time // when somebody is told next; zero: never
	Reminded int       // how far up the ladder of reminders this wait is; see Remind
	Urgent   bool      // marked so by a person: quiet hours don't hold it back
	Extended bool      // the promised date was moved once

	Priors []Prior // how it stood before each answer that can still be undone

	Entries int // how many entries the thread has; the next gets Entries+1
	Events  int // likewise of the history
	Version int64
}

// Open reports whether somebody still owes a step.
func (c Case) Open() bool { return c.Status != Answered && c.Status != Closed }

// Standing is what a person is to a case; it decides what they may do.
type Standing string

// The standings.
const (
	Stranger  Standing = "stranger"  // may not even know that the case exists
	Author    Standing = "author"    // the resident whose case it is
	Holder    Standing = "holder"    // the deputy who took it
	Cover     Standing = "cover"     // stands in for the deputy who took it, while they are away
	Colleague Standing = "colleague" // a deputy of the topic who doesn't own it
	Assistant Standing = "aide"      // drafts for the deputy who took it, or to whom it is offered
	Clerk     Standing = "staff"     // reviews the queues
	Guardian  Standing = "officer"   // has the protected cases
	Program   Standing = "program"   // nobody: what happens by itself
)

// Standing says what a person is to this case.
func (c Case) Standing(p Person) Standing {
	switch {
	case !p.acting() || p.ID == "":
		return Stranger
	case p.ID == c.Resident:
		return Author
	case c.Status == Held:
		return Stranger
	case c.Protected:
		return c.guarded(p)
	case p.Staff():
		return Clerk
	case p.Role == Deputy && c.Owner == p.ID:
		return Holder
	case p.Assists(c.answerer()):
		return Assistant
	case p.StandsIn(c.Owner):
		return Cover
	case c.Topic != "" && p.Serves(c.Topic), p.rushes(c):
		return Colleague
	}
	return Stranger
}

// answerer is the deputy who has the case, or to whom it is offered; empty: nobody.
func (c Case) answerer() PersonID {
	if c.Owner == "" && c.Status == Queued {
		return c.Offered
	}
	return c.Owner
}

func (c Case) declinedBy(p PersonID) bool { return slices.Contains(c.Declined, p) }
