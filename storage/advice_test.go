package storage_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// L9: what is spent is spent for all replicas and over a restart, up to either limit.
func TestL9_ADaysBudgetIsShared(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		const day = casework.Date("2026-11-24")
		limits := casework.Budget{Calls: 7, Tokens: 1000}
		var paid atomic.Int32
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				ok, err := s.PayForAdvice(ctx, day, limits)
				if err != nil {
					t.Error(err)
				}
				if ok {
					paid.Add(1)
				}
			})
		}
		if all.Wait(); paid.Load() != 7 {
			t.Errorf("%d calls were paid", paid.Load())
		}
		more := casework.Budget{Calls: 100, Tokens: 1000}
		must(t, s.CountAdvice(ctx, day, 999))
		if ok, err := s.PayForAdvice(ctx, day, more); err != nil || !ok {
			t.Error("with a token left:", ok, err)
		}
		must(t, s.CountAdvice(ctx, day, 1))
		if ok, err := s.PayForAdvice(ctx, day, more); err != nil || ok {
			t.Error("without any tokens:", ok, err)
		}
		if spent, err := s.AdviceOf(ctx, day); err != nil || spent != (casework.Budget{Calls: 8, Tokens: 1000}) {
			t.Error(spent, err)
		}
		if ok, err := s.PayForAdvice(ctx, "2026-11-25", more); err != nil || !ok {
			t.Error("the next day:", ok, err)
		}
		if ok, err := s.PayForAdvice(ctx, "2026-11-26", casework.Budget{}); err != nil || ok {
			t.Error("without any budget:", ok, err)
		}
	})
}

// What a language model is to look at is found again after a restart, in order.
func TestLooksDue(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		must(t, s.ApplyOffice(ctx, station()))
		r := resident(t, s, 1)
		var want []casework.Number
		for i, at := range []time.Time{noon.Add(time.Hour), noon.Add(-time.Minute), {}, noon.Add(-time.Hour)} {
			o := opening(r, number(), string(rune('a'+i)))
			o.People = nil
			o.Cases[0].LookAt, o.Cases[0].Looks = at, i
			must(t, s.Apply(ctx, o))
			want = append(want, o.Cases[0].Number)
		}
		due, err := s.LooksDue(ctx, noon, 10)
		if err != nil || len(due) != 2 || due[0].Number != want[3] || due[1].Number != want[1] || due[0].Looks != 3 || !due[0].LookAt.Equal(noon.Add(-time.Hour)) {
			t.Error(due, err)
		}
	})
}
