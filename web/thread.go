package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	"liaison/casework"
)

// thread is a case with all that the reader may see of it.
type thread struct {
	casework.Case
	Scenes   []scene
	Offers   []offer
	Writes   []offer // those that need words
	Deputy   string
	Resident string
	Topics   []casework.Topic
	Deputies []casework.Burdened
	people   map[casework.PersonID]casework.Person
}

// scene is one thing that was said or done.
type scene struct {
	At    time.Time
	Who   string
	Entry *casework.Entry
	Event string // what was done, in words
	Side  string // "resident", "office" or "note", for the eye
}

func (c *Console) thread(v *visit) error {
	n, err := v.number()
	if err != nil {
		return err
	}
	read, err := c.desk.Thread(v.r.Context(), v.by, n)
	if err != nil {
		return err
	}
	t, err := c.told(v, read)
	if err != nil {
		return err
	}
	v.show(http.StatusOK, "thread", page{
		Title: v.Say("console.case.title", "number", n), At: "cases", Body: t,
	})
	return nil
}

// told names everybody and puts what was said and done in order; what was said
// comes first where both have the same time.
func (c *Console) told(v *visit, read casework.Thread) (t thread, err error) {
	t = thread{Case: read.Case}
	if t.people, err = c.met(v.r.Context(), read); err != nil {
		return t, err
	}
	for _, e := range read.Entries {
		t.Scenes = append(t.Scenes, scene{At: e.At, Who: v.Person(t.people[e.By], t.Case), Entry: &e, Side: t.side(e)})
	}
	for _, e := range read.Events {
		if telling[e.Verb] {
			t.Scenes = append(t.Scenes, scene{At: e.At, Event: v.happened(t, e)})
		}
	}
	slices.SortStableFunc(t.Scenes, func(a, b scene) int { return a.At.Compare(b.At) })
	t.Resident = v.Person(t.people[t.Case.Resident], t.Case)
	if id := cmp.Or(t.Owner, t.Offered); id != "" {
		t.Deputy = v.Person(t.people[id], t.Case)
	}
	t.Offers, t.Writes = offered(t.Case, v.by)
	t.Topics = c.desk.Office().Topics
	if v.by.Staff() && t.Topic != "" {
		t.Deputies, err = c.desk.Deputies(v.r.Context(), t.Topic)
	}
	return t, err
}

// telling are the events that say more than the entry beside them.
var telling = map[casework.Verb]bool{
	casework.DoTake: true, casework.DoRelease: true, casework.DoPass: true, casework.DoAssign: true, casework.DoClassify: true,
	casework.DoCorrect: true, casework.DoClose: true, casework.DoReopen: true, casework.DoRate: true, casework.DoMark: true,
	casework.DoWithdraw: true, casework.DoMerge: true, casework.DoAbsorb: true, casework.DoUrge: true, casework.DoExtend: true,
	casework.DoReconsider: true, casework.DoProtect: true, casework.DoLower: true, casework.DoFollow: true, casework.DoPart: true,
}

func (t thread) side(e casework.Entry) string {
	switch {
	case e.Kind == casework.Note || e.Kind == casework.Draft || e.Kind == casework.Sketch:
		return "note"
	case e.By == t.Case.Resident:
		return "resident"
	}
	return "office"
}

// happened words an event.
func (v *visit) happened(t thread, e casework.Event) string {
	return v.Say("console.event."+string(e.Verb), "who", v.actor(t, e.By), "owner", v.Person(t.people[e.Owner], t.Case), "topic", v.Topic(v.desk.Office(), e.Topic))
}

// actor is who did something; the program has no name.
func (v *visit) actor(t thread, id casework.PersonID) string {
	if id == "" {
		return v.Say("console.itself")
	}
	return v.Person(t.people[id], t.Case)
}

// met looks up everybody whom a thread names, each once.
func (c *Console) met(ctx context.Context, t casework.Thread) (map[casework.PersonID]casework.Person, error) {
	people := map[casework.PersonID]casework.Person{}
	for _, id := range t.People() {
		if _, known := people[id]; known || id == "" {
			continue
		}
		p, err := c.desk.Person(ctx, id)
		if err != nil && casework.KindOf(err) != casework.NotFound {
			return nil, err
		}
		people[id] = p
	}
	return people, nil
}

// Likely are the topics that the classifier thinks of, best first.
func (t thread) Likely() []casework.Guess {
	return slices.DeleteFunc(slices.Clone(t.Guesses), func(g casework.Guess) bool { return g.Probability < unlikely })
}

// unlikely is what a guess must reach to be worth a button.
const unlikely = .05
