package storage_test

import (
	cryptorand "crypto/rand"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/classify"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// writer makes messages as they come: of words of which some are far more frequent than
// others, and one in ten about what was written before.
type writer struct {
	r     *rand.Rand
	often *rand.Zipf
	last  [512]string
	n     int
}

func newWriter() *writer {
	r := rand.New(rand.NewPCG(1, 2)) // #nosec G404 -- the same messages each time
	return &writer{r: r, often: rand.NewZipf(r, 1.1, 4, 20000)}
}

func (w *writer) message() string {
	if old := w.last[w.r.IntN(len(w.last))]; old != "" && w.r.IntN(10) == 0 {
		return old + w.word()
	}
	var b strings.Builder
	for range 8 + w.r.IntN(16) {
		b.WriteString(w.word())
	}
	w.last[w.n%len(w.last)], w.n = b.String(), w.n+1
	return b.String()
}

func (w *writer) word() string {
	n := w.often.Uint64()
	return fmt.Sprintf("%c%c%c%c ", 'a'+n%26, 'a'+n/26%26, 'a'+n/676%26, 'a'+n%11)
}

// fill stores cases that were compared, many in one transaction; of their words only the bands.
func (w *writer) fill(b *testing.B, s *storage.Store, from casework.Person, n int) {
	b.Helper()
	const portion = 500
	for range n / portion {
		var ch, after casework.Change
		for range portion {
			c, text := queued(from, number()), w.message()
			c.Entries, c.Events = 0, 0
			ch.Cases = append(ch.Cases, c)
			after.Compared = append(after.Compared, casework.Compared{Case: c.Number, Bands: classify.Alike{}.Bands(text)})
		}
		must(b, s.Apply(ctx, ch))
		must(b, s.Apply(ctx, after))
	}
}

// arrive stores new messages and gives how long comparing them took, a message.
func (w *writer) arrive(b *testing.B, s *storage.Store, d *casework.Desk, from casework.Person, n int) time.Duration {
	b.Helper()
	var took time.Duration
	for range n / 100 {
		var ch casework.Change
		for range 100 {
			c := queued(from, number())
			ch.Cases = append(ch.Cases, c)
			ch.Entries = append(ch.Entries, casework.Entry{Case: c.Number, Seq: 1, Kind: casework.Said, By: from.ID, At: noon, Revision: 1, Text: w.message()})
			ch.Events = append(ch.Events, casework.Event{Case: c.Number, Seq: 1, At: noon, By: from.ID, Verb: casework.DoReceive, Status: casework.Queued, Topic: transport})
		}
		must(b, s.Apply(ctx, ch))
		began := time.Now()
		done, err := d.Compare(ctx, classify.Alike{})
		took += time.Since(began)
		if must(b, err); done != 100 {
			b.Fatalf("%d compared", done)
		}
	}
	return took / time.Duration(n)
}

// BenchmarkCompareAsMessagesArrive looks for what is alike with so many stored. With
// LIAISON_MILLION set it goes on to a million.
func BenchmarkCompareAsMessagesArrive(b *testing.B) {
	s := storagetest.Open(b, storagetest.File(b))
	must(b, s.ApplyOffice(ctx, station()))
	ann, bob, w := resident(b, s, 1), resident(b, s, 2), newWriter()
	d := casework.NewDesk(s, nil, station(), func() time.Time { return noon.Add(time.Hour) }, cryptorand.Reader)
	sizes := []int{10_000, 100_000}
	if os.Getenv("LIAISON_MILLION") != "" {
		sizes = append(sizes, 1_000_000)
	}
	stored, first := 0, time.Duration(0)
	for b.Loop() {
		for _, size := range sizes {
			w.fill(b, s, ann, size-stored)
			each := w.arrive(b, s, d, bob, 1000)
			if stored = size; first == 0 {
				first = each
			}
			b.Logf("%9d stored: %s a message, %.2f of the first", size, each, float64(each)/float64(first))
			b.ReportMetric(float64(each.Microseconds()), fmt.Sprintf("µs-at-%d", size))
		}
	}
}
