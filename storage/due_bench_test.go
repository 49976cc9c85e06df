package storage_test

import (
	"crypto/rand"
	"fmt"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// BenchmarkDue sweeps what is due, a hundred cases among many, beside the same
// among ten thousand; and looks alone.
func BenchmarkDue(b *testing.B) {
	for _, cases := range []int{10_000, 1_000_000} {
		b.Run(fmt.Sprintf("cases=%d", cases), func(b *testing.B) {
			s := storagetest.Open(b, storagetest.File(b))
			must(b, s.ApplyOffice(ctx, station()))
			must(b, storage.Execute(ctx, s, fmt.Sprintf(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
INSERT INTO cases (number, resident, status, topic, owner, offered, declined, guesses, outcome, helped, manner, opened, heard, settles,
claim_by, answer_by, remind_at, entries, events, version)
SELECT printf('%%08d', i), 'r-1', CASE WHEN i %% 20 = 0 THEN 'taken' ELSE 'closed' END, 'transport', 'li', '', '', '', '', '', 0, i, i, i,
9223372036854775807, %[2]d, CASE WHEN i %% 20 = 0 THEN %[2]d + i ELSE 9223372036854775807 END, 0, 0, 1 FROM n`,
				cases, noon.Add(24*time.Hour).UnixMilli())))
			now := noon
			desk := casework.NewDesk(s, nil, station(), func() time.Time { return now }, rand.Reader)
			b.Run("look", func(b *testing.B) {
				for b.Loop() {
					if _, err := s.Due(ctx, now, 100); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run("sweep100", func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					must(b, storage.Execute(ctx, s, fmt.Sprintf(`UPDATE cases SET remind_at = %d, version = version + 1
WHERE id IN (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) SELECT i * %d FROM n)`,
						now.UnixMilli(), cases/100)))
					b.StartTimer()
					if n, err := desk.Remind(ctx); n != 100 || err != nil {
						b.Fatalf("%d, %v", n, err)
					}
				}
			})
		})
	}
}
