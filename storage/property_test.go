package storage_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// TestT14_OutboxHoldsForAnySequence lets random things happen to the outbox in
// a random order, and compares it after each with a model of it.
func TestT14_OutboxHoldsForAnySequence(t *testing.T) {
	t.Parallel()
	storagetest.EachAddress(t, func(t *testing.T, address string) {
		o := &outbox{address: address, most: 1000}
		if strings.HasPrefix(address, "postgres") {
			o.most = 12 // each step is many round trips
		}
		defer func() { must(t, o.store.Close()) }()
		o.reopen(t)
		rapid.Check(t, func(t *rapid.T) {
			defer func() { o.failed = o.failed || t.Failed() }()
			if o.runs++; o.runs > o.most && !o.failed { // a failure is run again to make it small
				return
			}
			o.empty(t)
			t.Repeat(map[string]func(*rapid.T){
				"owe": o.owe, "owe more": o.owe, "claim": o.claim, "claim again": o.claim, "two claim at once": o.race,
				"settle": o.settle, "settle more": o.settle, "cut": o.cut, "decide": o.decide, "write": o.write,
				"restart": o.restart, "wait": o.wait, "": o.compare,
			})
			o.sound(t)
		})
	})
}

// fatal is what *testing.T and *rapid.T have in common.
type fatal interface {
	Helper()
	Fatalf(format string, args ...any)
}

func done(t fatal, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("unexpected error: %v", err)
	}
}

// outbox is a store and what must be in it.
type outbox struct {
	address string
	store   *storage.Store
	model
	acts int // for once keys, never used again

	runs, most int
	failed     bool
}

func (o *outbox) reopen(t fatal) {
	s, err := storage.Open(ctx, o.address, storage.Options{})
	done(t, err)
	o.store = s
}

var recipients = []casework.PersonID{"r-1", "r-2", "r-3", "li", "ann", "bob"}

// empty is an office of which nobody has heard yet.
func (o *outbox) empty(t fatal) {
	var texts []string
	for _, table := range []string{"people", "duties", "notices", "links", "once"} {
		texts = append(texts, "DELETE FROM "+table)
	}
	done(t, storage.Execute(ctx, o.store, texts...))
	done(t, o.store.ApplyOffice(ctx, station()))
	for i, id := range recipients[:3] {
		done(t, o.store.Apply(ctx, casework.Change{People: []casework.Person{{ID: id, Role: casework.Resident, Account: int64(i + 1), Rights: 1}}}))
	}
	o.model = model{now: noon, blocked: map[casework.PersonID]bool{}, ids: map[casework.NoticeID]casework.NoticeID{},
		accounts: map[casework.PersonID]int64{"r-1": 1, "r-2": 2, "r-3": 3, "li": 901, "ann": 911, "bob": 912}}
}

func (o *outbox) wait(t *rapid.T) {
	o.now = o.now.Add(time.Duration(rapid.IntRange(1, 90).Draw(t, "seconds")) * time.Second)
}

func (o *outbox) owe(t *rapid.T) {
	var ch casework.Change
	for range rapid.IntRange(1, 3).Draw(t, "notices") {
		o.tag++
		n := casework.Notice{
			To:       rapid.SampledFrom(append([]casework.PersonID{""}, recipients[:4]...)).Draw(t, "to"),
			Kind:     rapid.SampledFrom([]casework.NoticeKind{casework.TellAnswer, casework.TellReceipt, casework.TellSorted}).Draw(t, "kind"),
			Priority: rapid.IntRange(0, 1).Draw(t, "priority"), Case: "7K3M9QXT", Entry: o.tag,
			Key: rapid.SampledFrom([]string{"", "", "k"}).Draw(t, "key"),
		}
		switch {
		case n.Kind == casework.TellAnswer:
			n.From = "li"
		case n.To != "" && rapid.IntRange(0, 3).Draw(t, "broadcast") == 0:
			n = casework.Notice{To: n.To, Kind: casework.TellBroadcast, Priority: casework.BroadcastPriority, About: casework.NoticeID(o.tag)}
		}
		if n.Key != "" && n.To != "" {
			n.Key += ":" + string(n.To)
		}
		if s := rapid.IntRange(-2, 2).Draw(t, "later"); s > 0 {
			n.NotBefore = o.now.Add(time.Duration(s) * time.Minute)
		}
		ch.Notices = append(ch.Notices, n)
	}
	done(t, o.store.Apply(ctx, ch))
	for _, n := range ch.Notices {
		o.add(n)
	}
}

func (o *outbox) claim(t *rapid.T) {
	limit := rapid.IntRange(1, 4).Draw(t, "limit")
	busy := rapid.SliceOfNDistinct(rapid.SampledFrom([]int64{1, 2, 3, 901}), 0, 2, rapid.ID).Draw(t, "busy")
	got, err := o.store.Claim(ctx, o.now, limit, busy)
	done(t, err)
	var want []at
	for _, r := range o.heads() {
		if a := o.account(r.To); (a == 0 || !slices.Contains(busy, a)) && len(want) < limit {
			want = append(want, at{r.ID, r.Part})
		}
	}
	if d := cmp.Diff(want, o.take(t, got)); d != "" {
		t.Fatalf("claimed otherwise (-want +got):\n%s", d)
	}
}

// race claims twice at once. What one of them takes first may be out of reach of the other.
func (o *outbox) race(t *rapid.T) {
	limit := rapid.IntRange(1, 3).Draw(t, "limit")
	var other []casework.Notice
	ended := make(chan error)
	go func() {
		var err error
		other, err = o.store.Claim(ctx, o.now, limit, nil)
		ended <- err
	}()
	got, err := o.store.Claim(ctx, o.now, limit, nil)
	done(t, <-ended)
	done(t, err)
	heads := o.heads()
	taken := o.take(t, append(got, other...)) // finds what isn't a head, or is taken twice
	for _, r := range heads[:min(limit, len(heads))] {
		if !slices.Contains(taken, at{r.ID, r.Part}) {
			t.Fatalf("of two who claimed, neither took notice %d part %d", r.ID, r.Part)
		}
	}
}

// take marks in the model what was claimed, each of which must be the head of its lane.
func (o *outbox) take(t fatal, got []casework.Notice) (taken []at) {
	t.Helper()
	for _, n := range got {
		heads := o.heads()
		i := slices.IndexFunc(heads, func(r *row) bool { return o.ids[r.ID] == n.ID && r.Part == n.Part })
		if i < 0 {
			t.Fatalf("notice %d part %d to %s was claimed out of turn or twice", n.ID, n.Part, n.To)
		}
		if n.Account != o.account(n.To) {
			t.Fatalf("claimed for account %d", n.Account)
		}
		heads[i].State, heads[i].tried = casework.Sending, true
		taken = append(taken, at{heads[i].ID, heads[i].Part})
	}
	return taken
}

func (o *outbox) settle(t *rapid.T) {
	var ds []casework.Delivery
	var rows []*row
	for _, r := range o.rows {
		if r.State != casework.Sending && rapid.IntRange(0, 9).Draw(t, "late news") > 0 || rapid.IntRange(0, 3).Draw(t, "goes on") == 0 {
			continue
		}
		d := casework.Delivery{Notice: o.ids[r.ID], Part: r.Part, Fate: rapid.SampledFrom([]casework.Fate{
			casework.FateSent, casework.FateSent, casework.FateUnsent, casework.FateRefused, casework.FateUnreachable,
			casework.FateUnknown, casework.FateUnknown, casework.FateNeedless}).Draw(t, "fate")}
		if d.Fate == casework.FateSent {
			d.Ref = casework.Ref{Chat: o.accounts[r.To], Message: r.Entry*10 + r.Part}
		}
		if d.Fate == casework.FateUnsent && rapid.Bool().Draw(t, "held back") {
			d.After = o.now.Add(time.Duration(rapid.IntRange(1, 100).Draw(t, "after")) * time.Second)
		}
		ds, rows = append(ds, d), append(rows, r)
		if rapid.IntRange(0, 4).Draw(t, "told twice") == 0 {
			d.Fate = casework.FateRefused
			ds, rows = append(ds, d), append(rows, r)
		}
	}
	o.deliver(t, ds, rows)
}

func (o *outbox) deliver(t fatal, ds []casework.Delivery, rows []*row) {
	t.Helper()
	done(t, o.store.Settle(ctx, ds, rule))
	under := map[*row]bool{}
	for _, r := range rows {
		under[r] = r.State == casework.Sending
	}
	for i, d := range ds {
		if under[rows[i]] {
			under[rows[i]] = false
			o.follow(rows[i], d)
		}
		if r := rows[i]; r.arrivals > 2+r.asked && r.Kind != casework.TellDoubtful {
			t.Fatalf("part %d of notice %d may have arrived %d times, %d of them asked for", r.Part, r.ID, r.arrivals, r.asked)
		}
	}
}

func (o *outbox) cut(t *rapid.T) {
	if len(o.rows) == 0 {
		t.Skip("nothing to cut")
	}
	r := rapid.SampledFrom(o.rows).Draw(t, "notice")
	for _, s := range o.rows { // mostly what can be cut
		if s.cuttable() && rapid.IntRange(0, 5).Draw(t, "this") > 0 {
			r = s
		}
	}
	bodies := [][]byte{[]byte("one"), []byte("two"), []byte("three")}[:rapid.IntRange(1, 3).Draw(t, "parts")]
	n := r.Notice
	n.ID = o.ids[r.ID]
	n.Part = 1
	err := o.store.Cut(ctx, n, bodies)
	if first := o.part(r.ID, 1); first.cuttable() {
		done(t, err)
		o.divide(first, bodies)
	} else if casework.KindOf(err) != casework.Stale {
		t.Fatalf("cut what isn't claimed, or was cut: %v", err)
	}
}

func (o *outbox) decide(t *rapid.T) {
	if len(o.rows) == 0 {
		t.Skip("nothing to decide")
	}
	id := rapid.SampledFrom(o.rows).Draw(t, "notice").ID
	for _, r := range o.rows {
		if r.State == casework.Uncertain && rapid.IntRange(0, 3).Draw(t, "this") > 0 {
			id = r.ID
		}
	}
	arrived := rapid.Bool().Draw(t, "arrived")
	ann, err := o.store.Person(ctx, "ann")
	done(t, err)
	o.acts++
	once := casework.Once{Key: fmt.Sprint("press", o.acts), Print: "p"}
	err = o.store.Decide(ctx, once, ann, o.ids[id], arrived)
	if !o.decided(id, arrived) {
		if casework.KindOf(err) != casework.NotFound {
			t.Fatalf("decided what isn't uncertain: %v", err)
		}
		return
	}
	done(t, err)
	if err := o.store.Decide(ctx, once, ann, o.ids[id], arrived); casework.KindOf(err) != casework.Repeated {
		t.Fatalf("a press counted twice: %v", err)
	}
}

// write is a message from somebody, who can be written to again.
func (o *outbox) write(t *rapid.T) {
	p, err := o.store.Person(ctx, rapid.SampledFrom(recipients[:4]).Draw(t, "who"))
	done(t, err)
	p.Blocked = false
	done(t, o.store.Apply(ctx, casework.Change{People: []casework.Person{p}}))
	o.wake(p.ID)
}

// restart finds what was under way: nobody knows whether it arrived.
func (o *outbox) restart(t *rapid.T) {
	if rapid.IntRange(0, 3).Draw(t, "really") > 0 {
		t.Skip("most runs are long")
	}
	done(t, o.store.Close())
	o.reopen(t)
	sending, err := o.store.Sending(ctx)
	done(t, err)
	var ds []casework.Delivery
	var rows []*row
	for _, r := range o.rows {
		if r.State == casework.Sending {
			ds = append(ds, casework.Delivery{Notice: o.ids[r.ID], Part: r.Part, Fate: casework.FateUnknown})
			rows = append(rows, r)
		}
	}
	same := slices.EqualFunc(sending, ds, func(n casework.Notice, d casework.Delivery) bool { return n.ID == d.Notice && n.Part == d.Part })
	if !same {
		t.Fatalf("under way were %v, found %+v", ds, sending)
	}
	o.deliver(t, ds, rows)
}

// compare reads the whole outbox, and learns the ids of what is new: they grow as the model's do.
func (o *outbox) compare(t *rapid.T) {
	got, err := storage.AllNotices(ctx, o.store)
	done(t, err)
	if len(got) != len(o.rows) {
		var want []casework.Notice
		for _, r := range o.rows {
			want = append(want, r.Notice)
		}
		t.Fatalf("%d notices, want %d (-want by the model's ids, +got):\n%s", len(got), len(want), cmp.Diff(want, got))
	}
	for i, r := range o.rows {
		if r.Part == 1 {
			o.ids[r.ID] = got[i].ID
		}
	}
	var want []casework.Notice
	for _, r := range o.rows {
		n := r.Notice
		n.ID, n.Account = o.ids[r.ID], o.account(r.To)
		if r.About != 0 && r.Kind != casework.TellBroadcast {
			n.About = o.ids[r.About]
		}
		want = append(want, n)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Fatalf("the outbox differs (-want +got):\n%s", d)
	}
}

func (o *outbox) sound(t fatal) {
	broken, err := o.store.Check(ctx)
	done(t, err)
	if slices.ContainsFunc(o.rows, func(r *row) bool { return r.Copies > 2 && r.asked > 1 }) {
		// Check can't tell a further copy that a person asked for; deliver can.
		broken = slices.DeleteFunc(broken, func(b storage.Broken) bool { return b.Invariant == "nothing was sent more than twice unasked" })
	}
	broken = slices.DeleteFunc(broken, func(b storage.Broken) bool { // its notices speak of cases that nobody wrote
		return slices.Contains([]string{"each notice of a case has its case", "each notice of an entry has its entry", "each link has its case"}, b.Invariant)
	})
	if len(broken) > 0 {
		t.Fatalf("broken: %v", broken)
	}
}
