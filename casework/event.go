package casework

import "time"

// Event is one line of a case's history: what was done, by whom, and what was
// so afterwards. Replaying the events of a case gives the case again.
type Event struct {
	Case    Number
	Seq     int // from 1, without gaps
	At      time.Time
	By      PersonID // empty: the program itself
	For     PersonID // whom By stood in for; empty: nobody
	Verb    Verb
	Status  Status
	Topic   TopicID
	Owner   PersonID
	Offered PersonID
	Detail  string // the outcome, the mark, the number of the entry: what the verb needs, never words
}
