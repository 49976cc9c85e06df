package storage_test

import (
	"bytes"
	"os"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// canaries are what must not be found anywhere once its resident is forgotten.
var canaries = []string{"CANARY-word", "CANARY-old", "CANARY-name", "CANARY-file", "CANARY-raw", "CANARY-answer", "CANARY-reason", "CANARY-tongue",
	"canary"} // so it stands in the index of words alone

// leaver is a resident with a closed case full of canaries, to be forgotten at once.
func leaver(t *testing.T, s *storage.Store) (casework.Person, casework.Case) {
	t.Helper()
	now := time.Now()
	p := casework.Person{ID: "r-LEAVER00", Role: casework.Resident, Account: 4242, Name: "CANARY-name", Forget: now.Add(-time.Hour), Rights: 1}
	c := casework.Case{Number: "GONE0001", Resident: p.ID, Status: casework.Closed, Outcome: casework.Withdrawn, Topic: "transport",
		Guesses: []casework.Guess{{Topic: "transport", Probability: 1, Reasons: []string{"CANARY-reason"}}}, Language: "CANARY-tongue", Opened: now, Heard: now, Entries: 2, Events: 1}
	said := casework.Entry{Case: c.Number, Seq: 1, Kind: casework.Said, By: p.ID, Text: "CANARY-old", Revision: 1, At: now,
		Media: []casework.Media{{Kind: "photo", FileID: "CANARY-file"}}, Ref: casework.Ref{Chat: p.Account, Message: 5}}
	edited := said
	edited.Text, edited.Revision = "CANARY-word", 2
	answer := casework.Entry{Case: c.Number, Seq: 2, Kind: casework.Answer, By: "li-na", Text: "CANARY-answer", Revision: 1, At: now}
	must(t, s.Apply(ctx, casework.Change{
		People: []casework.Person{p}, Cases: []casework.Case{c}, Entries: []casework.Entry{said, answer},
		Events:  []casework.Event{{Case: c.Number, Seq: 1, At: now, By: p.ID, Verb: casework.DoWithdraw, Status: casework.Closed, Topic: c.Topic, Detail: "withdrawn"}},
		Notices: []casework.Notice{{To: p.ID, Kind: casework.TellAnswer, Case: c.Number, Entry: 2, From: "li-na"}, {To: "li-na", Kind: casework.TellMore, Case: c.Number, Entry: 1}, {To: "li-na", Kind: casework.TellMovedAway, Case: c.Number}},
		Links:   []casework.Link{{Ref: said.Ref, Case: c.Number, Entry: 1, Person: p.ID}},
	}))
	must(t, s.Apply(ctx, casework.Change{Entries: []casework.Entry{edited}}))
	must(t, s.SetAside(ctx, casework.Stray{Once: casework.Once{Key: "k", Print: "p"}, Chat: p.Account, Raw: []byte("CANARY-raw")}))
	p, err := s.Person(ctx, p.ID)
	must(t, err)
	c.Version = 1
	return p, c
}

// TestC6_ErasedForGood: what was a resident's is gone from every row, what was
// owed is cancelled but for the news that the case has ended, and a decision
// made on what was read before doesn't bring it back.
func TestC6_ErasedForGood(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		p, c := leaver(t, s)
		if list, err := s.Leaving(ctx, time.Now(), 10); err != nil || len(list) != 1 || list[0].ID != p.ID {
			t.Fatalf("leaving: %v, %v", list, err)
		}
		must(t, s.Erase(ctx, p, time.Now()))
		if err := s.Erase(ctx, p, time.Now()); casework.KindOf(err) != casework.Stale {
			t.Errorf("erased twice: %v", err)
		}
		late := c
		late.Status, late.Entries = casework.Answered, 3
		err := s.Apply(ctx, casework.Change{Cases: []casework.Case{late},
			Entries: []casework.Entry{{Case: c.Number, Seq: 3, Kind: casework.Answer, By: "li-na", Text: "late", Revision: 1}}})
		if casework.KindOf(err) != casework.Stale {
			t.Errorf("a late answer: %v, want Stale", err)
		}
		notices, err := storage.AllNotices(ctx, s)
		must(t, err)
		states := map[casework.NoticeKind]casework.NoticeState{}
		for _, n := range notices {
			states[n.Kind] = n.State
		}
		if states[casework.TellAnswer] != casework.Cancelled || states[casework.TellMore] != casework.Cancelled ||
			states[casework.TellMovedAway] != casework.Pending || states[casework.TellForgotten] != casework.Pending {
			t.Errorf("what is owed: %v", states)
		}
		gone, err := s.Person(ctx, p.ID)
		must(t, err)
		if gone.Name != "" || gone.Account != p.Account || gone.Farewell.IsZero() {
			t.Errorf("before the farewell: %+v", gone)
		}
		must(t, s.Free(ctx, p.ID, time.Now().Add(-time.Hour), false))
		if _, err := s.PersonByAccount(ctx, p.Account); err != nil {
			t.Errorf("freed before the farewell was sent: %v", err)
		}
		must(t, s.Free(ctx, p.ID, time.Time{}, true))
		if _, err := s.PersonByAccount(ctx, p.Account); casework.KindOf(err) != casework.NotFound {
			t.Errorf("the account still leads to somebody: %v", err)
		}
		broken, err := s.Check(ctx)
		must(t, err)
		for _, b := range broken {
			if b.Invariant != "each topic of a case is known" && b.Invariant != "each notice has its reader" { // this test has no office
				t.Errorf("broken: %+v", b)
			}
		}
	})
}

// TestC6_NothingIsLeftInTheFile looks for the canaries in the bytes on the disk.
func TestC6_NothingIsLeftInTheFile(t *testing.T) {
	t.Parallel()
	path := storagetest.File(t)
	s := storagetest.Open(t, path)
	p, _ := leaver(t, s)
	checkpoint(t, s)
	for _, word := range canaries {
		if !found(t, path, word) {
			t.Fatalf("%s isn't in the file before", word)
		}
	}
	must(t, s.Erase(ctx, p, time.Now()))
	checkpoint(t, s)
	for _, word := range canaries {
		if found(t, path, word) || found(t, path+"-wal", word) {
			t.Errorf("%s is still in the file", word)
		}
	}
}

// TestEraseWaits: not while a case is open, not before its time, and not while
// something is on its way to the resident.
func TestEraseWaits(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		p, c := leaver(t, s)
		if err := s.Erase(ctx, p, time.Now().Add(-2*time.Hour)); casework.KindOf(err) != casework.Stale {
			t.Errorf("before its time: %v", err)
		}
		c.Status = casework.Taken
		must(t, s.Apply(ctx, casework.Change{Cases: []casework.Case{c}}))
		if err := s.Erase(ctx, p, time.Now()); casework.KindOf(err) != casework.Stale {
			t.Errorf("with an open case: %v", err)
		}
		c.Status, c.Version = casework.Closed, 2
		must(t, s.Apply(ctx, casework.Change{Cases: []casework.Case{c}}))
		_, err := s.Claim(ctx, time.Now(), 10, nil)
		must(t, err)
		if err := s.Erase(ctx, p, time.Now()); casework.KindOf(err) != casework.Stale {
			t.Errorf("with an answer on its way: %v", err)
		}
	})
}

func checkpoint(t *testing.T, s *storage.Store) {
	t.Helper()
	must(t, storage.Checkpoint(s))
}

func found(t *testing.T, path, word string) bool {
	t.Helper()
	all, err := os.ReadFile(path) //nolint:gosec // a path of this test's own
	if os.IsNotExist(err) {
		return false
	}
	must(t, err)
	return bytes.Contains(all, []byte(word))
}

// TestC6_ForgottenAgainAfterARestore: a backup from before an erasure brings nobody back.
func TestC6_ForgottenAgainAfterARestore(t *testing.T) {
	t.Parallel()
	path := storagetest.File(t)
	s, err := storage.Open(ctx, path, storage.Options{})
	must(t, err)
	p, stays := resident(t, s, 7001), resident(t, s, 7002)
	copied := path + ".copy"
	must(t, storage.Backup(ctx, path, copied, nil))
	p.Forget = time.Now().Add(-time.Hour)
	must(t, s.Apply(ctx, casework.Change{People: []casework.Person{p}}))
	p, err = s.Person(ctx, p.ID)
	must(t, err)
	must(t, s.Erase(ctx, p, time.Now()))
	must(t, s.Close())

	r, err := storage.Restore(ctx, path, copied, storage.Options{}, func(string) {})
	must(t, err)
	if r.Forgotten != 1 || r.Unread {
		t.Errorf("restored: %+v", r)
	}
	s = storagetest.Open(t, path)
	list, err := s.Leaving(ctx, time.Now(), 10)
	must(t, err)
	if len(list) != 1 || list[0].ID != p.ID || list[0].ID == stays.ID {
		t.Fatalf("to be forgotten again: %v", list)
	}
	must(t, s.Erase(ctx, list[0], time.Now()))
}
