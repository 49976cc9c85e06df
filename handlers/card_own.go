package handlers

import (
	"context"
	"slices"
	"time"

	"liaison/bot"
	"liaison/casework"
)

// Own shows a resident one of their cases with its whole history. A name that
// can't be read just now is left out: the screen is asked for again.
func (r *Renderer) Own(ctx context.Context, by casework.Person, t casework.Thread) bot.Body {
	v, _ := r.view(ctx, by, t)
	p := new(page)
	p.title(v.Say("own.title", "number", t.Case.Number))
	v.standing(p)
	if w := v.others; w.People > 1 {
		p.line(v.Count("own.alike", w.People, "about", v.calledMatter(w)))
	}
	p.gap()
	for _, s := range v.story() {
		s.show(p)
	}
	p.row(v.rates()...)
	row := v.correctable()
	if t.Case.Status == casework.Answered || t.Case.Status == casework.Closed {
		row = append(row, v.button("reopen", pressReopen))
	}
	p.row(append(row, v.press("cases", pressCases))...)
	p.row(v.alikeKeys()...)
	p.row(v.ownKeys()...)
	p.files = nil // the resident has them above
	return p.body()
}

// scene is one thing that happened to a case, as its resident sees it.
type scene struct {
	at   time.Time
	show func(*page)
}

// story puts what was said and what was done in order; what was said comes first
// where both have the same time.
func (v view) story() []scene {
	var list []scene
	for _, e := range v.visible() {
		if e.Kind == casework.Remark && !v.closing(e) {
			continue
		}
		list = append(list, scene{e.At, func(p *page) {
			p.line(v.heading(e, v.when(e.At)))
			v.words(p, e)
		}})
	}
	for _, h := range v.thread.Events {
		if line := v.happened(h); line != "" {
			list = append(list, scene{h.At, func(p *page) { p.line(line) }})
		}
	}
	slices.SortStableFunc(list, func(a, b scene) int { return a.at.Compare(b.at) })
	return list
}

// closing reports whether a remark went to the resident with the closing of the
// case; any other is between deputies.
func (v view) closing(e casework.Entry) bool {
	return slices.ContainsFunc(v.thread.Events, func(h casework.Event) bool {
		return h.Verb == casework.DoClose && h.By == e.By && h.At.Equal(e.At)
	})
}

// happened words the events that a resident cares for.
func (v view) happened(h casework.Event) string {
	when := v.when(h.At)
	switch h.Verb {
	case casework.DoTake:
		return v.Say("history.taken", "when", when, "name", v.name(h.Owner))
	case casework.DoCorrect, casework.DoClassify, casework.DoPass, casework.DoAssign:
		return v.Say("history.moved", "when", when, "topic", v.Topic(v.office, h.Topic))
	case casework.DoReconsider:
		if h.Topic == "" {
			return ""
		}
		return v.Say("history.reconsidered", "when", when, "topic", v.Topic(v.office, h.Topic))
	case casework.DoClose:
		return v.Say("history.closed", "when", when, "outcome", v.Outcome(casework.Outcome(h.Detail)))
	case casework.DoMerge:
		return v.Say("history.merged", "when", when, "number", casework.Number(h.Detail))
	case casework.DoAbsorb:
		return v.Say("history.absorbed", "when", when, "number", casework.Number(h.Detail))
	case casework.DoWithdraw:
		return v.Say("history.withdrawn", "when", when)
	case casework.DoReveal:
		return v.Say("history.revealed", "when", when)
	case casework.DoName:
		return v.Say("history.name."+h.Detail, "when", when)
	case casework.DoReopen:
		return v.Say("history.reopened", "when", when)
	case casework.DoRate:
		return v.Say("history.rated."+h.Detail, "when", when)
	}
	return ""
}
