package storage_test

import (
	"errors"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

const (
	oneDay = 24 * time.Hour
	closed = 730 * oneDay
)

var keeping = casework.Keeping{Raw: 7 * oneDay, Once: 60 * oneDay, Closed: closed, Drafts: 7 * oneDay, Notices: 90 * oneDay}

// archive is a store with a clock of its own.
type archive struct {
	*storage.Store
	t   *testing.T
	now time.Time
}

// eachArchive runs a test on an archive of each engine that has seen a little of everything at noon.
func eachArchive(t *testing.T, run func(a *archive)) {
	t.Helper()
	storagetest.EachAddress(t, func(t *testing.T, address string) {
		a := &archive{t: t, now: noon}
		s, err := storage.Open(ctx, address, storage.Options{Now: func() time.Time { return a.now }})
		must(t, err)
		t.Cleanup(func() { _ = s.Close() })
		a.Store = s
		must(t, s.ApplyOffice(ctx, station()))
		run(a)
		broken, err := s.Check(ctx)
		must(t, err)
		if len(broken) > 0 {
			t.Errorf("broken: %v", broken)
		}
	})
}

// after sweeps so long after noon and gives what was given up.
func (a *archive) after(d time.Duration) storage.Swept {
	a.t.Helper()
	a.now = noon.Add(d)
	done, err := a.Sweep(ctx, keeping)
	must(a.t, err)
	return done
}

// kept sees that nothing is given up shortly before a time is over, then sweeps shortly after.
func (a *archive) kept(d time.Duration) storage.Swept {
	a.t.Helper()
	if done := a.after(d - time.Minute); done.Any() {
		a.t.Fatalf("given up too early: %+v", done)
	}
	done := a.after(d + time.Minute)
	if again := a.after(d + time.Minute); again.Any() {
		a.t.Fatalf("given up twice: %+v", again)
	}
	return done
}

func TestRetentionOfRawUpdatesAndKeys(t *testing.T) {
	t.Parallel()
	eachArchive(t, func(a *archive) {
		stray := casework.Stray{Once: casework.Once{Key: "s", Print: "p"}, Chat: 7, Raw: []byte(`{"secret":1}`), Reason: "failed"}
		must(t, a.SetAside(ctx, stray))
		if done := a.kept(keeping.Raw); done != (storage.Swept{Raw: 1}) {
			a.t.Errorf("%+v", done)
		}
		all, err := a.Strays(ctx, person(a.t, a.Store, "ann"), 9)
		must(a.t, err)
		if len(all) != 1 || len(all[0].Raw) != 0 || all[0].Once != stray.Once || all[0].Reason != "failed" {
			a.t.Errorf("%+v", all)
		}
		if first, err := a.First(ctx, stray.Once); first || err != nil {
			a.t.Errorf("it was forgotten: %v", err)
		}
		if done := a.kept(keeping.Once); done != (storage.Swept{Once: 1, Strays: 1}) {
			a.t.Errorf("%+v", done)
		}
		if first, err := a.First(ctx, stray.Once); !first || err != nil {
			a.t.Errorf("it wasn't forgotten: %v", err)
		}
	})
}

func TestRetentionOfSentNotices(t *testing.T) {
	t.Parallel()
	eachArchive(t, func(a *archive) {
		r := resident(a.t, a.Store, 1)
		c := open(a.t, a.Store, r, "1") // a receipt and a card
		claimed, err := a.Claim(ctx, noon, 1, nil)
		must(a.t, err)
		must(a.t, a.Settle(ctx, []casework.Delivery{{Notice: claimed[0].ID, Part: 1, Fate: casework.FateSent,
			Ref: casework.Ref{Chat: 1, Message: 77}}}, casework.Notice.Settle))
		a.after(keeping.Once + oneDay) // the once key goes before
		if done := a.kept(keeping.Notices); done != (storage.Swept{Notices: 1}) {
			a.t.Errorf("%+v", done)
		}
		if left, err := storage.AllNotices(ctx, a.Store); err != nil || len(left) != 1 || left[0].State != casework.Pending {
			a.t.Errorf("left: %+v, %v", left, err)
		}
		if l, err := a.Linked(ctx, r, casework.Ref{Chat: 1, Message: 77}); err != nil || l.Case != c.Number {
			a.t.Errorf("the message lost its case: %v", err)
		}
	})
}

func TestRetentionOfDrafts(t *testing.T) {
	t.Parallel()
	eachArchive(t, func(a *archive) {
		c := a.written(casework.Entry{Kind: casework.Draft, By: "wu", Text: "not sent"})
		if done := a.kept(keeping.Drafts); done != (storage.Swept{Drafts: 1}) {
			a.t.Errorf("%+v", done)
		}
		wu := person(a.t, a.Store, "wu")
		th, err := a.Thread(ctx, wu, c.Number)
		must(a.t, err)
		if len(th.Entries) != 2 || th.Entries[0].Text == "" || th.Entries[1].Text != "" {
			a.t.Errorf("%+v", th.Entries)
		}
		_, err = th.Case.Confirm(wu, th.Entries[1], a.now)
		wantKind(a.t, err, casework.NotFound)
	})
}

// written opens a case at noon and adds an entry to it.
func (a *archive) written(e casework.Entry) casework.Case {
	a.t.Helper()
	r := resident(a.t, a.Store, 1)
	c := open(a.t, a.Store, r, "1")
	c.Entries++
	e.Case, e.Seq, e.At, e.Revision = c.Number, c.Entries, noon, 1
	must(a.t, a.Apply(ctx, casework.Change{Cases: []casework.Case{c}, Entries: []casework.Entry{e}}))
	c.Version++
	return c
}

// shut closes a case.
func (a *archive) shut(c casework.Case, at time.Time) {
	a.t.Helper()
	c.Status, c.Outcome, c.Offered, c.ClaimBy, c.RemindAt = casework.Closed, casework.Explained, "", time.Time{}, time.Time{}
	c.Events++
	must(a.t, a.Apply(ctx, casework.Change{Cases: []casework.Case{c}, Events: []casework.Event{{Case: c.Number, Seq: c.Events,
		At: at, By: "wu", Verb: casework.DoClose, Status: casework.Closed, Topic: c.Topic, Detail: "explained"}}}))
}

func TestRetentionOfClosedCases(t *testing.T) {
	t.Parallel()
	eachArchive(t, func(a *archive) {
		c := a.written(casework.Entry{Kind: casework.Answer, By: "wu", Text: "It comes.", Media: []casework.Media{{Kind: "photo", FileID: "f"}}})
		gone := person(a.t, a.Store, c.Resident)
		a.shut(c, noon.Add(oneDay))
		other := open(a.t, a.Store, resident(a.t, a.Store, 2), "2")
		must(a.t, a.AddLink(ctx, casework.Link{Ref: casework.Ref{Chat: 1, Message: 99}, Case: c.Number, Person: c.Resident}))
		a.after(closed - oneDay) // all other classes
		if done := a.kept(closed + oneDay); done.Cases != 1 || done.People != 1 || done.Links != 2 {
			a.t.Errorf("%+v", done)
		}
		ann := person(a.t, a.Store, "ann")
		th, err := a.Thread(ctx, ann, c.Number)
		must(a.t, err)
		for _, e := range th.Entries {
			if e.Text != "" || len(e.Media) > 0 || e.Ref != (casework.Ref{}) || e.By == gone.ID || !e.At.Equal(noon) {
				a.t.Errorf("%+v", e)
			}
		}
		if th.Case.Resident != casework.Nobody || !th.Case.Opened.Equal(noon) || th.Case.Topic != transport || len(th.Events) != 2 {
			a.t.Errorf("%+v", th.Case)
		}
		_, err = a.Linked(ctx, ann, casework.Ref{Chat: 1, Message: 99})
		wantKind(a.t, err, casework.NotFound)
		if p := person(a.t, a.Store, gone.ID); p.Account != 0 || p.Name != "" || !p.Retired {
			a.t.Errorf("%+v", p)
		}
		if th, err := a.Thread(ctx, ann, other.Number); err != nil || th.Entries[0].Text == "" {
			a.t.Errorf("an open case lost its words: %v", err)
		}
		_, err = th.Case.Reopen(ann, casework.Queue{}, a.now)
		wantKind(a.t, err, casework.Conflict)
	})
}

// A case that is decided on while it is being made anonymous stays as it is.
func TestRetentionYieldsToWhoeverReopens(t *testing.T) {
	t.Parallel()
	eachArchive(t, func(a *archive) {
		c := a.written(casework.Entry{Kind: casework.Answer, By: "wu", Text: "It comes."})
		a.shut(c, noon)
		must(a.t, storage.Execute(ctx, a.Store, `UPDATE cases SET status = 'queued', version = version + 1`))
		if done := a.after(closed + oneDay); done.Cases != 0 {
			a.t.Errorf("%+v", done)
		}
		must(a.t, storage.Execute(ctx, a.Store, `UPDATE cases SET status = 'closed'`))
	})
}

func TestDiskIsMeasured(t *testing.T) {
	t.Parallel()
	path := storagetest.File(t)
	r := storage.NewReserve(path, 1<<20)
	room, err := r.Room()
	must(t, err)
	if room.Free <= 0 || room.Total < room.Free || room.Low <= 0 || room.Reserve != 0 {
		t.Fatalf("%+v", room)
	}
	must(t, r.Keep(storage.Room{Free: 3<<20 - 1, Total: 10 << 20, Low: 1 << 20})) // too little to spare
	n, err := r.Release()
	if n != 0 || err != nil {
		t.Fatalf("released %d, %v", n, err)
	}
	must(t, r.Keep(storage.Room{Free: 3 << 20, Total: 10 << 20, Low: 1 << 20}))
	if n, err := r.Release(); n != 1<<20 || err != nil {
		t.Fatalf("S3 released %d, %v", n, err)
	}
	if storage.NewReserve("postgres://h/d", 1) != nil {
		t.Error("a server's disk isn't ours")
	}
	if _, err := storage.NewReserve("/nowhere/x.db", 1).Room(); err == nil || errors.Unwrap(err) == nil {
		t.Error(err)
	}
}
