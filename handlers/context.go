package handlers

import "liaison/casework"

// answering says to what a resident's words reply: what they picked out, else how
// the entry begins. To the one just before it needs no saying.
func (v view) answering(p *page, e casework.Entry) {
	if e.Kind != casework.Said || e.Answers == 0 && e.Quote == "" {
		return
	}
	to, found := v.entry(e.Answers)
	switch {
	case e.Quote != "":
		p.note(v.Say("entry.quoting", "words", e.Quote))
	case found && to.Text != "" && e.Answers != e.Seq-1:
		p.note(v.Say("entry.quoting", "words", firstWords(to.Text)))
	}
}
