package storage_test

import (
	"crypto/rand"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"liaison/casework"
	"liaison/classify"
	"liaison/storage"
)

// BenchmarkReceive measures decisions a second: a resident's words judged, put
// into a new case, offered to a deputy, and all of it durable. Its floors are
// BenchmarkBareGroup and BenchmarkBareSingle, in the same run.
func BenchmarkReceive(b *testing.B) {
	eachCallers(b, func(b *testing.B, n int, s *storage.Store) {
		o := station()
		for i := range o.Topics {
			o.Topics[i].Examples = []string{"pothole in the " + string(o.Topics[i].ID)}
		}
		var hours atomic.Int64 // nobody's message follows up on another
		clock := func() time.Time { return noon.Add(time.Duration(hours.Add(1)) * time.Hour) }
		desk := casework.NewDesk(s, classify.New(o.Topics), o, clock, rand.Reader)
		people := townsfolk(b, desk)
		b.ReportAllocs()
		callers(b, n, func(_, i int) {
			p := people[i%len(people)]
			err := desk.Receive(ctx, casework.Message{
				Once: casework.Once{Key: fmt.Sprint("m", i), Print: "p"}, From: p,
				Ref:  casework.Ref{Chat: p.Account, Message: i},
				Text: fmt.Sprintf("pothole in the %s by house %d", o.Topics[i%len(o.Topics)].ID, i),
			})
			if err != nil {
				b.Error(err)
			}
		})
	})
}

// townsfolk is a town of residents who have agreed.
func townsfolk(b *testing.B, desk *casework.Desk) []casework.Person {
	b.Helper()
	people := make([]casework.Person, 4096)
	var g errgroup.Group
	g.SetLimit(64)
	for i := range people {
		people[i] = casework.Person{Role: casework.Resident, Account: int64(5000 + i), Name: "Resident", Language: "en"}
		g.Go(func() error {
			_, err := desk.Agree(ctx, casework.Once{Key: fmt.Sprint("agree", i)}, people[i])
			return err
		})
	}
	if err := g.Wait(); err != nil {
		b.Fatal(err)
	}
	return people
}
