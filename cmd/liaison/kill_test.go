package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/simulator"
	"liaison/storage"
	"liaison/storage/storagetest"
)

const (
	kills     = 50
	residents = 24
)

// TestP1_KilledAtRandom kills the program fifty times in the middle of load: no
// message may be lost, none may have two effects, no answer may arrive more than
// twice, and a second copy must say that it is one.
func TestP1_KilledAtRandom(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes a minute")
	}
	storagetest.EachAddress(t, func(t *testing.T, database string) {
		r := newRig(t, database)
		l := newLoad(r)
		t.Cleanup(func() { l.explain(t) })
		for i := range kills {
			r.start()
			l.step(i)
			select { // the load comes in, and the program is killed somewhere in it
			case <-r.ended:
				t.Fatalf("ended by itself\n%s", tail(r.logs.String(), 4000))
			case <-time.After(time.Duration(60+rand.IntN(500)) * time.Millisecond):
			}
			r.kill()
		}
		r.start()
		r.until("every case is answered", l.finished)
		r.until("everything is confirmed", func() bool { return r.telegram.Pending() == 0 })
		l.settle()
		if code := r.stop(); code != 0 {
			t.Errorf("exit code %d", code)
		}
		l.checkCopies(t)
		l.checkStore(t, database)
	})
}

// load is a town that writes, agrees and is answered, whatever happens to the program.
type load struct {
	r        *rig
	pressed  map[int64]bool
	answered map[string]bool
	decided  map[int]bool
}

func newLoad(r *rig) *load {
	return &load{r: r, pressed: map[int64]bool{}, answered: map[string]bool{}, decided: map[int]bool{}}
}

func matter(i int) string { return fmt.Sprintf("pothole in the road no-%03d-", i) }

func resident(i int) int64 { return 700100 + int64(i) }

// step lets the next resident write and everybody do what is theirs to do.
func (l *load) step(i int) {
	if i < residents {
		l.r.resident(resident(i))
		l.r.say(resident(i), matter(i)+" by the school")
	}
	l.react()
}

// react presses what asks to be agreed to and answers what waits.
func (l *load) react() {
	for i := range residents {
		id, data := l.r.button(resident(i), "agree")
		if id != 0 && !l.pressed[resident(i)] {
			l.pressed[resident(i)] = true
			_, _ = l.r.telegram.Press(resident(i), id, data)
		}
	}
	for _, deputy := range []int64{liNa, omar} {
		for _, m := range l.r.telegram.Messages(deputy) {
			l.answer(deputy, m)
		}
	}
	for _, m := range l.r.telegram.Messages(clerk) {
		l.decide(m)
	}
}

// decide is the staff's word on a message that was cut off by two kills: it is
// sent again, unless it is an answer that the resident can be seen to have.
func (l *load) decide(m simulator.Message) {
	word := "resend:"
	if answer := answerMatter.FindString(m.Text); answer != "" && l.arrived(answer) {
		word = "arrived:"
	}
	for _, row := range m.Buttons {
		for _, b := range row {
			if strings.HasPrefix(b.Data, word) && !l.decided[m.ID] { // the same may come into doubt again
				l.decided[m.ID] = true
				_, _ = l.r.telegram.Press(clerk, m.ID, b.Data)
			}
		}
	}
}

var answerMatter = regexp.MustCompile(`answer to no-\d{3}-`)

func (l *load) arrived(answer string) bool {
	for i := range residents {
		if len(l.r.heard(resident(i), answer)) > 0 {
			return true
		}
	}
	return false
}

var caseMatter = regexp.MustCompile(`no-\d{3}-`)

// answer replies once to the first card of each matter.
func (l *load) answer(deputy int64, m simulator.Message) {
	name := caseMatter.FindString(m.Text)
	if !m.Bot || name == "" || l.answered[name] {
		return
	}
	l.answered[name] = true
	_, _ = l.r.telegram.Say(deputy, simulator.Draft{Text: "answer to " + name, ReplyTo: m.ID})
}

// finished reports whether each matter has been answered; it goes on reacting.
func (l *load) finished() bool {
	l.react()
	for i := range residents {
		if len(l.r.heard(resident(i), "answer to no-")) == 0 {
			return false
		}
	}
	return true
}

// explain prints the chats of those who were not answered, for a failed test.
func (l *load) explain(t *testing.T) {
	t.Helper()
	if !t.Failed() {
		return
	}
	people := []int64{clerk}
	for i := range residents {
		if len(l.r.heard(resident(i), "answer to no-")) == 0 {
			people = append(people, resident(i), liNa, omar)
		}
	}
	for _, p := range people {
		for _, m := range l.r.telegram.Messages(p) {
			t.Logf("%d %d bot=%v to %d: %.300q %v", p, m.ID, m.Bot, m.ReplyTo, m.Text, m.Buttons)
		}
	}
}

// settle waits until nothing more is sent.
func (l *load) settle() {
	for calls := -1; ; {
		n := len(l.r.telegram.Ledger())
		if n == calls {
			return
		}
		calls = n
		ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		_ = l.r.telegram.Until(ctx, func() bool { return sent(l.r.telegram.Ledger()[calls:]) })
		cancel()
	}
}

func sent(calls []simulator.Call) bool {
	for _, c := range calls {
		if strings.HasPrefix(c.Method, "send") {
			return true
		}
	}
	return false
}

// checkCopies looks at what people received.
func (l *load) checkCopies(t *testing.T) {
	t.Helper()
	for i := range residents {
		copies := l.r.heard(resident(i), "answer to no-")
		if len(copies) > 2 {
			t.Errorf("resident %d has %d copies of an answer", i, len(copies))
		}
		if len(copies) == 2 && !strings.Contains(strings.ToLower(copies[1].Text), "repeat") {
			t.Errorf("the second copy doesn't say so: %s", copies[1].Text)
		}
	}
	if sins := l.r.telegram.Sins(); len(sins) > 0 {
		t.Errorf("protocol broken: %v", sins)
	}
}

// checkStore looks at what was kept: each resident has one case with their words once and one answer.
func (l *load) checkStore(t *testing.T, database string) {
	t.Helper()
	ctx := context.Background()
	s, err := storage.Open(ctx, database, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for i := range residents {
		l.checkResident(t, s, i)
	}
}

func (l *load) checkResident(t *testing.T, s *storage.Store, i int) {
	t.Helper()
	ctx := context.Background()
	p, err := s.PersonByAccount(ctx, resident(i))
	if err != nil {
		t.Errorf("resident %d: %v", i, err)
		return
	}
	cases, err := s.CasesOf(ctx, p, 10)
	if err != nil || len(cases) != 1 {
		t.Errorf("resident %d has %d cases: %v", i, len(cases), err)
		return
	}
	th, err := s.Thread(ctx, p, cases[0].Number)
	if err != nil {
		t.Fatal(err)
	}
	count := map[casework.EntryKind]int{}
	for _, e := range th.Entries {
		count[e.Kind]++
	}
	if count[casework.Said] != 1 || count[casework.Answer] != 1 || len(th.Entries) != 2 {
		t.Errorf("resident %d: the thread has %v", i, count)
	}
	if replayed := casework.Replay(th.Events); replayed.Status != th.Case.Status || replayed.Owner != th.Case.Owner {
		t.Errorf("resident %d: the history replays to %s of %q, the case is %s of %q",
			i, replayed.Status, replayed.Owner, th.Case.Status, th.Case.Owner)
	}
}
