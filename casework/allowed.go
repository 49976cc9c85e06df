package casework

// May reports whether a person may do something to the case as it stands. It is
// for what is offered: the verb itself is decided when it is done.
func (c Case) May(v Verb, by Person) bool { return c.may(v, by) == nil }
