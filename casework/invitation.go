package casework

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"slices"
	"time"
)

// InvitationID names an invitation; it gives no right.
type InvitationID int64

// InvitationState says how far an invitation is.
type InvitationState string

// The states.
const (
	Waiting   InvitationState = "open"      // nobody opened it yet
	Opened    InvitationState = "opened"    // somebody did, and waits to be confirmed
	Confirmed InvitationState = "confirmed" // they are who they were invited as
	Declined  InvitationState = "declined"  // an administrator said that they aren't
	Revoked   InvitationState = "revoked"
)

// Invitation lets an account become somebody of the office file. The code
// itself is kept nowhere.
type Invitation struct {
	ID       InvitationID
	Hash     string // of the code
	Person   PersonID
	By       PersonID
	Made     time.Time
	Expires  time.Time
	State    InvitationState
	Account  int64  // whose it was opened from
	Name     string // what they call themselves in the messenger
	Language string
	Decided  PersonID
	Version  int64
}

const (
	inviteFor  = 24 * time.Hour
	wrongCodes = 10 // an hour from one account; beyond them nothing is said
)

// hashCode is how a code is kept: it is too long to be guessed from its hash.
func hashCode(code string) string {
	sum := sha256.Sum256([]byte(code))
	return hex.EncodeToString(sum[:])
}

// admin gives NotFound to whoever may not invite.
func (p Person) admin() error {
	if p.Role != Admin || !p.acting() {
		return Errorf(NotFound, "%s may not invite", p.ID)
	}
	return nil
}

// Uninvited lists the people of the office file who have no account yet.
func (d *Desk) Uninvited(ctx context.Context, by Person) ([]Person, error) {
	if err := by.admin(); err != nil {
		return nil, err
	}
	all, err := d.store.OfficePeople(ctx)
	return slices.DeleteFunc(all, func(p Person) bool { return p.Retired || p.Account != 0 }), err
}

// Invite makes a code by which one account may become that person, and takes
// back the codes made for them before.
func (d *Desk) Invite(ctx context.Context, once Once, by Person, who PersonID) (code string, err error) {
	if err := by.admin(); err != nil {
		return "", err
	}
	err = retry(func() error {
		p, err := d.store.Person(ctx, who)
		if err != nil {
			return err
		}
		if p.Role == Resident || p.Retired || p.Account != 0 {
			return Errorf(NotFound, "nobody to invite as %s", who)
		}
		earlier, err := d.store.Invitations(ctx)
		if err != nil {
			return err
		}
		ch := Change{Invitations: revoked(earlier, who)}
		id, err := drawID(d.random)
		if err != nil {
			return err
		}
		var b [16]byte
		if _, err := io.ReadFull(d.random, b[:]); err != nil {
			return Errorf(Internal, "draw a code: %v", err)
		}
		code = base64.RawURLEncoding.EncodeToString(b[:])
		now := d.now()
		ch.Invitations = append(ch.Invitations, Invitation{
			ID: InvitationID(id), Hash: hashCode(code), Person: who, By: by.ID, Made: now, Expires: now.Add(inviteFor), State: Waiting,
		})
		return d.apply(ctx, once, &by, ch)
	})
	return code, err
}

func revoked(list []Invitation, who PersonID) []Invitation {
	var all []Invitation
	for _, i := range list {
		if i.Person == who {
			i.State = Revoked
			all = append(all, i)
		}
	}
	return all
}

// Invitations lists those that are neither decided nor taken back.
func (d *Desk) Invitations(ctx context.Context, by Person) ([]Invitation, error) {
	if err := by.admin(); err != nil {
		return nil, err
	}
	return d.store.Invitations(ctx)
}

// Invitation reads one, for an administrator.
func (d *Desk) Invitation(ctx context.Context, by Person, id InvitationID) (Invitation, error) {
	if err := by.admin(); err != nil {
		return Invitation{}, err
	}
	return d.store.Invitation(ctx, id)
}

// Revoke takes back all that was made for a person and isn't decided.
func (d *Desk) Revoke(ctx context.Context, once Once, by Person, who PersonID) error {
	if err := by.admin(); err != nil {
		return err
	}
	return retry(func() error {
		list, err := d.store.Invitations(ctx)
		if err != nil {
			return err
		}
		gone := revoked(list, who)
		if len(gone) == 0 {
			return Errorf(NotFound, "no invitation for %s", who)
		}
		return d.apply(ctx, once, &by, Change{Invitations: gone})
	})
}

// Open takes a code from an account. Whatever is wrong with it is NotFound; from
// an account that gave too many wrong ones it is Forbidden, and nothing is to be said.
func (d *Desk) Open(ctx context.Context, once Once, by Person, code string) error {
	now := d.now()
	wrong, err := d.store.WrongCodes(ctx, by.Account, now.Add(-time.Hour))
	if err != nil {
		return err
	}
	if wrong >= wrongCodes {
		return Errorf(Forbidden, "too many wrong codes from one account")
	}
	err = retry(func() error { return d.opened(ctx, once, by, code, now) })
	if KindOf(err) == NotFound {
		if lost := d.store.WrongCode(ctx, by.Account, now); lost != nil {
			return lost
		}
	}
	return err
}

// opened takes a code that holds.
func (d *Desk) opened(ctx context.Context, once Once, by Person, code string, now time.Time) error {
	i, err := d.store.InvitationByHash(ctx, hashCode(code))
	if err != nil {
		return err
	}
	who, err := d.store.Person(ctx, i.Person)
	if err != nil {
		return err
	}
	if i.State != Waiting || !now.Before(i.Expires) || who.Account != 0 || who.Retired || by.Role != Resident {
		return Errorf(NotFound, "an invitation that no longer holds")
	}
	i.State, i.Account, i.Name, i.Language = Opened, by.Account, by.Name, by.Language
	ch := Change{Once: once, Invitations: []Invitation{i}}
	people, err := d.store.OfficePeople(ctx)
	if err != nil {
		return err
	}
	for _, p := range people {
		if p.admin() == nil {
			ch.Notices = append(ch.Notices, Notice{To: p.ID, Kind: TellJoining, About: NoticeID(i.ID), Priority: 1})
		}
	}
	return d.store.Apply(ctx, ch)
}

// Admit ends the doubt who opened an invitation. Rights begin here: the
// account is the person's from now on, and no resident's any more, who keeps their cases.
func (d *Desk) Admit(ctx context.Context, once Once, by Person, id InvitationID, yes bool) (Person, error) {
	var who Person
	if err := by.admin(); err != nil {
		return who, err
	}
	err := retry(func() error {
		i, err := d.store.Invitation(ctx, id)
		if err != nil {
			return err
		}
		if who, err = d.store.Person(ctx, i.Person); err != nil {
			return err
		}
		if i.State != Opened {
			return Errorf(NotFound, "invitation %d is decided", id)
		}
		i.State, i.Decided = Declined, by.ID
		ch := Change{Invitations: []Invitation{i}}
		if yes {
			ch.Invitations[0].State = Confirmed
			if ch.People, err = d.bind(ctx, who, i); err != nil {
				return err
			}
			ch.Notices = []Notice{{To: who.ID, Kind: TellWelcome, Priority: 1}}
		}
		return d.apply(ctx, once, &by, ch)
	})
	return who, err
}

// bind gives an account to a person, and takes it from the resident who had it.
func (d *Desk) bind(ctx context.Context, who Person, i Invitation) ([]Person, error) {
	if who.Account != 0 || who.Retired {
		return nil, Errorf(NotFound, "%s has an account", who.ID)
	}
	var people []Person
	had, err := d.store.PersonByAccount(ctx, i.Account)
	switch {
	case err == nil && had.Role != Resident:
		return nil, Errorf(NotFound, "the account is %s's by now", had.ID)
	case err == nil:
		had.Account, had.Rights = 0, had.Rights+1
		people = append(people, had)
	case KindOf(err) != NotFound:
		return nil, err
	}
	who.Account, who.Blocked, who.Rights = i.Account, false, who.Rights+1
	who.Seen, who.Dormant, who.Knocked, who.Parted = d.now(), time.Time{}, time.Time{}, 0
	if !who.Chosen && i.Language != "" {
		who.Language = i.Language
	}
	return append(people, who), nil
}
