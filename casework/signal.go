package casework

import "slices"

// Signal is what a message says beside its topic.
type Signal string

// The signals. Danger is to life, now. Complaint is against a deputy or an
// official. Child is said of a minor who writes or is in need, not of any
// matter with children in it.
const (
	Danger    Signal = "danger"
	SelfHarm  Signal = "self-harm"
	Complaint Signal = "complaint"
	Child     Signal = "child"
	Gratitude Signal = "thanks"
	Spam      Signal = "spam"
)

// Signals are what was raised, each once, in the order of their names.
type Signals []Signal

// Has reports whether a signal was raised.
func (s Signals) Has(one Signal) bool { return slices.Contains(s, one) }

// With gives the signals with more of them raised. None is ever lowered by it.
func (s Signals) With(more ...Signal) Signals {
	all := slices.Concat(s, more)
	slices.Sort(all)
	return slices.Compact(all)
}

// plain reports whether there is nothing in it but a matter, and thanks at most.
func (s Signals) plain() bool {
	return !slices.ContainsFunc(s, func(one Signal) bool { return one != Gratitude })
}

// Protect reports whether a matter with these signals is for the officer alone.
func (s Signals) Protect() bool { return s.Has(SelfHarm) || s.Has(Complaint) || s.Has(Child) }
