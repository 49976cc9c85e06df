package casework

// Once names an act that may be delivered more than once: Key is the messenger's
// id of the update, Print a fingerprint of its content. Zero: not repeatable.
// Seen is Case.Seen of the case as its author had it before them; empty: they act on it
// however it stands.
type Once struct{ Key, Print, Seen string }

// Change is what a decision does. The store applies all of it in one
// transaction or nothing.
type Change struct {
	Once    Once
	By      Person   // whose Rights must still be what they were; zero: the program itself
	People  []Person // new (Version 0) or changed since that Version
	Cases   []Case   // likewise
	Entries []Entry  // new; or, with Revision > 1, the newer version of an old one, which is kept
	Events  []Event
	Notices []Notice // to persons, or (To empty) one to each of the staff
	Links   []Link

	Throttled []Throttled // kept back, or newer words of what is
	Recalled  []Recalled  // answers that aren't to go out; Conflict where one is on its way
	TakenUp   []Ref       // no longer kept back: their words are among the Entries

	Ready []Ready // kept, or Dropped

	Lessons  []Lesson // new; or, with Undone, taken back
	Retaught []Number // cases of which lessons may say something else now

	Absences    []Absence    // new (Version 0) or changed since that Version
	Invitations []Invitation // likewise
	Broadcasts  []Broadcast  // likewise; their Fates are left as they are
	Matters     []Matter     // likewise

	Commons     []Common     // common answers, new (Version 0) or changed since that Version
	CommonCases []CommonCase // owed one, or settled: Stale where it isn't owed any more

	Doors   []Door   // links into the console, new (Version 0) or changed since that Version
	SignIns []SignIn // likewise
	Factors []Factor // likewise, or Dropped
	Tries   []Tries  // likewise
	Proofs  []Proof  // NotFound where one was taken before

	Bulks   []Bulk   // new (Version 0) or changed since that Version
	Filters []Filter // kept, or Dropped

	Compared []Compared // cases that were looked at, each once
}

// Case returns the changed case with a number as it will be.
func (ch Change) Case(n Number) Case {
	for _, c := range ch.Cases {
		if c.Number == n {
			return c
		}
	}
	return Case{}
}
