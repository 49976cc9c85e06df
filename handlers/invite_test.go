package handlers_test

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

var inviteLink = regexp.MustCompile(`start=(i_[A-Za-z0-9_-]{22})`)

// link lets the administrator make a link for Zhao Min and gives its payload.
func (r *rig) link(t *testing.T) string {
	t.Helper()
	r.do("admin", "/invite")
	for _, h := range r.do("admin", "[Zhao Min]") {
		if m := inviteLink.FindStringSubmatch(h.text); m != nil && strings.Contains(h.text, "Zhao Min") {
			return m[1]
		}
	}
	t.Fatal("no link")
	return ""
}

func only(t *testing.T, list []heard) string {
	t.Helper()
	if len(list) != 1 {
		t.Fatalf("heard %+v", list)
	}
	return list[0].text
}

const refusedLink = "This link doesn't work. Ask the station for a new one."

// Guessed, used, expired, revoked, somebody else's: all are refused alike, and
// nothing is anybody's before an administrator confirms.
func TestX4_Invitations(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		r := newRig(t, store, settings{})
		if err := r.world("office adds admin zhao-min"); err != nil {
			t.Fatal(err)
		}
		r.do("neighbour", "The pipe in our street is broken")
		refused := func(who, code string) {
			t.Helper()
			if got := only(t, r.do(who, "/start "+code)); got != refusedLink {
				t.Errorf("%s hears %q", who, got)
			}
		}
		refused("zhao-min", "i_AAAAAAAAAAAAAAAAAAAAAA")
		refused("zhao-min", "i_")
		revoked := r.link(t)
		r.do("admin", "/invite revoke")
		r.do("admin", "[Zhao Min]")
		refused("zhao-min", revoked)
		replaced := r.link(t)
		expired := r.link(t)
		refused("zhao-min", replaced)
		r.pass(25 * time.Hour)
		refused("zhao-min", expired)
		code := r.link(t)
		refused("li-na", code) // is somebody already
		if h := r.do("zhao-min", "/start "+code); len(h) != 2 || !strings.Contains(h[0].text+h[1].text, "wants to be Zhao Min") {
			t.Fatalf("heard %+v", h)
		}
		refused("neighbour", code)
		refused("zhao-min", code)
		if got := only(t, r.do("zhao-min", "/pending")); !strings.Contains(got, "don't know this command") {
			t.Errorf("rights before the confirmation: %q", got)
		}
		r.do("staff", "forge admit:1:yes")
		before := person(t, store, "zhao-min")
		r.do("admin", "[Confirm]")
		after := person(t, store, "zhao-min")
		if after.Account != accountOf("zhao-min") || after.Rights <= before.Rights {
			t.Errorf("bound to %d, rights %d after %d", after.Account, after.Rights, before.Rights)
		}
		if got := only(t, r.do("zhao-min", "/mine")); !strings.Contains(got, "no case in work") {
			t.Errorf("no rights after the confirmation: %q", got)
		}
		refused("neighbour", code)
		if err := r.world("office adds admin zhao-min"); err != nil {
			t.Fatal(err)
		}
		if p := person(t, store, "zhao-min"); p.Account != accountOf("zhao-min") {
			t.Error("the office file unbinds who was bound by a link")
		}
	})
}

// After ten wrong codes in an hour an account hears nothing, not even for the right one.
func TestX4_GuessingIsIgnored(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		r := newRig(t, store, settings{})
		if err := r.world("office adds admin zhao-min"); err != nil {
			t.Fatal(err)
		}
		code := r.link(t)
		for range 10 {
			if got := only(t, r.do("neighbour", "/start i_guess")); got != refusedLink {
				t.Fatalf("heard %q", got)
			}
		}
		for _, try := range []string{"i_guess", code} {
			if h := r.do("neighbour", "/start "+try); len(h) > 0 {
				t.Errorf("heard %+v", h)
			}
		}
		if h := r.do("zhao-min", "/start "+code); len(h) != 2 {
			t.Errorf("another account pays for it: %+v", h)
		}
	})
}

// Only the numeric account counts: the same name from another account is nobody.
func TestX21_IdentityIsTheAccount(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		r := newRig(t, store, settings{})
		by, err := r.desk.Who(context.Background(), 777, "Li Na", "en")
		if err != nil || by.Role != casework.Resident || by.ID != "" {
			t.Errorf("an account called Li Na is %+v, %v", by, err)
		}
		by, err = r.desk.Who(context.Background(), accountOf("li-na"), "Somebody Else", "en")
		if err != nil || by.ID != "li-na" || by.Name != "Li Na" {
			t.Errorf("the account of Li Na under another name is %+v, %v", by, err)
		}
	})
}

func person(t *testing.T, s *storage.Store, id casework.PersonID) casework.Person {
	t.Helper()
	p, err := s.Person(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
