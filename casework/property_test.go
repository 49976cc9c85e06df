package casework

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// life is a case in the hands of random people at random times, with all that
// the store would have kept of it.
type life struct {
	c       Case
	now     time.Time
	entries map[int]Entry
	events  []Event
	answers map[int]int // by entry: how often it was owed to the resident
	blocked map[PersonID]bool
}

var everybody = []Person{ann, bob, li, ma, bo, zu, desk, gone, zhou, vera}

// TestRulesHoldForAnySequence lets random people do random things at random
// times and checks after each that nothing waits unseen, nothing leaves the
// table, and the history tells all of it.
func TestRulesHoldForAnySequence(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := born(t)
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			l.now = l.now.Add(time.Duration(rapid.IntRange(-3*60, 5*24*60).Draw(t, "minutes")) * time.Minute)
			if rapid.IntRange(0, 9).Draw(t, "blocks") == 0 {
				p := rapid.SampledFrom([]Person{li, ma, bo, zu}).Draw(t, "blocked").ID
				l.blocked[p] = !l.blocked[p]
			}
			who, what := l.next(t)
			ch, err := what.do(t, l, who)
			l.check(t, what.name, who, ch, err)
		}
	})
}

// next draws who does what; mostly what the table allows, so that lives are long.
func (l *life) next(t *rapid.T) (Person, deed) {
	who, what := rapid.SampledFrom(everybody).Draw(t, "who"), rapid.SampledFrom(deeds).Draw(t, "what")
	if rapid.IntRange(0, 3).Draw(t, "wild") == 0 {
		return who, what
	}
	var fitting []deed
	for _, d := range deeds {
		if l.c.may(d.verb, who) == nil {
			fitting = append(fitting, d)
		}
	}
	if len(fitting) == 0 {
		return who, what
	}
	return who, rapid.SampledFrom(fitting).Draw(t, "fitting")
}

// born opens a case as the desk does: held, sorted or unsorted.
func born(t *rapid.T) *life {
	l := &life{now: start, entries: map[int]Entry{}, answers: map[int]int{}, blocked: map[PersonID]bool{}}
	tn := open("7K3M9QXT", ann, say("first"), false, settle, start)
	if rapid.Bool().Draw(t, "held") {
		v, _ := l.verdict(t)
		ch, err := tn.hold(v)
		l.keep(t, ch, err)
		return l
	}
	tn.sort(l.verdict(t))
	ch, err := tn.end("1")
	l.keep(t, ch, err)
	return l
}

func (l *life) queue(t *rapid.T, topic Topic) Queue {
	q := Queue{Topic: topic}
	for _, p := range everybody {
		if p.Serves(topic.ID) {
			p.Blocked = l.blocked[p.ID]
			q.Deputies = append(q.Deputies, Burdened{Person: p, Load: rapid.IntRange(0, MaxLoad).Draw(t, "load")})
		}
	}
	return q
}

// own is the queue of the case's own topic, as Desk.queueOf gives it.
func (l *life) own(t *rapid.T) Queue {
	if topic, ok := (Office{Topics: []Topic{transport, housing}}).Topic(l.c.Topic); ok {
		return l.queue(t, topic)
	}
	return Queue{}
}

func (l *life) anyQueue(t *rapid.T) Queue {
	return l.queue(t, rapid.SampledFrom([]Topic{transport, housing}).Draw(t, "topic"))
}

// verdict is what Desk.judge or judgeWhole would give for the case.
func (l *life) verdict(t *rapid.T) (Verdict, Queue) {
	raised := l.signals(t)
	if l.c.Topic != "" {
		return Verdict{Signals: raised}, l.own(t)
	}
	if rapid.Bool().Draw(t, "unsure") {
		return Verdict{Signals: raised}, Queue{}
	}
	q := l.anyQueue(t)
	return Verdict{Sure: true, Signals: raised, Guesses: []Guess{{Topic: q.Topic.ID, Probability: 0.9}}}, q
}

// signals are mostly none, so that lives are long.
func (l *life) signals(t *rapid.T) Signals {
	if rapid.IntRange(0, 5).Draw(t, "plain") > 0 {
		return nil
	}
	return Signals(nil).With(rapid.SampledFrom([]Signal{Danger, SelfHarm, Complaint, Child, Gratitude, Spam}).Draw(t, "signal"))
}

func (l *life) entry(t *rapid.T) Entry {
	return l.entries[rapid.IntRange(1, l.c.Entries).Draw(t, "entry")]
}

// thread are all entries, in order.
func (l *life) thread() []Entry {
	var all []Entry
	for seq := range l.c.Entries {
		all = append(all, l.entries[seq+1])
	}
	return all
}

type deed struct {
	name string
	verb Verb
	do   func(*rapid.T, *life, Person) (Change, error)
}

var deeds = []deed{
	{"receive", DoReceive, func(t *rapid.T, l *life, by Person) (Change, error) {
		v, q := l.verdict(t)
		text := rapid.SampledFrom([]string{"thanks", "it is broken again"}).Draw(t, "text")
		return l.c.Join(Message{From: by, Text: text}, v, q, l.now)
	}},
	{"agree", DoAgree, func(t *rapid.T, l *life, by Person) (Change, error) {
		v, q := l.verdict(t)
		return l.c.Agree(by, v, q, settle, l.now)
	}},
	{"edit", DoEdit, func(t *rapid.T, l *life, by Person) (Change, error) {
		return l.c.Reword(by, l.entry(t), rapid.SampledFrom([]string{"first", "other"}).Draw(t, "text"), Verdict{Signals: l.signals(t)}, l.own(t), l.now)
	}},
	{"correct", DoCorrect, func(t *rapid.T, l *life, by Person) (Change, error) { return l.c.Correct(by, l.anyQueue(t), l.now) }},
	{"protect", DoProtect, func(_ *rapid.T, l *life, by Person) (Change, error) { return l.c.Protect(by, l.now) }},
	{"lower", DoLower, func(t *rapid.T, l *life, by Person) (Change, error) {
		v, q := l.verdict(t)
		return l.c.Lower(by, say("it is about the road"), v, q, l.now)
	}},
	{"take", DoTake, func(_ *rapid.T, l *life, by Person) (Change, error) { return l.c.Take(by, l.now) }},
	{"release", DoRelease, func(t *rapid.T, l *life, by Person) (Change, error) { return l.c.Release(by, l.own(t), l.now) }},
	{"ask", DoAsk, func(_ *rapid.T, l *life, by Person) (Change, error) { return l.c.Ask(by, say("where?"), l.now) }},
	{"answer", DoAnswer, func(t *rapid.T, l *life, by Person) (Change, error) {
		ch, err := l.c.Answer(by, say("so it is"), l.now)
		return ch.undoable(l.c, time.Duration(rapid.IntRange(0, 2).Draw(t, "undo"))*time.Hour, l.now), err
	}},
	{"recall", DoRecall, func(t *rapid.T, l *life, by Person) (Change, error) {
		return l.c.Recall(by, l.entry(t), l.now)
	}},
	{"confirm", DoAnswer, func(t *rapid.T, l *life, by Person) (Change, error) { return l.c.Confirm(by, l.entry(t), l.now) }},
	{"propose", DoDraft, func(_ *rapid.T, l *life, by Person) (Change, error) { return l.c.DraftFor(by, say("on Friday"), l.now) }},
	{"approve", DoAnswer, func(t *rapid.T, l *life, by Person) (Change, error) {
		ch, err := l.c.SendDraft(by, l.entry(t), l.thread(), l.now)
		return ch.undoable(l.c, time.Duration(rapid.IntRange(0, 2).Draw(t, "undo"))*time.Hour, l.now), err
	}},
	{"decline", DoDecline, func(t *rapid.T, l *life, by Person) (Change, error) { return l.c.Decline(by, l.entry(t), l.now) }},
	{"answer otherwise", DoAnswer, func(t *rapid.T, l *life, by Person) (Change, error) {
		ch, err := l.c.answerOver(by, l.entry(t), say("on Saturday"), l.now)
		return ch.undoable(l.c, time.Duration(rapid.IntRange(0, 2).Draw(t, "undo"))*time.Hour, l.now), err
	}},
	{"pass topic", DoPass, func(t *rapid.T, l *life, by Person) (Change, error) { return l.c.PassTopic(by, l.anyQueue(t), l.now) }},
	{"pass to", DoPass, func(t *rapid.T, l *life, by Person) (Change, error) {
		return l.c.PassTo(by, l.own(t), rapid.SampledFrom(everybody).Draw(t, "to").ID, l.now)
	}},
	{"assign", DoAssign, func(t *rapid.T, l *life, by Person) (Change, error) {
		return l.c.Assign(by, l.anyQueue(t), rapid.SampledFrom(everybody).Draw(t, "to").ID, l.now)
	}},
	{"classify", DoClassify, func(t *rapid.T, l *life, by Person) (Change, error) { return l.c.Classify(by, l.anyQueue(t), l.now) }},
	{"close", DoClose, func(t *rapid.T, l *life, by Person) (Change, error) {
		w := rapid.SampledFrom([]Words{{}, say("that is all")}).Draw(t, "words")
		return l.c.Close(by, rapid.SampledFrom(Outcomes).Draw(t, "outcome"), w, l.now)
	}},
	{"reopen", DoReopen, func(t *rapid.T, l *life, by Person) (Change, error) { return l.c.Reopen(by, l.own(t), l.now) }},
	{"rate", DoRate, func(t *rapid.T, l *life, by Person) (Change, error) {
		return l.c.Rate(by, rapid.SampledFrom([]Helped{Yes, Partly, No, "perhaps"}).Draw(t, "helped"), l.own(t), l.now)
	}},
	{"mark", DoMark, func(t *rapid.T, l *life, by Person) (Change, error) {
		return l.c.Mark(by, rapid.IntRange(0, 6).Draw(t, "mark"), l.now)
	}},
	{"split", DoSplit, func(t *rapid.T, l *life, by Person) (Change, error) {
		v, q := (&life{blocked: l.blocked}).verdict(t)
		return l.c.Split(by, l.entry(t), "00000001", v, q, settle, l.now)
	}},
	{"reconsider", DoReconsider, func(t *rapid.T, l *life, _ Person) (Change, error) {
		c := l.c
		c.LookAt = l.now
		v, q := l.verdict(t)
		ch, err := c.Reconsider(v, q, l.now)
		if len(ch.Events) == 0 { // the model is of the same mind
			return Change{}, err
		}
		return ch, err
	}},
	{"remind", DoRemind, func(t *rapid.T, l *life, _ Person) (Change, error) { return l.c.Remind(l.own(t), l.now) }},
	{"extend", DoExtend, func(t *rapid.T, l *life, by Person) (Change, error) {
		return l.c.Extend(by, l.own(t), say("the depot is closed"), l.now)
	}},
	{"amend", DoAmend, func(t *rapid.T, l *life, by Person) (Change, error) {
		at := Shown{Message: rapid.IntRange(0, 1).Draw(t, "shown"), At: l.now}
		ch, _, err := l.c.Amend(by, l.entry(t), say("so it is not"), at, l.now)
		return ch, err
	}},
	{"merge", DoMerge, func(_ *rapid.T, l *life, by Person) (Change, error) {
		into := l.c
		into.Number, into.Status, into.Owner = "ZZZZZZZZ", Unsorted, ""
		ch, err := l.c.Merge(by, into, l.now)
		return l.alone(ch), err
	}},
	{"absorb", DoAbsorb, func(_ *rapid.T, l *life, by Person) (Change, error) {
		from := l.c
		from.Number, from.Status, from.Owner = "ZZZZZZZZ", Unsorted, ""
		ch, err := from.Merge(by, l.c, l.now)
		return l.alone(ch), err
	}},
	{"bar", DoBar, func(_ *rapid.T, l *life, by Person) (Change, error) {
		return l.c.Bar(by, ann, say("threats"), l.now)
	}},
	{"unbar", DoUnbar, func(_ *rapid.T, l *life, by Person) (Change, error) {
		barred := ann
		barred.Barred = l.now
		return l.c.Unbar(by, barred, l.now)
	}},
	{"liken", DoLiken, func(t *rapid.T, l *life, _ Person) (Change, error) {
		return l.c.Liken(MatterID(rapid.IntRange(1, 3).Draw(t, "matter")), false, true, l.now)
	}},
	{"follow", DoFollow, func(_ *rapid.T, l *life, by Person) (Change, error) { return l.c.Follow(by, l.now) }},
	{"part", DoPart, func(_ *rapid.T, l *life, by Person) (Change, error) { return l.c.Part(by, l.now) }},
	{"urge", DoUrge, func(t *rapid.T, l *life, by Person) (Change, error) {
		return l.c.Urge(by, rapid.Bool().Draw(t, "urgent"), l.now)
	}},
}

// alone leaves of a change what concerns this case.
func (l *life) alone(ch Change) Change {
	elsewhere := func(n Number) bool { return n != l.c.Number }
	ch.Cases = slices.DeleteFunc(ch.Cases, func(c Case) bool { return elsewhere(c.Number) })
	ch.Events = slices.DeleteFunc(ch.Events, func(e Event) bool { return elsewhere(e.Case) })
	ch.Notices = slices.DeleteFunc(ch.Notices, func(n Notice) bool { return elsewhere(n.Case) })
	return ch
}

// check looks at one deed from outside.
func (l *life) check(t *rapid.T, name string, who Person, ch Change, err error) {
	standing := l.c.Standing(who)
	switch {
	case standing == Stranger && KindOf(err) != NotFound && name != "remind" && name != "reconsider" && name != "liken" && name != "absorb": // which asks of the other case first
		t.Fatalf("%s: %s, a stranger, gets %v", name, who.ID, err)
	case err != nil && KindOf(err) == Internal:
		t.Fatalf("%s: %v", name, err)
	case err != nil && len(ch.Cases)+len(ch.Entries)+len(ch.Notices)+len(ch.Events) > 0:
		t.Fatalf("%s: an error with a change: %v", name, err)
	}
	if err == nil && len(ch.Cases) > 0 {
		l.keep(t, ch, nil)
	}
}

// keep does what the store does, and checks what must always hold.
func (l *life) keep(t *rapid.T, ch Change, err error) {
	if err != nil {
		t.Fatal(err)
	}
	before := l.c
	l.c = ch.Cases[0]
	l.recorded(t, before, ch)
	l.written(t, before, ch)
	l.attended(t, before, ch)
	l.addressed(t, ch)
	l.guarded(t, before, ch)
	if other := ch.Case("00000001"); other.Number != "" && (other.Entries != 1 || other.Events != 1 || !waits(other)) {
		t.Fatalf("a split gives %+v", other)
	}
}

// recorded checks the history: no gaps, no way outside the table, and that it tells the case.
func (l *life) recorded(t *rapid.T, before Case, ch Change) {
	last, own := before, slices.DeleteFunc(slices.Clone(ch.Events), func(e Event) bool { return e.Case != l.c.Number })
	for _, e := range own {
		if e.Seq != last.Events+1 || !e.At.Equal(l.now) {
			t.Fatalf("event %+v after %d", e, last.Events)
		}
		if last.Status != "" && !leads(e.Verb, last.Status, e.Status) {
			t.Fatalf("%s leads from %s to %s", e.Verb, last.Status, e.Status)
		}
		last.Events, last.Status = e.Seq, e.Status
	}
	if l.events = append(l.events, own...); last.Events != l.c.Events || last.Status != l.c.Status {
		t.Fatalf("history ends at %d, %s; the case at %d, %s", last.Events, last.Status, l.c.Events, l.c.Status)
	}
	if l.c.Protected && l.c.Matter != 0 {
		t.Fatalf("a protected case is in matter %s", l.c.Matter)
	}
	if got, want := Replay(l.events), outline(l.c); !same(got, want) {
		t.Fatalf("replay gives %+v, want %+v", got, want)
	}
}

// outline is what of a case its history tells.
func outline(c Case) Case {
	return Case{
		Number: c.Number, Resident: c.Resident, Status: c.Status, Topic: c.Topic, Owner: c.Owner, Offered: c.Offered,
		Outcome: c.Outcome, Helped: c.Helped, Manner: c.Manner, Opened: c.Opened, Events: c.Events,
		Matter: c.Matter, Left: c.Left, Follows: c.Follows,
	}
}

func same(a, b Case) bool {
	return a.Matter == b.Matter && a.Left == b.Left && a.Follows == b.Follows && a.Number == b.Number && a.Resident == b.Resident && a.Status == b.Status && a.Topic == b.Topic &&
		a.Owner == b.Owner && a.Offered == b.Offered && a.Outcome == b.Outcome && a.Helped == b.Helped &&
		a.Manner == b.Manner && a.Opened.Equal(b.Opened) && a.Events == b.Events
}

// written checks the thread: no gaps, versions by one, and one answer owed for each answer.
func (l *life) written(t *rapid.T, before Case, ch Change) {
	next := before.Entries
	for _, e := range ch.Entries {
		if e.Case != l.c.Number {
			continue
		}
		old, known := l.entries[e.Seq]
		if next++; known {
			next--
		}
		if !known && (e.Seq != next || e.Revision != 1) || known && e.Revision != old.Revision+1 {
			t.Fatalf("entry %+v after %d entries", e, before.Entries)
		}
		if e.Kind == Draft && old.Kind == Answer { // it was undone
			l.answers[e.Seq] = 0
		}
		if e.Kind == Answer && old.Kind != Answer {
			l.answers[e.Seq]--
		}
		l.entries[e.Seq] = e
	}
	if l.c.Entries != next || len(l.entries) != next {
		t.Fatalf("%d entries, the case counts %d", len(l.entries), l.c.Entries)
	}
	for _, n := range told(ch, TellAnswer) {
		l.answers[n.Entry]++
	}
	for seq, n := range l.answers {
		if n != 0 {
			t.Fatalf("answer %d is owed %d times too often", seq, n)
		}
	}
}

// attended checks that nothing waits unseen.
func (l *life) attended(t *rapid.T, before Case, ch Change) {
	c := l.c
	if !waits(c) {
		t.Fatalf("nobody is told of %+v", c)
	}
	if c.Owner != "" && c.Offered != "" || c.Offered != "" && c.declinedBy(c.Offered) {
		t.Fatalf("offered wrongly: %+v", c)
	}
	lonely := func(c Case) bool { return c.Status == Queued && c.Offered == "" }
	if lonely(c) && !lonely(before) && len(told(ch, TellNobody)) == 0 {
		t.Fatalf("no deputy and the staff don't know: %+v", c)
	}
	undone := ch.Events[0].Verb == DoRecall // by who knows the case; what was before them is as it was
	if c.Offered != "" && c.Offered != before.Offered && (!undone || c.Offered != ch.Events[0].By) && len(told(ch, TellCard)) != 1 {
		t.Fatalf("%s isn't told of %+v", c.Offered, c)
	}
	if c.Status == Queued && c.Offered != before.Offered && l.blocked[c.Offered] && !undone {
		t.Fatalf("offered to %s, who can't be told", c.Offered)
	}
}

// guarded checks that nothing but a person's word lowers what was raised (L5), and that
// nobody but the officer has a protected case.
func (l *life) guarded(t *rapid.T, before Case, ch Change) {
	if ch.Events[0].Verb != DoLower {
		for _, s := range before.Signals {
			if !l.c.Signals.Has(s) {
				t.Fatalf("%s lowers %s", ch.Events[0].Verb, s)
			}
		}
		if before.Protected && !l.c.Protected {
			t.Fatalf("%s lowers the protection", ch.Events[0].Verb)
		}
	}
	if c := l.c; c.Protected && (c.Owner != "" || c.Offered != "" || c.Topic != "") {
		t.Fatalf("somebody has a protected case: %+v", c)
	}
	for _, n := range ch.Notices {
		if l.c.Protected && n.Case == l.c.Number && slices.Contains([]NoticeKind{TellCard, TellMore, TellEdited, TellUnsorted, TellNobody}, n.Kind) {
			t.Fatalf("%s of a protected case is told to %q", n.Kind, n.To)
		}
	}
}

// waits reports whether an open case has somebody, a next step and a time.
func waits(c Case) bool {
	for _, at := range []time.Time{c.ClaimBy, c.AnswerBy, c.RemindAt, c.Settles, c.Heard, c.Opened} {
		if !at.IsZero() && at.Before(start.Add(-30*24*time.Hour)) {
			return false
		}
	}
	if !c.Open() {
		return c.RemindAt.IsZero()
	}
	owned := c.Owner != ""
	switch c.Status {
	case Held: // until they were reminded once
		return c.RemindAt.IsZero() == (c.Reminded > 0)
	case Unsorted:
		return !owned && c.Topic == "" && !c.RemindAt.IsZero()
	case Queued:
		return !owned && c.Topic != "" && !c.RemindAt.IsZero() && !c.AnswerBy.IsZero()
	case Taken:
		return owned && !c.RemindAt.IsZero() && !c.AnswerBy.IsZero()
	case Asked: // by the owner, or by staff before it had a topic
		return owned != (c.Topic == "") && !c.RemindAt.IsZero()
	}
	return false
}

var toResident = []NoticeKind{
	TellAmended, TellCorrected, TellSlower, TellMerged, TellTwo, TellEmergency, TellWarmly, TellAlike,
	TellConsent, TellReceipt, TellAdded, TellSorted, TellQuestion, TellAnswer, TellClosed, TellReopened,
	TellStatus, TellMark, TellExtended, TellForgotten, TellExport,
}

// addressed checks that each notice goes to somebody whom it may be shown.
func (l *life) addressed(t *rapid.T, ch Change) {
	for _, n := range ch.Notices {
		resident := slices.Contains(toResident, n.Kind)
		staff := slices.Contains([]NoticeKind{TellUnsorted, TellNobody, TellLate, TellProtected, TellDanger}, n.Kind)
		if resident != (n.To == ann.ID) || staff != (n.To == "") {
			t.Fatalf("%s goes to %q", n.Kind, n.To)
		}
		if l.c.Status == Held && n.Kind != TellConsent {
			t.Fatalf("%s for a held case", n.Kind)
		}
	}
}
