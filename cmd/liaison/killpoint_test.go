package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	_ "github.com/mattn/go-sqlite3" // the driver

	"liaison/casework"
	"liaison/simulator"
	"liaison/storage"
	"liaison/storage/storagetest"
)

const (
	grace   = int64(700001)
	pothole = "There is a deep pothole in the road by the school"
	remedy  = "A crew fills it on Wednesday"
)

// TestP2_KillPoints kills the program at the points between taking a message in
// and having brought the answer home, and looks at what everybody received.
func TestP2_KillPoints(t *testing.T) {
	t.Parallel()
	for _, point := range []struct {
		name string
		play func(*books)
	}{
		{"P2 received, not committed", killedBeforeCommit},
		{"P2 committed, not confirmed", killedBeforeConfirming},
		{"P2 claimed, nothing written", killedBeforeWriting},
		{"P2 written, no answer yet", killedBeforeTheAnswer},
		{"P2 answered, not marked", killedBeforeMarking},
		{"P2 marked", killedAfterMarking},
		{"P2 T10 between two parts", killedBetweenParts},
		{"P2 T10 within a part", killedWithinAPart},
	} {
		t.Run(point.name, func(t *testing.T) {
			t.Parallel()
			storagetest.EachAddress(t, func(t *testing.T, database string) {
				b := open(newRig(t, database), database)
				b.resident(grace)
				b.start()
				b.until("the program polls", b.telegram.Polling)
				point.play(b)
				b.until("everything is confirmed", func() bool { return b.telegram.Pending() == 0 })
				b.settled()
				b.kept(grace)
				if sins := b.telegram.Sins(); len(sins) > 0 {
					t.Errorf("protocol broken: %v", sins)
				}
			})
		})
	}
}

func killedBeforeCommit(b *books) {
	release := b.lock("once", "EXCLUSIVE")
	b.say(grace, pothole)
	b.blocked("update left unconfirmed")
	b.kill()
	if n := b.telegram.Pending(); n != 1 {
		b.t.Fatalf("%d updates unconfirmed, want the one that wasn't kept", n)
	}
	release()
	b.start()
	b.answered(b.card())
	b.copies(remedy, 1)
}

func killedBeforeConfirming(b *books) {
	deaf := b.telegram.Script(simulator.Fault{Method: "getUpdates", Cut: "before"})
	b.say(grace, pothole)
	b.settled("consent") // so it was committed
	b.kill()
	if n := b.telegram.Pending(); n != 1 {
		b.t.Fatalf("%d updates unconfirmed, want the one that was kept", n)
	}
	deaf()
	b.start()
	b.until("the repeat is confirmed", func() bool { return b.telegram.Pending() == 0 })
	b.settled()
	if all := b.heard(grace, ""); len(all) != 1 {
		b.t.Errorf("the resident hears %d things of one message\n%s", len(all), b.chats())
	}
	b.answered(b.card())
	b.copies(remedy, 1)
}

// killedBeforeWriting holds up the wording of a claimed answer. SQLite's readers
// can't be held up from outside, so there it is the claim that was never made.
func killedBeforeWriting(b *books) {
	b.say(grace, pothole)
	card := b.card()
	busy := b.telegram.Script(simulator.Fault{Method: "sendMessage", Chat: grace, RetryAfter: 1})
	b.write(liNa, simulator.Draft{Text: remedy, ReplyTo: card})
	b.await("the answer was put off", func() bool {
		return b.count(`SELECT count(*) FROM notices WHERE state = 'pending' AND not_before > 0`) == 1
	})
	release := b.lock("entries", "ACCESS EXCLUSIVE")
	if b.server {
		b.await("the answer is claimed", func() bool { return b.count(`SELECT count(*) FROM notices WHERE state = 'sending'`) == 1 })
		b.blocked("")
	} else {
		b.blocked("outbox failed")
	}
	b.kill()
	busy()
	release()
	b.start()
	b.hears(grace, remedy)
	b.settled()
	all := b.heard(grace, remedy)
	if len(all) != 1 || marked(all[0]) != b.server {
		b.t.Errorf("%d copies; marked as a repeat should be %v\n%s", len(all), b.server, b.chats())
	}
}

func killedBeforeTheAnswer(b *books) {
	b.say(grace, pothole)
	card := b.card()
	b.telegram.Script(simulator.Fault{Method: "sendMessage", Chat: grace, Delay: 9 * time.Second, Times: 1})
	b.answered(card)
	b.kill()
	b.start()
	b.copies(remedy, 2)
}

func killedBeforeMarking(b *books) {
	b.say(grace, pothole)
	card := b.card()
	b.telegram.Script(simulator.Fault{Method: "sendMessage", Chat: grace, Delay: 3 * time.Second, Times: 1})
	b.answered(card)
	release := b.lock("notices", "EXCLUSIVE")
	b.until("the answer came", func() bool { return b.calls("slow") > 0 })
	b.blocked("outbox failed")
	b.kill()
	release()
	b.start()
	b.copies(remedy, 2)
}

func killedAfterMarking(b *books) {
	b.say(grace, pothole)
	b.answered(b.card())
	b.settled()
	b.kill()
	b.start()
	b.press(grace, "rate:")
	b.press(grace, "mark:")
	b.until("everything is confirmed", func() bool { return b.telegram.Pending() == 0 })
	b.copies(remedy, 1)
}

func killedBetweenParts(b *books) {
	b.say(grace, pothole)
	card := b.card()
	b.telegram.Script(simulator.Fault{Method: "sendMessage", Chat: grace, Delay: time.Millisecond, Times: 1})
	busy := b.telegram.Script(simulator.Fault{Method: "sendMessage", Chat: grace, RetryAfter: 1})
	b.long(card)
	b.await("the second part was put off", func() bool {
		return b.count(`SELECT count(*) FROM notices WHERE part > 1 AND not_before > 0`) == 1
	})
	b.kill()
	busy()
	b.start()
	b.parts(1, 1, 1)
}

func killedWithinAPart(b *books) {
	b.say(grace, pothole)
	card := b.card()
	b.telegram.Script(simulator.Fault{Method: "sendMessage", Chat: grace, Delay: time.Millisecond, Times: 1})
	b.telegram.Script(simulator.Fault{Method: "sendMessage", Chat: grace, Delay: 9 * time.Second, Times: 1})
	b.long(card)
	b.hears(grace, "(2/3)")
	b.kill()
	b.start()
	b.parts(1, 2, 1)
}

// books is a rig whose database the test looks into, and may hold locked.
type books struct {
	*rig
	database string
	db       *sql.DB
	server   bool // PostgreSQL
}

func open(r *rig, database string) *books {
	r.t.Helper()
	b := &books{rig: r, database: database, server: strings.HasPrefix(database, "postgres")}
	if b.server {
		c, err := pgxpool.ParseConfig(database)
		if err != nil {
			r.t.Fatal(err)
		}
		b.db = stdlib.OpenDB(*c.ConnConfig)
	} else {
		db, err := sql.Open("sqlite3", "file:"+database+"?mode=rw&_busy_timeout=10000&_txlock=exclusive")
		if err != nil {
			r.t.Fatal(err)
		}
		b.db = db
	}
	r.t.Cleanup(func() { _ = b.db.Close() })
	return b
}

// lock keeps the program from writing: all of SQLite's file, one table of PostgreSQL's.
func (b *books) lock(table, mode string) (release func()) {
	b.t.Helper()
	tx, err := b.db.BeginTx(context.Background(), nil)
	if err == nil && b.server {
		_, err = tx.Exec("LOCK TABLE " + table + " IN " + mode + " MODE")
	}
	if err != nil {
		b.t.Fatalf("lock: %v", err)
	}
	release = func() { _ = tx.Rollback() }
	b.t.Cleanup(release)
	return release
}

// blocked waits until the program has run into the lock. SQLite tells nobody who
// waits for it, so there the log is asked.
func (b *books) blocked(says string) {
	b.t.Helper()
	b.await("the program is blocked", func() bool {
		if !b.server {
			return strings.Contains(b.logs.String(), says)
		}
		return b.count(`SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT l.granted AND n.nspname = current_schema()`) > 0
	})
}

// await waits for what the simulated Telegram doesn't see.
func (b *books) await(what string, cond func() bool) {
	b.t.Helper()
	look := time.NewTicker(20 * time.Millisecond)
	defer look.Stop()
	for end := time.After(3 * time.Minute); !cond(); {
		select {
		case <-look.C:
		case <-end:
			b.t.Fatalf("waited in vain: %s\n%s\nlog:\n%s", what, b.chats(), tail(b.logs.String(), 4000))
		}
	}
}

func (b *books) count(query string) (n int) {
	b.t.Helper()
	if err := b.db.QueryRow(query).Scan(&n); err != nil {
		b.t.Fatalf("%s: %v", query, err)
	}
	return n
}

// settled waits until nothing is owed, and something of each kind has been sent.
func (b *books) settled(kinds ...string) {
	b.t.Helper()
	b.await("all is sent", func() bool {
		for _, k := range kinds {
			if b.count(`SELECT count(*) FROM notices WHERE kind = '`+k+`' AND state = 'sent'`) == 0 {
				return false
			}
		}
		return b.count(`SELECT count(*) FROM notices WHERE state IN ('pending', 'sending')`) == 0
	})
}

// card lets the resident agree and gives the message that shows the case to the deputy.
func (b *books) card() int {
	b.t.Helper()
	b.press(grace, "agree")
	b.hears(grace, "Roads")
	card := b.hears(liNa, "deep pothole")
	b.settled()
	return card.ID
}

func (b *books) answered(card int) {
	b.t.Helper()
	b.write(liNa, simulator.Draft{Text: remedy, ReplyTo: card})
	b.hears(grace, remedy)
}

// calls counts the sends to the resident on which a fault was played.
func (b *books) calls(fault string) (n int) {
	for _, c := range b.telegram.Ledger() {
		if c.Method == "sendMessage" && c.Chat == grace && c.Fault == fault {
			n++
		}
	}
	return n
}

func marked(m simulator.Message) bool { return strings.Contains(strings.ToLower(m.Text), "repeat") }

// copies waits until all is sent and counts the copies of a text; every one but
// the first must say that it is a repeat.
func (b *books) copies(text string, want int) {
	b.t.Helper()
	b.until(fmt.Sprintf("%d copies", want), func() bool { return len(b.heard(grace, text)) >= want })
	b.settled()
	all := b.heard(grace, text)
	if len(all) != want {
		b.t.Errorf("%d copies of %q, want %d\n%s", len(all), text, want, b.chats())
	}
	for i, m := range all {
		if marked(m) != (i > 0) {
			b.t.Errorf("copy %d of %d: %.200q", i+1, len(all), m.Text)
		}
	}
}

func (b *books) parts(want ...int) {
	b.t.Helper()
	for i, n := range want {
		b.copies(fmt.Sprintf("(%d/%d)", i+1, len(want)), n)
	}
}

// long lets the deputy answer with more than one message holds.
func (b *books) long(card int) {
	b.t.Helper()
	chat := map[string]any{"id": liNa, "type": "private"}
	raw, err := json.Marshal(map[string]any{"message": map[string]any{
		"message_id": 900_000, "date": time.Now().Unix(), "chat": chat,
		"from":             map[string]any{"id": liNa, "is_bot": false, "first_name": "Li Na"},
		"text":             strings.Repeat("We fill it. ", 750),
		"reply_to_message": map[string]any{"message_id": card, "date": time.Now().Unix(), "chat": chat},
	}})
	if err != nil {
		b.t.Fatal(err)
	}
	b.telegram.Inject(raw)
}

// kept stops the program and looks at the one case that the resident must have:
// their words once, at most one answer, and a history that leads where the case is.
func (b *books) kept(resident int64) {
	b.t.Helper()
	if code := b.stop(); code != 0 {
		b.t.Errorf("exit code %d", code)
	}
	ctx := context.Background()
	s, err := storage.Open(ctx, b.database, storage.Options{})
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	broken, err := s.Check(ctx)
	if err != nil || len(broken) > 0 {
		b.t.Errorf("broken: %v, %v", broken, err)
	}
	p, err := s.PersonByAccount(ctx, resident)
	if err != nil {
		b.t.Fatal(err)
	}
	cases, err := s.CasesOf(ctx, p, 10)
	if err != nil || len(cases) != 1 {
		b.t.Fatalf("%d cases: %v", len(cases), err)
	}
	th, err := s.Thread(ctx, p, cases[0].Number)
	if err != nil {
		b.t.Fatal(err)
	}
	if len(th.Entries) != 2 || th.Entries[0].Kind != casework.Said || th.Entries[1].Kind != casework.Answer {
		b.t.Errorf("the thread has %d entries: %+v", len(th.Entries), th.Entries)
	}
	if r := casework.Replay(th.Events); r.Status != th.Case.Status || r.Owner != th.Case.Owner {
		b.t.Errorf("the history replays to %s, the case is %s", r.Status, th.Case.Status)
	}
}
