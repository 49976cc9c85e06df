package storage_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"liaison/casework"
	"liaison/storage"
)

const crashing = "LIAISON_TEST_CRASHING"

// TestCrashingChild is not a test but the process that the crash test kills: it
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
