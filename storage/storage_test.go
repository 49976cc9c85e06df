package storage_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

var (
	ctx  = context.Background()
	noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
)

const (
	transport = casework.TopicID("transport")
	water     = casework.TopicID("water")
)

// station is an office with two deputies and two of the staff.
func station() casework.Office {
	return casework.Office{
		Topics: []casework.Topic{
			{ID: transport, Name: map[string]string{"en": "Transport"}, Claim: time.Hour, Answer: 24 * time.Hour, Examples: []string{"bus"}},
			{ID: water, Name: map[string]string{"en": "Water"}, Claim: time.Hour, Answer: 24 * time.Hour},
		},
		People: []casework.Person{
			{ID: "li", Role: casework.Deputy, Name: "Li", Account: 901, Topics: []casework.TopicID{transport}},
			{ID: "wu", Role: casework.Deputy, Name: "Wu", Account: 902, Topics: []casework.TopicID{transport, water}},
			{ID: "ann", Role: casework.Moderator, Name: "Ann", Account: 911},
			{ID: "bob", Role: casework.Admin, Name: "Bob", Account: 912},
		},
	}
}

// manned runs a test on each engine with the station in place.
func manned(t *testing.T, run func(t *testing.T, s *storage.Store)) {
	t.Helper()
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		must(t, s.ApplyOffice(ctx, station()))
		run(t, s)
	})
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatalf("unexpected error: %v", err)
	}
}

func wantKind(tb testing.TB, err error, k casework.Kind) {
	tb.Helper()
	if err == nil || casework.KindOf(err) != k {
		tb.Fatalf("got %v (kind %d), want kind %d", err, casework.KindOf(err), k)
	}
}

func person(tb testing.TB, s *storage.Store, id casework.PersonID) casework.Person {
	tb.Helper()
	p, err := s.Person(ctx, id)
	must(tb, err)
	return p
}

func number() casework.Number {
	const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	b := make([]byte, 8)
	for i := range b {
		b[i] = alphabet[rand.IntN(32)]
	}
	return casework.Number(b)
}

// resident makes a person with an account.
func resident(tb testing.TB, s *storage.Store, account int64) casework.Person {
	tb.Helper()
	id := casework.PersonID(fmt.Sprintf("r-%08d", account))
	must(tb, s.Apply(ctx, casework.Change{People: []casework.Person{{ID: id, Role: casework.Resident, Account: account, Name: "X", Language: "en", Rights: 1}}}))
	return person(tb, s, id)
}

func queued(r casework.Person, n casework.Number) casework.Case {
	return casework.Case{Number: n, Resident: r.ID, Status: casework.Queued, Topic: transport, Offered: "li",
		Guesses: []casework.Guess{{Topic: transport, Probability: 0.9, Reasons: []string{"bus"}}},
		Opened:  noon, Heard: noon, ClaimBy: noon.Add(time.Hour), AnswerBy: noon.Add(24 * time.Hour), RemindAt: noon.Add(time.Hour),
		Entries: 1, Events: 1}
}

var messages atomic.Int32

// opening is the typical new case.
func opening(r casework.Person, n casework.Number, once string) casework.Change {
	return casework.Change{
		Once: casework.Once{Key: once, Print: "p" + once}, By: r,
		People:  []casework.Person{r},
		Cases:   []casework.Case{queued(r, n)},
		Entries: []casework.Entry{{Case: n, Seq: 1, Kind: casework.Said, By: r.ID, Text: "The bus doesn't come.", At: noon, Revision: 1}},
		Events: []casework.Event{{Case: n, Seq: 1, At: noon, By: r.ID, Verb: casework.DoReceive, Status: casework.Queued,
			Topic: transport, Offered: "li", Detail: "1"}},
		Notices: []casework.Notice{{To: r.ID, Kind: casework.TellReceipt, Case: n}, {To: "li", Kind: casework.TellCard, Case: n, Priority: 1}},
		Links:   []casework.Link{{Ref: casework.Ref{Chat: r.Account, Message: 1 + int(messages.Add(1))}, Case: n, Entry: 1, Person: r.ID}},
	}
}

// open opens a case and gives it as it was stored.
func open(tb testing.TB, s *storage.Store, r casework.Person, once string) casework.Case {
	tb.Helper()
	n := number()
	must(tb, s.Apply(ctx, opening(person(tb, s, r.ID), n, once)))
	c, err := s.Case(ctx, r, n)
	must(tb, err)
	return c
}
