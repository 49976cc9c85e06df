package casework

import (
	"context"
	"time"
)

// Conversation is what is known of a resident when they write.
type Conversation struct {
	Person Person // Version 0 if the account is unknown
	Cases  []Case // all that are not closed, the last heard first; at most 50
}

// Thread is a case with what belongs to it, in order.
type Thread struct {
	Case    Case
	Entries []Entry
	Events  []Event
	Joined  []Entry // what was said in the cases that go on in this one, each with the number of its own
}

// People are those whom a thread names; some stand in it more than once, or are nobody.
func (t Thread) People() []PersonID {
	ids := []PersonID{t.Case.Resident, t.Case.Owner, t.Case.Offered}
	for _, e := range t.Entries {
		ids = append(ids, e.By, e.For)
	}
	for _, e := range t.Events {
		ids = append(ids, e.By, e.Owner)
	}
	return ids
}

// MostCounted is where counting the cases of a topic in one status stops.
const MostCounted = 1000

// QueueCount is a line of the staff's overview.
type QueueCount struct {
	Topic    TopicID // empty: the unsorted
	Waiting  int     // nobody has taken them
	InWork   int     // taken or asked
	Answered int
	Late     int       // open and past the promised date
	Oldest   time.Time // opened, of those waiting; zero: none
}

// Stray is an update that was set aside.
type Stray struct {
	Once   Once
	Chat   int64
	Raw    []byte
	Reason string
	Seen   time.Time // when it was set aside
}

// StrayEnding says how a stray came off the list.
type StrayEnding string

// The endings.
const (
	StrayRetried StrayEnding = "retried" // acted on after all, or set aside anew
	StrayDropped StrayEnding = "dropped" // left as it is
)

// Store keeps the desk's books. Every read that takes a Person is scoped to what
// that person may see: what lies outside gives NotFound, as if it weren't there.
// Errors carry a Kind; Later means that nothing can be kept now.
type Store interface {
	signIns
	charters
	// PersonByAccount gives NotFound for an account that nobody has, and for retired people.
	PersonByAccount(ctx context.Context, account int64) (Person, error)
	// Person looks up by id; retired people are found.
	Person(ctx context.Context, id PersonID) (Person, error)
	// Conversation never gives NotFound.
	Conversation(ctx context.Context, account int64) (Conversation, error)
	// Deputies gives those responsible for a topic with their load, bound or not, in order of id.
	Deputies(ctx context.Context, topic TopicID) ([]Burdened, error)

	Case(ctx context.Context, by Person, n Number) (Case, error)
	Thread(ctx context.Context, by Person, n Number) (Thread, error)
	// Visitor gives who came to the window with a case, to who entered it, whatever became of
	// it, and to who may see it.
	Visitor(ctx context.Context, by Person, n Number) (Person, error)
	// Linked finds what a message in a chat belongs to.
	Linked(ctx context.Context, by Person, at Ref) (Link, error)
	// CasesOf lists a resident's own cases, the last heard first.
	CasesOf(ctx context.Context, by Person, limit int) ([]Case, error)
	// PendingFor lists what waits for a deputy: owned and not answered, or queued in
	// their topics; the nearest AnswerBy first.
	PendingFor(ctx context.Context, by Person, limit int) ([]Case, error)
	// OwnedBy lists what a deputy took and hasn't answered; the nearest AnswerBy first.
	OwnedBy(ctx context.Context, by Person, limit int) ([]Case, error)
	// Openings gives the first words written in each case; none for a case without any.
	Openings(ctx context.Context, by Person, numbers []Number) (map[Number]string, error)
	// Unsorted lists what waits for the staff, the oldest first.
	Unsorted(ctx context.Context, by Person, limit int) ([]Case, error)
	// DueCases and Newest are the parts of a list; see Desk.List.
	DueCases(ctx context.Context, by Person, l DueList) ([]Case, error)
	Newest(ctx context.Context, by Person, l Listing) ([]Case, error)
	// Queues counts, each status up to MostCounted; one line a topic that has cases, unsorted first.
	Queues(ctx context.Context, by Person, now time.Time) ([]QueueCount, error)
	// Figures counts for a board what the person may see: for the staff all that isn't protected,
	// for a deputy what is theirs or under their topics.
	Figures(ctx context.Context, by Person, s Span) (Figures, error)
	// Totals counts what the person may see in each of these times, as Figures does, one for each
	// line and time with any case.
	Totals(ctx context.Context, by Person, now time.Time, g Grouping, steps []Period) ([]Totalled, error)
	// Counted and Uttered are the cases that Totals counts, and the words in them; see Desk.Counted.
	Counted(ctx context.Context, by Person, p Period, after Number, limit int) ([]Case, error)
	Uttered(ctx context.Context, by Person, numbers []Number) (map[Number][]Entry, error)
	// Revision moves on with nearly all that is kept; it is cheap, and for the program itself.
	Revision(ctx context.Context) (string, error)

	// Find lists the cases that have each of the clues, as far as the person may see
	// them and as holds tells (nil: all), the newest first, from the one after the case named.
	Find(ctx context.Context, by Person, clues []Clue, holds func(Case) bool, after Number, limit int) (Found, error)

	// Protected lists the protected cases that wait, the oldest first, as far as the person may see them.
	Protected(ctx context.Context, by Person, limit int) ([]Case, error)
	// OfferedTo lists the queued cases that are offered to a deputy.
	OfferedTo(ctx context.Context, to PersonID, limit int) ([]Case, error)
	// CoveredFor lists what a deputy took and hasn't answered, for who stands in for them.
	CoveredFor(ctx context.Context, by Person, absent PersonID, limit int) ([]Case, error)
	// Stead lists what others did in a deputy's stead since then, in order.
	Stead(ctx context.Context, absent PersonID, since time.Time, limit int) ([]Event, error)
	// Absences lists those that aren't over, the earliest first.
	Absences(ctx context.Context) ([]Absence, error)
	// Absence gives NotFound for one that never was.
	Absence(ctx context.Context, id AbsenceID) (Absence, error)
	// OfficePeople lists all that aren't residents, retired ones too, in order of role and id.
	OfficePeople(ctx context.Context) ([]Person, error)

	// Invitation gives NotFound for one that never was, as InvitationByHash does.
	Invitation(ctx context.Context, id InvitationID) (Invitation, error)
	InvitationByHash(ctx context.Context, hash string) (Invitation, error)
	// Invitations lists those that are neither decided nor taken back, the newest first.
	Invitations(ctx context.Context) ([]Invitation, error)
	// WrongCodes counts what WrongCode has kept of an account since then.
	WrongCodes(ctx context.Context, account int64, since time.Time) (int, error)
	WrongCode(ctx context.Context, account int64, at time.Time) error
	// Due lists the cases whose RemindAt has come, the longest due first. It is for
	// the program itself.
	Due(ctx context.Context, now time.Time, limit int) ([]Case, error)

	// LooksDue lists the cases whose LookAt has come, the longest due first. It is for
	// the program itself.
	LooksDue(ctx context.Context, now time.Time, limit int) ([]Case, error)

	// DigestsDue lists the deputies and staff whose DigestAt has come. It is for the
	// program itself.
	DigestsDue(ctx context.Context, now time.Time, limit int) ([]Person, error)

	// SentBy lists what became of a person's last words to residents, the newest first.
	SentBy(ctx context.Context, by Person, limit int) ([]Sent, error)

	// Barred lists, for the staff, the residents whose messages aren't passed on.
	Barred(ctx context.Context, by Person, limit int) ([]Barred, error)

	// Floods lists, for the staff, the residents of whom messages are kept back, and Throttled
	// these messages, in order. Of who hasn't agreed to the privacy notice nothing is listed.
	Floods(ctx context.Context, by Person, limit int) ([]Flood, error)
	Throttled(ctx context.Context, by Person, who PersonID, limit int) ([]Throttled, error)

	// Lessons lists, for the staff, what people taught the classifier before a lesson, the newest
	// first; LessonsOf what of one person teaches still. Lesson gives NotFound for one that never was.
	Lessons(ctx context.Context, by Person, before LessonID, limit int) ([]Lesson, error)
	LessonsOf(ctx context.Context, by Person, who PersonID, limit int) ([]Lesson, error)
	Lesson(ctx context.Context, by Person, id LessonID) (Lesson, error)

	// Accuracy counts, for the staff, how the classifier sorted what was opened since then.
	Accuracy(ctx context.Context, by Person, since time.Time) ([]Accuracy, error)

	// Readies lists the ready answers of a deputy, the newest first.
	Readies(ctx context.Context, by Person, limit int) ([]Ready, error)

	// Shown gives the message in which a person sees an entry of a case, or with
	// entry 0 its receipt.
	Shown(ctx context.Context, n Number, entry int, to PersonID) (Shown, error)

	// Revisions lists, for the resident and the staff, the earlier versions of what was said in a case, in order.
	Revisions(ctx context.Context, by Person, n Number) ([]Entry, error)
	// Leaving lists residents who are to be forgotten by then, or were and aren't rid of their account yet.
	Leaving(ctx context.Context, now time.Time, limit int) ([]Person, error)
	// Erase forgets a resident whose cases are all closed: their words, files, names and raw updates
	// go, their cases become shells, and what is owed to or about them is cancelled but for news that
	// a case has ended. They are owed a TellForgotten. Stale: they or their cases moved on, or
	// something is on its way to them.
	Erase(ctx context.Context, p Person, now time.Time) error
	// Free parts an erased resident from their account; unless it is for certain (at once), only
	// when they have been told or until passed. It is no error where nothing is to be done.
	Free(ctx context.Context, id PersonID, until time.Time, atOnce bool) error

	// Broadcast gives NotFound for one that never was; Broadcasts lists the last, the newest first.
	Broadcast(ctx context.Context, id BroadcastID) (Broadcast, error)
	Broadcasts(ctx context.Context, limit int) ([]Broadcast, error)
	// BroadcastActs lists what was done with a broadcast, in order.
	BroadcastActs(ctx context.Context, id BroadcastID, limit int) ([]BroadcastAct, error)
	// Begun gives the broadcast of an author that was begun and has no words yet, else NotFound.
	Begun(ctx context.Context, by PersonID) (Broadcast, error)
	// CountReaders counts whom a broadcast would reach now.
	CountReaders(ctx context.Context, b Broadcast) (int, error)
	// GoingBroadcasts lists those that are on their way, or of which more copies have come to an end since TellFates.
	GoingBroadcasts(ctx context.Context) ([]Broadcast, error)
	// CountReleased counts the broadcasts to residents that were approved since then.
	CountReleased(ctx context.Context, since time.Time) (int, error)
	// SpreadBroadcast owes a broadcast that is on its way to a portion of those who haven't been
	// looked at, each once for good, unless enough of its copies wait to be sent. It reports
	// whether another portion may follow at once. Stale: somebody else did it, or it was stopped.
	SpreadBroadcast(ctx context.Context, id BroadcastID) (more bool, err error)
	// TellFates owes notices of how far a broadcast is, if that has changed since it was last
	// called, and reports whether all were looked at and no copy is owed any more.
	TellFates(ctx context.Context, id BroadcastID, owed []Notice) (done bool, err error)

	// Uncompared lists the cases that have settled and weren't compared, with their first
	// words: those under a topic that aren't answered, nor for the officer. Alike lists those
	// that share a band with a case: of other residents, under its topic, open or heard since
	// then. Both are for the program itself.
	Uncompared(ctx context.Context, now time.Time, limit int) ([]Worded, error)
	Alike(ctx context.Context, c Case, bands []int64, since time.Time) ([]Worded, error)
	// Matter gives NotFound for one that never was. Crowd counts its cases, those that the person
	// may see or, for nobody, all, and gives the matter of which it is a part.
	Matter(ctx context.Context, id MatterID) (Matter, error)
	Crowd(ctx context.Context, by Person, id MatterID) (Crowd, error)
	// Hot lists the matters of which most cases were opened since then, with two people at least:
	// of the cases that the person may see or, for nobody, of all.
	Hot(ctx context.Context, by Person, since time.Time, limit int) ([]Crowd, error)
	// CasesIn lists the cases of a matter, as far as the person may see them, the newest first.
	CasesIn(ctx context.Context, by Person, id MatterID, limit int) ([]Case, error)
	// Wordings gives the first words of other residents' cases of a case's matter, the newest
	// first. They are for the program itself.
	Wordings(ctx context.Context, c Case, limit int) ([]string, error)
	PartsOf(ctx context.Context, id MatterID) ([]Matter, error)
	MatterEvents(ctx context.Context, id MatterID, limit int) ([]MatterEvent, error)

	// Common gives NotFound for one that never was; GoingCommons lists those on their way, and
	// OwedCommon the cases that one is owed to.
	Common(ctx context.Context, id CommonID) (Common, error)
	GoingCommons(ctx context.Context) ([]Common, error)
	OwedCommon(ctx context.Context, id CommonID, limit int) ([]Number, error)
	CommonFates(ctx context.Context, id CommonID) (map[CommonFate]int, error)
	// CommonArrivals counts with how many people one arrived, with how many it may yet, and with
	// how many it didn't.
	CommonArrivals(ctx context.Context, id CommonID) (Arrivals, error)
	// CommonsOf lists those of a matter and its parts, the newest first: the person's own or, for
	// the staff, what was proposed or went out. ProposedCommons lists what waits for approval.
	CommonsOf(ctx context.Context, by Person, id MatterID, limit int) ([]Common, error)
	ProposedCommons(ctx context.Context, limit int) ([]Common, error)
	CommonCases(ctx context.Context, by Person, id CommonID, f CommonFate, after Number, limit int) ([]Case, error)

	// Bulk gives NotFound for one that never was; DueBulks lists those that wait and are due.
	Bulk(ctx context.Context, id BulkID) (Bulk, error)
	DueBulks(ctx context.Context, now time.Time) ([]Bulk, error)
	// Filters lists a person's own, in order of their names.
	Filters(ctx context.Context, by Person, limit int) ([]Filter, error)
	// Look keeps that somebody has a case before them, and gives who else had since then.
	Look(ctx context.Context, by Person, n Number, now, since time.Time) ([]PersonID, error)
	// Acted reports whether a change with that Once was applied.
	Acted(ctx context.Context, once Once) (bool, error)
	// Apply does a change or nothing: Repeated if its Once was seen, Stale if a
	// version or the actor's rights moved on, Conflict-free otherwise. It returns
	// when the change is on stable storage.
	Apply(ctx context.Context, ch Change) error
	// Notice reads one part's row.
	Notice(ctx context.Context, id NoticeID, part int) (Notice, error)
	// Settle applies the rule to each delivery in one transaction.
	Settle(ctx context.Context, ds []Delivery, rule func(Notice, Delivery) Settlement) error
}

// charters is what a Store keeps of the office file.
type charters interface {
	// KeepOffice makes topics and people what an office file says, and notes who kept it. NotFound for
	// all but administrators; Stale and Repeated as in Apply.
	KeepOffice(ctx context.Context, once Once, o Office, c Charter, by Person) error
	// Charters lists the last that were kept, the newest first.
	Charters(ctx context.Context, limit int) ([]Charter, error)
}

// signIns is what a Store keeps of the ways into the console.
type signIns interface {
	// Door gives NotFound for a code that was never made; OpenDoors lists the links of a
	// person that are neither spent nor taken back.
	Door(ctx context.Context, hash string) (Door, error)
	OpenDoors(ctx context.Context, who PersonID) ([]Door, error)
	// SignInByHash gives NotFound for a token that was never given, and one replaced since.
	SignInByHash(ctx context.Context, hash string) (Person, SignIn, error)
	SignIn(ctx context.Context, id SignInID) (SignIn, error)
	// OpenSignIns lists those of a person, or for nobody of all, that weren't ended by then, the newest first.
	OpenSignIns(ctx context.Context, who PersonID, now time.Time) ([]SignIn, error)
	SawSignIn(ctx context.Context, id SignInID, at time.Time) error
	// Factor and Tries give Version 0 where there are none.
	Factor(ctx context.Context, who PersonID) (Factor, error)
	Tries(ctx context.Context, key string) (Tries, error)
}
