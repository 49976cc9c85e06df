package casework

import (
	"context"
	"strings"
	"time"
)

// mostNamed is how many letters of who came are kept.
const mostNamed = 120

// Visited reports whether the person has no account and is reached through one of
// the staff: they came to the window or called.
func (p Person) Visited() bool { return p.Through != "" }

// newVisitor makes a person known who came to one of the staff and agreed there.
func (d *Desk) newVisitor(by Person, who string) (Person, error) {
	p, err := newResident(0, d.random)
	if err != nil {
		return Person{}, Errorf(Internal, "draw a visitor's id: %v", err)
	}
	if letters := []rune(who); len(letters) > mostNamed {
		who = string(letters[:mostNamed])
	}
	p.Name, p.Through, p.Language, p.Agreed = who, by.ID, by.Language, d.now()
	return p, nil
}

// Enter opens a case for somebody at the window or on the telephone, with their
// agreement. who is their name and how to reach them; what they are told goes to
// the member of staff who enters it. Nobody but the staff may.
func (d *Desk) Enter(ctx context.Context, once Once, by Person, who string, w Words) (Case, error) {
	who = strings.TrimSpace(who)
	switch {
	case !by.Staff():
		return Case{}, Errorf(NotFound, "%s keeps no window", by.ID)
	case blank(who), w.empty():
		return Case{}, Errorf(Invalid, "a visitor without a name or a matter")
	}
	var after Case
	err := retry(func() error {
		ch, err := d.entered(ctx, by, who, w)
		if err != nil {
			return err
		}
		after = ch.Cases[0]
		return d.apply(ctx, once, &by, ch)
	})
	return after, err
}

func (d *Desk) entered(ctx context.Context, by Person, who string, w Words) (Change, error) {
	p, err := d.newVisitor(by, who)
	if err != nil {
		return Change{}, err
	}
	n, err := NewNumber(d.random)
	if err != nil {
		return Change{}, Errorf(Internal, "draw a case number: %v", err)
	}
	v, q, err := d.judge(ctx, w.Text)
	if err != nil {
		return Change{}, err
	}
	t := open(n, p, w, false, 0, d.now())
	t.sort(v, q)
	t.tellResident(TellReceipt)
	ch, err := t.end(seq(t.last()))
	ch.People = append(ch.People, p)
	return ch, err
}

// Relay adds what a visitor says further, through one of the staff.
func (d *Desk) Relay(ctx context.Context, once Once, by Person, n Number, w Words) (Case, error) {
	if !by.Staff() || w.empty() {
		return Case{}, Errorf(NotFound, "nothing that %s could pass on", by.ID)
	}
	return d.act(ctx, once, by, n, func(c Case, _ Person, now time.Time) (Change, error) {
		p, err := d.store.Person(ctx, c.Resident)
		if err != nil {
			return Change{}, err
		}
		if !p.Visited() {
			return Change{}, Errorf(NotFound, "the resident of case %s writes for themself", n)
		}
		m := Message{From: p, Ref: w.Ref, Text: w.Text, Media: w.Media}
		v, q, err := d.judgeWhole(ctx, c, m)
		if err != nil {
			return Change{}, err
		}
		return c.Join(m, v, q, now)
	})
}
