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

// BenchmarkReport reads the reports of the staff and of a deputy, and a page of an export with
// its words, among ten thousand cases that came over a year, and among a million of twenty
// years: both are some 140 a day. -short leaves the million out.
func BenchmarkReport(b *testing.B) {
	for _, books := range []struct{ cases, years int }{{10_000, 1}, {1_000_000, 20}} {
		if books.years > 1 && testing.Short() {
			continue
		}
		s := storagetest.Open(b, storagetest.File(b))
		must(b, s.ApplyOffice(ctx, town()))
		must(b, storage.Execute(ctx, s, fmt.Sprintf(seeded, books.cases, noon.UnixMilli(), books.cases/1000),
			`INSERT INTO entries (case_id, seq, kind, author, body, media, forwarded, chat, message, at, edited, revision, indexed, quote)
SELECT id, 1, 'said', resident, CAST('the lift is broken again, number ' || id AS BLOB), '', 0, 0, 0, opened, 0, 1, 1, x'' FROM cases`))
		apart := books.years * 365 * 24 * 3600 * 1000 / books.cases
		must(b, storage.Execute(ctx, s, fmt.Sprintf(`UPDATE cases SET opened = %d - %d * ((SELECT max(id) FROM cases) - id)`, noon.UnixMilli(), apart),
			`UPDATE cases SET replied = opened + 3600000 * (1 + id % 72), promised = opened + 172800000, helped = CASE WHEN id % 3 = 0 THEN 'yes' ELSE '' END
WHERE status IN ('answered', 'closed')`))
		desk := casework.NewDesk(s, nil, town(), func() time.Time { return noon }, rand.Reader)
		for name, days := range map[string]int{"month": 30, "quarter": 91, "year": 365} {
			p := casework.Period{From: noon.AddDate(0, 0, -days), To: noon}
			for _, who := range []casework.PersonID{"ann", "d7"} {
				by := person(b, s, who)
				b.Run(fmt.Sprintf("cases=%d/%s/%s", books.cases, name, who), func(b *testing.B) {
					n := 0
					for b.Loop() {
						r, err := desk.Report(ctx, by, p, casework.ByTopic)
						must(b, err)
						n = r.Total.Received
					}
					b.ReportMetric(float64(n), "cases")
				})
			}
		}
		staff, p := person(b, s, "ann"), casework.Period{From: noon.AddDate(0, 0, -30), To: noon}
		b.Run(fmt.Sprintf("cases=%d/export page", books.cases), func(b *testing.B) {
			for b.Loop() {
				cases, err := desk.Counted(ctx, staff, p, casework.Case{}, 200)
				must(b, err)
				_, err = desk.Uttered(ctx, staff, cases)
				must(b, err)
			}
		})
	}
}
