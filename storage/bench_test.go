package storage_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// callers runs work from several goroutines until b.N is done.
func callers(b *testing.B, n int, work func(caller, i int)) {
	b.Helper()
	var next atomic.Int64
	var wg sync.WaitGroup
	b.ResetTimer()
	for c := range n {
		wg.Go(func() {
			for {
				i := next.Add(1)
				if i > int64(b.N) {
					return
				}
				work(c, int(i))
			}
		})
	}
	wg.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "per-s")
}

func eachCallers(b *testing.B, run func(b *testing.B, n int, s *storage.Store)) {
	b.Helper()
	for _, n := range []int{1, 16, 64} {
		b.Run(fmt.Sprintf("callers=%d", n), func(b *testing.B) {
			s := storagetest.Open(b, storagetest.File(b))
			must(b, s.ApplyOffice(ctx, station()))
			run(b, n, s)
		})
	}
}

// BenchmarkApply applies whole new cases: eight rows in eight tables.
func BenchmarkApply(b *testing.B) {
	eachCallers(b, func(b *testing.B, n int, s *storage.Store) {
		people := make([]casework.Person, n)
		for c := range people {
			people[c] = resident(b, s, int64(1000+c))
		}
		b.ReportAllocs()
		callers(b, n, func(c, i int) {
			ch := opening(people[c], number(), fmt.Sprintf("%012d", i))
			ch.Cases[0].AnswerBy = noon.Add(time.Duration(i) * time.Second)
			if err := s.Apply(ctx, ch); err != nil {
				b.Error(err)
			}
			people[c].Version++
		})
	})
}

// BenchmarkBareGroup is the floor: one row through the same group commit.
func BenchmarkBareGroup(b *testing.B) {
	eachCallers(b, func(b *testing.B, n int, s *storage.Store) {
		callers(b, n, func(_, i int) {
			if err := s.InsertBare(ctx, fmt.Sprintf("%012d", i)); err != nil {
				b.Error(err)
			}
		})
	})
}

// BenchmarkBareSingle is one row in a transaction of its own.
func BenchmarkBareSingle(b *testing.B) {
	eachCallers(b, func(b *testing.B, n int, s *storage.Store) {
		s.Alone()
		callers(b, n, func(_, i int) {
			if err := s.InsertBare(ctx, fmt.Sprintf("%012d", i)); err != nil {
				b.Error(err)
			}
		})
	})
}
