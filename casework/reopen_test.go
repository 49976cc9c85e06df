package casework

import "testing"

func TestRate(t *testing.T) {
	t.Parallel()
	t.Run("yes", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Answered).Rate(ann, Yes, roads(), later)
		c, _ := must(t, ch, err)
		if c.Status != Closed || c.Outcome != Solved || c.Helped != Yes {
			t.Fatalf("rated: %+v", c)
		}
		ch, err = c.Rate(ann, Yes, roads(), later)
		wantNothing(t, ch, err)
	})
	t.Run("partly, then yes", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Answered).Rate(ann, Partly, roads(), later)
		c, ch := must(t, ch, err)
		if c.Status != Answered || len(ch.Notices) != 0 {
			t.Fatalf("rated: %+v", c)
		}
		again, err := c.Rate(ann, Partly, roads(), later)
		wantNothing(t, again, err)
		ch, err = c.Rate(ann, Yes, roads(), later)
		if c, _ = must(t, ch, err); c.Status != Closed {
			t.Errorf("rated: %+v", c)
		}
	})
	t.Run("no, twice, and no to a new answer", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Answered).Rate(ann, No, roads(), later)
		c, ch := must(t, ch, err)
		if c.Status != Queued || c.Offered != li.ID || !c.AnswerBy.Equal(later.Add(transport.Answer)) {
			t.Fatalf("rated: %+v", c)
		}
		wantTold(t, ch, TellReopened, ann.ID)
		wantTold(t, ch, TellCard, li.ID)
		again, err := c.Rate(ann, No, roads(), later)
		wantNothing(t, again, err)
		ch, err = c.Answer(li, say("and now"), later)
		if c, _ = must(t, ch, err); c.Helped != "" || c.Manner != 0 {
			t.Fatalf("a new answer keeps the old verdict: %+v", c)
		}
		ch, err = c.Rate(ann, No, roads(), later)
		if c, _ = must(t, ch, err); c.Status != Queued {
			t.Errorf("rated: %+v", c)
		}
	})
	t.Run("no to a closing without a new answer", func(t *testing.T) {
		t.Parallel()
		c := at(Closed)
		c.Helped = No
		ch, err := c.Rate(ann, No, roads(), later)
		if c, _ = must(t, ch, err); c.Status != Queued || c.Outcome != "" {
			t.Errorf("rated: %+v", c)
		}
	})
	t.Run("yes to a closed one keeps its outcome", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Closed).Rate(ann, Yes, roads(), later)
		if c, _ := must(t, ch, err); c.Status != Closed || c.Outcome != Explained {
			t.Errorf("rated: %+v", c)
		}
	})
	t.Run("X1 forged", func(t *testing.T) {
		t.Parallel()
		for _, h := range []Helped{"", "perhaps"} {
			_, err := at(Answered).Rate(ann, h, roads(), later)
			wantKind(t, err, Invalid)
			_, err = at(Answered).Rate(bob, h, roads(), later)
			wantKind(t, err, NotFound)
		}
	})
}

func TestReopen(t *testing.T) {
	t.Parallel()
	away := li
	away.Blocked = true
	for _, tt := range []struct {
		name    string
		q       Queue
		status  Status
		offered PersonID
	}{
		{"to the deputy who had it", Queue{Topic: transport, Deputies: idle(ma, li)}, Queued, li.ID},
		{"to a colleague, if they can't be told", Queue{Topic: transport, Deputies: idle(ma, away)}, Queued, ma.ID},
		{"to the staff, if the topic is gone", Queue{}, Unsorted, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := at(Closed)
			c.Declined = []PersonID{li.ID}
			ch, err := c.Reopen(ann, tt.q, later)
			c, ch = must(t, ch, err)
			if c.Status != tt.status || c.Offered != tt.offered || c.Outcome != "" || c.Owner != "" || c.RemindAt.IsZero() {
				t.Errorf("reopened: %+v", c)
			}
			wantTold(t, ch, TellReopened, ann.ID)
			_, err = c.Reopen(ann, tt.q, later)
			wantKind(t, err, Conflict)
		})
	}
}

func TestMark(t *testing.T) {
	t.Parallel()
	rated := at(Answered)
	rated.Helped = Partly
	_, err := at(Answered).Mark(ann, 4, later)
	wantKind(t, err, Conflict) // not asked yet
	for _, mark := range []int{-1, 0, 6, 1 << 30} {
		_, err = rated.Mark(ann, mark, later)
		wantKind(t, err, Invalid)
	}
	ch, err := rated.Mark(ann, 4, later)
	c, ch := must(t, ch, err)
	if c.Manner != 4 || c.Status != Answered || len(ch.Notices) != 0 {
		t.Errorf("marked: %+v", c)
	}
	again, err := c.Mark(ann, 4, later)
	wantNothing(t, again, err)
	ch, err = c.Mark(ann, 5, later)
	if c, _ = must(t, ch, err); c.Manner != 5 {
		t.Errorf("marked: %+v", c)
	}
	for _, who := range []Person{li, ma, desk} {
		if _, err = rated.Mark(who, 5, later); KindOf(err) != Forbidden {
			t.Errorf("%s marks themselves: %v", who.ID, err)
		}
	}
}

func TestSplit(t *testing.T) {
	t.Parallel()
	joined := Entry{
		Case: at(Taken).Number, Seq: 2, Kind: Said, By: ann.ID, Text: "and the tap drips", Media: []Media{{Kind: "photo"}},
		Ref: Ref{Chat: 1, Message: 5}, Forwarded: true, Revision: 2,
	}
	ch, err := at(Taken).Split(ann, joined, "00000001", sure("housing"), homes(), settle, later)
	old, ch := must(t, ch, err)
	fresh := ch.Case("00000001")
	if old.Status != Taken || fresh.Status != Queued || fresh.Topic != "housing" || !fresh.Opened.Equal(later) || fresh.Resident != ann.ID {
		t.Errorf("split: %+v and %+v", old, fresh)
	}
	moved, first := ch.Entries[0], ch.Entries[1]
	if moved.Kind != Moved || moved.Text != "" || moved.Media != nil || moved.Revision != 3 {
		t.Errorf("what stays: %+v", moved)
	}
	if first.Case != fresh.Number || first.Text != joined.Text || len(first.Media) != 1 || !first.Forwarded || first.Seq != 1 {
		t.Errorf("what goes: %+v", first)
	}
	if l := ch.Links; len(l) != 1 || l[0].Case != fresh.Number || l[0].Ref != joined.Ref {
		t.Errorf("links: %+v", l)
	}
	wantTold(t, ch, TellReceipt, ann.ID)
	_, err = old.Split(ann, moved, "00000002", Verdict{}, Queue{}, settle, later)
	wantKind(t, err, Conflict) // C5
	joined.Seq = 1
	_, err = at(Taken).Split(ann, joined, "00000001", Verdict{}, Queue{}, settle, later)
	wantKind(t, err, Conflict)
	joined.By = li.ID
	_, err = at(Taken).Split(ann, joined, "00000001", Verdict{}, Queue{}, settle, later)
	wantKind(t, err, NotFound)
}

func TestReplayOfNothing(t *testing.T) {
	t.Parallel()
	if c := Replay(nil); !same(c, Case{}) {
		t.Errorf("nothing replays as %+v", c)
	}
}
