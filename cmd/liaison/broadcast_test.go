package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/simulator"
	"liaison/storage"
	"liaison/storage/storagetest"
)

const (
	chief    = int64(910002)
	audience = 120
	noWater  = "The water is off on Friday"
)

// TestX22_P1_KilledWhileItGoesOut kills the program again and again while a message goes
// to many: nobody gets it twice, and whoever doesn't have it is counted as in doubt.
func TestX22_P1_KilledWhileItGoesOut(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	storagetest.EachAddress(t, func(t *testing.T, database string) {
		r := newRig(t, database)
		r.telegram.AddUser(simulator.User{ID: chief, FirstName: "Chief", LanguageCode: "en"})
		r.telegram.Open(chief)
		file := filepath.Join(t.TempDir(), "office.yaml")
		staffed := office + "  - {id: chief, name: Chief, telegram: 910002, role: admin}\n"
		if err := os.WriteFile(file, []byte(staffed), 0o600); err != nil {
			t.Fatal(err)
		}
		inhabit(t, r, database)
		r.start("LIAISON_OFFICE=" + file)
		r.say(clerk, "/broadcast")
		r.press(clerk, "cast:resident:*")
		r.hears(clerk, "Write the message")
		r.say(clerk, noWater)
		r.press(clerk, "castask:")
		r.press(chief, "approve:")
		for _, told := range []int{10, 40, 70} {
			r.until(fmt.Sprint(told, " have it"), func() bool { return copies(r) >= told })
			r.kill()
			r.start("LIAISON_OFFICE=" + file)
		}
		r.hears(clerk, "Sent to all residents")
		if code := r.stop(); code != 0 {
			t.Errorf("exit code %d", code)
		}
		fates := reached(t, database)
		for i := range audience {
			if n := len(r.heard(resident(i), noWater)); n > 1 {
				t.Errorf("resident %d has %d copies", i, n)
			}
		}
		if n := copies(r); fates.Settled() != audience || n < fates.Sent || n > fates.Sent+fates.Doubtful {
			t.Errorf("%d copies arrived of %d, counted %+v", n, audience, fates)
		}
		t.Logf("%+v", fates)
	})
}

// inhabit fills the town with residents who wrote once and agreed.
func inhabit(t *testing.T, r *rig, database string) {
	t.Helper()
	s, err := storage.Open(context.Background(), database, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	var ch casework.Change
	for i := range audience {
		r.resident(resident(i))
		r.telegram.Open(resident(i))
		ch.People = append(ch.People, casework.Person{
			ID: casework.PersonID(fmt.Sprintf("r-%08d", i)), Role: casework.Resident, Account: resident(i), Language: "en", Agreed: time.Now(), Rights: 1,
		})
	}
	if err := s.Apply(context.Background(), ch); err != nil {
		t.Fatal(err)
	}
}

func copies(r *rig) (n int) {
	for i := range audience {
		n += len(r.heard(resident(i), noWater))
	}
	return n
}

// reached reads what was counted, and finds nothing broken.
func reached(t *testing.T, database string) casework.Fates {
	t.Helper()
	s, err := storage.Open(context.Background(), database, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	list, err := s.Broadcasts(context.Background(), 2)
	if err != nil || len(list) != 1 || list[0].State != casework.Over {
		t.Fatalf("broadcasts %+v, %v", list, err)
	}
	broken, err := s.Check(context.Background())
	if err != nil || len(broken) > 0 {
		var all []string
		for _, b := range broken {
			all = append(all, b.Invariant)
		}
		t.Errorf("broken: %s, %v", strings.Join(all, "; "), err)
	}
	return list[0].Fates
}
