package casework

import (
	"testing"
	"time"
)

func TestC2_SecondAnswerIsADraft(t *testing.T) {
	t.Parallel()
	ch, err := at(Queued).Answer(li, say("tomorrow"), later)
	c, ch := must(t, ch, err)
	wantTold(t, ch, TellAnswer, ann.ID)
	if c.Status != Answered || c.Owner != li.ID || !c.RemindAt.IsZero() {
		t.Fatalf("answered: %+v", c)
	}
	ch, err = c.Answer(ma, say("or today"), later)
	c, ch = must(t, ch, err)
	draft := ch.Entries[0]
	if c.Owner != li.ID || draft.Kind != Draft || draft.By != ma.ID || len(ch.Notices) != 0 {
		t.Fatalf("drafted: %+v, %+v", draft, ch.Notices)
	}
	for _, who := range []Person{li, deputy("other", 30, "transport")} {
		_, err = c.Confirm(who, draft, later)
		wantKind(t, err, NotFound)
	}
	ch, err = c.Confirm(ma, draft, later)
	c, ch = must(t, ch, err)
	wantTold(t, ch, TellAnswer, ann.ID)
	sent := ch.Entries[0]
	if n := told(ch, TellAnswer)[0]; n.Entry != draft.Seq || n.From != ma.ID || sent.Kind != Answer || sent.Text != "or today" {
		t.Errorf("confirmed: %+v, %+v", sent, n)
	}
	again, err := c.Confirm(ma, sent, later)
	wantNothing(t, again, err) // C5
}

func TestConfirm(t *testing.T) {
	t.Parallel()
	draft := Entry{Case: at(Queued).Number, Seq: 2, Kind: Draft, By: ma.ID, Text: "more", Revision: 1}
	t.Run("after the case was opened again", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Queued).Confirm(ma, draft, later)
		c, ch := must(t, ch, err)
		if c.Status != Answered || c.Owner != ma.ID {
			t.Errorf("confirmed: %+v", c)
		}
		wantTold(t, ch, TellMovedAway, li.ID)
	})
	t.Run("after a colleague took it", func(t *testing.T) {
		t.Parallel()
		_, err := at(Taken).Confirm(ma, draft, later)
		wantKind(t, err, Conflict)
	})
	t.Run("a draft of another case", func(t *testing.T) {
		t.Parallel()
		other := draft
		other.Case = "00000000"
		_, err := at(Answered).Confirm(ma, other, later)
		wantKind(t, err, NotFound)
	})
}

func TestI1_NoWords(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", " \n\t", "\u200b\u200d\ufeff", "\u2060 \u00a0"} {
		_, err := at(Taken).Ask(li, Words{Text: text}, later)
		wantKind(t, err, Invalid)
		_, err = at(Taken).Answer(li, Words{Text: text}, later)
		wantKind(t, err, Invalid)
		_, err = at(Answered).Answer(ma, Words{Text: text}, later)
		wantKind(t, err, Invalid)
	}
	if _, err := at(Taken).Answer(li, Words{Media: []Media{{Kind: "photo"}}}, later); err != nil {
		t.Errorf("a picture answers too: %v", err)
	}
}

func TestClose(t *testing.T) {
	t.Parallel()
	t.Run("without words", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Taken).Close(li, Explained, Words{}, later)
		c, ch := must(t, ch, err)
		if c.Status != Closed || c.Outcome != Explained || !c.RemindAt.IsZero() || len(ch.Entries) != 0 {
			t.Errorf("closed: %+v", c)
		}
		wantTold(t, ch, TellClosed, ann.ID)
		wantTold(t, ch, TellMovedAway)
	})
	t.Run("by staff, with words: the owner is told", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Taken).Close(desk, Outside, say("ask the ministry"), later)
		_, ch = must(t, ch, err)
		wantTold(t, ch, TellMovedAway, li.ID)
		if n := told(ch, TellClosed)[0]; n.Entry != 2 || n.From != desk.ID {
			t.Errorf("closed: %+v", n)
		}
	})
	t.Run("by staff while offered", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Queued).Close(desk, Duplicate, Words{}, later)
		_, ch = must(t, ch, err)
		wantTold(t, ch, TellMovedAway, li.ID)
	})
	t.Run("X1 with a forged outcome", func(t *testing.T) {
		t.Parallel()
		for _, o := range []Outcome{"", "paid", "Solved"} {
			_, err := at(Taken).Close(li, o, Words{}, later)
			wantKind(t, err, Invalid)
		}
	})
}

func TestAskAndHear(t *testing.T) {
	t.Parallel()
	ch, err := at(Unsorted).Ask(desk, say("which street?"), later)
	c, ch := must(t, ch, err)
	if c.Status != Asked || c.Owner != "" || c.RemindAt.IsZero() {
		t.Fatalf("asked by staff: %+v", c)
	}
	wantTold(t, ch, TellQuestion, ann.ID)
	ch, err = c.Join(message("Mira street"), sure("transport"), roads(), later)
	c, ch = must(t, ch, err)
	if c.Status != Queued || c.Offered != li.ID {
		t.Fatalf("heard: %+v", c)
	}
	wantTold(t, ch, TellCard, li.ID)
	wantTold(t, ch, TellSorted, ann.ID)

	ch, err = at(Asked).Join(message("Mira street"), Verdict{}, roads(), later)
	c, ch = must(t, ch, err)
	if c.Status != Taken || c.Owner != li.ID {
		t.Fatalf("heard: %+v", c)
	}
	wantTold(t, ch, TellMore, li.ID)
	wantTold(t, ch, TellAdded, ann.ID)
}

func TestJoin(t *testing.T) {
	t.Parallel()
	t.Run("I9 while it is being written nobody is told twice", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Queued).Join(message("*light"), Verdict{}, roads(), start.Add(time.Second))
		c, ch := must(t, ch, err)
		if len(news(ch)) != 0 || c.Entries != 2 {
			t.Errorf("joined: %+v", ch.Notices)
		}
	})
	t.Run("more words make an unsorted case sure", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Unsorted).Join(message("the bus"), sure("transport"), roads(), later)
		c, ch := must(t, ch, err)
		if c.Status != Queued {
			t.Errorf("joined: %+v", c)
		}
		wantTold(t, ch, TellCard, li.ID)
		wantTold(t, ch, TellMore) // the card shows the words
	})
	t.Run("more words to staff", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Unsorted).Join(message("hm"), Verdict{}, Queue{}, later)
		_, ch = must(t, ch, err)
		wantTold(t, ch, TellUnsorted, "")
	})
	t.Run("thanks for what staff closed troubles nobody", func(t *testing.T) {
		t.Parallel()
		c := at(Closed)
		c.Owner, c.Topic = "", ""
		ch, err := c.Join(message("thanks"), Verdict{}, Queue{}, later)
		c, ch = must(t, ch, err)
		if c.Status != Closed {
			t.Errorf("joined: %+v", c)
		}
		wantTold(t, ch, TellNobody)
		wantTold(t, ch, TellAdded, ann.ID)
	})
	t.Run("held: reminded of the notice, but not at each word", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Held).Join(message("hello?"), Verdict{}, Queue{}, start.Add(time.Minute))
		_, ch = must(t, ch, err)
		wantTold(t, ch, TellConsent)
		ch, err = at(Held).Join(message("hello?"), Verdict{}, Queue{}, later)
		_, ch = must(t, ch, err)
		wantTold(t, ch, TellConsent, ann.ID)
	})
}

func TestI7_Edit(t *testing.T) {
	t.Parallel()
	said := Entry{Case: at(Taken).Number, Seq: 1, Kind: Said, By: ann.ID, Text: "old", Revision: 1}
	for _, tt := range []struct {
		status Status
		now    time.Time
		told   []PersonID
	}{
		{Held, later, nil}, {Unsorted, later, nil}, {Queued, start, nil}, {Queued, later, []PersonID{li.ID}},
		{Taken, start, []PersonID{li.ID}}, {Answered, later, []PersonID{li.ID}}, {Closed, later, []PersonID{li.ID}},
	} {
		ch, err := at(tt.status).Reword(ann, said, "new", Verdict{}, Queue{}, tt.now)
		c, ch := must(t, ch, err)
		if e := ch.Entries[0]; e.Revision != 2 || e.Text != "new" || !e.Edited.Equal(tt.now) || c.Entries != 1 || c.Status != tt.status {
			t.Errorf("%s: %+v, %+v", tt.status, c, e)
		}
		wantTold(t, ch, TellEdited, tt.told...)
	}
	ch, err := at(Taken).Reword(ann, said, "old", Verdict{}, Queue{}, later)
	wantNothing(t, ch, err)
	said.Kind = Moved
	_, err = at(Taken).Reword(ann, said, "new", Verdict{}, Queue{}, later)
	wantKind(t, err, NotFound)
}

func TestP5_WordsDontMoveTheReminder(t *testing.T) {
	t.Parallel()
	c := at(Taken)
	c.RemindAt = start.Add(100 * time.Hour)
	for i := range 5 {
		ch, err := c.Join(message("and?"), Verdict{}, roads(), later.Add(time.Duration(i)*time.Hour))
		c, _ = must(t, ch, err)
	}
	if !c.RemindAt.Equal(start.Add(100 * time.Hour)) {
		t.Errorf("reminded at %s", c.RemindAt)
	}
	ch, err := c.PassTo(li, roads(), ma.ID, later)
	if c, _ = must(t, ch, err); !c.RemindAt.Equal(c.ClaimBy) {
		t.Errorf("a new wait is reminded at %s", c.RemindAt)
	}
}

func TestNextStep(t *testing.T) {
	t.Parallel()
	ch, err := at(Queued).Take(li, start)
	if c, _ := must(t, ch, err); !c.RemindAt.Equal(start.Add(126 * time.Hour)) {
		t.Errorf("three quarters of a week is %s", c.RemindAt.Sub(start))
	}
	late := start.Add(1000 * time.Hour)
	ch, err = at(Answered).Ask(li, say("and now?"), late)
	if c, _ := must(t, ch, err); !c.RemindAt.After(late) {
		t.Errorf("asked late, reminded at %s", c.RemindAt)
	}
	for _, s := range Statuses {
		if c := at(s); c.Late(late) != (s == Queued || s == Taken || s == Asked) || c.Late(start) {
			t.Errorf("a case that is %s: late %v", s, c.Late(late))
		}
	}
}
