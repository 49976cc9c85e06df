package casework

import (
	"context"
	"encoding/binary"
	"io"
	"time"
)

// AbsenceID names an absence.
type AbsenceID int64

// Absence is a time in which a deputy is away and another stands in for them.
type Absence struct {
	ID         AbsenceID
	Person     PersonID
	Substitute PersonID
	From       time.Time
	Until      time.Time // the first moment that they are back
	By         PersonID  // who set it
	Made       time.Time
	Begun      time.Time // zero: not yet
	Over       time.Time // zero: not yet
	Version    int64
}

// on reports whether the deputy is away at a time.
func (a Absence) on(now time.Time) bool {
	return a.Over.IsZero() && !now.Before(a.From) && now.Before(a.Until)
}

func (a Absence) meets(o Absence) bool { return a.From.Before(o.Until) && o.From.Before(a.Until) }

// longest is how far ahead and how long anybody may be away.
const longest = 366 * 24 * time.Hour

// drawID makes an id that others can't guess and two never share.
func drawID(random io.Reader) (int64, error) {
	var b [8]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return 0, Errorf(Internal, "draw an id: %v", err)
	}
	return int64(binary.BigEndian.Uint64(b[:]) >> 11), nil // 53 bits, as JSON can hold
}

// SetAway decides whether an absence may be. planned are those that aren't over.
func (a Absence) SetAway(by, who, substitute Person, planned []Absence, now time.Time) (Change, error) {
	switch {
	case by.ID != who.ID && !by.Staff(), who.Role != Deputy, who.Retired, substitute.Role != Deputy, substitute.Retired:
		return Change{}, Errorf(NotFound, "no absence of %s for %s", who.ID, by.ID)
	case who.ID == substitute.ID, !a.Until.After(now), !a.Until.After(a.From), a.Until.Sub(now) > longest:
		return Change{}, Errorf(Invalid, "an absence of %s that can't be", who.ID)
	case !substitute.Told():
		return Change{}, &Error{Kind: Conflict, Reason: Unreached, Who: substitute.ID, text: "the substitute can't be reached"}
	}
	for _, o := range planned {
		if o.Person == who.ID && a.meets(o) {
			return Change{}, &Error{Kind: Conflict, Reason: Overlapping, Who: who.ID, text: "an absence in that time is set"}
		}
	}
	if a.circles(planned) {
		return Change{}, &Error{Kind: Conflict, Reason: Circling, Who: substitute.ID, text: "the substitutes would go round in a circle"}
	}
	if a.From.Before(now) {
		a.From = now
	}
	a.By, a.Made = by.ID, now
	// Both people are among what changes, so that two absences can't be set at once.
	ch := Change{Absences: []Absence{a}, People: []Person{who, substitute}}
	if by.ID != who.ID {
		ch.Notices = []Notice{{To: who.ID, Kind: TellAway, About: NoticeID(a.ID), Priority: 1}}
	}
	return ch, nil
}

// circles reports whether who stands in for this one's substitute, and so on,
// would come back to the person, at any time of the absence.
func (a Absence) circles(planned []Absence) bool {
	seen := map[PersonID]bool{}
	var leads func(PersonID) bool
	leads = func(p PersonID) bool {
		if p == a.Person {
			return true
		}
		if seen[p] {
			return false
		}
		seen[p] = true
		for _, o := range planned {
			if o.Person == p && a.meets(o) && leads(o.Substitute) {
				return true
			}
		}
		return false
	}
	return leads(a.Substitute)
}

// Away sets an absence of a.Person from a.From until a.Until.
func (d *Desk) Away(ctx context.Context, once Once, by Person, a Absence) (Absence, error) {
	err := retry(func() error {
		who, err := d.store.Person(ctx, a.Person)
		if err != nil {
			return err
		}
		substitute, err := d.store.Person(ctx, a.Substitute)
		if err != nil {
			return err
		}
		planned, err := d.store.Absences(ctx)
		if err != nil {
			return err
		}
		id, err := drawID(d.random)
		if err != nil {
			return err
		}
		a.ID = AbsenceID(id)
		ch, err := a.SetAway(by, who, substitute, planned, d.now())
		if err != nil {
			return err
		}
		a = ch.Absences[0]
		return d.apply(ctx, once, &by, ch)
	})
	if err != nil {
		return Absence{}, err
	}
	return a, d.Relieve(ctx)
}

// Back ends the absence that a deputy is in, else takes back the next one planned.
func (d *Desk) Back(ctx context.Context, once Once, by Person, who PersonID) (Absence, error) {
	var ended Absence
	err := retry(func() error {
		planned, err := d.AbsencesOf(ctx, by, who)
		if err != nil {
			return err
		}
		if len(planned) == 0 {
			return Errorf(NotFound, "%s isn't away", who)
		}
		ended = planned[0]
		if ended.Begun.IsZero() {
			ended.Over = d.now()
		} else {
			ended.Until = d.now()
		}
		return d.apply(ctx, once, &by, Change{Absences: []Absence{ended}})
	})
	if err != nil {
		return Absence{}, err
	}
	return ended, d.Relieve(ctx)
}

// AbsencesOf lists a deputy's absences that aren't over, for themselves or for staff.
func (d *Desk) AbsencesOf(ctx context.Context, by Person, who PersonID) ([]Absence, error) {
	if by.ID != who && !by.Staff() {
		return nil, Errorf(NotFound, "no absences of %s for %s", who, by.ID)
	}
	all, err := d.store.Absences(ctx)
	var theirs []Absence
	for _, a := range all {
		if a.Person == who {
			theirs = append(theirs, a)
		}
	}
	return theirs, err
}

// Absence reads one, for a notice about it.
func (d *Desk) Absence(ctx context.Context, id AbsenceID) (Absence, error) {
	return d.store.Absence(ctx, id)
}

// Covered lists the open cases of a deputy who is away, for who stands in for them.
func (d *Desk) Covered(ctx context.Context, by Person, absent PersonID, limit int) ([]Case, error) {
	return d.store.CoveredFor(ctx, by, absent, limit)
}

// Stead lists what others did in a deputy's stead since then.
func (d *Desk) Stead(ctx context.Context, absent PersonID, since time.Time, limit int) ([]Event, error) {
	return d.store.Stead(ctx, absent, since, limit)
}
