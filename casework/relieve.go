package casework

import (
	"context"
	"reflect"
	"slices"
	"time"
)

// Relieve begins and ends the absences whose time has come, and sees that what
// follows from them is so. It is to be called every few seconds; what it does
// follows from how things stand, so that calling it twice, at once or late does no harm.
func (d *Desk) Relieve(ctx context.Context) error {
	return retry(func() error {
		open, err := d.store.Absences(ctx)
		if err != nil || len(open) == 0 {
			return err
		}
		people, err := d.store.OfficePeople(ctx)
		if err != nil {
			return err
		}
		now := d.now()
		w := watchOf(people, open, now)
		if ch := w.change(now); len(ch.People)+len(ch.Absences) > 0 {
			if err := d.store.Apply(ctx, ch); err != nil {
				return err
			}
		}
		if err := d.handBack(ctx, w); err != nil {
			return err
		}
		if ch := w.ends(now); len(ch.Absences) > 0 {
			return d.store.Apply(ctx, ch)
		}
		return nil
	})
}

// watch is who is at their post and who stands in for whom.
type watch struct {
	people  map[PersonID]Person
	open    []Absence
	on      map[PersonID]Absence
	changed []PersonID
}

// watchOf works out what follows from the absences for each person.
func watchOf(people []Person, open []Absence, now time.Time) *watch {
	w := &watch{people: map[PersonID]Person{}, open: open, on: map[PersonID]Absence{}}
	for _, p := range people {
		w.people[p.ID] = p
	}
	for _, a := range open {
		if a.on(now) && !w.people[a.Person].Retired {
			w.on[a.Person] = a
		}
	}
	covers := map[PersonID][]Covered{}
	for _, p := range people {
		if by := w.standIn(p.ID); w.away(p.ID) && by != "" {
			topics := slices.Sorted(slices.Values(p.Topics))
			covers[by] = append(covers[by], Covered{Person: p.ID, Topics: topics})
		}
	}
	for _, p := range people {
		was := p
		p.AwayUntil, p.Substitute, p.Covers = time.Time{}, "", covers[p.ID]
		if w.away(p.ID) {
			p.AwayUntil, p.Substitute = w.on[p.ID].Until, w.standIn(p.ID)
		}
		if !was.AwayUntil.Equal(p.AwayUntil) || was.Substitute != p.Substitute || !reflect.DeepEqual(was.Covers, p.Covers) {
			p.Rights++
			w.people[p.ID], w.changed = p, append(w.changed, p.ID)
		}
	}
	return w
}

func (w *watch) away(p PersonID) bool { _, is := w.on[p]; return is }

// standIn follows the substitutes of those who are away to one who isn't; empty
// where there is none.
func (w *watch) standIn(p PersonID) PersonID {
	for range w.on {
		p = w.on[p].Substitute
		if to := w.people[p]; to.Role != Deputy || to.Retired {
			return ""
		}
		if !w.away(p) {
			return p
		}
	}
	return ""
}

// change is what begins, with what now holds for people.
func (w *watch) change(now time.Time) Change {
	var ch Change
	for _, id := range w.changed {
		ch.People = append(ch.People, w.people[id])
	}
	for _, a := range w.open {
		if !a.Begun.IsZero() || !a.on(now) || !w.away(a.Person) {
			continue
		}
		a.Begun = now
		ch.Absences = append(ch.Absences, a)
		if by := w.standIn(a.Person); by != "" {
			ch.Notices = append(ch.Notices, Notice{To: by, Kind: TellCovering, About: NoticeID(a.ID), Priority: 1})
		}
	}
	return ch
}

// over are the absences whose time has passed.
func (w *watch) over(now time.Time) []Absence {
	var list []Absence
	for _, a := range w.open {
		if !now.Before(a.Until) || w.people[a.Person].Retired {
			list = append(list, a)
		}
	}
	return list
}

// ends closes the absences that have passed and tells both of it.
func (w *watch) ends(now time.Time) Change {
	var ch Change
	for _, a := range w.over(now) {
		a.Over = now
		ch.Absences = append(ch.Absences, a)
		if !a.Begun.IsZero() {
			ch.Notices = append(ch.Notices,
				Notice{To: a.Person, Kind: TellBack, About: NoticeID(a.ID), Priority: 1},
				Notice{To: a.Substitute, Kind: TellRelieved, About: NoticeID(a.ID), Priority: 1})
		}
	}
	return ch
}

// handed is how many cases one call offers anew for one deputy; the next goes on.
const handed = 100

// handBack offers anew what is offered to somebody who is away, or to somebody
// who no longer stands in for a deputy of its topic.
func (d *Desk) handBack(ctx context.Context, w *watch) error {
	var look []PersonID
	for _, a := range w.open {
		look = append(look, a.Person, a.Substitute)
	}
	slices.Sort(look)
	for _, id := range slices.Compact(look) {
		list, err := d.store.OfferedTo(ctx, id, handed)
		if err != nil {
			return err
		}
		for _, c := range list {
			if p := w.people[id]; !p.Away() && p.Serves(c.Topic) {
				continue
			}
			if err := d.offerAnew(ctx, c); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *Desk) offerAnew(ctx context.Context, c Case) error {
	q, err := d.queueOf(ctx, c.Topic)
	if err != nil || q.Topic.ID == "" {
		return err
	}
	ch, err := c.OfferAnew(q, d.now())
	if err != nil || len(ch.Cases) == 0 {
		return err
	}
	return d.store.Apply(ctx, ch)
}

// OfferAnew offers a queued case to who stands in for the deputy that it was
// offered to, else to another of its topic. Its clocks go on.
func (c Case) OfferAnew(q Queue, now time.Time) (Change, error) {
	t := c.start(DoOffer, Person{}, now)
	if to := q.offer(c, c.Offered); c.Status == Queued && to != c.Offered {
		t.c.Offered = to
		t.tellOffered()
		t.tellResident(TellSorted)
		return t.end("")
	}
	return Change{}, nil
}
