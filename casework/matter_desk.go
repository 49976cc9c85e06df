package casework

import (
	"context"
	"errors"
	"strings"
	"time"
)

// Worded is a case with the first words of its resident, for the program itself.
type Worded struct {
	Case Case
	Text string
}

// Compared keeps that a case was looked at, and by which bands it is found.
type Compared struct {
	Case  Number
	Bands []int64
}

// Crowd is a matter with what staff see of it at a glance.
type Crowd struct {
	Matter
	People             int // who wrote about it, counted up to MostCounted cases
	Follow             int // of them, those who said so
	Copies             int // cases that are copies of one text
	Waiting, Answered  int // cases
	ThisWeek, LastWeek int // cases opened
	Spots              []SpotID
}

const (
	// comparedAtOnce is how many cases a sweep looks at.
	comparedAtOnce = 200
	// Fresh is how long after its resident's last word an answered case is compared with new ones.
	Fresh = 30 * day
	week  = 7 * day
	// Findable is how many of the newest cases are found by what is written in them: what it
	// costs to find them grows no further.
	Findable = 30_000
)

// Compare looks, of the cases that have settled, for others about the same matter, and puts
// them together. It is to be called every few seconds; what it does follows from how things
// stand, so that a call that is lost, repeated or made elsewhere at once does no harm.
func (d *Desk) Compare(ctx context.Context, with Comparer) (done int, err error) {
	list, err := d.store.Uncompared(ctx, d.now(), comparedAtOnce)
	for _, w := range list {
		e := d.compare(ctx, with, w)
		if KindOf(e) == Stale { // it has changed, or another instance did it: the next sweep sees
			continue
		}
		if err = errors.Join(err, e); e == nil {
			done++
		}
	}
	return done, err
}

func (d *Desk) compare(ctx context.Context, with Comparer, w Worded) error {
	ch := Change{Compared: []Compared{{Case: w.Case.Number}}}
	if w.Case.Signals.Has(Spam) || w.Case.Signals.Has(Danger) || w.Case.Signals.Protect() {
		return d.store.Apply(ctx, ch)
	}
	ch.Compared[0].Bands = with.Bands(w.Text)
	if len(ch.Compared[0].Bands) == 0 || w.Case.Matter != 0 {
		return d.store.Apply(ctx, ch)
	}
	near, err := d.store.Alike(ctx, w.Case, ch.Compared[0].Bands, d.now().Add(-Fresh))
	if err != nil {
		return err
	}
	best, likeness := nearest(with, w, near)
	same := copied(w.Text, best.Text)
	if !with.Same(likeness) && !same {
		return d.store.Apply(ctx, ch)
	}
	gathered, err := d.liken(w.Case, best.Case, same)
	if err != nil {
		return err
	}
	return d.store.Apply(ctx, ch.and(gathered))
}

// nearest finds what a case is most like. What hangs in different places is
// different, and who said so of their case is believed.
func nearest(with Comparer, w Worded, near []Worded) (best Worded, likeness float64) {
	for _, o := range near {
		a, b := w.Case.Lead.Spot, o.Case.Lead.Spot
		if o.Case.Signals.Has(Spam) || a != "" && b != "" && a != b || o.Case.Matter == 0 && o.Case.Left != 0 {
			continue
		}
		if s := with.Likeness(w.Text, o.Text); s > likeness {
			best, likeness = o, s
		}
	}
	return best, likeness
}

// liken puts a case with another, in a new matter where that is in none.
func (d *Desk) liken(c, other Case, copied bool) (Change, error) {
	now, m := d.now(), other.Matter
	var ch Change
	if m == 0 {
		id, err := drawID(d.random)
		if err != nil {
			return Change{}, err
		}
		m = MatterID(id)
		if ch, err = other.Liken(m, copied, false, now); err != nil {
			return Change{}, err
		}
		ch.Matters = []Matter{{ID: m, Root: m, Topic: c.Topic, Act: MatterFound, At: now}}
	}
	joined, err := c.Liken(m, copied, true, now)
	return ch.and(joined), err
}

// Follow keeps that a resident's case counts to a matter; of staff, it puts back what was split off.
func (d *Desk) Follow(ctx context.Context, once Once, by Person, n Number) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) { return c.Follow(by, now) })
}

// Part takes a case out of its matter.
func (d *Desk) Part(ctx context.Context, once Once, by Person, n Number) (Case, error) {
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) { return c.Part(by, now) })
}

// Others is what a person may know of the matter of a case that they may see: how many
// people wrote about it, for a deputy as far as they may see the cases; the zero one where
// it is in none.
func (d *Desk) Others(ctx context.Context, by Person, c Case) (Crowd, error) {
	if c.Matter == 0 || c.Protected {
		return Crowd{}, nil
	}
	if s := c.Standing(by); s != Author && s != Clerk {
		return d.store.Crowd(ctx, by, c.Matter)
	}
	return d.store.Crowd(ctx, Person{}, c.Matter)
}

// Hot lists the matters about which most was written of late: to the staff all, to a deputy
// those in which several people's cases are theirs to see.
func (d *Desk) Hot(ctx context.Context, by Person, limit int) ([]Crowd, error) {
	eyes, err := overlooking(by)
	if err != nil {
		return nil, err
	}
	return d.store.Hot(ctx, eyes, d.now().Add(-2*week), limit)
}

// MatterView is a matter as the staff see it, or a deputy as far as its cases are theirs to see.
type MatterView struct {
	Crowd
	Cases  []Case   // the newest
	Parts  []Matter // to the staff
	Events []MatterEvent
}

// Matter shows a matter with the newest of its cases; to a deputy who may see none there is none.
func (d *Desk) Matter(ctx context.Context, by Person, id MatterID, limit int) (MatterView, error) {
	eyes, err := overlooking(by)
	if err != nil {
		return MatterView{}, err
	}
	crowd, err := d.store.Crowd(ctx, eyes, id)
	if err != nil {
		return MatterView{}, err
	}
	v := MatterView{Crowd: crowd}
	v.Cases, err = d.store.CasesIn(ctx, by, crowd.ID, limit)
	switch {
	case err != nil, by.Staff():
	case len(v.Cases) == 0:
		return MatterView{}, Errorf(NotFound, "no matter %s for %s", id, by.ID)
	}
	if err != nil || !by.Staff() {
		return v, err
	}
	if v.Parts, err = d.store.PartsOf(ctx, crowd.ID); err != nil {
		return v, err
	}
	v.Events, err = d.store.MatterEvents(ctx, crowd.ID, limit)
	return v, err
}

// NameMatter gives a matter a title.
func (d *Desk) NameMatter(ctx context.Context, once Once, by Person, n Number, title string) (Matter, error) {
	c, err := d.store.Case(ctx, by, n)
	if err != nil {
		return Matter{}, err
	}
	return d.onMatter(ctx, once, by, c.Matter, func(m Matter, by Person) (Change, error) {
		if m.Part() {
			root, err := d.store.Crowd(ctx, Person{}, m.Root)
			if err != nil {
				return Change{}, err
			}
			m = root.Matter
		}
		return m.Name(by, strings.TrimSpace(title), d.now())
	})
}

// MergeMatters makes a matter a part of another.
func (d *Desk) MergeMatters(ctx context.Context, once Once, by Person, id, into MatterID) (Matter, error) {
	return d.onMatter(ctx, once, by, id, func(m Matter, by Person) (Change, error) {
		other, err := d.store.Matter(ctx, into)
		if err != nil {
			return Change{}, err
		}
		parts, err := d.store.PartsOf(ctx, id)
		if err != nil {
			return Change{}, err
		}
		return m.Merge(by, other, len(parts), d.now())
	})
}

// UnmergeMatter makes it a matter by itself again.
func (d *Desk) UnmergeMatter(ctx context.Context, once Once, by Person, id MatterID) (Matter, error) {
	return d.onMatter(ctx, once, by, id, func(m Matter, by Person) (Change, error) { return m.Unmerge(by, d.now()) })
}

// onMatter is act for matters.
func (d *Desk) onMatter(ctx context.Context, once Once, by Person, id MatterID, rule func(Matter, Person) (Change, error)) (Matter, error) {
	var after Matter
	err := retry(func() error {
		m, err := d.store.Matter(ctx, id)
		if err != nil {
			return err
		}
		ch, err := rule(m, by)
		if err != nil {
			return err
		}
		if after = m; len(ch.Matters) == 0 {
			return nil
		}
		after = ch.Matters[0]
		return d.apply(ctx, once, &by, ch)
	})
	return after, err
}
