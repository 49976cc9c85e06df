package casework

import "time"

// Advice says when a language model looks at a case too, beside the classifier.
type Advice string

// What an office may choose.
const (
	NoAdvice    Advice = ""       // never
	WhenUnsure  Advice = "assist" // where the classifier is unsure
	AlwaysAsked Advice = "llm"    // at each case
)

// Budget is what a language model may cost in a day.
type Budget struct{ Calls, Tokens int }

const (
	// lookAfter is how long after the resident's last word a case is looked at: most
	// have written the rest by then, and nobody has been told of it yet.
	lookAfter = 10 * time.Second
	// A look that comes to nothing is made again after lookPause, then twice that, and
	// given up after mostLooks of them; and when it is late by lookWithin.
	lookPause  = time.Minute
	mostLooks  = 3
	lookWithin = 24 * time.Hour
)

// wants reports whether a text is to be looked at again after the classifier.
func (a Advice) wants(v Verdict) bool {
	return a == AlwaysAsked || a == WhenUnsure && !v.Sure
}

// reconsiderable reports whether a language model may see the case and change its
// topic: it waits, nobody has it, and nothing in it is for certain people alone.
func (c Case) reconsiderable() bool {
	return (c.Status == Unsorted || c.Status == Queued) && c.Owner == "" && !c.Protected && c.Signals.plain()
}

// lookAgain has a case looked at once its resident has stopped writing.
func (t *turn) lookAgain(v Verdict) {
	if t.c.LookAt, t.c.Looks = (time.Time{}), 0; v.Again {
		t.c.LookAt = t.now.Add(lookAfter)
	}
}

// overlook calls the look off where it isn't wanted any more: where a person did
// something that says where the case belongs, or nobody but them may see it.
func (t *turn) overlook() {
	if t.c.LookAt.IsZero() {
		return
	}
	switch t.verb {
	case DoReceive:
		t.c.LookAt = latest(t.c.LookAt, t.now.Add(lookAfter))
	case DoAgree, DoEdit, DoReveal, DoName, DoNote, DoOffer, DoRemind, DoSplit, DoReconsider, DoUnlearn, DoLiken, DoFollow, DoPart:
	default:
		t.c.LookAt = time.Time{}
	}
	if !t.c.reconsiderable() {
		t.c.LookAt, t.c.Looks = time.Time{}, 0
	}
}

// Reconsider puts a case where a language model says that it belongs. Signals are
// raised by it, never lowered; where any is, people sort the case. Nothing changes
// where a person was faster.
func (c Case) Reconsider(v Verdict, q Queue, now time.Time) (Change, error) {
	if c.LookAt.IsZero() || !c.reconsiderable() {
		return Change{}, nil
	}
	t := c.start(DoReconsider, Person{}, now)
	t.c.LookAt, t.c.Looks = time.Time{}, 0
	switch {
	case len(v.Signals) > 0:
		t.raise(v)
		t.alarm(q)
		t.comfort()
		switch {
		case t.c.Protected:
			t.withdraw(c)
		case c.Status == Queued:
			t.unsort()
			t.moved(c)
		}
		return t.end("")
	case v.Sure && q.Topic.ID != "" && q.Topic.ID != c.Topic:
		t.c.Guesses = v.Guesses
		t.enqueue(q, c.Lead.Deputy)
		t.moved(c)
		return t.end(string(q.Topic.ID))
	}
	return Change{Cases: []Case{t.c}}, nil
}

// LookLater puts a look off that came to nothing, or gives it up.
func (c Case) LookLater(now time.Time) Change {
	if c.Looks++; c.Looks >= mostLooks {
		return c.LookNever()
	}
	c.LookAt = now.Add(time.Duration(c.Looks) * lookPause)
	return Change{Cases: []Case{c}}
}

// LookNever leaves the case as it is.
func (c Case) LookNever() Change {
	c.LookAt, c.Looks = time.Time{}, 0
	return Change{Cases: []Case{c}}
}
