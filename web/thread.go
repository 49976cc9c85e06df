package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	"liaison/casework"
	"liaison/words"
)

// thread is a case with all that the reader may see of it.
type thread struct {
	casework.Case
	similar
	Scenes   []scene
	History  []scene // all that was done, the newest first
	Offers   []offer
	Writes   []offer // those that need words
	Deputy   string
	Resident string
	Tongue   string // in which the resident is written to, where the reader reads another
	Dues     []string
	Topics   []casework.Topic
	Deputies []casework.Burdened
	Ready    []casework.Prepared
	Beside   beside
	Words    string // that stand in the field: not sent yet, or a ready answer
	Alert    string // why the last act wasn't done
	Refused  string // that act, where its words don't belong in the field
	Loose    bool   // the words have no field any more
	people   map[casework.PersonID]casework.Person
	now      time.Time
}

// scene is one thing that was said or done.
type scene struct {
	At       time.Time
	Who      string
	Entry    *casework.Entry
	Versions []casework.Entry // that were edited since, the newest first
	Acts     []offer          // what can be done to it
	New      bool             // it came since the reader looked
	Event    string           // what was done, in words
	Side     string           // "resident", "office" or "note", for the eye
}

func (c *Console) thread(v *visit) error {
	read, err := v.opened()
	if err != nil {
		return err
	}
	t, err := c.told(v, read)
	if err != nil {
		return err
	}
	key := v.r.URL.Query().Get("ready")
	for _, p := range t.Ready {
		if p.Key == key {
			t.Words = p.Text
		}
	}
	v.show(http.StatusOK, "thread", page{Title: v.Say("console.case.title", "number", t.Number), At: "cases", Body: t})
	return nil
}

// opened reads the case that a page is about.
func (v *visit) opened() (casework.Thread, error) {
	n, err := v.number()
	if err != nil {
		return casework.Thread{}, err
	}
	return v.desk.Thread(v.r.Context(), v.by, n)
}

// told names everybody, puts what was said and done in order, and adds what can be done.
func (c *Console) told(v *visit, read casework.Thread) (t thread, err error) {
	t = thread{Case: read.Case, Topics: v.desk.Office().Topics, now: v.desk.Now()}
	ctx := v.r.Context()
	if t.people, err = c.met(ctx, read); err != nil {
		return t, err
	}
	if t.similar, err = c.similar(v, read); err != nil {
		return t, err
	}
	if t.Beside, err = c.looking(v, read.Case); err != nil {
		return t, err
	}
	if t.Topic != "" && (v.by.Staff() || t.May(casework.DoPass, v.by)) {
		if t.Deputies, err = c.desk.Deputies(ctx, t.Topic); err != nil {
			return t, err
		}
	}
	if t.May(casework.DoAnswer, v.by) && v.by.Role == casework.Deputy {
		if t.Ready, err = c.desk.Prepared(ctx, v.by, t.Number); err != nil {
			return t, err
		}
	}
	versions, err := c.desk.Versions(ctx, v.by, read)
	if err != nil {
		return t, err
	}
	t.name(v)
	t.offered(v.by)
	t.tell(v, read, versions)
	return t, nil
}

// name says who is who, and what is due.
func (t *thread) name(v *visit) {
	resident := t.people[t.Case.Resident]
	t.Resident = v.Person(resident, t.Case)
	if id := cmp.Or(t.Owner, t.Offered); id != "" {
		t.Deputy = v.Person(t.people[id], t.Case)
	}
	if reads := words.For(resident.Language); resident.Language != "" && reads.Language() != v.Language() {
		t.Tongue = v.Say("tongue." + reads.Language())
	}
	t.Dues = v.Dues(t.Case, t.now, v.desk.Office().Zone)
}

// tell puts what was said and done in order; what was said comes first where both have
// the same time. What goes on in the case stands where it was said.
func (t *thread) tell(v *visit, read casework.Thread, versions map[int][]casework.Entry) {
	for _, e := range slices.Concat(read.Joined, read.Entries) {
		s := scene{At: e.At, Who: v.Person(t.people[e.By], t.Case), Entry: &e, Side: side(t.Case, e)}
		if e.Case == t.Number || e.Case == "" {
			s.Versions, s.Acts = versions[e.Seq], t.doable(e, v.by)
		}
		t.Scenes = append(t.Scenes, s)
	}
	for _, e := range read.Events {
		s := scene{At: e.At, Event: v.happened(*t, e)}
		t.History = append(t.History, s)
		if telling[e.Verb] {
			t.Scenes = append(t.Scenes, s)
		}
	}
	slices.Reverse(t.History)
	slices.SortStableFunc(t.Scenes, func(a, b scene) int { return a.At.Compare(b.At) })
}

// telling are the events that say more than the entry beside them.
var telling = map[casework.Verb]bool{
	casework.DoTake: true, casework.DoRelease: true, casework.DoPass: true, casework.DoAssign: true, casework.DoClassify: true,
	casework.DoCorrect: true, casework.DoClose: true, casework.DoReopen: true, casework.DoRate: true, casework.DoMark: true,
	casework.DoWithdraw: true, casework.DoMerge: true, casework.DoAbsorb: true, casework.DoUrge: true, casework.DoExtend: true,
	casework.DoReconsider: true, casework.DoProtect: true, casework.DoLower: true, casework.DoFollow: true, casework.DoPart: true,
}

func side(c casework.Case, e casework.Entry) string {
	switch {
	case e.Kind == casework.Note || e.Kind == casework.Draft || e.Kind == casework.Sketch:
		return "note"
	case e.By == c.Resident:
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
	ids := t.People()
	for _, e := range t.Joined {
		ids = append(ids, e.By)
	}
	for _, id := range ids {
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
