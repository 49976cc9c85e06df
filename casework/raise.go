package casework

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
)

// raise keeps what the resident's words hold beside their topic. It never lowers
// anything: neither later words nor another verdict do, only a person (see Lower).
func (t *turn) raise(v Verdict) {
	t.c.Signals = t.c.Signals.With(v.Signals...)
	t.c.Language = cmp.Or(t.c.Language, v.Language) // a word more in another changes nothing
	if t.news(Danger) || t.news(SelfHarm) {
		t.c.Urgent = true
	}
	if v.Signals.Protect() {
		t.c.Protected = true
	}
	if t.c.Protected {
		t.c.Against = united(t.c.Against, v.Against)
	}
}

// news reports whether this turn raised a signal, or is the first of which anybody else learns.
func (t *turn) news(s Signal) bool {
	return t.c.Signals.Has(s) && (!t.before.Signals.Has(s) || t.verb == DoAgree)
}

func united(a, b []PersonID) []PersonID {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

// alarm tells at once that life is in danger: who is on duty, else the staff; of a
// protected case its officer alone.
func (t *turn) alarm(q Queue) {
	if !t.news(Danger) {
		return
	}
	n := Notice{Kind: TellDanger, Key: "danger:" + string(t.c.Number)}
	if t.c.Protected || len(q.Duty) == 0 {
		t.tell(n)
		return
	}
	for _, id := range q.Duty {
		n.To, n.Key = id, "danger:"+string(t.c.Number)+":"+string(id)
		t.tell(n)
	}
}

// comfort shows the emergency number to who has just written of danger in a case whose
// receipt they have already.
func (t *turn) comfort() {
	if t.news(Danger) || t.news(SelfHarm) {
		t.tellResident(TellEmergency)
	}
}

// guard leaves the case to the officer alone.
func (t *turn) guard() {
	t.c.Status, t.c.Topic, t.c.Owner, t.c.Offered, t.c.Outcome, t.c.Merged = Unsorted, "", "", "", "", ""
	t.c.Declined, t.c.AnswerBy, t.c.Extended = nil, time.Time{}, false
	t.c.ClaimBy = t.now.Add(SortWithin)
	n := Notice{Kind: TellProtected, Priority: 1, NotBefore: t.settled(), Key: t.guardKey()}
	if t.c.Urgent {
		n.NotBefore = time.Time{}
	}
	t.tell(n)
}

func (t *turn) guardKey() string { return "protected:" + string(t.c.Number) }

// withdraw takes a case that turned out to be protected from whoever had it.
func (t *turn) withdraw(before Case) {
	t.guard()
	t.c.Guesses = nil
	t.tellResident(TellSorted)
	t.tellAway(before.Owner)
	t.tellPassedOver(before.Offered)
}

// Protect raises the protection by a person's word: whoever sees a case may say that it
// is for the officer. They see it no longer, unless they are the officer.
func (c Case) Protect(by Person, now time.Time) (Change, error) {
	t, err := c.turn(DoProtect, by, now)
	if err != nil {
		return Change{}, err
	}
	t.c.Protected = true
	t.withdraw(c)
	return t.end("")
}

// Lower ends the protection, with a reason that is kept as a note; then the case is
// sorted as any other.
func (c Case) Lower(by Person, w Words, v Verdict, q Queue, now time.Time) (Change, error) {
	t, err := c.turn(DoLower, by, now)
	switch {
	case err != nil:
		return Change{}, err
	case blank(w.Text):
		return Change{}, Errorf(Invalid, "no reason to lower the protection of case %s", c.Number)
	}
	e := t.write(Note, w)
	t.c.Protected, t.c.Against = false, nil
	t.c.Signals = slices.DeleteFunc(slices.Clone(c.Signals), func(s Signal) bool { return Signals{s}.Protect() })
	t.c.Urgent = c.Urgent && t.c.Signals.Has(Danger)
	v.Signals, v.Against = nil, nil
	t.sort(v, q)
	t.tellResident(TellSorted)
	return t.end(seq(e))
}

// Protect raises the protection of a case.
func (d *Desk) Protect(ctx context.Context, once Once, by Person, n Number) (Case, error) {
	return d.act(ctx, once, by, n, Case.Protect)
}

// Lower ends it.
func (d *Desk) Lower(ctx context.Context, once Once, by Person, n Number, w Words) (Case, error) {
	w.Text = strings.TrimSpace(w.Text)
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		th, err := d.store.Thread(ctx, by, n)
		if err != nil {
			return Change{}, err
		}
		v, q, err := d.judge(ctx, th.said())
		if err != nil {
			return Change{}, err
		}
		return c.Lower(by, w, v, q, now)
	})
}

// Protected lists the protected cases that are open and that the person may see, the oldest first.
func (d *Desk) Protected(ctx context.Context, by Person, limit int) ([]Case, error) {
	if !by.Guards() {
		return nil, Errorf(Forbidden, "%s has no protected cases", by.ID)
	}
	return d.store.Protected(ctx, by, limit)
}

// Guards reports whether protected cases are the person's: the officer's, or while there
// is none who may see a case the administrators'. Which of these it is, the store knows.
func (p Person) Guards() bool { return p.Staff() && (p.Officer || p.Role == Admin) }

// guarded is what a person is to a protected case: nobody whom it names is anything to it.
func (c Case) guarded(p Person) Standing {
	if p.Guards() && !slices.Contains(c.Against, p.ID) {
		return Guardian
	}
	return Stranger
}

// rushes reports whether a deputy is the one to be told of a danger.
func (p Person) rushes(c Case) bool {
	return p.OnDuty && p.Role == Deputy && c.Signals.Has(Danger)
}

// onDuty is who can be told at once of danger.
func (d *Desk) onDuty(ctx context.Context) ([]PersonID, error) {
	var all []PersonID
	for _, p := range d.Office().People {
		if !p.OnDuty {
			continue
		}
		now, err := d.store.Person(ctx, p.ID)
		if err != nil && KindOf(err) != NotFound {
			return nil, err
		}
		if err == nil && now.Told() && !now.Away() {
			all = append(all, now.ID)
		}
	}
	return all, nil
}

// accused is whom of the office a text names, with those who work closest to them: an
// aide's deputies and a deputy's aides.
func (o Office) accused(text string) []PersonID {
	var all []PersonID
	for _, i := range NamedIn(text, o.Names()) {
		all = append(all, o.chain(o.People[i].ID)...)
	}
	return united(all, nil)
}

// chain is somebody with those closest to them.
func (o Office) chain(id PersonID) []PersonID {
	if id == "" {
		return nil
	}
	all := []PersonID{id}
	for _, p := range o.People {
		switch {
		case p.ID == id:
			all = append(all, p.Aids...)
		case slices.Contains(p.Aids, id):
			all = append(all, p.ID)
		}
	}
	return all
}

// heed adds to a verdict and its queue what follows from the signals.
func (d *Desk) heed(ctx context.Context, text string, v Verdict, q Queue) (Verdict, Queue, error) {
	var err error
	if v.Signals.Protect() {
		v.Against = d.Office().accused(text)
	}
	if v.Signals.Has(Danger) {
		q.Duty, err = d.onDuty(ctx)
	}
	return v, q, err
}

// Keepers is who may read a protected case, as people are now: the officers whom it
// doesn't name, else such administrators.
func (o Office) Keepers(c Case, people map[PersonID]Person) []PersonID {
	var officers, admins []PersonID
	for _, p := range o.People {
		now, known := people[p.ID]
		switch {
		case !known || now.Account == 0 || c.guarded(now) != Guardian:
		case now.Officer:
			officers = append(officers, p.ID)
		default:
			admins = append(admins, p.ID)
		}
	}
	if len(officers) > 0 {
		return officers
	}
	return admins
}
