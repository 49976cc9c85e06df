package casework

import (
	"context"
	"crypto/rand"
	"errors"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// slow is a store that takes its time to read, so that all who ask at once decide by the same.
type slow struct{ *memory }

func (s slow) Conversation(ctx context.Context, account int64) (Conversation, error) {
	cv, err := s.memory.Conversation(ctx, account)
	time.Sleep(time.Millisecond) // of the bubble's time
	return cv, err
}

func TestC9_FirstMessagesInParallel(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := newRoom()
		d := NewDesk(slow{r.books}, byWord{}, r.Office(), time.Now, rand.Reader)
		var wg sync.WaitGroup
		errs := make([]error, paces[minutely].most) // more are kept back
		for i := range errs {
			wg.Go(func() {
				errs[i] = d.Receive(t.Context(), Message{
					Once: Once{Key: strconv.Itoa(i), Print: "p"}, From: newcomer(77), Text: "word " + strconv.Itoa(i),
					Ref: Ref{Chat: 77, Message: i + 1},
				})
			})
		}
		wg.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		wantOneThread(t, r, len(errs))
	})
}

func wantOneThread(t *testing.T, r *room, messages int) {
	t.Helper()
	cv, _ := r.books.Conversation(t.Context(), 77)
	if len(r.books.people) != 5 || len(cv.Cases) != 1 {
		t.Fatalf("%d people, %d cases", len(r.books.people), len(cv.Cases))
	}
	if c := cv.Cases[0]; c.Entries != messages || c.Events != messages || c.Status != Held || len(r.books.entries[c.Number]) != messages {
		t.Errorf("case: %+v", c)
	}
	if n := r.books.owed(TellConsent, cv.Person.ID); len(n) != 1 {
		t.Errorf("the privacy notice is owed %d times", len(n))
	}
}

func TestHeldUntilAgreed(t *testing.T) {
	t.Parallel()
	r := newRoom()
	c := r.hears(t, newcomer(77), "no transport in my street")
	if c.Status != Held {
		t.Fatalf("received: %+v", c)
	}
	for _, who := range []Person{li, desk} {
		if _, err := r.Case(t.Context(), who, c.Number); KindOf(err) != NotFound {
			t.Errorf("%s sees a held case: %v", who.ID, err)
		}
	}
	r.now = r.now.Add(time.Hour)
	who, _ := r.Who(t.Context(), 77, "Newcomer", "en")
	once := r.once()
	if first, err := r.Agree(t.Context(), once, who); !first || err != nil {
		t.Fatalf("agreed: %v, %v", first, err)
	}
	c, err := r.Case(t.Context(), who, c.Number)
	if err != nil || c.Status != Queued || c.Topic != "transport" || !c.Settles.Equal(r.now.Add(settle)) {
		t.Fatalf("agreed: %+v, %v", c, err)
	}
	if n := r.books.owed(TellReceipt, who.ID); len(n) != 1 {
		t.Errorf("receipts: %+v", n)
	}
	if n := r.books.owed(TellCard, c.Offered); len(n) != 1 || !n[0].NotBefore.Equal(c.Settles) {
		t.Errorf("cards: %+v", n)
	}
	if first, err := r.Agree(t.Context(), once, who); first || err != nil {
		t.Errorf("agreed twice: %v, %v", first, err)
	}
	r.now = r.now.Add(time.Hour)
	if c = r.hears(t, who, "and housing is bad"); c.Status != Queued || c.Topic != "housing" {
		t.Errorf("the second case: %+v", c)
	}
}

func TestI9_ReceiveJoins(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	c := r.hears(t, ann, "something is wrong")
	r.now = r.now.Add(200 * time.Millisecond)
	joined := r.hears(t, ann, "with transport")
	if joined.Number != c.Number || joined.Entries != 2 || joined.Status != Queued {
		t.Errorf("joined: %+v", joined)
	}
	if n := len(r.books.owed(TellReceipt, ann.ID)) + len(r.books.owed(TellAdded, ann.ID)); n != 1 {
		t.Errorf("acknowledged %d times", n)
	}
}

func TestC8_RepliesGoWhereTheyBelong(t *testing.T) {
	t.Parallel()
	r := newRoom(ann, bob)
	first := r.hears(t, ann, "transport")
	r.now = r.now.Add(time.Hour)
	second := r.hears(t, ann, "housing")
	r.now = r.now.Add(time.Hour)
	foreign := r.hears(t, bob, "transport")
	if first.Number == second.Number {
		t.Fatal("one case")
	}
	r.books.links[Ref{Chat: ann.Account, Message: 500}] = Link{Case: first.Number}
	r.books.links[Ref{Chat: ann.Account, Message: 501}] = Link{Case: foreign.Number}
	say := func(text string, to int) {
		r.now = r.now.Add(time.Hour)
		r.acts++
		m := Message{Once: r.once(), From: ann, Text: text, ReplyTo: to, Ref: Ref{Chat: ann.Account, Message: 600 + r.acts}}
		if err := r.Receive(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	say("about housing, in this case", 500)
	if c := r.books.cases[first.Number]; c.Entries != 2 || c.Topic != "transport" {
		t.Errorf("the first case: %+v", c)
	}
	say("about transport again, for another's case", 501)
	say("a reply to nothing known, housing again", 502)
	if c := r.books.cases[foreign.Number]; c.Entries != 1 {
		t.Errorf("X1 another resident's case: %+v", c)
	}
	if n := len(r.books.cases); n != 5 {
		t.Errorf("%d cases", n)
	}
}

func TestT1_TheSameUpdateTwice(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	m := Message{Once: Once{Key: "7", Print: "a"}, From: ann, Text: "transport"}
	if err := r.Receive(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	wantKind(t, r.Receive(t.Context(), m), Repeated)
	cv, _ := r.books.Conversation(t.Context(), ann.Account)
	n := cv.Cases[0].Number
	once := r.once()
	if _, err := r.Answer(t.Context(), once, li, n, say("tomorrow")); err != nil {
		t.Fatal(err)
	}
	_, err := r.Answer(t.Context(), once, li, n, say("tomorrow"))
	wantKind(t, err, Repeated)
	if got := r.books.owed(TellAnswer, ann.ID); len(got) != 1 || r.books.cases[n].Entries != 2 {
		t.Errorf("answers owed: %+v", got)
	}
	m.Once.Print = "b" // T3: the number again, with other content
	if err := r.Receive(t.Context(), m); err != nil {
		t.Errorf("other content: %v", err)
	}
}

func TestC2_TwoAnswersAtOnce(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	c := r.hears(t, ann, "transport")
	r.books.before = func() { // li is faster
		if _, err := r.Answer(context.Background(), r.once(), li, c.Number, say("from li")); err != nil {
			t.Error(err)
		}
	}
	_, err := r.Answer(t.Context(), r.once(), ma, c.Number, say(" from ma "))
	e, ok := errors.AsType[*Error](err)
	if !ok || e.Kind != Conflict || e.Reason != AlreadyAnswered || e.Who != li.ID || e.Entry != 3 {
		t.Fatalf("the second answer: %v", err)
	}
	if n := r.books.owed(TellAnswer, ann.ID); len(n) != 1 {
		t.Errorf("answers owed: %+v", n)
	}
	for range 2 { // C5
		if _, err := r.Confirm(t.Context(), r.once(), ma, c.Number, e.Entry); err != nil {
			t.Fatal(err)
		}
	}
	n := r.books.owed(TellAnswer, ann.ID)
	if len(n) != 2 || n[1].Entry != e.Entry || r.books.entries[c.Number][2].Text != "from ma" {
		t.Errorf("answers owed: %+v", n)
	}
}

func TestC3_C4_RightsAreThoseOfTheMoment(t *testing.T) {
	t.Parallel()
	t.Run("moved away meanwhile", func(t *testing.T) {
		t.Parallel()
		r := newRoom(ann)
		c := r.hears(t, ann, "transport")
		r.books.before = func() {
			if _, err := r.Classify(context.Background(), r.once(), desk, c.Number, "housing"); err != nil {
				t.Error(err)
			}
		}
		_, err := r.Answer(t.Context(), r.once(), ma, c.Number, say("too late"))
		wantKind(t, err, NotFound)
	})
	t.Run("revoked meanwhile", func(t *testing.T) {
		t.Parallel()
		r := newRoom(ann)
		c := r.hears(t, ann, "transport")
		r.books.before = func() {
			revoked := ma
			revoked.Topics, revoked.Rights = nil, 2
			r.books.people[ma.ID] = revoked
		}
		_, err := r.Answer(t.Context(), r.once(), ma, c.Number, say("no more"))
		wantKind(t, err, NotFound)
		if n := r.books.owed(TellAnswer, ann.ID); len(n) != 0 {
			t.Errorf("answers owed: %+v", n)
		}
	})
}

// moving is a store in which every case moves on before every Apply.
type moving struct{ *memory }

func (m moving) Apply(ctx context.Context, ch Change) error {
	_ = m.memory.Apply(ctx, ch)
	return Errorf(Stale, "always")
}

func TestStale(t *testing.T) {
	t.Parallel()
	t.Run("decided anew", func(t *testing.T) {
		t.Parallel()
		r := newRoom(ann)
		c := r.hears(t, ann, "transport")
		r.books.before = func() { r.hears(t, ann, "and more") }
		got, err := r.Take(t.Context(), r.once(), li, c.Number)
		if err != nil || got.Owner != li.ID || got.Entries != 2 {
			t.Errorf("taken: %+v, %v", got, err)
		}
	})
	t.Run("not for ever", func(t *testing.T) {
		t.Parallel()
		books := newMemory(ann)
		d := NewDesk(moving{books}, byWord{}, Office{}, time.Now, rand.Reader)
		wantKind(t, d.Receive(t.Context(), Message{From: ann, Text: "x"}), Stale)
	})
}

func TestI1_EmptyMessages(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	for _, text := range []string{"", " \n", "\u200b\u200b", "\ufeff \u2060"} {
		wantKind(t, r.Receive(t.Context(), Message{From: ann, Text: text}), Invalid)
	}
	if err := r.Receive(t.Context(), Message{From: ann, Text: " a\u0000\u202eb ", Once: r.once()}); err != nil {
		t.Fatal(err)
	}
	for _, all := range r.books.entries {
		if all[0].Text != " a\u0000\u202eb " {
			t.Errorf("I2 kept as %q", all[0].Text)
		}
	}
}

func TestI7_EditIsAVersion(t *testing.T) {
	t.Parallel()
	r := newRoom(ann, bob)
	c := r.hears(t, ann, "transport")
	at := r.books.entries[c.Number][0].Ref
	if err := r.Edit(t.Context(), r.once(), ann, at, "transport, please"); err != nil {
		t.Fatal(err)
	}
	if e := r.books.entries[c.Number]; len(e) != 1 || e[0].Revision != 2 || len(r.books.cases) != 1 {
		t.Errorf("edited: %+v", e)
	}
	wantKind(t, r.Edit(t.Context(), r.once(), bob, at, "mine"), NotFound)
	wantKind(t, r.Edit(t.Context(), r.once(), ann, Ref{Chat: 1, Message: 4040}, "what?"), NotFound)
}

func TestT6_Reach(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	if err := r.Reach(t.Context(), r.once(), ann.Account, false); err != nil {
		t.Fatal(err)
	}
	if p, _ := r.Person(t.Context(), ann.ID); !p.Blocked {
		t.Error("still reachable")
	}
	r.hears(t, ann, "transport")
	if p, _ := r.Person(t.Context(), ann.ID); p.Blocked {
		t.Error("writes, and counts as unreachable")
	}
	if err := r.Reach(t.Context(), r.once(), 4040, false); err != nil || len(r.books.people) != 5 {
		t.Errorf("an unknown account: %v", err)
	}
}

func TestPeople(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	stranger, err := r.Who(t.Context(), 77, "New", "ru")
	if err != nil || stranger.Version != 0 || stranger.Language != "ru" || len(r.books.people) != 5 {
		t.Fatalf("who: %+v, %v", stranger, err)
	}
	chose, err := r.Speak(t.Context(), r.once(), stranger, "zh")
	if err != nil || chose.ID == "" || !chose.Chosen {
		t.Fatalf("speaks: %+v, %v", chose, err)
	}
	if _, err := r.Greet(t.Context(), r.once(), stranger, Lead{}); err != nil {
		t.Fatal(err)
	}
	again, _ := r.Who(t.Context(), 77, "New", "en")
	if again.Language != "zh" || again.ID != chose.ID || again.Alias() != string(chose.ID[2:6]) {
		t.Errorf("who: %+v", again)
	}
	if d, _ := r.Who(t.Context(), li.Account, "Nick", "ru"); d.Name == "Nick" || d.Role != Deputy {
		t.Errorf("a deputy: %+v", d)
	}
}
