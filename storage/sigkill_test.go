package storage_test

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// whole lists the cases that lack something of what was kept with them.
const whole = `SELECT c.number FROM cases c
LEFT JOIN (SELECT number, count(*) AS rows FROM notices GROUP BY number) n ON n.number = c.number
LEFT JOIN (SELECT number, count(*) AS rows FROM links GROUP BY number) l ON l.number = c.number
LEFT JOIN (SELECT case_id, count(*) AS rows FROM entries GROUP BY case_id) e ON e.case_id = c.id
LEFT JOIN (SELECT case_id, count(*) AS rows FROM events GROUP BY case_id) v ON v.case_id = c.id
WHERE coalesce(n.rows, 0) <> 2 OR coalesce(l.rows, 0) <> 1 OR coalesce(e.rows, 0) <> 1 OR coalesce(v.rows, 0) <> 1`

// homeless lists what was kept without its case.
const homeless = `SELECT number FROM notices WHERE number NOT IN (SELECT number FROM cases)
UNION ALL SELECT number FROM links WHERE number NOT IN (SELECT number FROM cases)`

// A process killed at any moment has kept all that it acknowledged, and of the
// rest each change whole or not at all.
func TestP1_S7_KilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	acknowledged := 0
	for round := range 5 {
		path := storagetest.File(t)
		s, err := storage.Open(ctx, path, storage.Options{})
		must(t, err)
		must(t, s.ApplyOffice(ctx, station()))
		for c := range 16 {
			resident(t, s, int64(100+c))
		}
		must(t, s.Close())
		kept := interrupted(t, path, round)
		acknowledged += len(kept)
		survived(t, path, kept)
	}
	if acknowledged == 0 {
		t.Fatal("nothing was acknowledged in any round")
	}
	t.Logf("%d acknowledged", acknowledged)
}

// interrupted kills the child some time after its first word.
func interrupted(t *testing.T, path string, round int) map[string]casework.Number {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestCrashingChild$") //nolint:gosec // this very program
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%d", crashing, path, round))
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	guard := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	defer guard.Stop()
	kept := map[string]casework.Number{}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var once, n string
		if k, _ := fmt.Sscanf(lines.Text(), "kept %s %s", &once, &n); k != 2 || len(n) != len(number()) {
			continue // also a last line that was cut
		}
		if kept[once] = casework.Number(n); len(kept) == 1 {
			guard.Reset(rand.N(250 * time.Millisecond))
		}
	}
	if _, killed := errors.AsType[*exec.ExitError](cmd.Wait()); !killed {
		t.Fatalf("round %d: the child ended by itself after %d", round, len(kept))
	}
	return kept
}

func survived(t *testing.T, path string, kept map[string]casework.Number) {
	t.Helper()
	s := storagetest.Open(t, path)
	ann := person(t, s, "ann")
	for once, n := range kept {
		th, err := s.Thread(ctx, ann, n)
		must(t, err)
		if len(th.Entries) != 1 || len(th.Events) != 1 {
			t.Fatalf("an acknowledged case has %d entries and %d events", len(th.Entries), len(th.Events))
		}
		first, err := s.First(ctx, casework.Once{Key: once, Print: "p" + once})
		must(t, err)
		if first {
			t.Fatal("an acknowledged change is forgotten")
		}
	}
	for what, text := range map[string]string{"half cases": whole, "rows without their case": homeless} {
		found, err := storage.Strings(ctx, s, text)
		must(t, err)
		if len(found) > 0 {
			t.Fatalf("%s: %v", what, found)
		}
	}
	broken, err := s.Check(ctx)
	must(t, err)
	if len(broken) > 0 {
		t.Fatalf("broken: %v", broken)
	}
}
