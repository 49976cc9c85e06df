package storage_test

import (
	cryptorand "crypto/rand"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
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
	cases uint64
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

// number is another one each time; what is drawn would meet itself in a million.
func (w *writer) number() casework.Number {
	const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	w.cases++
	b, n := make([]byte, 8), w.cases*0x9E3779B97F4A7C15
	for i := range b {
		b[i] = alphabet[n>>(5*i)%32]
	}
	return casework.Number(b)
}

// fill stores cases that were compared, many in one transaction; of their words only
// the bands, and those only of as many as a sweep leaves.
func (w *writer) fill(b *testing.B, s *storage.Store, from casework.Person, n int) {
	b.Helper()
	const portion = 500
	left := n
	for range n / portion {
		var ch, after casework.Change
		for range portion {
			c, text := queued(from, w.number()), w.message()
			c.Entries, c.Events = 0, 0
			ch.Cases = append(ch.Cases, c)
			seen := casework.Compared{Case: c.Number}
			if left--; left < casework.Findable {
				seen.Bands = classify.Alike{}.Bands(text)
			}
			after.Compared = append(after.Compared, seen)
		}
		must(b, s.Apply(ctx, ch))
		must(b, s.Apply(ctx, after))
	}
}

// rounds of so many messages are measured, after some that only warm up.
const (
	round  = 100
	rounds = 31
	warm   = 3
)

// stored is a store in which so many messages were compared.
type stored struct {
	size  int
	store *storage.Store
	desk  *casework.Desk
	from  casework.Person
	w     *writer
	took  []time.Duration
}

func fill(b *testing.B, size int) *stored {
	b.Helper()
	s := storagetest.Open(b, storagetest.File(b))
	must(b, s.ApplyOffice(ctx, station()))
	h := &stored{size: size, store: s, w: newWriter(), from: resident(b, s, 2)}
	h.desk = casework.NewDesk(s, nil, station(), func() time.Time { return noon.Add(time.Hour) }, cryptorand.Reader)
	h.w.fill(b, s, resident(b, s, 1), size)
	return h
}

// arrive stores a round of new messages and keeps how long comparing one of them took.
func (h *stored) arrive(b *testing.B) {
	b.Helper()
	var ch casework.Change
	for range round {
		c := queued(h.from, h.w.number())
		ch.Cases = append(ch.Cases, c)
		ch.Entries = append(ch.Entries, casework.Entry{Case: c.Number, Seq: 1, Kind: casework.Said, By: h.from.ID, At: noon, Revision: 1, Text: h.w.message()})
		ch.Events = append(ch.Events, casework.Event{Case: c.Number, Seq: 1, At: noon, By: h.from.ID, Verb: casework.DoReceive, Status: casework.Queued, Topic: transport})
	}
	must(b, h.store.Apply(ctx, ch))
	began := time.Now()
	done, err := h.desk.Compare(ctx, classify.Alike{})
	h.took = append(h.took, time.Since(began)/round)
	if must(b, err); done != round {
		b.Fatalf("%d compared", done)
	}
}

// median is what the rounds took but for the first.
func (h *stored) median() time.Duration {
	took := h.took[warm:]
	slices.Sort(took)
	return took[len(took)/2]
}

// BenchmarkCompareAsMessagesArrive looks for what is alike with so many stored, by turns, so
// that whatever else the machine does falls on each. With LIAISON_MILLION set one has a million.
func BenchmarkCompareAsMessagesArrive(b *testing.B) {
	shelves := []*stored{fill(b, 10_000), fill(b, 100_000)}
	if os.Getenv("LIAISON_MILLION") != "" {
		shelves = append(shelves, fill(b, 1_000_000))
	}
	for b.Loop() {
		for range warm + rounds {
			for _, h := range shelves {
				h.arrive(b)
			}
		}
	}
	for _, h := range shelves {
		each, first := h.median(), shelves[0].median()
		b.Logf("%9d stored: %s a message, %.2f of the first", h.size, each, float64(each)/float64(first))
		b.ReportMetric(float64(each.Microseconds()), fmt.Sprintf("µs-at-%d", h.size))
	}
}
