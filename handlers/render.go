package handlers

import (
	"context"
	"fmt"
	"time"

	"liaison/bot"
	"liaison/casework"
	"liaison/words"
)

// Reader is the part of the desk that shows how things stand. Reads that take a
// person give NotFound for what isn't theirs.
type Reader interface {
	Office() casework.Office
	Now() time.Time
	Person(ctx context.Context, id casework.PersonID) (casework.Person, error)
	Thread(ctx context.Context, by casework.Person, n casework.Number) (casework.Thread, error)
	Knocking(ctx context.Context, by casework.Person) ([]casework.Person, error)
	HasReady(ctx context.Context, by casework.Person, topic casework.TopicID) (bool, error)
	Others(ctx context.Context, by casework.Person, c casework.Case) (casework.Crowd, error)
	Added(ctx context.Context, by casework.Person, t casework.Thread) (string, error)
	Matters(text string) (first, second string, two bool)
	Morning(ctx context.Context, by casework.Person) (casework.Morning, error)
	Cases(ctx context.Context, by casework.Person, limit int) ([]casework.Case, error)
	KeptBack(ctx context.Context, by casework.Person) ([]casework.Throttled, error)
	Revisions(ctx context.Context, by casework.Person, n casework.Number) ([]casework.Entry, error)
	absences
	broadcasts
	commons
	Invitation(ctx context.Context, by casework.Person, id casework.InvitationID) (casework.Invitation, error)
	SignInOf(ctx context.Context, by casework.Person, id casework.SignInID) (casework.SignIn, error)
	Deputies(ctx context.Context, t casework.TopicID) ([]casework.Burdened, error)
}

// absences tells what is so while a deputy is away.
type absences interface {
	Absence(ctx context.Context, id casework.AbsenceID) (casework.Absence, error)
	Covered(ctx context.Context, by casework.Person, absent casework.PersonID, limit int) ([]casework.Case, error)
	Stead(ctx context.Context, absent casework.PersonID, since time.Time, limit int) ([]casework.Event, error)
}

// Notices reads what is owed, for notices about notices.
type Notices interface {
	Notice(ctx context.Context, id casework.NoticeID, part int) (casework.Notice, error)
	// Shown gives the message in which a person sees an entry, or with entry 0 the receipt.
	Shown(ctx context.Context, n casework.Number, entry int, to casework.PersonID) (casework.Shown, error)
}

// Renderer words notices and cards from the state as it is when they are asked for.
type Renderer struct {
	desk    Reader
	notices Notices
	seal    Sealer // nil: nothing can be sealed
	console string // its address; empty: there is none
}

// NewRenderer makes a renderer over the desk and the notices that it owes.
func NewRenderer(desk Reader, notices Notices) *Renderer {
	return &Renderer{desk: desk, notices: notices}
}

// telling words one kind of notice. A nil page says that there is nothing to tell any more.
type telling struct {
	page  func(view, casework.Notice) *page
	blind bool // told even where the case isn't the reader's any more
}

// tellings has a row for every kind.
var tellings = map[casework.NoticeKind]telling{
	casework.TellConsent:   {view.consent, true},
	casework.TellReceipt:   {view.receipt, false},
	casework.TellAdded:     {view.added, false},
	casework.TellSorted:    {view.sorted, false},
	casework.TellQuestion:  {view.question, false},
	casework.TellAnswer:    {view.answer, false},
	casework.TellClosed:    {view.closed, false},
	casework.TellReopened:  {view.reopened, false},
	casework.TellStatus:    {view.status, false},
	casework.TellMark:      {view.marked, false},
	casework.TellForgotten: {view.forgotten, true},
	casework.TellExport:    {view.exported, true},
	casework.TellAmended:   {view.amended, false},
	casework.TellCorrected: {view.corrected, false},
	casework.TellTwo:       {view.two, false},
	casework.TellMerged:    {view.merged, false},
	casework.TellEmergency: {view.emergency, false},
	casework.TellWarmly:    {view.warmly, true},
	casework.TellSlower:    {view.slower, true},
	casework.TellAlike:     {view.alike, false},
	casework.TellBroadcast: {view.broadcast, false},

	casework.TellCard:        {view.waiting, false},
	casework.TellMore:        {view.more, false},
	casework.TellEdited:      {view.edited, false},
	casework.TellDelivered:   {view.delivered, true},
	casework.TellUndelivered: {view.undelivered, true},
	casework.TellMovedAway:   {view.movedAway, true},
	casework.TellJoined:      {view.joinedTo, false},
	casework.TellNote:        {view.noted, false},
	casework.TellCovering:    {view.covering, false},
	casework.TellRelieved:    {view.relieved, false},
	casework.TellAway:        {view.sentAway, false},
	casework.TellBack:        {view.backAgain, false},

	casework.TellExtended:  {view.extended, false},
	casework.TellUnclaimed: {view.unclaimed, false},
	casework.TellReminder:  {view.reminder, false},
	casework.TellSilent:    {view.silent, false},
	casework.TellLate:      {view.late, false},
	casework.TellDigest:    {view.digest, false},

	casework.TellKnock:      {view.knocked, false},
	casework.TellRecognised: {view.recognised, false},
	casework.TellSignedIn:   {view.signedIn, false},
	casework.TellUnfactored: {view.unfactored, false},

	casework.TellDrafted:  {view.drafted, false},
	casework.TellApproved: {view.approved, false},
	casework.TellDeclined: {view.declined, false},
	casework.TellRewrote:  {view.rewrote, false},

	casework.TellUnsorted:  {view.unsortedCard, false},
	casework.TellProtected: {view.protectedCard, false},
	casework.TellDanger:    {view.danger, false},
	casework.TellNobody:    {view.nobody, false},
	casework.TellDoubtful:  {view.doubtful, true},
	casework.TellUnreached: {view.unreached, true},
	casework.TellFull:      {view.crowded, false},
	casework.TellJoining:   {view.joining, false},
	casework.TellWelcome:   {view.welcomed, false},
	casework.TellStray:     {view.stray, true},
	casework.TellFlood:     {view.flooded, true},
	casework.TellProposal:  {view.proposal, false},
	casework.TellRefused:   {view.castRefused, false},
	casework.TellProgress:  {view.progress, false},
	casework.TellCommon:    {view.commonNews, false},
	casework.TellRoom:      {view.room, true},
	casework.TellRoomless:  {view.roomless, true},
	casework.TellModelKey:  {view.modelKey, true},
	casework.TellModelCost: {view.modelCost, true},
	casework.TellGap:       {view.gap, true},
}

// Render words a notice for its reader. The zero Body says that there is
// nothing to tell any more.
func (r *Renderer) Render(ctx context.Context, n casework.Notice) (bot.Body, error) {
	tell, ok := tellings[n.Kind]
	if !ok {
		return bot.Body{}, fmt.Errorf("word notice %d: no such kind %q", n.ID, n.Kind)
	}
	by, err := r.desk.Person(ctx, n.To)
	if err != nil {
		return nothing(err, "read reader of notice %d", n.ID)
	}
	if by.Substitute != "" && (n.Kind.Follows() || n.Kind == casework.TellMovedAway) {
		return bot.Body{}, nil // it is for who stands in for them
	}
	thread, err := r.thread(ctx, by, n)
	if err != nil && (!tell.blind || casework.KindOf(err) != casework.NotFound) {
		return nothing(err, "read case %s", string(n.Case))
	}
	v, err := r.view(ctx, by, thread)
	if err == nil && n.Kind == casework.TellExport {
		v.export, err = r.export(ctx, by, n.Entry)
	}
	if err == nil {
		err = r.recall(ctx, &v, n)
	}
	if err == nil && (n.Kind == casework.TellStatus || n.Kind == casework.TellAmended || n.Kind == casework.TellCorrected) {
		v.shown, err = r.notices.Shown(ctx, n.Case, n.Entry, n.To)
	}
	if e, ok := v.entry(n.Entry); ok && n.Kind == casework.TellTwo {
		v.halves[0], v.halves[1], _ = r.desk.Matters(e.Text)
	}
	if err == nil && n.Kind == casework.TellDigest {
		v.morning, err = r.desk.Morning(ctx, by)
	}
	if err != nil {
		return nothing(err, "word notice %d", n.ID)
	}
	b := v.orWords(v.again(v.forVisitor(tell.page(v, n).body()), n))
	if n.Kind == casework.TellAmended && !v.reaches(b, n) {
		return bot.Body{}, errOutOfReach
	}
	b.Silent = r.hushed(n, by)
	return b, nil
}

// orWords says what stands in place of a file that Telegram won't pass on.
func (v view) orWords(b bot.Body) bot.Body {
	if b.Photo != "" || len(b.Files) > 0 {
		b.Unpassed = v.Say("unpassed.file")
	}
	return b
}

// nothing is the answer to what the reader may not see, or can't any more.
func nothing(err error, attempt string, what any) (bot.Body, error) {
	if casework.KindOf(err) == casework.NotFound {
		return bot.Body{}, nil
	}
	return bot.Body{}, fmt.Errorf(attempt+": %w", what, err)
}

func (r *Renderer) thread(ctx context.Context, by casework.Person, n casework.Notice) (casework.Thread, error) {
	if n.Case == "" {
		return casework.Thread{}, nil
	}
	return r.desk.Thread(ctx, by, n.Case)
}

// recall reads the notice that this one is about: the part that is in doubt, else the first.
func (r *Renderer) recall(ctx context.Context, v *view, n casework.Notice) error {
	switch {
	case n.Kind == casework.TellFull && v.thread.Case.Number != "":
		return r.recallCrowd(ctx, v)
	case n.About == 0, n.Kind == casework.TellAnswer:
		return nil
	case n.Kind == casework.TellJoining:
		return r.recallInvitation(ctx, v, n)
	case n.Kind == casework.TellKnock:
		return r.recallKnock(ctx, v, n)
	case n.Kind == casework.TellSignedIn:
		return r.recallSignIn(ctx, v, n)
	}
	if n.Kind == casework.TellCommon {
		return r.recallCommon(ctx, v, n)
	}
	if castKinds[n.Kind] {
		return r.recallBroadcast(ctx, v, n)
	}
	if absenceKinds[n.Kind] {
		return r.recallAbsence(ctx, v, n)
	}
	about, err := r.notices.Notice(ctx, n.About, 1)
	for part := 2; err == nil && about.State != casework.Uncertain && part <= about.Parts; part++ {
		var other casework.Notice
		if other, err = r.notices.Notice(ctx, n.About, part); other.State == casework.Uncertain {
			about = other
		}
	}
	if err != nil {
		return fmt.Errorf("read notice %d: %w", n.About, err)
	}
	v.about = about
	return r.meet(ctx, *v, about.To)
}

// again puts a line before what may have arrived already.
func (v view) again(b bot.Body, n casework.Notice) bot.Body {
	if !n.Repeat() || b.Empty() {
		return b
	}
	line := v.Say("repeat.message")
	if n.Kind == casework.TellAnswer {
		line = v.Say("repeat.answer", "k", v.ordinal(n.Entry))
	}
	return headed(line, b)
}

// headed puts a line in front of a body.
func headed(line string, b bot.Body) bot.Body {
	h := new(bot.Text).Italic(line).Line().Line().Body()
	shift := bot.Units(h.Text)
	for _, e := range b.Entities {
		e.Offset += shift
		h.Entities = append(h.Entities, e)
	}
	b.Text, b.Entities = h.Text+b.Text, h.Entities
	return b
}

// Again marks a part that was cut before as one that may have arrived already.
// It stays unmarked if the mark leaves no room for it, or nobody is there to read it.
func (r *Renderer) Again(ctx context.Context, n casework.Notice, b bot.Body) bot.Body {
	by, err := r.desk.Person(ctx, n.To)
	if err != nil {
		return b
	}
	v := view{Speech: r.speech(by)}
	if v.thread, err = r.thread(ctx, by, n); err != nil {
		n.Kind = "" // what it repeats can't be counted; that it is a repeat can still be said
	}
	marked := v.again(b, n)
	if len(bot.Split(marked)) > 1 {
		return b
	}
	return marked
}

// ordinal counts the answers up to an entry.
func (v view) ordinal(entry int) int {
	k := 0
	for _, e := range v.thread.Entries {
		if e.Kind == casework.Answer && e.Seq <= entry {
			k++
		}
	}
	return k
}

// speech is the language that a person is spoken to in.
func (r *Renderer) speech(p casework.Person) words.Speech {
	if p.Language == "" {
		return words.For(r.desk.Office().Language)
	}
	return words.For(p.Language)
}
