package storage_test

import (
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
)

// A common answer has arrived with those to whom all of it was sent; who has blocked the bot is
// neither among them nor waited for. Its author is told of none of them by itself.
func TestCommonArrivals(t *testing.T) {
	manned(t, func(t *testing.T, s *storage.Store) {
		for i := range 3 {
			r := resident(t, s, int64(77+i))
			owe(t, s, casework.Notice{To: r.ID, Kind: casework.TellAnswer, From: "li", About: 5})
		}
		want := func(want casework.Arrivals) {
			t.Helper()
			if got, err := s.CommonArrivals(ctx, 5); err != nil || got != want {
				t.Fatalf("got %+v, want %+v, %v", got, want, err)
			}
		}
		want(casework.Arrivals{Waiting: 3})
		got := claim(t, s, noon, 3)
		must(t, s.Cut(ctx, got[1], [][]byte{[]byte("one"), []byte("two")}))
		settle(t, s, got[0], casework.FateSent, time.Time{})
		settle(t, s, got[1], casework.FateSent, time.Time{})
		settle(t, s, got[2], casework.FateUnreachable, time.Time{})
		want(casework.Arrivals{People: 1, Waiting: 1, Failed: 1})
		for _, n := range claim(t, s, noon, 10) {
			if n.Kind == casework.TellDelivered {
				t.Errorf("told of %+v", n)
			}
			if n.Kind == casework.TellAnswer {
				settle(t, s, n, casework.FateSent, time.Time{})
			}
		}
		want(casework.Arrivals{People: 2, Failed: 1})
	})
}
