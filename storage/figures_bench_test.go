package storage_test

import (
	"crypto/rand"
	"fmt"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
)

// BenchmarkBoard reads the board of the staff and of a deputy among ten thousand cases, and
// among a million, where these came over twenty years, and where they came in days, so that
// all bounds are met. -short leaves the million out.
func BenchmarkBoard(b *testing.B) {
	for _, cases := range []int{10_000, 1_000_000} {
		if cases > 10_000 && testing.Short() {
			continue
		}
		s := archived(b, cases)
		must(b, storage.Execute(ctx, s, `UPDATE cases SET replied = opened + 3600000 * (1 + id % 72) WHERE status IN ('answered', 'closed')`))
		measureBoard(b, s, fmt.Sprintf("cases=%d/in days", cases))
		const apart = 20 * 365 * 24 * 3600 * 1000
		must(b, storage.Execute(ctx, s, fmt.Sprintf(`UPDATE cases SET opened = opened - %d * ((SELECT max(id) FROM cases) - id), replied = CASE WHEN replied > 0 THEN
replied - %[1]d * ((SELECT max(id) FROM cases) - id) ELSE 0 END`, apart/cases)))
		measureBoard(b, s, fmt.Sprintf("cases=%d/in years", cases))
	}
}

func measureBoard(b *testing.B, s *storage.Store, name string) {
	b.Helper()
	desk := casework.NewDesk(s, nil, town(), func() time.Time { return noon }, rand.Reader)
	for _, who := range []casework.PersonID{"ann", "d7"} {
		by := person(b, s, who)
		b.Run(name+"/"+string(who), func(b *testing.B) {
			for b.Loop() {
				_, err := desk.Board(ctx, by)
				must(b, err)
			}
		})
	}
	b.Run(name+"/revision", func(b *testing.B) {
		for b.Loop() {
			_, err := s.Revision(ctx)
			must(b, err)
		}
	})
}
