package storage_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

const crashing = "LIAISON_TEST_CRASHING"

// TestCrashingChild is not a test but the process that the next one kills: it
// applies changes and says which were acknowledged.
func TestCrashingChild(t *testing.T) {
	path, round, ok := strings.Cut(os.Getenv(crashing), "|")
	if !ok {
		t.Skip("only as a child of the crash test")
	}
	s, err := storage.Open(ctx, path, storage.Options{})
	must(t, err)
	var out sync.Mutex
	var wg sync.WaitGroup
	for c := range 16 {
		p := person(t, s, casework.PersonID(fmt.Sprintf("r-%08d", 100+c)))
		wg.Go(func() {
			for i := 0; ; i++ {
				once, n := fmt.Sprintf("%s-%d-%d", round, c, i), number()
				if s.Apply(ctx, opening(p, n, once)) != nil {
					return
				}
				p.Version++
				out.Lock()
				_, _ = fmt.Println("kept", once, string(n)) // the parent has gone if it can't
				out.Unlock()
			}
		})
	}
	wg.Wait()
}

func TestP1_KilledUnderLoad(t *testing.T) {
	t.Parallel()
	path := storagetest.File(t)
	s, err := storage.Open(ctx, path, storage.Options{})
	must(t, err)
	must(t, s.ApplyOffice(ctx, station()))
	for c := range 16 {
		resident(t, s, int64(100+c))
	}
	must(t, s.Close())
	for round := range 4 {
		acknowledged := killed(t, path, round)
		s, err := storage.Open(ctx, path, storage.Options{})
		must(t, err)
		reader := person(t, s, "ann")
		for once, n := range acknowledged {
			if _, err := s.Case(ctx, reader, n); err != nil {
				t.Fatalf("round %d: an acknowledged case is gone: %v", round, err)
			}
			if first, err := s.First(ctx, casework.Once{Key: once, Print: "p" + once}); err != nil || first {
				t.Fatalf("round %d: an acknowledged change is forgotten: %v", round, err)
			}
		}
		broken, err := s.Check(ctx)
		must(t, err)
		if len(broken) > 0 {
			t.Fatalf("round %d: broken: %v", round, broken)
		}
		must(t, s.Close())
	}
}

// killed runs the child, kills it in the midst of its work, and gives what it said.
func killed(t *testing.T, path string, round int) map[string]casework.Number {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestCrashingChild$") //nolint:gosec // this very program
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%d", crashing, path, round))
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	guard := time.AfterFunc(time.Minute, func() { _ = cmd.Process.Kill() })
	defer guard.Stop()
	all := map[string]casework.Number{}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var once, n string
		if k, _ := fmt.Sscanf(lines.Text(), "kept %s %s", &once, &n); k != 2 {
			continue
		}
		all[once] = casework.Number(n)
		if len(all) == 150+round*37 {
			must(t, cmd.Process.Kill())
		}
	}
	if _, killed := errors.AsType[*exec.ExitError](cmd.Wait()); !killed || len(all) < 150 {
		t.Fatalf("round %d: the child ended by itself after %d", round, len(all))
	}
	return all
}
