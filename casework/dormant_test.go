package casework

import (
	"testing"
	"time"
)

// TestX21_SeenOnceADay: that somebody acts is kept once a day, whatever they do.
func TestX21_SeenOnceADay(t *testing.T) {
	t.Parallel()
	now := start
	books := newMemory(li)
	d := NewDesk(books, byWord{}, Office{Dormant: 90 * day}, func() time.Time { return now }, nil)
	for range 48 {
		who, err := d.Who(t.Context(), li.Account, "", "")
		if err != nil || who.ID != li.ID {
			t.Fatalf("got %+v, %v", who, err)
		}
		if kept, _ := books.Person(t.Context(), li.ID); kept.Version != who.Version {
			t.Fatalf("acts with version %d, kept is %d", who.Version, kept.Version)
		}
		now = now.Add(time.Hour)
	}
	if books.applied != 2 {
		t.Errorf("written %d times in two days", books.applied)
	}
	now = start // P5: a clock that went back makes nobody dormant, and nothing is written
	if _, err := d.Who(t.Context(), li.Account, "", ""); err != nil || books.applied != 2 {
		t.Errorf("%v, written %d times", err, books.applied)
	}
}

// TestX21_DormantUntilRecognised goes through all that becomes of an account.
func TestX21_DormantUntilRecognised(t *testing.T) {
	t.Parallel()
	now := start
	chief := Person{ID: "chief", Role: Admin, Account: 31, Rights: 1, Version: 1}
	books := newMemory(li, chief)
	d := NewDesk(books, byWord{}, Office{Dormant: 90 * day}, func() time.Time { return now }, nil)
	doze := func(want int) {
		t.Helper()
		if n, err := d.Doze(t.Context()); err != nil || n != want {
			t.Errorf("%d begin to be dormant, want %d: %v", n, want, err)
		}
	}
	doze(0) // counts from now on
	now = now.Add(60 * day)
	if _, err := d.Who(t.Context(), chief.Account, "", ""); err != nil {
		t.Fatal(err)
	}
	now = now.Add(30 * day)
	doze(1)
	doze(0)
	asleep, _ := books.Person(t.Context(), li.ID)
	if asleep.Rights != li.Rights+1 || asleep.Told() || at(Taken).Standing(asleep) != Stranger {
		t.Errorf("dormant: %+v", asleep)
	}
	for range 3 {
		_, err := d.Who(t.Context(), li.Account, "", "")
		wantKind(t, err, Unconfirmed)
	}
	if n := books.owed(TellKnock, chief.ID); len(n) != 1 || n[0].About != NoticeID(li.Account) {
		t.Errorf("the administrator is told %v", n)
	}
	by, _ := books.Person(t.Context(), chief.ID)
	_, err := d.Recognise(t.Context(), Once{}, asleep, chief.ID, false)
	wantKind(t, err, NotFound)
	if _, err := d.Recognise(t.Context(), Once{}, by, li.ID, true); err != nil {
		t.Fatal(err)
	}
	if who, err := d.Who(t.Context(), li.Account, "", ""); err != nil || at(Taken).Standing(who) != Holder {
		t.Errorf("recognised: %+v, %v", who, err)
	}
	_, err = d.Recognise(t.Context(), Once{}, by, li.ID, false)
	wantKind(t, err, NotFound) // a second tap, of another administrator's perhaps

	now = now.Add(200 * day) // nobody came: the administrator can't confirm anybody either
	_, err = d.Who(t.Context(), li.Account, "", "")
	if wantKind(t, err, Unconfirmed); ReasonOf(err) != Alone {
		t.Errorf("refused with %q", ReasonOf(err))
	}
	_, err = d.Recognise(t.Context(), Once{}, by, li.ID, true)
	wantKind(t, err, NotFound)
}

// TestX21_DozesAroundWhatMoves: somebody who is changed at the same moment is left
// to the next call, and that is no fault.
func TestX21_DozesAroundWhatMoves(t *testing.T) {
	t.Parallel()
	d := NewDesk(moving{newMemory(li, bo)}, byWord{}, Office{Dormant: 90 * day}, func() time.Time { return start }, nil)
	if n, err := d.Doze(t.Context()); n != 0 || err != nil {
		t.Errorf("%d dormant, %v", n, err)
	}
}
