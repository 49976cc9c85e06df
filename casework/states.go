package casework

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// WriteStates prints the page docs/states.md from the transition table.
func WriteStates(w io.Writer) error {
	_, err := fmt.Fprintf(w, statesPage, statusLines(), standingLines(), diagram(), moveLines())
	return err
}

const statesPage = `# States of a case

<!-- Printed from casework.Moves by go test ./casework -update. Don't edit. -->

## Statuses

| status | what it means | who has the next step |
|---|---|---|
%s
## Who is who

What a person may do follows from what they are to the case.

| standing | who |
|---|---|
%s
A stranger gets the same answer as for a case that doesn't exist, whatever the verb.

## Diagram

Verbs that leave the status as it is aren't drawn; the table below has them.

%s
## Moves

Whatever isn't in this table doesn't happen. A step that the person could take in another state of the case
is a conflict, and they are told what stands in its way; any other is refused as if the case weren't there.

| verb | what is done | by | from | to |
|---|---|---|---|---|
%s`

var statusMeaning = map[Status][2]string{
	Held:     {"kept, but shown to nobody: the resident has not yet agreed to the privacy notice", "the resident"},
	Unsorted: {"no topic is sure enough", "the staff"},
	Queued:   {"in a topic's queue, offered to a deputy", "the deputy it is offered to; the staff if no deputy can be told"},
	Taken:    {"a deputy owns it", "the owner"},
	Asked:    {"a question waits for the resident's word", "the resident; the asker is reminded"},
	Answered: {"the resident has an answer", "nobody"},
	Closed:   {"ended, with an outcome", "nobody"},
}

var standings = []Standing{Stranger, Author, Holder, Cover, Colleague, Assistant, Clerk, Guardian}

var standingMeaning = map[Standing]string{
	Stranger:  "everybody else, and everybody but the author while the case is held",
	Author:    "the resident whose case it is",
	Holder:    "the deputy who owns it",
	Cover:     "the deputy who stands in for the owner, while that one is away",
	Colleague: "a deputy of its topic who doesn't own it, or who stands in for one",
	Assistant: "an aide of the deputy who owns it, or to whom it is offered",
	Clerk:     "moderators and administrators, while it isn't protected",
	Guardian:  "the officer for protected cases whom the case doesn't name; while there is none, the administrators whom it doesn't name",
	Program:   "nobody: what happens by itself when its time has come",
}

var verbMeaning = map[Verb]string{
	DoReceive: "the resident's words join the case", DoAgree: "the resident agrees to the privacy notice",
	DoEdit: "the resident changes a message", DoCorrect: "the resident corrects the topic",
	DoTake: "a deputy makes it theirs", DoRelease: "a deputy says that it isn't theirs",
	DoAsk: "the resident is asked something", DoAnswer: "the resident is answered",
	DoDraft: "an answer is kept until its author confirms it, or the deputy whose aide wrote it", DoDecline: "a deputy declines what an aide drafted",
	DoPass:   "it goes to another topic or deputy",
	DoAssign: "staff offer it to a deputy", DoClassify: "staff put it under a topic",
	DoClose: "it ends, with an outcome", DoReopen: "it goes back into its queue",
	DoRate: "the resident says whether it helped", DoMark: "the resident says how they were treated",
	DoSplit: "a message of the resident becomes a case of its own", DoNote: "an entry that no resident sees",
	DoWithdraw: "the resident takes the case back", DoReveal: "the resident lets the deputies see a place or a telephone number that they sent",
	DoName:   "the resident shows their name to the deputies, or hides it",
	DoOffer:  "it is offered to another deputy, since the one it was offered to is away or back",
	DoRemind: "whoever it waits for is told so", DoExtend: "the promised date moves once, with a reason to the resident",
	DoRecall: "an answer that hasn't gone out is undone", DoAmend: "who wrote to the resident changes the words",
	DoMerge: "it goes on in another case of its resident", DoAbsorb: "another case of its resident goes on in it",
	DoBar: "what its resident writes is kept and not passed on, with a note why", DoUnbar: "it is passed on again",
	DoUnlearn:    "what a correction of its topic taught the classifier is taken back",
	DoReconsider: "a language model has looked at it after the classifier, and it goes where that says",
	DoProtect:    "it is for the officer alone; nobody else sees it any more", DoLower: "the officer says, with a reason, that it isn't; it is sorted as any other",
	DoUrge:  "it is marked urgent, or no longer",
	DoLiken: "it is put with others about the same matter", DoFollow: "it counts to that matter, or is put back into it",
	DoPart: "it is taken out of its matter",
}

func statusLines() string {
	var b strings.Builder
	for _, s := range Statuses {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", s, statusMeaning[s][0], statusMeaning[s][1])
	}
	return b.String()
}

func standingLines() string {
	var b strings.Builder
	for _, s := range append(slices.Clone(standings), Program) {
		fmt.Fprintf(&b, "| %s | %s |\n", s, standingMeaning[s])
	}
	return b.String()
}

func moveLines() string {
	var b strings.Builder
	for _, m := range Moves {
		to := list(m.To)
		if len(m.To) == 0 {
			to = "stays"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", m.Verb, verbMeaning[m.Verb], cmp.Or(list(m.By), "the program"), list(m.From), to)
	}
	return b.String()
}

func list[T ~string](all []T) string {
	words := make([]string, len(all))
	for i, one := range all {
		words[i] = string(one)
	}
	return strings.Join(words, ", ")
}

// diagram draws one arrow for each pair of statuses, with all verbs that lead along it.
func diagram() string {
	var b strings.Builder
	b.WriteString("```mermaid\nstateDiagram-v2\n    [*] --> held: first words\n" +
		"    [*] --> unsorted: words\n    [*] --> queued: words\n")
	for _, from := range Statuses {
		for _, to := range Statuses {
			if verbs := between(from, to); from != to && len(verbs) > 0 {
				fmt.Fprintf(&b, "    %s --> %s: %s\n", from, to, list(verbs))
			}
		}
	}
	b.WriteString("```\n")
	return b.String()
}

func between(from, to Status) []Verb {
	var verbs []Verb
	for _, m := range Moves {
		if leads(m.Verb, from, to) && slices.Contains(m.From, from) && !slices.Contains(verbs, m.Verb) {
			verbs = append(verbs, m.Verb)
		}
	}
	return verbs
}
