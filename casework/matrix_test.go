package casework

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"text/tabwriter"
	"time"
)

// tries are all verbs, those with variants more than once, as the desk calls them.
var tries = []struct {
	name string
	verb Verb
	do   func(c Case, by Person) (Change, error)
}{
	{"receive", DoReceive, func(c Case, by Person) (Change, error) {
		return c.Join(Message{From: by, Text: "the light is out"}, Verdict{Sure: true, Guesses: []Guess{{Topic: "transport"}}}, roads(), later)
	}},
	{"receive, unsure", DoReceive, func(c Case, by Person) (Change, error) {
		return c.Join(Message{From: by, Text: "well"}, Verdict{}, Queue{}, later)
	}},
	{"receive, thanks", DoReceive, func(c Case, by Person) (Change, error) {
		return c.Join(Message{From: by, Text: "thank you"}, Verdict{}, roads(), later)
	}},
	{"agree", DoAgree, func(c Case, by Person) (Change, error) {
		return c.Agree(by, Verdict{Sure: true}, roads(), settle, later)
	}},
	{"edit", DoEdit, func(c Case, by Person) (Change, error) {
		return c.Reword(by, Entry{Case: c.Number, Seq: 1, Kind: Said, By: ann.ID, Text: "old", Revision: 1}, "new", Verdict{}, Queue{}, later)
	}},
	{"correct", DoCorrect, func(c Case, by Person) (Change, error) { return c.Correct(by, homes(), later) }},
	{"take", DoTake, func(c Case, by Person) (Change, error) { return c.Take(by, later) }},
	{"release", DoRelease, func(c Case, by Person) (Change, error) { return c.Release(by, roads(), later) }},
	{"release, the last", DoRelease, func(c Case, by Person) (Change, error) {
		c.Offered = ""
		return c.Release(by, Queue{Topic: transport, Deputies: idle(by)}, later)
	}},
	{"ask", DoAsk, func(c Case, by Person) (Change, error) { return c.Ask(by, say("where?"), later) }},
	{"answer", DoAnswer, func(c Case, by Person) (Change, error) { return c.Answer(by, say("tomorrow"), later) }},
	{"answer, confirmed", DoAnswer, func(c Case, by Person) (Change, error) {
		return c.Confirm(by, Entry{Case: c.Number, Seq: 2, Kind: Draft, By: by.ID, Text: "more", Revision: 1}, later)
	}},
	{"draft", DoDraft, func(c Case, by Person) (Change, error) { return c.draft(by, say("more"), later) }},
	{"draft, an aide's", DoDraft, func(c Case, by Person) (Change, error) { return c.DraftFor(by, say("more"), later) }},
	{"answer, drafted by an aide", DoAnswer, func(c Case, by Person) (Change, error) {
		return c.SendDraft(by, Entry{Case: c.Number, Seq: 2, Kind: Sketch, By: zhou.ID, For: by.ID, Text: "more", Revision: 1, At: later}, nil, later)
	}},
	{"decline", DoDecline, func(c Case, by Person) (Change, error) {
		return c.Decline(by, Entry{Case: c.Number, Seq: 2, Kind: Sketch, By: zhou.ID, For: by.ID, Text: "more", Revision: 1, At: later}, later)
	}},
	{"pass, topic", DoPass, func(c Case, by Person) (Change, error) { return c.PassTopic(by, homes(), later) }},
	{"pass, deputy", DoPass, func(c Case, by Person) (Change, error) {
		return c.PassTo(by, Queue{Topic: transport, Deputies: idle(zu)}, zu.ID, later)
	}},
	{"assign", DoAssign, func(c Case, by Person) (Change, error) { return c.Assign(by, homes(), bo.ID, later) }},
	{"classify", DoClassify, func(c Case, by Person) (Change, error) { return c.Classify(by, homes(), later) }},
	{"close", DoClose, func(c Case, by Person) (Change, error) { return c.Close(by, Solved, Words{}, later) }},
	{"reopen", DoReopen, func(c Case, by Person) (Change, error) { return c.Reopen(by, roads(), later) }},
	{"rate, yes", DoRate, func(c Case, by Person) (Change, error) { return c.Rate(by, Yes, roads(), later) }},
	{"rate, partly", DoRate, func(c Case, by Person) (Change, error) { return c.Rate(by, Partly, roads(), later) }},
	{"rate, no", DoRate, func(c Case, by Person) (Change, error) { return c.Rate(by, No, roads(), later) }},
	{"rate, no, no topic", DoRate, func(c Case, by Person) (Change, error) { return c.Rate(by, No, Queue{}, later) }},
	{"mark", DoMark, func(c Case, by Person) (Change, error) { c.Helped = Partly; return c.Mark(by, 4, later) }},
	{"split", DoSplit, func(c Case, by Person) (Change, error) {
		e := Entry{Case: c.Number, Seq: 2, Kind: Said, By: ann.ID, Text: "and the tap drips", Revision: 1}
		return c.Split(by, e, "00000001", Verdict{Sure: true}, homes(), settle, later)
	}},
	{"withdraw", DoWithdraw, func(c Case, by Person) (Change, error) { return c.Withdraw(by, later) }},
	{"reveal", DoReveal, func(c Case, by Person) (Change, error) {
		return c.Reveal(by, Entry{Case: c.Number, Seq: 1, By: by.ID, Kind: Said, Revision: 1, Sealed: []Sealed{{Kind: Place}}}, later)
	}},
	{"show name", DoName, func(c Case, by Person) (Change, error) { return c.Name(by, true, later) }},
	{"extend", DoExtend, func(c Case, by Person) (Change, error) {
		return c.Extend(by, roads(), say("the depot is closed"), later)
	}},
	{"merge", DoMerge, func(c Case, by Person) (Change, error) {
		into := c
		into.Number, into.Status = "ZZZZZZZZ", Unsorted
		return c.Merge(by, into, later)
	}},
	{"absorb", DoAbsorb, func(c Case, by Person) (Change, error) {
		from := c
		from.Number, from.Status = "ZZZZZZZZ", Unsorted
		return from.Merge(by, c, later)
	}},
	{"bar", DoBar, func(c Case, by Person) (Change, error) { return c.Bar(by, ann, say("threats"), later) }},
	{"unbar", DoUnbar, func(c Case, by Person) (Change, error) {
		barred := ann
		barred.Barred = later
		return c.Unbar(by, barred, later)
	}},
	{"follow", DoFollow, func(c Case, by Person) (Change, error) { c.Matter = 7; return c.Follow(by, later) }},
	{"part", DoPart, func(c Case, by Person) (Change, error) { c.Matter = 7; return c.Part(by, later) }},
	{"unlearn", DoUnlearn, func(c Case, by Person) (Change, error) { return c.Unlearn(by, Lesson{ID: 1, Case: c.Number}, later) }},
	{"urge", DoUrge, func(c Case, by Person) (Change, error) { return c.Urge(by, true, later) }},
	{"recall", DoRecall, func(c Case, by Person) (Change, error) {
		e := Entry{Case: c.Number, Seq: 1, Kind: Answer, By: by.ID, Text: "on Friday", Revision: 1}
		c.Priors = []Prior{{Entry: 1, Until: later.Add(time.Second), Status: Taken, Owner: by.ID}}
		if c.Status != Answered {
			c.Priors[0].Status = ""
		}
		return c.Recall(by, e, later)
	}},
	{"amend", DoAmend, func(c Case, by Person) (Change, error) {
		e := Entry{Case: c.Number, Seq: 1, Kind: Answer, By: by.ID, Text: "on Friday", Revision: 1}
		ch, _, err := c.Amend(by, e, say("on Saturday"), Shown{Message: 5, At: start}, later)
		return ch, err
	}},
	{"protect", DoProtect, func(c Case, by Person) (Change, error) { return c.Protect(by, later) }},
	{"lower", DoLower, func(c Case, by Person) (Change, error) {
		return c.Lower(by, say("it is about the road"), Verdict{Sure: true}, roads(), later)
	}},
	{"note", DoNote, func(c Case, by Person) (Change, error) { return c.Note(by, say("ask the depot"), later) }},
}

var zu = deputy("zu", 14, "transport")

// co stands in for li.
var co = Person{ID: "co", Role: Deputy, Account: 15, Covers: []Covered{{Person: "li", Topics: []TopicID{"transport", "housing"}}}, Rights: 1, Version: 1}

// zhou drafts for li.
var zhou = Person{ID: "zhou", Role: Aide, Account: 16, Aids: []PersonID{"li"}, Rights: 1, Version: 1}

var people = map[Standing]Person{Assistant: zhou, Stranger: bob, Author: ann, Holder: li, Cover: co, Colleague: ma, Clerk: desk, Guardian: vera}

// vera has the protected cases.
var vera = Person{ID: "vera", Role: Moderator, Officer: true, Account: 17, Rights: 1, Version: 1}

// TestX1_Matrix keeps what every person may do in every status, as the rules really answer.
func TestX1_Matrix(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for _, s := range Statuses {
		fmt.Fprintf(&b, "# %s\n", s)
		w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		_, _ = fmt.Fprintf(w, "verb\t%s\n", strings.ReplaceAll(list(standings), ", ", "\t"))
		for _, try := range tries {
			_, _ = fmt.Fprint(w, try.name)
			for _, who := range standings {
				_, _ = fmt.Fprint(w, "\t"+cell(t, try.verb, try.do, at(s), who))
			}
			_, _ = fmt.Fprintln(w)
		}
		_ = w.Flush()
		b.WriteString("\n")
	}
	golden(t, "testdata/matrix.golden", trimmed(b.String()))
}

// cell says what comes of a try: the new status with what was written, or the error.
func cell(t *testing.T, v Verb, do func(Case, Person) (Change, error), c Case, who Standing) string {
	by := people[who]
	if c.Protected = who == Guardian; c.Protected {
		c.Topic, c.Owner, c.Offered = "", "", ""
	}
	if is := c.Standing(by); is != who {
		return "." // nobody has this standing here
	}
	ch, err := do(c, by)
	if who == Stranger && KindOf(err) != NotFound {
		t.Errorf("a stranger's %s on a case that is %s gives %v", v, c.Status, err)
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return strings.TrimSuffix(fmt.Sprintf("%s(%s)", kindNames[e.Kind], e.Reason), "()")
	}
	if len(ch.Cases) == 0 {
		return "nothing"
	}
	after := ch.Cases[0]
	if !leads(ch.Events[0].Verb, c.Status, after.Status) {
		t.Errorf("%s leads from %s to %s", v, c.Status, after.Status)
	}
	if ch.Events[0].Verb != v {
		return fmt.Sprintf("%s, as %s", after.Status, ch.Events[0].Verb)
	}
	return string(after.Status)
}

var kindNames = map[Kind]string{
	Internal: "internal", NotFound: "not found", Forbidden: "forbidden", Conflict: "conflict", Invalid: "invalid",
}

func trimmed(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n")
}

func TestMatrixTriesEveryVerb(t *testing.T) {
	t.Parallel()
	for _, v := range Verbs {
		found := v == DoOffer || v == DoReconsider || v == DoLiken // nobody's: see TestRelieve, TestReconsider and TestCompare
		for _, try := range tries {
			found = found || try.verb == v
		}
		found = found || v == DoRemind // nobody does it: see remind_test.go
		if !found {
			t.Errorf("nothing tries %s", v)
		}
	}
}

func TestX1_StrangersOfEveryKind(t *testing.T) {
	t.Parallel()
	for name, who := range map[string]Person{
		"another resident": bob, "a deputy of another topic": bo, "a retired deputy": gone, "nobody": {},
		"an unknown account": {Role: Resident, Account: 99},
	} {
		for _, s := range Statuses {
			for _, try := range tries {
				if _, err := try.do(at(s), who); s != Held && KindOf(err) != NotFound {
					t.Errorf("%s: %s on %s gives %v", name, try.name, s, err)
				}
			}
		}
	}
}
