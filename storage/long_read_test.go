package storage_test

import (
	"crypto/rand"
	"fmt"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"liaison/casework"
	"liaison/classify"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// mostLog is how large the log beside a SQLite file may grow.
const mostLog = 64 << 20

// TestC10_ALongReadHoldsUpNoWrite: while a read keeps its snapshot, as an export
// or a backup does, residents are heard all the same, the log stays small, and it
// is emptied once the read is over.
func TestC10_ALongReadHoldsUpNoWrite(t *testing.T) {
	t.Parallel()
	const people, each = 16, 60
	storagetest.EachAddress(t, func(t *testing.T, address string) {
		s := storagetest.Open(t, address)
		must(t, s.ApplyOffice(ctx, station()))
		var hours atomic.Int64 // nobody writes too fast
		clock := func() time.Time { return noon.Add(time.Duration(hours.Add(1)) * time.Hour) }
		desk := casework.NewDesk(s, classify.New(station().Topics), station(), clock, rand.Reader)
		hear := func() {
			var g errgroup.Group
			for who := range people {
				p := casework.Person{Role: casework.Resident, Account: int64(7000 + who), Name: "Resident", Language: "en"}
				g.Go(func() error {
					for i := range each {
						m := casework.Message{
							Once: casework.Once{Key: fmt.Sprint("m", who, ":", i), Print: "p"}, From: p,
							Ref: casework.Ref{Chat: p.Account, Message: i + 1}, Text: strings.Repeat("The lamp is dark. ", 40),
						}
						if err := desk.Receive(ctx, m); err != nil {
							return err
						}
					}
					return nil
				})
			}
			if err := g.Wait(); err != nil {
				t.Error(err)
			}
			if size := logOf(address); size > mostLog {
				t.Errorf("the log has %d bytes", size)
			}
		}
		must(t, storage.During(ctx, s, hear))
		for who := range people {
			p, err := s.PersonByAccount(ctx, int64(7000+who))
			must(t, err)
			list, err := s.CasesOf(ctx, p, 2*each)
			must(t, err)
			said := 0
			for _, c := range list {
				said += c.Entries
			}
			if said != each {
				t.Errorf("of resident %d %d messages are kept", who, said)
			}
		}
		if strings.HasPrefix(address, "postgres") {
			return
		}
		must(t, storage.Checkpoint(s))
		if size := logOf(address); size != 0 {
			t.Errorf("the log keeps %d bytes after the read", size)
		}
	})
}

// logOf is how large the log beside a SQLite file is; 0 for a server's database.
func logOf(address string) int64 {
	info, err := os.Stat(address + "-wal")
	if err != nil {
		return 0
	}
	return info.Size()
}
