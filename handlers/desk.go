package handlers

import (
	"context"
	"time"

	"liaison/casework"
)

// Desk is the part of casework.Desk that the chat needs.
type Desk interface {
	Office() casework.Office
	Now() time.Time
	Who(ctx context.Context, account int64, name, hint string) (casework.Person, error)

	deskResident
	deskDeputy
	deskAide
	deskAbsence
	deskInvite
	deskConsole
	deskStaff
	deskBroadcast
	deskMatter
	deskCommon
	deskReads
}

// deskResident is what residents do.
type deskResident interface {
	Speak(ctx context.Context, once casework.Once, by casework.Person, language string) (casework.Person, error)
	Greet(ctx context.Context, once casework.Once, by casework.Person, l casework.Lead) (casework.Lead, error)
	Reach(ctx context.Context, once casework.Once, account int64, can bool) error
	Receive(ctx context.Context, m casework.Message) error
	Edit(ctx context.Context, once casework.Once, by casework.Person, at casework.Ref, text string) error
	Agree(ctx context.Context, once casework.Once, by casework.Person) (bool, error)
	Correct(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, t casework.TopicID) (casework.Case, error)
	Reveal(ctx context.Context, once casework.Once, by casework.Person, at casework.Ref) (casework.Case, error)
	Rate(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, h casework.Helped) (casework.Case, error)
	Mark(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, mark int) (casework.Case, error)
	Export(ctx context.Context, once casework.Once, by casework.Person) error
	Leave(ctx context.Context, once casework.Once, by casework.Person) (casework.Person, error)
	Stay(ctx context.Context, once casework.Once, by casework.Person) (casework.Person, error)
	Withdraw(ctx context.Context, once casework.Once, by casework.Person, n casework.Number) (casework.Case, error)
	Name(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, shown bool) (casework.Case, error)
	Split(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, entry int) (casework.Case, error)
}

// deskDeputy is what deputies do, and staff beside them.
type deskDeputy interface {
	Take(ctx context.Context, once casework.Once, by casework.Person, n casework.Number) (casework.Case, error)
	Release(ctx context.Context, once casework.Once, by casework.Person, n casework.Number) (casework.Case, error)
	Ask(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, w casework.Words) (casework.Case, error)
	Answer(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, w casework.Words) (casework.Case, error)
	Append(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, w casework.Words) (bool, error)
	Respond(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, entry int, w casework.Words) (c casework.Case, noted bool, err error)
	AnswerReady(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, key, seal string) (casework.Case, error)
	Prepared(ctx context.Context, by casework.Person, n casework.Number) ([]casework.Prepared, error)
	KeepReady(ctx context.Context, once casework.Once, by casework.Person, text string) (bool, error)
	KeepAnswer(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, entry int) (bool, error)
	DropReady(ctx context.Context, once casework.Once, by casework.Person, id casework.ReadyID) error
	Recall(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, entry int) (casework.Case, error)
	Confirm(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, entry int) (casework.Case, error)
	Amend(ctx context.Context, once casework.Once, by casework.Person, w casework.Words) (casework.Reach, error)
	SetCap(ctx context.Context, once casework.Once, by casework.Person, n int) (casework.Person, error)
	Sent(ctx context.Context, by casework.Person, limit int) ([]casework.Sent, error)
	Note(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, w casework.Words) (casework.Case, error)
	Hush(ctx context.Context, once casework.Once, by casework.Person, quiet string) (casework.Person, error)
	Digest(ctx context.Context, once casework.Once, by casework.Person, clock string) (casework.Person, error)
	Extend(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, w casework.Words) (casework.Case, error)
	Urge(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, urgent bool) (casework.Case, error)
	PassTopic(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, t casework.TopicID) (casework.Case, error)
	PassTo(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, deputy casework.PersonID) (casework.Case, error)
	Close(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, o casework.Outcome, w casework.Words) (casework.Case, error)
	Reopen(ctx context.Context, once casework.Once, by casework.Person, n casework.Number) (casework.Case, error)
}

// deskAide is what aides do, and deputies with what they drafted.
type deskAide interface {
	DraftFor(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, w casework.Words) (casework.Case, error)
	Draft(ctx context.Context, by casework.Person, n casework.Number, entry int) (casework.Entry, error)
	SendDraft(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, entry int) (casework.Case, error)
	Decline(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, entry int) (casework.Case, error)
	AidesOf(ctx context.Context, by casework.Person) ([]casework.Person, error)
	Dismiss(ctx context.Context, once casework.Once, by casework.Person, aide casework.PersonID, yes bool) error
}

// deskAbsence is what deputies and staff do about absences.
type deskAbsence interface {
	absences
	Away(ctx context.Context, once casework.Once, by casework.Person, a casework.Absence) (casework.Absence, error)
	Back(ctx context.Context, once casework.Once, by casework.Person, who casework.PersonID) (casework.Absence, error)
	AbsencesOf(ctx context.Context, by casework.Person, who casework.PersonID) ([]casework.Absence, error)
}

// deskInvite is what administrators do, and whoever opens an invitation.
type deskInvite interface {
	Uninvited(ctx context.Context, by casework.Person) ([]casework.Person, error)
	Invite(ctx context.Context, once casework.Once, by casework.Person, who casework.PersonID) (string, error)
	Invitations(ctx context.Context, by casework.Person) ([]casework.Invitation, error)
	Invitation(ctx context.Context, by casework.Person, id casework.InvitationID) (casework.Invitation, error)
	Revoke(ctx context.Context, once casework.Once, by casework.Person, who casework.PersonID) error
	Open(ctx context.Context, once casework.Once, by casework.Person, code string) error
	Knocking(ctx context.Context, by casework.Person) ([]casework.Person, error)
	Recognise(ctx context.Context, once casework.Once, by casework.Person, who casework.PersonID, yes bool) (casework.Person, error)
	Admit(ctx context.Context, once casework.Once, by casework.Person, id casework.InvitationID, yes bool) (casework.Person, error)
}

// deskConsole is what leads into the console, and out of it.
type deskConsole interface {
	ConsoleLink(ctx context.Context, once casework.Once, by casework.Person) (string, error)
	SignInOf(ctx context.Context, by casework.Person, id casework.SignInID) (casework.SignIn, error)
	EndSignIn(ctx context.Context, once casework.Once, by casework.Person, id casework.SignInID) error
}

// deskStaff is what staff do.
type deskStaff interface {
	Protect(ctx context.Context, once casework.Once, by casework.Person, n casework.Number) (casework.Case, error)
	Lower(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, w casework.Words) (casework.Case, error)
	Protected(ctx context.Context, by casework.Person, limit int) ([]casework.Case, error)
	Discard(ctx context.Context, once casework.Once, by casework.Person, n casework.Number) (casework.Case, error)
	Enter(ctx context.Context, once casework.Once, by casework.Person, who string, w casework.Words) (casework.Case, error)
	Relay(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, w casework.Words) (casework.Case, error)
	Divide(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, entry int) (casework.Case, error)
	Siblings(ctx context.Context, by casework.Person, n casework.Number) ([]casework.Case, error)
	Merge(ctx context.Context, once casework.Once, by casework.Person, n, into casework.Number) (casework.Case, error)
	Move(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, entry int, to casework.Number) (casework.Case, error)
	Bar(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, w casework.Words) (casework.Case, error)
	Unbar(ctx context.Context, once casework.Once, by casework.Person, n casework.Number) (casework.Case, error)
	Barred(ctx context.Context, by casework.Person, limit int) ([]casework.Barred, error)
	Floods(ctx context.Context, by casework.Person, limit int) ([]casework.Flood, error)
	TakeUp(ctx context.Context, once casework.Once, by casework.Person, who casework.PersonID) (casework.Case, error)
	Assign(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, deputy casework.PersonID) (casework.Case, error)
	Lessons(ctx context.Context, by casework.Person, before casework.LessonID, limit int) ([]casework.Lesson, error)
	LessonsOf(ctx context.Context, by casework.Person, who casework.PersonID) ([]casework.Lesson, error)
	Accuracy(ctx context.Context, by casework.Person, days int) ([]casework.Accuracy, error)
	Unlearn(ctx context.Context, once casework.Once, by casework.Person, id casework.LessonID) (casework.Lesson, error)
	UnlearnAll(ctx context.Context, by casework.Person, who casework.PersonID) (int, error)
	Classify(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, t casework.TopicID) (casework.Case, error)
}

// deskBroadcast is what staff do to reach many, and what a resident does not to be reached.
type deskBroadcast interface {
	broadcasts
	Approvers(ctx context.Context, by casework.Person) ([]casework.Person, error)
	NewBroadcast(ctx context.Context, once casework.Once, by casework.Person, to casework.Role, t casework.TopicID) (casework.Broadcast, error)
	Awaited(ctx context.Context, by casework.Person) (casework.Broadcast, error)
	WriteBroadcast(ctx context.Context, once casework.Once, by casework.Person, id casework.BroadcastID, text string) (casework.Broadcast, error)
	RewriteBroadcast(ctx context.Context, once casework.Once, by casework.Person, id casework.BroadcastID) (casework.Broadcast, error)
	DropBroadcast(ctx context.Context, once casework.Once, by casework.Person, id casework.BroadcastID) (casework.Broadcast, error)
	Propose(ctx context.Context, once casework.Once, by casework.Person, id casework.BroadcastID, seen int64) (casework.Broadcast, error)
	Approve(ctx context.Context, once casework.Once, by casework.Person, id casework.BroadcastID, seen int64) (casework.Broadcast, error)
	Refuse(ctx context.Context, once casework.Once, by casework.Person, id casework.BroadcastID, seen int64) (casework.Broadcast, error)
	Halt(ctx context.Context, once casework.Once, by casework.Person, id casework.BroadcastID) (casework.Broadcast, error)
	Broadcasts(ctx context.Context, by casework.Person, limit int) ([]casework.Broadcast, error)
	BroadcastActs(ctx context.Context, by casework.Person, id casework.BroadcastID, limit int) ([]casework.BroadcastAct, error)
	Uncast(ctx context.Context, once casework.Once, by casework.Person, spared bool) (casework.Person, error)
}

// deskMatter is what is done with what several write about.
type deskMatter interface {
	Follow(ctx context.Context, once casework.Once, by casework.Person, n casework.Number) (casework.Case, error)
	Part(ctx context.Context, once casework.Once, by casework.Person, n casework.Number) (casework.Case, error)
	Hot(ctx context.Context, by casework.Person, limit int) ([]casework.Crowd, error)
	Matter(ctx context.Context, by casework.Person, id casework.MatterID, limit int) (casework.MatterView, error)
	NameMatter(ctx context.Context, once casework.Once, by casework.Person, n casework.Number, title string) (casework.Matter, error)
	MergeMatters(ctx context.Context, once casework.Once, by casework.Person, id, into casework.MatterID) (casework.Matter, error)
	UnmergeMatter(ctx context.Context, once casework.Once, by casework.Person, id casework.MatterID) (casework.Matter, error)
}

// deskReads gives NotFound for what isn't the person's.
type deskReads interface {
	Case(ctx context.Context, by casework.Person, n casework.Number) (casework.Case, error)
	Thread(ctx context.Context, by casework.Person, n casework.Number) (casework.Thread, error)
	Linked(ctx context.Context, by casework.Person, at casework.Ref) (casework.Link, error)
	Cases(ctx context.Context, by casework.Person, limit int) ([]casework.Case, error)
	Pending(ctx context.Context, by casework.Person, limit int) ([]casework.Case, error)
	Next(ctx context.Context, by casework.Person, after casework.Number) (casework.Case, error)
	Mine(ctx context.Context, by casework.Person, limit int) ([]casework.Case, error)
	Openings(ctx context.Context, by casework.Person, cases []casework.Case) (map[casework.Number]string, error)
	Unsorted(ctx context.Context, by casework.Person, limit int) ([]casework.Case, error)
	NextUnsorted(ctx context.Context, by casework.Person, after casework.Number) (casework.Case, int, error)
	List(ctx context.Context, by casework.Person, l casework.Listing) ([]casework.Case, error)
	Find(ctx context.Context, by casework.Person, s casework.Sought, l casework.Listing) (casework.Found, error)
	Queues(ctx context.Context, by casework.Person) ([]casework.QueueCount, error)
	Person(ctx context.Context, id casework.PersonID) (casework.Person, error)
	Deputies(ctx context.Context, t casework.TopicID) ([]casework.Burdened, error)
}
