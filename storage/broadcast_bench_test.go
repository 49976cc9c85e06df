package storage_test

import (
	"fmt"
	"testing"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

const (
	benchReaders = 100_000
	benchPortion = 200
)

// BenchmarkBroadcast owes a broadcast to a hundred thousand residents, the store being
// closed and opened anew in the middle as after a kill; beside it the bare rows of the
// outbox alone, in portions of the same size. Sending is left out of both.
func BenchmarkBroadcast(b *testing.B) {
	b.Run("spread", func(b *testing.B) {
		for range b.N {
			b.StopTimer()
			path := storagetest.File(b)
			s := peopled(b, path)
			release(b, s, 1, casework.Resident, "")
			b.StartTimer()
			told := 0
			for more := true; more; {
				var err error
				more, err = s.SpreadBroadcast(ctx, 1)
				must(b, err)
				must(b, storage.Execute(ctx, s, sendAll))
				if told += benchPortion; told == benchReaders/2 {
					must(b, s.Close())
					s, err = storage.Open(ctx, path, storage.Options{})
					must(b, err)
				}
			}
			b.StopTimer()
			count(b, s)
			must(b, s.Close())
		}
		b.ReportMetric(float64(b.N)*benchReaders/b.Elapsed().Seconds(), "readers/s")
	})
	b.Run("bare", func(b *testing.B) {
		for range b.N {
			b.StopTimer()
			s := peopled(b, storagetest.File(b))
			b.StartTimer()
			for from := 0; from < benchReaders; from += benchPortion {
				must(b, storage.Execute(ctx, s, fmt.Sprintf(`INSERT INTO notices (id, part, parts, person, kind, number, entry, author, about, priority,
not_before, key, state, copies, body, tried, unreachable, owed)
SELECT (SELECT coalesce(max(id), 0) FROM notices) + row_number() OVER (ORDER BY p.id), 1, 0, p.id, 'broadcast', '', 0, '', 1, 3, 0, '', 'pending', 0, x'', 0, 0, 1
FROM people p WHERE p.id >= 'r-%08d' AND p.id < 'r-%08d' ORDER BY p.id`, 1_000_000+from, 1_000_000+from+benchPortion)))
				must(b, storage.Execute(ctx, s, sendAll))
			}
			b.StopTimer()
			count(b, s)
			must(b, s.Close())
		}
		b.ReportMetric(float64(b.N)*benchReaders/b.Elapsed().Seconds(), "readers/s")
	})
}

// peopled is a store with all the residents.
func peopled(b *testing.B, path string) *storage.Store {
	b.Helper()
	s, err := storage.Open(ctx, path, storage.Options{})
	must(b, err)
	must(b, s.ApplyOffice(ctx, station()))
	multitude(b, s, benchReaders)
	return s
}

// count finds that each of them is owed one copy.
func count(b *testing.B, s *storage.Store) {
	b.Helper()
	for _, text := range []string{`SELECT CAST(count(*) AS TEXT) FROM notices WHERE kind = 'broadcast'`, `SELECT CAST(count(DISTINCT person) AS TEXT) FROM notices WHERE kind = 'broadcast'`} {
		got, err := storage.Strings(ctx, s, text)
		must(b, err)
		if len(got) != 1 || got[0] != fmt.Sprint(benchReaders) {
			b.Fatalf("%v of %d: %s", got, benchReaders, text)
		}
	}
}
