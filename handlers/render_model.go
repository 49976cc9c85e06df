package handlers

import "liaison/casework"

// modelKey tells that the language model isn't to be asked any more.
func (v view) modelKey(casework.Notice) *page {
	p := new(page)
	p.title(v.Say("model.key.title"))
	p.line(v.Say("model.key.hint"))
	return p
}

// modelCost tells that it isn't asked again today.
func (v view) modelCost(casework.Notice) *page {
	p := new(page)
	p.title(v.Say("model.cost.title"))
	p.line(v.Say("model.cost.hint"))
	return p
}
