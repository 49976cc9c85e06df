package casework

import (
	"context"
	"encoding/base64"
	"io"
	"slices"
	"time"
)

const (
	codeSize  = 16 // bytes of a link
	tokenSize = 32 // and of what a browser is known by
	seenTakes = 250 * time.Millisecond
)

// drawSecret gives so many unpredictable bytes as text, and the hash that is kept.
func (d *Desk) drawSecret(size int) (text, hash string, err error) {
	b := make([]byte, size)
	if _, err := io.ReadFull(d.random, b); err != nil {
		return "", "", Errorf(Internal, "draw a secret: %v", err)
	}
	text = base64.RawURLEncoding.EncodeToString(b)
	return text, hashCode(text), nil
}

// ConsoleLink makes the code of a link into the console for whoever asks, and takes
// back those made for them before. NotFound for whom the console isn't there.
func (d *Desk) ConsoleLink(ctx context.Context, once Once, by Person) (code string, err error) {
	err = retry(func() error {
		if !by.Entering() {
			return Errorf(NotFound, "no console for %s", by.ID)
		}
		doors, err := d.store.OpenDoors(ctx, by.ID)
		if err != nil {
			return err
		}
		now := d.now()
		for i := range doors {
			doors[i].Over = now
		}
		fresh := Door{Person: by.ID, Made: now, Expires: now.Add(doorFor)}
		if code, fresh.Hash, err = d.drawSecret(codeSize); err != nil {
			return err
		}
		return d.apply(ctx, once, &by, Change{Doors: append(doors, fresh)})
	})
	return code, err
}

// door finds a link that leads somewhere, and for whom.
func (d *Desk) door(ctx context.Context, code string) (Door, Person, error) {
	r, err := d.store.Door(ctx, hashCode(code))
	if err != nil {
		return Door{}, Person{}, err
	}
	p, err := d.store.Person(ctx, r.Person)
	if err == nil && d.Office().dormant(p, d.now()) {
		err = shut()
	}
	if err == nil {
		err = r.open(p, d.now())
	}
	return r, p, err
}

// OpenLink says for whom a link is, and binds it to the first browser that asks, by
// the mark that this was given. It doesn't spend the link. All refusals are NotFound.
func (d *Desk) OpenLink(ctx context.Context, code, browser string) (Person, error) {
	var p Person
	err := retry(func() error {
		r, who, err := d.door(ctx, code)
		switch p = who; {
		case err != nil:
			return err
		case browser != "" && r.Browser == "":
			r.Browser = hashCode(browser)
			return d.apply(ctx, Once{}, &p, Change{Doors: []Door{r}})
		case !r.belongs(browser):
			return shut()
		}
		return nil
	})
	if err != nil {
		return Person{}, err
	}
	return p, nil
}

// SignIn spends a link in the browser that it is bound to, and gives the token that
// the browser is known by from now on. All refusals are NotFound.
func (d *Desk) SignIn(ctx context.Context, code, browser, agent string) (token string, s SignIn, err error) {
	err = retry(func() error {
		r, p, err := d.door(ctx, code)
		if err == nil && !r.belongs(browser) {
			err = shut()
		}
		if err != nil {
			return err
		}
		r.Over = d.now()
		token, s, err = d.enter(ctx, p, agent, Change{Doors: []Door{r}})
		return err
	})
	return token, s, err
}

// SignInAs signs in whose account it is, by a proof of the messenger's that was
// checked; each proof is taken once. All refusals are NotFound.
func (d *Desk) SignInAs(ctx context.Context, account int64, proof, agent string) (token string, s SignIn, err error) {
	err = retry(func() error {
		p, err := d.store.PersonByAccount(ctx, account)
		if err == nil && (!p.Entering() || d.Office().dormant(p, d.now())) {
			err = shut()
		}
		if err != nil {
			return err
		}
		if token, s, err = d.enter(ctx, p, agent, Change{Proofs: []Proof{{Hash: hashCode(proof), Taken: d.now()}}}); err == nil {
			_, _ = d.seen(ctx, p) // they are in; that they were seen can be kept tomorrow
		}
		return err
	})
	return token, s, err
}

// Proof is a proof of the messenger's that was taken.
type Proof struct {
	Hash  string
	Taken time.Time
}

// enter begins a sign-in, and lets the person know.
func (d *Desk) enter(ctx context.Context, p Person, agent string, ch Change) (string, SignIn, error) {
	id, err := drawID(d.random)
	if err != nil {
		return "", SignIn{}, err
	}
	token, hash, err := d.drawSecret(tokenSize)
	if err != nil {
		return "", SignIn{}, err
	}
	s := newSignIn(SignInID(id), hash, p, agent, d.now())
	s.Passed = s.Passed || d.unasked
	ch.SignIns = []SignIn{s}
	ch.Notices = []Notice{{To: p.ID, Kind: TellSignedIn, About: NoticeID(id), Priority: 1}}
	return token, s, d.apply(ctx, Once{}, &p, ch)
}

// signedIn finds a sign-in that holds, whether its second factor was given or not.
func (d *Desk) signedIn(ctx context.Context, token string) (Person, SignIn, error) {
	p, s, err := d.store.SignInByHash(ctx, hashCode(token))
	if err != nil {
		return Person{}, SignIn{}, err
	}
	if !s.Live(p, d.now()) || d.Office().dormant(p, d.now()) {
		return Person{}, SignIn{}, Errorf(NotFound, "sign-in %d doesn't hold", s.ID)
	}
	return p, s, nil
}

// SignedIn gives who uses a browser. NotFound: nobody, or not any more. Forbidden, with
// both: their second factor is wanted first, and nothing else may be shown to them.
func (d *Desk) SignedIn(ctx context.Context, token string) (Person, SignIn, error) {
	p, s, err := d.signedIn(ctx, token)
	if err != nil {
		return p, s, err
	}
	if now := d.now(); now.Sub(s.Seen) >= seenEvery {
		// What can't be kept now is kept with the next page; this one is shown.
		brief, cancel := context.WithTimeout(ctx, seenTakes)
		defer cancel()
		_ = d.store.SawSignIn(brief, s.ID, now)
	}
	if !s.Passed {
		err = Errorf(Forbidden, "sign-in %d wants a second factor", s.ID)
	}
	return p, s, err
}

// SignOut ends the sign-in of a token, if it holds.
func (d *Desk) SignOut(ctx context.Context, token string) error {
	p, s, err := d.signedIn(ctx, token)
	if KindOf(err) == NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	return d.endSignIns(ctx, Once{}, p, p.ID, func(o SignIn) bool { return o.ID == s.ID })
}

// SignIns lists where somebody is signed in, the newest first.
func (d *Desk) SignIns(ctx context.Context, by Person) ([]SignIn, error) {
	all, err := d.store.OpenSignIns(ctx, by.ID, d.now())
	return slices.DeleteFunc(all, func(s SignIn) bool { return !s.Live(by, d.now()) }), err
}

// AllSignIns lists, for an administrator, where anybody is.
func (d *Desk) AllSignIns(ctx context.Context, by Person) ([]SignIn, error) {
	if err := by.admin(); err != nil {
		return nil, err
	}
	all, err := d.store.OpenSignIns(ctx, "", d.now())
	return slices.DeleteFunc(all, func(s SignIn) bool { return d.now().Sub(s.Seen) >= idleFor }), err
}

// SignInOf reads a sign-in of one's own, or for an administrator anybody's.
func (d *Desk) SignInOf(ctx context.Context, by Person, id SignInID) (SignIn, error) {
	s, err := d.store.SignIn(ctx, id)
	if err == nil && s.Person != by.ID && by.admin() != nil {
		return SignIn{}, Errorf(NotFound, "no sign-in %d of %s", id, by.ID)
	}
	return s, err
}

// EndSignIn ends one's own, or for an administrator anybody's; again, it does nothing more.
func (d *Desk) EndSignIn(ctx context.Context, once Once, by Person, id SignInID) error {
	s, err := d.SignInOf(ctx, by, id)
	if err != nil {
		return err
	}
	return d.endSignIns(ctx, once, by, s.Person, func(o SignIn) bool { return o.ID == id })
}

// EndOthers ends all of one's own but one.
func (d *Desk) EndOthers(ctx context.Context, by Person, keep SignInID) error {
	return d.endSignIns(ctx, Once{}, by, by.ID, func(s SignIn) bool { return s.ID != keep })
}

func (d *Desk) endSignIns(ctx context.Context, once Once, by Person, of PersonID, which func(SignIn) bool) error {
	return retry(func() error {
		all, err := d.ended(ctx, of, which)
		if err != nil || len(all) == 0 {
			return err
		}
		return d.apply(ctx, once, &by, Change{SignIns: all})
	})
}

// ended gives somebody's sign-ins as they are to be.
func (d *Desk) ended(ctx context.Context, of PersonID, which func(SignIn) bool) ([]SignIn, error) {
	all, err := d.store.OpenSignIns(ctx, of, d.now())
	all = slices.DeleteFunc(all, func(s SignIn) bool { return !which(s) })
	for i := range all {
		all[i].Ended = d.now()
	}
	return all, err
}

// StillSignedIn tells who uses a sign-in, without counting it as used: a page that
// looks by itself must not keep anybody signed in.
func (d *Desk) StillSignedIn(ctx context.Context, token string) (Person, SignIn, error) {
	p, s, err := d.signedIn(ctx, token)
	if err == nil && !s.Passed {
		err = Errorf(Forbidden, "sign-in %d wants a second factor", s.ID)
	}
	return p, s, err
}
