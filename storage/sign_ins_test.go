package storage_test

import (
	"crypto/rand"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// doorway is a desk whose people come into the console, with a clock of its own.
type doorway struct {
	t    *testing.T
	s    *storage.Store
	desk *casework.Desk
	now  time.Time
}

func eachDoorway(t *testing.T, run func(w *doorway)) {
	t.Helper()
	t.Parallel()
	storagetest.EachAddress(t, func(t *testing.T, address string) {
		w := &doorway{t: t, now: noon}
		clock := func() time.Time { return w.now }
		w.s = storagetest.OpenAt(t, address, clock)
		must(t, w.s.ApplyOffice(ctx, station()))
		w.desk = casework.NewDesk(w.s, nil, station(), clock, rand.Reader)
		run(w)
	})
}

func (w *doorway) link(id casework.PersonID) string {
	w.t.Helper()
	code, err := w.desk.ConsoleLink(ctx, casework.Once{}, person(w.t, w.s, id))
	must(w.t, err)
	return code
}

// in opens a link in a browser and signs in.
func (w *doorway) in(id casework.PersonID) (string, casework.SignIn) {
	w.t.Helper()
	code := w.link(id)
	_, err := w.desk.OpenLink(ctx, code, "browser")
	must(w.t, err)
	token, in, err := w.desk.SignIn(ctx, code, "browser", "Mozilla/5.0 (X11; Linux x86_64) Firefox/128.0")
	must(w.t, err)
	return token, in
}

func (w *doorway) refused(err error, kind casework.Kind, what string) {
	w.t.Helper()
	if casework.KindOf(err) != kind {
		w.t.Errorf("%s: %v", what, err)
	}
}

func TestX5_LinkIsSpentByASignInAlone(t *testing.T) {
	eachDoorway(t, func(w *doorway) {
		code := w.link("li")
		for range 3 {
			p, err := w.desk.OpenLink(ctx, code, "browser")
			must(t, err)
			if p.ID != "li" {
				t.Errorf("opened for %s", p.ID)
			}
		}
		token, in, err := w.desk.SignIn(ctx, code, "browser", "curl")
		must(t, err)
		if p, s, err := w.desk.SignedIn(ctx, token); err != nil || p.ID != "li" || s.ID != in.ID {
			t.Errorf("signed in: %s %+v %v", p.ID, s, err)
		}
		_, _, err = w.desk.SignIn(ctx, code, "browser", "curl")
		w.refused(err, casework.NotFound, "spent")
		_, err = w.desk.OpenLink(ctx, code, "browser")
		w.refused(err, casework.NotFound, "opened after it was spent")

		old, late := w.link("li"), w.link("li")
		_, err = w.desk.OpenLink(ctx, old, "browser")
		w.refused(err, casework.NotFound, "taken back by a newer one")
		w.now = w.now.Add(5 * time.Minute)
		_, err = w.desk.OpenLink(ctx, late, "browser")
		w.refused(err, casework.NotFound, "older than five minutes")
		for _, code := range []string{"", "AAAA", late + "A"} {
			_, err = w.desk.OpenLink(ctx, code, "browser")
			w.refused(err, casework.NotFound, "never made")
		}
	})
}

func TestX5_LinkIsSpentOnceByMany(t *testing.T) {
	eachDoorway(t, func(w *doorway) {
		code := w.link("li")
		_, err := w.desk.OpenLink(ctx, code, "browser")
		must(t, err)
		var won atomic.Int32
		var all sync.WaitGroup
		for range 12 {
			all.Go(func() {
				if _, _, err := w.desk.SignIn(ctx, code, "browser", ""); err == nil {
					won.Add(1)
				} else if casework.KindOf(err) != casework.NotFound {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Errorf("%d signed in", won.Load())
		}
	})
}

func TestX6_LinkIsBoundToTheFirstBrowser(t *testing.T) {
	eachDoorway(t, func(w *doorway) {
		code := w.link("li")
		_, _, err := w.desk.SignIn(ctx, code, "browser", "")
		w.refused(err, casework.NotFound, "before it was opened")
		_, err = w.desk.OpenLink(ctx, code, "")
		w.refused(err, casework.NotFound, "without a mark")
		_, err = w.desk.OpenLink(ctx, code, "browser")
		must(t, err)
		for _, other := range []string{"other", ""} {
			_, err = w.desk.OpenLink(ctx, code, other)
			w.refused(err, casework.NotFound, "opened elsewhere")
			_, _, err = w.desk.SignIn(ctx, code, other, "")
			w.refused(err, casework.NotFound, "signed in elsewhere")
		}
		_, _, err = w.desk.SignIn(ctx, code, "browser", "")
		must(t, err)
	})
}

func TestX9_SignInEnds(t *testing.T) {
	eachDoorway(t, func(w *doorway) {
		alive := func(token, what string, want bool) {
			t.Helper()
			if _, _, err := w.desk.SignedIn(ctx, token); (err == nil) != want {
				t.Errorf("%s: %v", what, err)
			}
		}
		token, _ := w.in("li")
		w.now = w.now.Add(29 * time.Minute)
		alive(token, "idle for 29 minutes", true)
		w.now = w.now.Add(29 * time.Minute)
		alive(token, "seen 29 minutes ago", true)
		w.now = w.now.Add(30 * time.Minute)
		alive(token, "idle for half an hour", false)

		token, _ = w.in("li")
		for range 35 {
			w.now = w.now.Add(20 * time.Minute)
			alive(token, "in use", true)
		}
		w.now = w.now.Add(20 * time.Minute)
		alive(token, "after twelve hours", false)

		token, _ = w.in("li")
		must(t, w.desk.SignOut(ctx, token))
		alive(token, "signed out", false)
		must(t, w.desk.SignOut(ctx, token))

		token, in := w.in("li")
		must(t, w.desk.EndSignIn(ctx, casework.Once{}, person(t, w.s, "li"), in.ID))
		alive(token, "ended from elsewhere", false)
		token, in = w.in("li")
		w.refused(w.desk.EndSignIn(ctx, casework.Once{}, person(t, w.s, "wu"), in.ID), casework.NotFound, "ended by somebody else")
		alive(token, "wasn't ended", true)
		must(t, w.desk.EndSignIn(ctx, casework.Once{}, person(t, w.s, "bob"), in.ID))
		alive(token, "ended by an administrator", false)

		first, _ := w.in("li")
		token, in = w.in("li")
		must(t, w.desk.EndOthers(ctx, person(t, w.s, "li"), in.ID))
		alive(first, "another", false)
		alive(token, "this one", true)
		list, err := w.desk.SignIns(ctx, person(t, w.s, "li"))
		must(t, err)
		if len(list) != 1 || list[0].ID != in.ID || list[0].Agent != "Firefox on Linux" {
			t.Errorf("listed: %+v", list)
		}

		li := person(t, w.s, "li")
		li.Rights++
		must(t, w.s.Apply(ctx, casework.Change{People: []casework.Person{li}}))
		alive(token, "rights changed", false)
		token, _ = w.in("li")
		left := station()
		left.People = left.People[1:]
		must(t, w.s.ApplyOffice(ctx, left))
		alive(token, "retired", false)
		alive("", "no token", false)
	})
}

func TestX9_NobodyElseGetsALink(t *testing.T) {
	eachDoorway(t, func(w *doorway) {
		for _, p := range []casework.Person{
			{ID: "r", Role: casework.Resident, Account: 1}, {ID: "li", Role: casework.Deputy, Account: 901, Retired: true},
			{ID: "li", Role: casework.Deputy, Account: 901, Dormant: noon}, {ID: "li", Role: casework.Deputy},
		} {
			_, err := w.desk.ConsoleLink(ctx, casework.Once{}, p)
			w.refused(err, casework.NotFound, "made a link")
		}
		code := w.link("li")
		must(t, w.s.Apply(ctx, casework.Change{People: []casework.Person{dozing(person(t, w.s, "li"))}}))
		_, err := w.desk.OpenLink(ctx, code, "browser")
		w.refused(err, casework.NotFound, "dormant meanwhile")
	})
}

func dozing(p casework.Person) casework.Person {
	p.Dormant, p.Rights = noon, p.Rights+1
	return p
}

func TestX7_ProofIsTakenOnce(t *testing.T) {
	eachDoorway(t, func(w *doorway) {
		token, _, err := w.desk.SignInAs(ctx, 901, "proof", "")
		must(t, err)
		if p, _, err := w.desk.SignedIn(ctx, token); err != nil || p.ID != "li" {
			t.Errorf("%s: %v", p.ID, err)
		}
		_, _, err = w.desk.SignInAs(ctx, 901, "proof", "")
		w.refused(err, casework.NotFound, "taken twice")
		_, _, err = w.desk.SignInAs(ctx, 5, "another", "")
		w.refused(err, casework.NotFound, "an account of nobody")
	})
}

// Who comes in by the messenger's word alone is no sleeper.
func TestX7_ProofKeepsSomebodyAwake(t *testing.T) {
	eachDoorway(t, func(w *doorway) {
		office := station()
		office.Dormant = 90 * 24 * time.Hour
		w.desk = casework.NewDesk(w.s, nil, office, func() time.Time { return w.now }, rand.Reader)
		for i := range 3 {
			_, _, err := w.desk.SignInAs(ctx, 901, fmt.Sprint("proof ", i), "")
			must(t, err)
			w.now = w.now.Add(60 * 24 * time.Hour)
		}
		w.now = w.now.Add(40 * 24 * time.Hour)
		_, _, err := w.desk.SignInAs(ctx, 901, "too late", "")
		w.refused(err, casework.NotFound, "not seen for a hundred days")
	})
}

func TestSignInsAreSwept(t *testing.T) {
	eachDoorway(t, func(w *doorway) {
		token, in := w.in("li")
		_, _, err := w.desk.SignInAs(ctx, 902, "proof", "")
		must(t, err)
		w.now = w.now.Add(6 * 24 * time.Hour)
		done, err := w.s.Sweep(ctx, casework.Keeping{})
		must(t, err)
		if done.SignIns != 0 {
			t.Errorf("after six days: %+v", done)
		}
		w.now = w.now.Add(2 * 24 * time.Hour)
		done, err = w.s.Sweep(ctx, casework.Keeping{})
		must(t, err)
		if done.SignIns != 4 {
			t.Errorf("after eight days: %+v", done)
		}
		_, err = w.s.SignIn(ctx, in.ID)
		w.refused(err, casework.NotFound, "swept")
		_, _, err = w.desk.SignedIn(ctx, token)
		w.refused(err, casework.NotFound, "swept")
	})
}

func TestRestoreSignsEverybodyOut(t *testing.T) {
	t.Parallel()
	w := &doorway{t: t, now: noon}
	clock := func() time.Time { return w.now }
	path, copied := storagetest.File(t), storagetest.File(t)
	w.s = storagetest.OpenAt(t, path, clock)
	must(t, w.s.ApplyOffice(ctx, station()))
	w.desk = casework.NewDesk(w.s, nil, station(), clock, rand.Reader)
	token, _ := w.in("li")
	code := w.link("li")
	must(t, storage.Backup(ctx, path, copied, nil))
	must(t, w.s.Close())
	_, err := storage.Restore(ctx, path, copied, storage.Options{}, func(string) {})
	must(t, err)
	w.s = storagetest.OpenAt(t, path, clock)
	w.desk = casework.NewDesk(w.s, nil, station(), clock, rand.Reader)
	_, _, err = w.desk.SignedIn(ctx, token)
	w.refused(err, casework.NotFound, "signed in")
	_, err = w.desk.OpenLink(ctx, code, "browser")
	w.refused(err, casework.NotFound, "opened")
}
