package handlers_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"liaison/bot"
	"liaison/casework"
	"liaison/handlers"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// A whole year of a large office takes minutes, so that it runs when asked for:
// go test ./handlers -run TestVirtualYear -days 365 -daily 137 -timeout 2h
var (
	yearDays = flag.Int("days", 12, "days of the virtual year that pass")
	yearLoad = flag.Int("daily", 30, "cases that are opened on each of them")
)

const (
	tick      = 30 * time.Minute
	yearSeats = 60 // deputies
	yearKinds = 10 // topics
)

// TestVirtualYear lets an office work: residents write at all hours, deputies
// answer, ask, pass on, are away or let things lie, the clocks change, and every
// tick the program does what is due. After each day every open case has somebody
// whose step is next and a time at which they hear of it, nobody was told at night
// or twice, nothing that is due was left out, and all invariants hold.
func TestVirtualYear(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes a minute")
	}
	y := newYear(t)
	for range *yearDays {
		y.day()
		y.checkDay()
		if t.Failed() {
			t.Fatalf("on %s", y.now)
		}
		if y.now.Day() == 1 {
			t.Logf("%s: %d cases opened, %d open", y.now.Format(time.DateOnly), y.opened, y.waiting)
		}
	}
	t.Logf("%d days, %d cases opened, %d still open, %d notices sent, of them %v",
		*yearDays, y.opened, y.waiting, y.told, y.reminded)
}

type year struct {
	t      *testing.T
	ctx    context.Context
	now    time.Time
	dice   *rand.Rand
	office casework.Office
	store  *storage.Store
	desk   *casework.Desk
	outbox *handlers.Outbox
	claims *claims

	updates  int64
	messages int
	shy      []int64 // accounts of residents who haven't agreed
	last     map[heardOf]time.Time
	heard    map[casework.Number]time.Time // when anybody was last reminded of it

	opened, waiting, told int
	reminded              map[casework.NoticeKind]int
}

// heardOf is one thing that one person is reminded of.
type heardOf struct {
	to   casework.PersonID
	kind casework.NoticeKind
	of   casework.Number
	rung time.Time // what it was promised for: another promise, another reminder
}

func newYear(t *testing.T) *year {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	y := &year{
		t: t, ctx: t.Context(), now: time.Date(2027, 3, 18, 0, 0, 0, 0, zone), // before the clocks and Easter
		dice: rand.New(rand.NewPCG(1, 2)), office: yearOffice(zone),
		last: map[heardOf]time.Time{}, heard: map[casework.Number]time.Time{},
		reminded: map[casework.NoticeKind]int{},
	}
	y.store = storagetest.Open(t, storagetest.File(t))
	if err := y.store.ApplyOffice(y.ctx, y.office); err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return y.now }
	y.desk = casework.NewDesk(y.store, byName{}, y.office, clock, seeded())
	y.claims = &claims{Store: y.store, of: map[[2]int64]casework.Notice{}}
	y.outbox = handlers.NewOutbox(y.claims, handlers.NewRenderer(y.desk, y.store), clock)
	return y
}

func yearOffice(zone *time.Location) casework.Office {
	o := casework.Office{Zone: zone, Language: "en", Settle: time.Minute, Calendar: officeHours(zone)}
	for d, last := time.Date(2027, 3, 26, 12, 0, 0, 0, zone), 0; last < 12; d, last = d.AddDate(0, 1, 2), last+1 {
		day := casework.Date(d.Format(time.DateOnly))
		o.Calendar.Holidays = append(o.Calendar.Holidays, casework.Days{From: day, To: casework.Date(d.AddDate(0, 0, last%4).Format(time.DateOnly))})
	}
	for i := range yearKinds {
		o.Topics = append(o.Topics, casework.Topic{
			ID: casework.TopicID(fmt.Sprint("t", i)), ClaimDays: 1, AnswerDays: 2 + i, Urgent: i == yearKinds-1,
		})
	}
	for i := range yearSeats {
		topics := []casework.TopicID{o.Topics[i%yearKinds].ID}
		if i%4 == 0 {
			topics = append(topics, o.Topics[(i+3)%yearKinds].ID)
		}
		o.People = append(o.People, casework.Person{
			ID: casework.PersonID(fmt.Sprint("deputy-", i)), Role: casework.Deputy, Name: "D", Rights: 1,
			Account: int64(5000 + i), Topics: topics,
		})
	}
	for i := range 3 {
		o.People = append(o.People, casework.Person{
			ID: casework.PersonID(fmt.Sprint("desk-", i)), Role: casework.Moderator, Name: "S", Rights: 1, Account: int64(6000 + i),
		})
	}
	return o
}

// byName is sure of a text that begins with a topic's id.
type byName struct{}

func (byName) Classify(text string) casework.Verdict {
	var topic string
	if _, err := fmt.Sscanf(text, "%s ", &topic); err != nil || topic == "something" {
		return casework.Verdict{Guesses: []casework.Guess{{Topic: "t1", Probability: 0.3}}}
	}
	return casework.Verdict{Sure: true, Guesses: []casework.Guess{{Topic: casework.TopicID(topic), Probability: 1}}}
}

// claims remembers which notices are on their way.
type claims struct {
	*storage.Store
	of map[[2]int64]casework.Notice
}

// Claim is the store's.
func (c *claims) Claim(ctx context.Context, now time.Time, limit int, busy []int64) ([]casework.Notice, error) {
	all, err := c.Store.Claim(ctx, now, limit, busy)
	for _, n := range all {
		c.of[[2]int64{int64(n.ID), int64(n.Part)}] = n
	}
	return all, err
}

func (y *year) day() {
	midnight := y.now
	for end := midnight.AddDate(0, 0, 1); y.now.Before(end); y.now = y.now.Add(tick) {
		y.residents()
		y.done(y.desk.Relieve(y.ctx))
		_, err := y.desk.Remind(y.ctx)
		y.done(err)
		_, err = y.desk.Digests(y.ctx)
		y.done(err)
		y.send()
		if y.office.Calendar.Open(y.now).Equal(y.now) {
			y.deputies()
			y.staff()
			y.send()
		}
	}
	y.absences()
}

func (y *year) done(err error) {
	y.t.Helper()
	if err != nil {
		y.t.Fatalf("at %s: %v", y.now, err)
	}
}

// send sends all that is due, as a messenger that takes everything.
func (y *year) send() {
	for {
		parcels, err := y.outbox.Claim(y.ctx, 100, nil)
		y.done(err)
		if len(parcels) == 0 && len(y.claims.of) == 0 {
			return
		}
		var out []bot.Outcome
		for _, p := range parcels {
			y.messages++
			out = append(out, bot.Outcome{Notice: p.Notice, Part: p.Part, Chat: p.Chat, Fate: bot.Sent, Message: y.messages})
			y.tell(y.claims.of[[2]int64{p.Notice, int64(p.Part)}])
		}
		clear(y.claims.of) // the others are held, or needless
		if len(out) > 0 {
			y.done(y.outbox.Report(y.ctx, out))
		}
	}
}
