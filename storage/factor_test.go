package storage_test

import (
	"encoding/hex"
	"fmt"
	"testing"
	"time"

	"liaison/casework"
	"liaison/seal"
	"liaison/storage/storagetest"
)

// wrong is a code that isn't right now.
func wrong(secret []byte, at time.Time) string {
	for n := 0; ; n++ {
		c := fmt.Sprintf("%06d", n)
		if c != storagetest.Code(secret, at) && c != storagetest.Code(secret, at.Add(-30*time.Second)) && c != storagetest.Code(secret, at.Add(30*time.Second)) {
			return c
		}
	}
}

func TestFactorIsAskedOfThoseWithWideRights(t *testing.T) {
	eachDoorway(t, func(w *doorway) {
		key, err := seal.New(hex.EncodeToString(make([]byte, seal.KeySize)))
		must(t, err)
		w.desk.Seals(key)
		token, _ := w.in("ann")
		p, _, err := w.desk.SignedIn(ctx, token)
		if w.refused(err, casework.Forbidden, "before the factor"); p.ID != "ann" {
			t.Errorf("for %s", p.ID)
		}
		_, err = w.desk.PassFactor(ctx, token, "123456", "::1")
		w.refused(err, casework.NotFound, "no factor yet")
		lost, err := w.desk.Enrol(ctx, token)
		must(t, err)
		secret, err := w.desk.Enrol(ctx, token)
		must(t, err)
		_, err = w.desk.PassFactor(ctx, token, storagetest.Code(lost, w.now), "::1")
		w.refused(err, casework.Invalid, "a secret that was drawn anew")
		fresh, err := w.desk.PassFactor(ctx, token, storagetest.Code(secret, w.now), "::1")
		must(t, err)
		_, _, err = w.desk.SignedIn(ctx, token)
		w.refused(err, casework.NotFound, "X9 the token from before")
		if p, _, err := w.desk.SignedIn(ctx, fresh); err != nil || p.ID != "ann" {
			t.Errorf("passed: %s %v", p.ID, err)
		}
		_, err = w.desk.Enrol(ctx, fresh)
		w.refused(err, casework.NotFound, "enrolled twice")
		f, err := w.s.Factor(ctx, "ann")
		must(t, err)
		if !f.Sealed || string(f.Box) == string(secret) {
			t.Error("the secret lies open")
		}

		token, _ = w.in("ann")
		_, err = w.desk.PassFactor(ctx, token, storagetest.Code(secret, w.now), "::1")
		w.refused(err, casework.Invalid, "a code that was used")
		w.now = w.now.Add(30 * time.Second)
		spaced := storagetest.Code(secret, w.now)
		_, err = w.desk.PassFactor(ctx, token, " "+spaced[:3]+" "+spaced[3:], "::1")
		must(t, err)
	})
}

func TestX19_WrongCodesDelayNobodyElse(t *testing.T) {
	eachDoorway(t, func(w *doorway) {
		token, _ := w.in("ann")
		secret, err := w.desk.Enrol(ctx, token)
		must(t, err)
		_, err = w.desk.PassFactor(ctx, token, storagetest.Code(secret, w.now), "::1")
		must(t, err)

		w.now = w.now.Add(time.Minute)
		token, _ = w.in("ann")
		other, _ := w.in("ann")
		for range 3 {
			_, err = w.desk.PassFactor(ctx, other, wrong(secret, w.now), "6.6.6.6")
			w.refused(err, casework.Invalid, "wrong")
		}
		_, err = w.desk.PassFactor(ctx, other, storagetest.Code(secret, w.now), "6.6.6.6")
		if casework.ReasonOf(err) != casework.TooSoon {
			t.Errorf("at once: %v", err)
		}
		fresh, err := w.desk.PassFactor(ctx, token, storagetest.Code(secret, w.now), "::1")
		must(t, err)
		if _, _, err := w.desk.SignedIn(ctx, fresh); err != nil {
			t.Errorf("from another address: %v", err)
		}
		w.now = w.now.Add(30 * time.Second)
		if _, err = w.desk.PassFactor(ctx, other, storagetest.Code(secret, w.now), "6.6.6.6"); err != nil {
			t.Errorf("a little later: %v", err)
		}

		guess, _ := w.in("ann")
		for range 10 {
			w.now = w.now.Add(15 * time.Minute)
			_, err = w.desk.PassFactor(ctx, guess, wrong(secret, w.now), "6.6.6.6")
			w.refused(err, casework.Invalid, "wrong")
			_, _, _ = w.desk.SignedIn(ctx, guess)
		}
		_, _, err = w.desk.SignedIn(ctx, guess)
		w.refused(err, casework.NotFound, "ten wrong codes")
		again, _ := w.in("ann")
		w.now = w.now.Add(15 * time.Minute)
		_, err = w.desk.PassFactor(ctx, again, storagetest.Code(secret, w.now), "6.6.6.6")
		must(t, err)
	})
}

func TestFactorIsResetByAnother(t *testing.T) {
	eachDoorway(t, func(w *doorway) {
		token, _ := w.in("ann")
		secret, err := w.desk.Enrol(ctx, token)
		must(t, err)
		token, err = w.desk.PassFactor(ctx, token, storagetest.Code(secret, w.now), "::1")
		must(t, err)
		for _, by := range []casework.PersonID{"li", "ann"} {
			w.refused(w.desk.ResetFactor(ctx, casework.Once{}, person(t, w.s, by), "ann"), casework.NotFound, "by "+string(by))
		}
		must(t, w.desk.ResetFactor(ctx, casework.Once{}, person(t, w.s, "bob"), "ann"))
		_, _, err = w.desk.SignedIn(ctx, token)
		w.refused(err, casework.NotFound, "after the reset")
		w.refused(w.desk.LoseFactor(ctx, "ann"), casework.NotFound, "none is left")

		token, _ = w.in("ann")
		_, err = w.desk.Enrol(ctx, token)
		must(t, err)
		must(t, w.desk.LoseFactor(ctx, "ann"))
		if has, err := w.desk.Enrolled(ctx, "ann"); err != nil || has {
			t.Errorf("enrolled: %v %v", has, err)
		}
	})
}
