package storage_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

func TestReplicasOpenTogether(t *testing.T) {
	t.Parallel()
	address := storagetest.Schema(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			s, err := storage.Open(ctx, address, storage.Options{})
			if err != nil {
				t.Errorf("open: %v", err)
				return
			}
			if err := s.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
	}
	wg.Wait()
}

func TestLeadIsOnePerDatabase(t *testing.T) {
	t.Parallel()
	address := storagetest.Schema(t)
	a, b := storagetest.Open(t, address), storagetest.Open(t, address)
	release, ok, err := a.Lead(ctx, "sender")
	must(t, err)
	if !ok {
		t.Fatal("nobody leads, and yet it is refused")
	}
	if _, ok, err = b.Lead(ctx, "sender"); err != nil || ok {
		t.Fatalf("two lead: %v", err)
	}
	other, ok, err := b.Lead(ctx, "reminders")
	must(t, err)
	if !ok {
		t.Fatal("one piece of work kept another")
	}
	other()
	release()
	release()
	release, ok, err = b.Lead(ctx, "sender")
	must(t, err)
	if !ok {
		t.Fatal("it wasn't given up")
	}
	release()
}

func TestC1_OneEffectOnTwoReplicas(t *testing.T) {
	t.Parallel()
	address := storagetest.Schema(t)
	both := []*storage.Store{storagetest.Open(t, address), storagetest.Open(t, address)}
	must(t, both[0].ApplyOffice(ctx, station()))
	r := resident(t, both[0], 1)
	var kept atomic.Int32
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			ch := opening(r, number(), "same")
			ch.By, ch.People = casework.Person{}, nil
			switch err := both[i%2].Apply(ctx, ch); {
			case err == nil:
				kept.Add(1)
			case casework.KindOf(err) != casework.Repeated:
				t.Errorf("apply: %v", err)
			}
		})
	}
	wg.Wait()
	if kept.Load() != 1 {
		t.Fatalf("%d effects", kept.Load())
	}
}

// Connections are cut all the while; what was acknowledged is there, and no
// update had two effects.
func TestS13_ConnectionsCutUnderLoad(t *testing.T) {
	t.Parallel()
	address := storagetest.Schema(t)
	s := storagetest.Open(t, address)
	must(t, s.ApplyOffice(ctx, station()))
	people := make([]casework.Person, 8)
	for i := range people {
		people[i] = resident(t, s, int64(100+i))
	}
	cutAll, stop := cut(t, address)
	var kept atomic.Int32
	var wg sync.WaitGroup
	for i, p := range people {
		wg.Go(func() {
			for k := range 40 {
				ch := opening(p, number(), fmt.Sprint(i, "-", k))
				ch.By, ch.People = casework.Person{}, nil
				deliver(t, s, ch)
				if kept.Add(1)%16 == 0 {
					cutAll()
				}
			}
		})
	}
	wg.Wait()
	stop()
	for _, p := range people {
		all, err := s.CasesOf(ctx, p, 100)
		must(t, err)
		if len(all) != 40 {
			t.Errorf("%d cases, want 40", len(all))
		}
	}
	must(t, s.Ready(ctx))
}

// deliver repeats a change until it was acted on, as the messenger does.
func deliver(t *testing.T, s *storage.Store, ch casework.Change) {
	t.Helper()
	for {
		err := s.Apply(ctx, ch)
		switch {
		case err == nil, casework.KindOf(err) == casework.Repeated:
			return
		case casework.KindOf(err) != casework.Later:
			t.Errorf("apply: %v", err)
			return
		}
	}
}

// cut gives a function that ends all connections of a schema, and one to stop with.
// Cuts are counted by what was kept, not by a clock: on a slow machine a clock
// would end each connection before its first statement.
func cut(t *testing.T, address string) (now, stop func()) {
	t.Helper()
	config, err := pgxpool.ParseConfig(address) // which knows what concerns the pool only
	must(t, err)
	c, err := pgx.ConnectConfig(ctx, config.ConnConfig)
	must(t, err)
	var turn sync.Mutex
	now = func() {
		turn.Lock()
		defer turn.Unlock()
		// Each test's connections carry the name of its schema.
		_, err := c.Exec(ctx, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE pid <> pg_backend_pid() AND application_name = current_schema()`)
		if err != nil {
			t.Errorf("cut: %v", err)
		}
	}
	return now, func() { must(t, c.Close(ctx)) }
}

// However many locks are held, they leave the connections to those who read and write.
func TestLocksLeaveRoom(t *testing.T) {
	t.Parallel()
	s := storagetest.Open(t, storagetest.Schema(t))
	for i := range 8 { // twice the connections of the pool
		release, ok, err := s.Lead(ctx, fmt.Sprint("lock", i))
		if err != nil || !ok {
			t.Fatalf("lock %d: %v, %v", i, ok, err)
		}
		defer release()
	}
	must(t, s.Ready(ctx))
	resident(t, s, 99001)
}
