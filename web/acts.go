package web

import (
	"slices"
	"strings"

	"liaison/casework"
)

// order of the acts on a page: what is done most stands first, what ends something last.
var order = []string{
	"answer", "draft", "ask", "note",
	"take", "release", "urge", "calm", "extend", "pass", "sort", "assign", "merge", "follow", "part", "reopen", "lower", "protect", "unbar", "close", "bar",
	"confirm", "send", "decline", "recall", "amend", "split",
}

// acts by their name in an address.
var acts = map[string]act{
	"answer":  {verb: casework.DoAnswer, words: true, do: speak((*casework.Desk).Answer)},
	"draft":   {verb: casework.DoDraft, words: true, fits: standing(casework.Assistant), do: speak((*casework.Desk).DraftFor)},
	"ask":     {verb: casework.DoAsk, words: true, do: speak((*casework.Desk).Ask)},
	"note":    {verb: casework.DoNote, words: true, do: speak((*casework.Desk).Note)},
	"take":    {verb: casework.DoTake, do: plainly((*casework.Desk).Take)},
	"release": {verb: casework.DoRelease, fits: undeclined, do: plainly((*casework.Desk).Release)},
	"reopen":  {verb: casework.DoReopen, do: plainly((*casework.Desk).Reopen)},
	"protect": {verb: casework.DoProtect, grave: true, do: plainly((*casework.Desk).Protect)},
	"follow":  {verb: casework.DoFollow, fits: func(t *thread, _ casework.Person) bool { return t.Left != 0 }, do: plainly((*casework.Desk).Follow)},
	"part":    {verb: casework.DoPart, fits: func(t *thread, _ casework.Person) bool { return t.Matter != 0 }, do: plainly((*casework.Desk).Part)},
	"unbar":   {verb: casework.DoUnbar, fits: barred, do: plainly((*casework.Desk).Unbar)},
	"extend": {verb: casework.DoExtend, asks: []string{"reason"}, do: speak((*casework.Desk).Extend),
		fits: func(t *thread, _ casework.Person) bool { return !t.Extended && !t.AnswerBy.IsZero() }},
	"lower": {verb: casework.DoLower, asks: []string{"reason"}, do: speak((*casework.Desk).Lower)},
	"bar": {verb: casework.DoBar, asks: []string{"reason"}, grave: true, do: speak((*casework.Desk).Bar),
		fits: func(t *thread, by casework.Person) bool { return !barred(t, by) }},
	"urge":   {verb: casework.DoUrge, fits: func(t *thread, _ casework.Person) bool { return !t.Urgent }, do: urge(true)},
	"calm":   {verb: casework.DoUrge, fits: func(t *thread, _ casework.Person) bool { return t.Urgent }, do: urge(false)},
	"sort":   {verb: casework.DoClassify, asks: []string{"topic"}, do: sortUnder},
	"assign": {verb: casework.DoAssign, asks: []string{"deputy"}, fits: others, do: assign},
	"pass":   {verb: casework.DoPass, asks: []string{"to"}, do: pass},
	"merge": {verb: casework.DoMerge, asks: []string{"into"}, grave: true, do: merge,
		fits: func(t *thread, _ casework.Person) bool { return len(t.Siblings) > 0 }},
	"close": {verb: casework.DoClose, asks: []string{"outcome", "last"}, grave: true, do: shut},

	"confirm": {verb: casework.DoAnswer, entry: own(casework.Draft), do: upon((*casework.Desk).Confirm)},
	"send":    {verb: casework.DoAnswer, entry: sketched, do: upon((*casework.Desk).SendDraft)},
	"decline": {verb: casework.DoDecline, entry: sketched, grave: true, do: upon((*casework.Desk).Decline)},
	"recall":  {verb: casework.DoRecall, entry: unsent, do: upon((*casework.Desk).Recall)},
	"amend": {verb: casework.DoAmend, asks: []string{"words"}, do: amend,
		entry: own(casework.Answer, casework.Question, casework.Note, casework.Remark, casework.Delay)},
	"split": {verb: casework.DoSplit, do: upon((*casework.Desk).Split),
		entry: func(_ *thread, e casework.Entry, _ casework.Person) bool { return e.Kind == casework.Said && e.Seq > 1 }},
}

func standing(s casework.Standing) func(*thread, casework.Person) bool {
	return func(t *thread, by casework.Person) bool { return t.Standing(by) == s }
}

func undeclined(t *thread, by casework.Person) bool { return !slices.Contains(t.Declined, by.ID) }

func barred(t *thread, _ casework.Person) bool { return !t.people[t.Case.Resident].Barred.IsZero() }

func others(t *thread, _ casework.Person) bool { return len(t.Deputies) > 0 }

func own(kinds ...casework.EntryKind) func(*thread, casework.Entry, casework.Person) bool {
	return func(_ *thread, e casework.Entry, by casework.Person) bool {
		return e.By == by.ID && slices.Contains(kinds, e.Kind)
	}
}

// sketched is a draft of an aide's, which stays shown to its deputy only.
func sketched(_ *thread, e casework.Entry, by casework.Person) bool {
	return e.Kind == casework.Sketch && e.Text != "" && e.By != by.ID
}

// unsent is an answer that can still be undone.
func unsent(t *thread, e casework.Entry, by casework.Person) bool {
	return own(casework.Answer)(t, e, by) && t.Unsent(e.Seq, t.now)
}

func urge(urgent bool) func(*visit, casework.Once, casework.Number) error {
	return func(v *visit, once casework.Once, n casework.Number) error {
		_, err := v.desk.Urge(v.r.Context(), once, v.by, n, urgent)
		return err
	}
}

func sortUnder(v *visit, once casework.Once, n casework.Number) error {
	_, err := v.desk.Classify(v.r.Context(), once, v.by, n, casework.TopicID(v.r.PostFormValue("topic")))
	return err
}

func assign(v *visit, once casework.Once, n casework.Number) error {
	_, err := v.desk.Assign(v.r.Context(), once, v.by, n, casework.PersonID(v.r.PostFormValue("deputy")))
	return err
}

// pass gives a case on to a topic, or to a colleague under the same one.
func pass(v *visit, once casework.Once, n casework.Number) error {
	to := v.r.PostFormValue("to")
	if topic, ok := strings.CutPrefix(to, "topic:"); ok {
		_, err := v.desk.PassTopic(v.r.Context(), once, v.by, n, casework.TopicID(topic))
		return err
	}
	_, err := v.desk.PassTo(v.r.Context(), once, v.by, n, casework.PersonID(to))
	return err
}

func merge(v *visit, once casework.Once, n casework.Number) error {
	into, ok := casework.ParseNumber(v.r.PostFormValue("into"))
	if !ok {
		return casework.Errorf(casework.Invalid, "no case to go on in")
	}
	_, err := v.desk.Merge(v.r.Context(), once, v.by, n, into)
	return err
}

func shut(v *visit, once casework.Once, n casework.Number) error {
	_, err := v.desk.Close(v.r.Context(), once, v.by, n, casework.Outcome(v.r.PostFormValue("outcome")), v.written())
	return err
}

func amend(v *visit, once casework.Once, n casework.Number) error {
	_, err := v.desk.AmendEntry(v.r.Context(), once, v.by, n, v.entry(), v.written())
	return err
}
