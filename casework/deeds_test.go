package casework

import (
	"time"

	"pgregory.net/rapid"
)

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
