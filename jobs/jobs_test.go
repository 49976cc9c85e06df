package jobs

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"liaison/storage/storagetest"
)

// journal is a log that can be read while it is written.
type journal struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.b.String()
}

// Sweeps are woken again and again; one that fails or panics stops no other, and
// all end with the context.
func TestSweepsAreWoken(t *testing.T) {
	t.Parallel()
	storagetest.EachAddress(t, sweepsAreWoken)
}

func sweepsAreWoken(t *testing.T, address string) {
	logs := &journal{}
	ctx, cancel := context.WithCancel(zerolog.New(logs).WithContext(context.Background()))
	defer cancel()
	woken := make(chan string, 1000)
	sweep := func(name string, err error) Sweep {
		return Sweep{Name: name, Every: time.Second, Do: func(context.Context) error {
			select {
			case woken <- name:
			default:
			}
			if name == "panics" {
				panic("a sweep of the test")
			}
			return err
		}}
	}
	ended := make(chan error, 1)
	go func() {
		ended <- Run(ctx, address, []Sweep{sweep("well", nil), sweep("fails", errors.New("no disk")), sweep("panics", nil)})
	}()
	times := map[string]int{}
	limit := time.After(time.Minute)
	for times["well"] < 2 || times["fails"] < 2 || times["panics"] < 2 {
		select {
		case name := <-woken:
			times[name]++
		case err := <-ended:
			t.Fatalf("ended: %v\n%s", err, logs)
		case <-limit:
			t.Fatalf("woken %v\n%s", times, logs)
		}
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("ended with %v", err)
	}
	if !strings.Contains(logs.String(), `"sweep":"fails"`) {
		t.Errorf("the failure isn't logged:\n%s", logs)
	}
}
