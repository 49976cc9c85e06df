package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	telegram "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/rs/zerolog"
	"golang.org/x/sync/errgroup"

	"liaison/bot"
	"liaison/casework"
	"liaison/classify"
	"liaison/config"
	"liaison/simulator"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// BenchmarkUpdates measures updates handled a second over HTTP. "echo" is a bot
// on the same library that stores nothing and sends one message an update;
// "liaison" keeps each update as a case on a durable SQLite and sends the
// receipt and the deputy's notice. One op is one update with all that it owes.
func BenchmarkUpdates(b *testing.B) {
	b.Run("echo", func(b *testing.B) {
		t := newTown(b)
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		echo, err := telegram.New(t.telegram.Token(), telegram.WithServerURL(t.gate.URL()), telegram.WithSkipGetMe(),
			telegram.WithDefaultHandler(func(ctx context.Context, e *telegram.Bot, u *models.Update) {
				_, err := e.SendMessage(ctx, &telegram.SendMessageParams{ChatID: u.Message.Chat.ID, Text: u.Message.Text})
				if err != nil && ctx.Err() == nil {
					b.Error(err)
				}
			}))
		if err != nil {
			b.Fatal(err)
		}
		t.write(b)
		b.ResetTimer()
		go echo.Start(ctx)
		t.heard(b, 1)
	})
	b.Run("liaison", func(b *testing.B) {
		t := newTown(b)
		ctx, stop := context.WithCancel(context.Background())
		s := t.station(ctx, b)
		t.write(b)
		b.ResetTimer()
		ended := make(chan error, 1)
		go func() { ended <- s.run(ctx, s.poll) }()
		t.heard(b, 2)
		b.StopTimer()
		stop()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	})
}

// town is as many residents as there are updates, all of whom have agreed, and
// many deputies, in front of a Telegram without limits.
type town struct {
	telegram *simulator.Server
	gate     *simulator.Gate
	people   int
}

const townsMen = 50 // deputies

var matters = []string{"pothole", "heating", "clinic", "school", "rubbish", "bus", "roof", "noise", "pension", "library"}

func newTown(b *testing.B) *town {
	b.Helper()
	t := &town{telegram: simulator.New(simulator.Config{NoLedger: true}), people: b.N}
	b.Cleanup(t.telegram.Close)
	gate, err := simulator.Listen(t.telegram, "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = gate.Shut() })
	t.gate = gate
	for i := range t.people {
		t.telegram.AddUser(simulator.User{ID: 700000 + int64(i), FirstName: "Resident", LanguageCode: "en"})
		t.telegram.Open(700000 + int64(i))
	}
	for i := range townsMen {
		t.telegram.AddUser(simulator.User{ID: 900000 + int64(i), FirstName: "Deputy", LanguageCode: "en"})
		t.telegram.Open(900000 + int64(i))
	}
	return t
}

// write lets b.N messages wait at Telegram, one of each resident.
func (t *town) write(b *testing.B) {
	b.Helper()
	for i := range b.N {
		if _, err := t.telegram.Say(700000+int64(i%t.people), simulator.Draft{Text: fmt.Sprintf("the %s by house %d again", matters[i%len(matters)], i)}); err != nil {
			b.Fatal(err)
		}
	}
}

// heard waits until each message has led to so many sent ones.
func (t *town) heard(b *testing.B, each int) {
	b.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	changed, end := t.telegram.Watch()
	defer end()
	for t.sent() < each*b.N {
		select {
		case <-changed:
		case <-ctx.Done():
			b.Fatalf("%d of %d sent", t.sent(), each*b.N)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "updates/s")
}

func (t *town) sent() int { return t.telegram.Sent() }

// station is the program over a fresh SQLite file, its residents agreed.
func (t *town) station(ctx context.Context, b *testing.B) *station {
	b.Helper()
	store := storagetest.Open(b, filepath.Join(b.TempDir(), "liaison.db"))
	o := casework.Office{Language: "en", Zone: time.UTC}
	for _, m := range matters {
		o.Topics = append(o.Topics, casework.Topic{
			ID: casework.TopicID(m), Name: map[string]string{"en": m}, Claim: time.Hour, Answer: time.Hour, Examples: []string{m},
		})
	}
	for i := range townsMen {
		o.People = append(o.People, casework.Person{
			ID: casework.PersonID(fmt.Sprint("deputy-", i)), Role: casework.Deputy, Name: "Deputy",
			Account: 900000 + int64(i), Topics: []casework.TopicID{o.Topics[i%len(matters)].ID},
		})
	}
	s, err := newStation(ctx, store, o, classify.Shipped(), bot.Config{
		Token: t.telegram.Token(), URL: t.gate.URL(), Limits: bot.Limits{Off: true}, Log: zerolog.Nop(),
	})
	if err != nil {
		b.Fatal(err)
	}
	for i := range t.people {
		p := casework.Person{Role: casework.Resident, Account: 700000 + int64(i), Name: "Resident", Language: "en"}
		if _, err := s.desk.Agree(ctx, casework.Once{Key: fmt.Sprint("agree", i)}, p); err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// BenchmarkStart opens a store of 100,000 cases as the program does at its start,
// beside one that is empty.
func BenchmarkStart(b *testing.B) {
	for _, cases := range []int{0, 100_000} {
		b.Run(fmt.Sprintf("cases=%d", cases), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "liaison.db")
			fill(b, path, cases)
			for b.Loop() {
				store, err := storage.Open(context.Background(), path, storage.Options{})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := newStation(context.Background(), store, officeFor(b), classify.Shipped(), bot.Config{Token: "1:x", Log: zerolog.Nop()}); err != nil {
					b.Fatal(err)
				}
				if err := store.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func officeFor(b *testing.B) casework.Office {
	b.Helper()
	file, err := config.ParseOffice("office.yaml", []byte(office), classify.Labels())
	if err != nil {
		b.Fatal(err)
	}
	return officeOf(file)
}

// fill makes a store with so many cases of 64 residents, who write once an hour.
func fill(b *testing.B, path string, cases int) {
	b.Helper()
	ctx := context.Background()
	store, err := storage.Open(ctx, path, storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	o := officeFor(b)
	if err := store.ApplyOffice(ctx, o); err != nil {
		b.Fatal(err)
	}
	var hours atomic.Int64
	clock := func() time.Time { return time.Unix(hours.Add(1)*3600, 0) }
	desk := casework.NewDesk(store, classify.New(o.Topics), o, clock, rand.Reader)
	var g errgroup.Group
	for w := range 64 {
		g.Go(func() error {
			p := casework.Person{Role: casework.Resident, Account: 700000 + int64(w), Name: "Resident", Language: "en"}
			_, err := desk.Agree(ctx, casework.Once{Key: fmt.Sprint("agree", w)}, p)
			for i := w; i < cases && err == nil; i += 64 {
				err = desk.Receive(ctx, casework.Message{
					Once: casework.Once{Key: fmt.Sprint("m", i)}, From: p, Ref: casework.Ref{Chat: p.Account, Message: i + 1},
					Text: fmt.Sprintf("pothole in the road, house %d", i),
				})
			}
			return err
		})
	}
	if err := g.Wait(); err != nil {
		b.Fatal(err)
	}
}

// TestMemoryIdle: the program at rest stays small.
func TestMemoryIdle(t *testing.T) {
	t.Parallel()
	r := newRig(t, storagetest.File(t))
	r.start()
	r.until("it polls", r.telegram.Polling)
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", r.process.Process.Pid))
	if err != nil {
		t.Skip("no /proc on this system")
	}
	var kb int
	for _, line := range strings.Split(string(raw), "\n") {
		if strings.HasPrefix(line, "VmRSS:") {
			_, _ = fmt.Sscanf(line, "VmRSS: %d kB", &kb)
		}
	}
	t.Logf("%d MiB resident", kb/1024)
	if kb == 0 || kb > 60*1024 {
		t.Errorf("%d kB resident at rest, the limit is 60 MiB", kb)
	}
}
