package storage_test

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// release keeps a broadcast of ann's that bob approved.
func release(tb testing.TB, s *storage.Store, id casework.BroadcastID, to casework.Role, topic casework.TopicID) casework.Broadcast {
	tb.Helper()
	b := casework.Broadcast{ID: id, To: to, Topic: topic, Text: "Water is off on Friday.", State: casework.Going,
		By: "ann", Approver: "bob", Approved: noon, Last: "bob", At: noon}
	must(tb, s.Apply(ctx, casework.Change{Broadcasts: []casework.Broadcast{b}}))
	return cast(tb, s, id)
}

func cast(tb testing.TB, s *storage.Store, id casework.BroadcastID) casework.Broadcast {
	tb.Helper()
	b, err := s.Broadcast(ctx, id)
	must(tb, err)
	return b
}

// crowd makes residents who can be told, with accounts from first on.
func crowd(tb testing.TB, s *storage.Store, first, n int) {
	tb.Helper()
	var ch casework.Change
	for i := range n {
		ch.People = append(ch.People, casework.Person{ID: casework.PersonID(fmt.Sprintf("r-%08d", first+i)), Role: casework.Resident,
			Account: int64(first + i), Name: "X", Agreed: noon, Rights: 1})
	}
	must(tb, s.Apply(ctx, ch))
}

// multitude is crowd for very many, on SQLite.
func multitude(tb testing.TB, s *storage.Store, n int) {
	tb.Helper()
	must(tb, storage.Execute(ctx, s, fmt.Sprintf(`WITH RECURSIVE n(i) AS (SELECT 1000000 UNION ALL SELECT i + 1 FROM n WHERE i < 999999 + %d)
INSERT INTO people (id, role, account, name, language, chosen, agreed, blocked, retired, topics, rights, version)
SELECT printf('r-%%08d', i), 'resident', i, x'58', 'en', 0, 1, 0, 0, '', 1, 1 FROM n`, n)))
}

// copiesTo lists to whom copies of broadcasts are or were owed, each as often as it is.
func copiesTo(tb testing.TB, s *storage.Store) []string {
	tb.Helper()
	all, err := storage.Strings(ctx, s, `SELECT person FROM notices WHERE kind = 'broadcast' ORDER BY person`)
	must(tb, err)
	return all
}

const sendAll = `UPDATE notices SET state = 'sent' WHERE kind = 'broadcast' AND state = 'pending'`

// spreadAll owes a broadcast to all its readers, as if each copy were sent at once.
func spreadAll(tb testing.TB, s *storage.Store, id casework.BroadcastID) {
	tb.Helper()
	for idle := 0; idle < 2; {
		more, err := s.SpreadBroadcast(ctx, id)
		must(tb, err)
		must(tb, storage.Execute(ctx, s, sendAll))
		if idle++; more {
			idle = 0
		}
	}
}

func TestX22_WhoIsAReader(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		crowd(t, s, 100, 12)
		for i, how := range []func(*casework.Person){
			func(p *casework.Person) { p.Uncast = true }, func(p *casework.Person) { p.Blocked = true },
			func(p *casework.Person) { p.Retired = true }, func(p *casework.Person) { p.Agreed = time.Time{} },
			func(p *casework.Person) { p.Forget = noon }, func(p *casework.Person) { p.Farewell = noon },
			func(p *casework.Person) { p.Account = 0 }, func(p *casework.Person) { p.Account, p.Through = 0, "ann" },
		} {
			p := person(t, s, casework.PersonID(fmt.Sprintf("r-%08d", 100+i)))
			how(&p)
			must(t, s.Apply(ctx, casework.Change{People: []casework.Person{p}}))
		}
		for i := 8; i < 10; i++ { // two of the four who are left have a case, one of each topic
			c := open(t, s, person(t, s, casework.PersonID(fmt.Sprintf("r-%08d", 100+i))), fmt.Sprint("k", i))
			if i == 9 {
				c.Topic = water
				must(t, s.Apply(ctx, casework.Change{Cases: []casework.Case{c}}))
			}
		}
		for i, c := range []struct {
			to    casework.Role
			topic casework.TopicID
			want  string
		}{
			{casework.Resident, "", "r-00000108 r-00000109 r-00000110 r-00000111"}, {casework.Resident, transport, "r-00000108"},
			{casework.Resident, water, "r-00000109"}, {casework.Deputy, "", "li wu"}, {casework.Deputy, water, "wu"}, {casework.Deputy, "nowhere", ""},
		} {
			b := release(t, s, casework.BroadcastID(i+1), c.to, c.topic)
			n, err := s.CountReaders(ctx, b)
			must(t, err)
			spreadAll(t, s, b.ID)
			if got := strings.Join(copiesTo(t, s), " "); got != c.want || n != len(strings.Fields(c.want)) {
				t.Errorf("%s of %q: %q, counted %d, want %q", c.to, c.topic, got, n, c.want)
			}
			must(t, storage.Execute(ctx, s, `DELETE FROM notices`, `UPDATE broadcasts SET state = 'over'`))
		}
	})
}

// Several instances that spread one broadcast at the same time owe it to everybody once.
func TestX22_C7_SpreadByManyAtOnce(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		crowd(t, s, 1000, 1500)
		b := release(t, s, 1, casework.Resident, "")
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for idle := 0; idle < 3; idle++ {
					more, err := s.SpreadBroadcast(ctx, b.ID)
					if err != nil && casework.KindOf(err) != casework.Stale {
						t.Error(err)
						return
					}
					if more || err != nil {
						idle = 0
					}
					if err := storage.Execute(ctx, s, sendAll); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		wg.Wait()
		got := copiesTo(t, s)
		if len(got) != 1500 || len(slices.Compact(slices.Clone(got))) != 1500 {
			t.Fatalf("%d copies for %d people", len(got), len(slices.Compact(got)))
		}
	})
}

const spreading = "LIAISON_TEST_SPREADING"

// TestSpreadingChild is not a test but the process that is killed while it spreads.
func TestSpreadingChild(t *testing.T) {
	path := os.Getenv(spreading)
	if path == "" {
		t.Skip("only as a child of the kill test")
	}
	s, err := storage.Open(ctx, path, storage.Options{})
	must(t, err)
	for {
		must(t, storage.Execute(ctx, s, sendAll)) // also what a former one left behind
		more, err := s.SpreadBroadcast(ctx, 1)
		must(t, err)
		_, _ = fmt.Println("portion") // the parent has gone if it can't
		if !more {
			return
		}
	}
}

// A process that is killed again and again while it spreads a broadcast has told
// nobody twice, and in the end everybody.
func TestX22_P1_KilledWhileSpreading(t *testing.T) {
	t.Parallel()
	const readers = 100_000
	path := storagetest.File(t)
	s, err := storage.Open(ctx, path, storage.Options{})
	must(t, err)
	must(t, s.ApplyOffice(ctx, station()))
	multitude(t, s, readers)
	release(t, s, 1, casework.Resident, "")
	must(t, s.Close())
	kills := 0
	for range 10 {
		if !killedChild(t, path) {
			break
		}
		kills++
	}
	s = storagetest.Open(t, path)
	before := len(copiesTo(t, s))
	spreadAll(t, s, 1)
	got := copiesTo(t, s)
	if len(got) != readers || len(slices.Compact(slices.Clone(got))) != readers {
		t.Fatalf("%d copies for %d of %d people", len(got), len(slices.Compact(got)), readers)
	}
	broken, err := s.Check(ctx)
	must(t, err)
	if len(broken) > 0 || kills == 0 || before == 0 {
		t.Fatalf("%d kills, %d told before the last: broken %v", kills, before, broken)
	}
	t.Logf("%d kills, %d told before the last start", kills, before)
}

// killedChild kills a child after a few portions, in the midst of the next; false: it came to its end.
func killedChild(t *testing.T, path string) bool {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestSpreadingChild$") //nolint:gosec // this very program
	cmd.Env = append(os.Environ(), spreading+"="+path)
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	guard := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	defer guard.Stop()
	left := 1 + rand.IntN(60)
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if lines.Text() == "portion" {
			if left--; left == 0 {
				_ = cmd.Process.Kill()
			}
		}
	}
	_, killed := errors.AsType[*exec.ExitError](cmd.Wait())
	return killed
}

// While enough copies wait, no more are owed; when it is stopped, those that wait go to nobody.
func TestX22_FewAtATimeAndStopped(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		crowd(t, s, 1000, 900)
		b := release(t, s, 1, casework.Resident, "")
		for range 9 {
			_, err := s.SpreadBroadcast(ctx, b.ID)
			must(t, err)
		}
		if n := len(copiesTo(t, s)); n != 200 {
			t.Fatalf("%d copies wait at once", n)
		}
		sending := claim(t, s, noon, 2)
		ch, err := cast(t, s, b.ID).Halt(person(t, s, "ann"), noon)
		must(t, err)
		must(t, s.Apply(ctx, ch))
		if _, err := s.SpreadBroadcast(ctx, b.ID); casework.KindOf(err) != casework.Stale {
			t.Errorf("a stopped broadcast goes on: %v", err)
		}
		settle(t, s, sending[0], casework.FateSent, time.Time{})
		settle(t, s, sending[1], casework.FateUnknown, time.Time{})
		for _, n := range claim(t, s, noon.Add(time.Hour), 10) {
			if n.Kind != casework.TellProgress {
				t.Errorf("after the stop a %s goes out", n.Kind)
			}
		}
		if got := cast(t, s, b.ID); got.Sent != 1 || got.Doubtful != 1 || got.State != casework.Halted {
			t.Errorf("counted %+v", got)
		}
		going, err := s.GoingBroadcasts(ctx)
		must(t, err)
		done, err := s.TellFates(ctx, b.ID, []casework.Notice{{To: "ann", Kind: casework.TellProgress, About: 1, Priority: 2}})
		must(t, err)
		if len(going) != 1 || done {
			t.Errorf("what came to an end after the stop is told of: %d, done %v", len(going), done)
		}
		if going, err = s.GoingBroadcasts(ctx); err != nil || len(going) != 0 {
			t.Errorf("told again: %d, %v", len(going), err)
		}
	})
}

// A broadcast goes after all else, and holds back nothing that its reader is owed.
func TestX22_BroadcastsHoldBackNothing(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		crowd(t, s, 1000, 2)
		b := release(t, s, 1, casework.Resident, "")
		_, err := s.SpreadBroadcast(ctx, b.ID)
		must(t, err)
		owe(t, s, casework.Notice{To: "r-00001000", Kind: casework.TellAnswer}, casework.Notice{To: "r-00001001", Kind: casework.TellSorted, Priority: 1})
		first := claim(t, s, noon, 10)
		if len(first) != 2 || first[0].Kind != casework.TellAnswer || first[1].Kind != casework.TellSorted {
			t.Fatalf("first go %+v", first)
		}
		for _, n := range first {
			settle(t, s, n, casework.FateSent, time.Time{})
		}
		held := claim(t, s, noon, 1)[0]
		settle(t, s, held, casework.FateUnsent, noon.Add(time.Hour)) // tried, and to wait
		owe(t, s, casework.Notice{To: held.To, Kind: casework.TellAnswer})
		if got := claim(t, s, noon, 1); len(got) != 1 || got[0].Kind != casework.TellAnswer {
			t.Errorf("a broadcast that waits holds back an answer: %+v", got)
		}
	})
}

func TestX22_OneAtATime(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		release(t, s, 1, casework.Resident, "")
		release(t, s, 2, casework.Deputy, "")
		third := casework.Broadcast{ID: 3, To: casework.Resident, State: casework.Going, By: "bob", Approver: "ann", Approved: noon, At: noon}
		wantKind(t, s.Apply(ctx, casework.Change{Broadcasts: []casework.Broadcast{third}}), casework.Stale)
		events, err := storage.Strings(ctx, s, `SELECT author FROM broadcast_events ORDER BY broadcast, seq`)
		must(t, err)
		if !slices.Equal(events, []string{"bob", "bob"}) {
			t.Errorf("kept of who did what: %v", events)
		}
	})
}

func TestBroadcastsAreForgotten(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		crowd(t, s, 1000, 3)
		b := release(t, s, 1, casework.Resident, "")
		spreadAll(t, s, b.ID)
		p := person(t, s, "r-00001001")
		p.Uncast, p.Forget = true, noon
		must(t, s.Apply(ctx, casework.Change{People: []casework.Person{p}}))
		must(t, s.Erase(ctx, person(t, s, p.ID), noon.Add(time.Hour)))
		if p = person(t, s, p.ID); p.Uncast {
			t.Error("what they chose is kept of somebody who was forgotten")
		}
		readers := func() string {
			all, err := storage.Strings(ctx, s, `SELECT person FROM broadcast_readers ORDER BY person`)
			must(t, err)
			return strings.Join(all, " ")
		}
		if got := readers(); got != "r-00001000 r-00001002" {
			t.Errorf("readers %s", got)
		}
		must(t, storage.Execute(ctx, s, `UPDATE broadcasts SET state = 'over'`))
		must(t, s.Apply(ctx, casework.Change{Broadcasts: []casework.Broadcast{{ID: 2, To: casework.Deputy, Text: "Never sent.", State: casework.Proposed, By: "ann", Last: "ann", At: noon}}}))
		done, err := s.Sweep(ctx, casework.Keeping{Drafts: time.Hour, Notices: time.Hour})
		must(t, err)
		if got := readers(); got != "" || done.Readers != 2 || done.Drafts != 1 {
			t.Errorf("after the sweep: readers %q, %+v", got, done)
		}
		if old := cast(t, s, 2); old.State != casework.Dropped || old.Text != "" {
			t.Errorf("what never went out: %+v", old)
		}
		if sent := cast(t, s, 1); sent.Text == "" {
			t.Error("what went out is forgotten")
		}
	})
}

// What a backup holds of a broadcast may have gone out since: it doesn't go on by itself.
func TestX22_S10_RestoredBroadcastsRest(t *testing.T) {
	t.Parallel()
	path := storagetest.File(t)
	s, err := storage.Open(ctx, path, storage.Options{})
	must(t, err)
	must(t, s.ApplyOffice(ctx, station()))
	crowd(t, s, 1000, 500)
	release(t, s, 1, casework.Resident, "")
	_, err = s.SpreadBroadcast(ctx, 1)
	must(t, err)
	proposed := casework.Broadcast{ID: 2, To: casework.Deputy, Text: "x", State: casework.Proposed, By: "ann", Last: "ann", At: noon}
	must(t, s.Apply(ctx, casework.Change{Broadcasts: []casework.Broadcast{proposed}}))
	must(t, s.Close())
	copied := storagetest.File(t)
	must(t, storage.Backup(ctx, path, copied, nil))
	_, err = storage.Restore(ctx, path, copied, storage.Options{}, func(string) {})
	must(t, err)
	s = storagetest.Open(t, path)
	if got := cast(t, s, 1); got.State != casework.Halted {
		t.Errorf("it is %s", got.State)
	}
	ch, err := cast(t, s, 2).Approve(person(t, s, "bob"), 1, nil, 0, 2, noon)
	if casework.ReasonOf(err) != casework.NotWaiting {
		t.Errorf("approved by what was seen before: %+v, %v", ch, err)
	}
	for _, n := range claim(t, s, noon, 500) {
		if n.Kind == casework.TellBroadcast {
			t.Fatal("a copy goes out")
		}
	}
}
