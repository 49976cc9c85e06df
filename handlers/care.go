package handlers

import (
	"cmp"

	"liaison/casework"
)

// care puts whom to call before all else, where somebody is in danger.
func (v view) care(p *page) {
	c := v.thread.Case
	number := v.office.Call(v.Language())
	key := "care.danger"
	switch {
	case c.Status == casework.Closed:
		return
	case c.Signals.Has(casework.SelfHarm):
		key = "care.alone"
	case !c.Signals.Has(casework.Danger):
		return
	}
	p.title(v.Say(key, "number", cmp.Or(number, v.Say("care.services"))))
	if key == "care.alone" {
		p.line(v.Say("care.good"))
	}
	p.gap()
}

// emergency tells who wrote of danger in a case that is known already whom to call.
func (v view) emergency(casework.Notice) *page {
	p := new(page)
	v.care(p)
	if p.body().Text == "" {
		return nil
	}
	p.line(v.Say("care.kept", "number", v.thread.Case.Number))
	return p
}

// warmly answers thanks that belong to no case.
func (v view) warmly(casework.Notice) *page {
	p := new(page)
	p.line(v.Say("warmly.hear"))
	return p
}

// danger tells who is on duty that life may be in danger.
func (v view) danger(casework.Notice) *page {
	c := v.thread.Case
	if c.Status == casework.Closed || c.Status == casework.Held {
		return nil
	}
	p := v.whole(v.Say("danger.title", "number", c.Number))
	p.note(v.Say("danger.hint", "number", cmp.Or(v.office.Call(v.Language()), v.Say("care.services"))))
	return p
}
