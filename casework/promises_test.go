package casework

import (
	"slices"
	"time"

	"pgregory.net/rapid"
)

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
