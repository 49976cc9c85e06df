package handlers

import "liaison/casework"

// modelKey tells that the language model isn't to be asked any more.
func (v view) modelKey(casework.Notice) *page {
	return v.brief("model.key.title", "model.key.hint")
}

// modelCost tells that it isn't asked again today.
func (v view) modelCost(casework.Notice) *page {
	return v.brief("model.cost.title", "model.cost.hint")
}
