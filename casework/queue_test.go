package casework

import (
	"fmt"
	"testing"
)

func TestOffer(t *testing.T) {
	t.Parallel()
	burdened := func(p Person, load int) Burdened { return Burdened{Person: p, Load: load} }
	blocked, unbound, retired := li, li, li
	blocked.Blocked, unbound.Account, retired.Retired = true, 0, true
	for _, tt := range []struct {
		name      string
		deputies  []Burdened
		declined  []PersonID
		preferred PersonID
		want      PersonID
	}{
		{"nobody", nil, nil, "", ""},
		{"the least loaded", []Burdened{burdened(li, 3), burdened(ma, 2), burdened(zu, 4)}, nil, "", ma.ID},
		{"the first of equals", []Burdened{burdened(li, 2), burdened(ma, 2)}, nil, "", li.ID},
		{"the preferred one", []Burdened{burdened(li, 0), burdened(ma, 9)}, nil, ma.ID, ma.ID},
		{"the preferred one declined", []Burdened{burdened(li, 5), burdened(ma, 0)}, []PersonID{ma.ID}, ma.ID, li.ID},
		{"the preferred one isn't of the topic", []Burdened{burdened(ma, 0)}, nil, bo.ID, ma.ID},
		{"T7 blocked", []Burdened{burdened(blocked, 0), burdened(ma, 7)}, nil, li.ID, ma.ID},
		{"not bound", []Burdened{burdened(unbound, 0), burdened(ma, 7)}, nil, "", ma.ID},
		{"retired", []Burdened{burdened(retired, 0), burdened(ma, 7)}, nil, "", ma.ID},
		{"all declined", []Burdened{burdened(li, 0), burdened(ma, 0)}, []PersonID{li.ID, ma.ID}, "", ""},
		{"below the most that is counted", []Burdened{burdened(li, MaxLoad), burdened(ma, MaxLoad-1)}, nil, "", ma.ID},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := at(Queued)
			c.Declined = tt.declined
			if got := (Queue{Topic: transport, Deputies: tt.deputies}).offer(c, tt.preferred); got != tt.want {
				t.Errorf("offered to %q, want %q", got, tt.want)
			}
		})
	}
}

func TestOfferSpreadsBeyondMaxLoad(t *testing.T) {
	t.Parallel()
	q := Queue{Topic: transport, Deputies: []Burdened{{li, MaxLoad}, {ma, MaxLoad}, {zu, MaxLoad}}}
	times := map[PersonID]int{}
	for i := range 300 {
		c := Case{Number: Number(fmt.Sprintf("7K3M%04d", i))}
		who := q.offer(c, "")
		if again := q.offer(c, ""); again != who {
			t.Fatalf("case %s is offered to %s, then to %s", c.Number, who, again)
		}
		times[who]++
	}
	for _, p := range []Person{li, ma, zu} {
		if times[p.ID] < 50 {
			t.Errorf("%s gets %d of 300", p.ID, times[p.ID])
		}
	}
}

func TestTake(t *testing.T) {
	t.Parallel()
	t.Run("the deputy who was asked", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Queued).Take(li, later)
		c, ch := must(t, ch, err)
		if c.Owner != li.ID || c.Offered != "" || !c.ClaimBy.IsZero() || len(news(ch)) != 0 {
			t.Errorf("taken: %+v, %+v", c, ch.Notices)
		}
	})
	t.Run("a colleague: both others are told", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Queued).Take(ma, later)
		_, ch = must(t, ch, err)
		wantTold(t, ch, TellSorted, ann.ID)
		wantTold(t, ch, TellMovedAway, li.ID)
	})
	t.Run("a colleague, before the other was told", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Queued).Take(ma, start)
		_, ch = must(t, ch, err)
		wantTold(t, ch, TellMovedAway)
	})
	t.Run("C5 twice", func(t *testing.T) {
		t.Parallel()
		for _, s := range []Status{Taken, Asked} {
			ch, err := at(s).Take(li, later)
			wantNothing(t, ch, err)
		}
	})
}

func TestRelease(t *testing.T) {
	t.Parallel()
	t.Run("to a colleague, then to the staff", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Queued).Release(li, roads(), later)
		c, ch := must(t, ch, err)
		if c.Status != Queued || c.Offered != ma.ID || !c.AnswerBy.Equal(start.Add(transport.Answer)) {
			t.Fatalf("released: %+v", c)
		}
		wantTold(t, ch, TellCard, ma.ID)
		wantTold(t, ch, TellSorted, ann.ID)
		ch, err = c.Release(ma, roads(), later)
		c, ch = must(t, ch, err)
		if c.Status != Unsorted || c.Topic != "" || c.Declined != nil || !c.AnswerBy.IsZero() || c.RemindAt.IsZero() {
			t.Fatalf("released by the last: %+v", c)
		}
		wantTold(t, ch, TellUnsorted, "")
	})
	t.Run("the last one left can't be told: the staff hear of it", func(t *testing.T) {
		t.Parallel()
		away := ma
		away.Blocked = true
		ch, err := at(Taken).Release(li, Queue{Topic: transport, Deputies: idle(li, away)}, later)
		c, ch := must(t, ch, err)
		if c.Status != Queued || c.Offered != "" || c.Owner != "" {
			t.Errorf("released: %+v", c)
		}
		wantTold(t, ch, TellNobody, "")
	})
	t.Run("by one who wasn't asked", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Queued).Release(ma, roads(), later)
		c, ch := must(t, ch, err)
		if c.Offered != li.ID || !c.declinedBy(ma.ID) || len(ch.Notices) != 0 || !c.ClaimBy.Equal(at(Queued).ClaimBy) {
			t.Errorf("released: %+v", c)
		}
		again, err := c.Release(ma, roads(), later)
		wantNothing(t, again, err)
	})
	t.Run("the topic is no longer in use", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Taken).Release(li, Queue{}, later)
		if c, _ := must(t, ch, err); c.Status != Unsorted {
			t.Errorf("released: %+v", c)
		}
	})
}

func TestPassAndAssign(t *testing.T) {
	t.Parallel()
	t.Run("to a colleague", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Taken).PassTo(li, roads(), ma.ID, later)
		c, ch := must(t, ch, err)
		if c.Status != Queued || c.Offered != ma.ID || c.Owner != "" || ch.Events[0].Detail != "ma" {
			t.Errorf("passed: %+v", c)
		}
		wantTold(t, ch, TellCard, ma.ID)
		wantTold(t, ch, TellMovedAway)
	})
	t.Run("to one who had declined", func(t *testing.T) {
		t.Parallel()
		c := at(Queued)
		c.Declined = []PersonID{ma.ID}
		ch, err := c.PassTo(li, roads(), ma.ID, later)
		if c, _ = must(t, ch, err); c.Offered != ma.ID || len(c.Declined) != 0 {
			t.Errorf("passed: %+v", c)
		}
	})
	for name, to := range map[string]PersonID{"nobody": "", "one of another topic": bo.ID, "a resident": bob.ID} {
		t.Run("to "+name, func(t *testing.T) {
			t.Parallel()
			_, err := at(Taken).PassTo(li, roads(), to, later)
			wantKind(t, err, Invalid)
			_, err = at(Taken).PassTo(li, Queue{}, to, later)
			wantKind(t, err, Invalid)
		})
	}
	t.Run("C5 to whom it is with", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Queued).PassTo(ma, roads(), li.ID, later)
		wantNothing(t, ch, err)
		ch, err = at(Taken).Assign(desk, roads(), li.ID, later)
		wantNothing(t, ch, err)
	})
	t.Run("staff take it from a deputy: he is told", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Taken).Assign(desk, homes(), bo.ID, later)
		c, ch := must(t, ch, err)
		if c.Topic != "housing" || c.Offered != bo.ID || !c.AnswerBy.Equal(later.Add(housing.Answer)) {
			t.Errorf("assigned: %+v", c)
		}
		wantTold(t, ch, TellMovedAway, li.ID)
		_, err = c.Answer(ma, say("too late"), later)
		wantKind(t, err, NotFound) // C3: an answer after the case has moved away
	})
	t.Run("the resident corrects what is still being written", func(t *testing.T) {
		t.Parallel()
		c := at(Queued)
		c.Offered = ma.ID
		ch, err := c.Correct(ann, homes(), start)
		_, ch = must(t, ch, err)
		wantTold(t, ch, TellMovedAway) // ma was never told of it
		if n := told(ch, TellCard); len(n) != 1 || !n[0].NotBefore.Equal(c.Settles) {
			t.Errorf("card: %+v", n)
		}
	})
	t.Run("who declined under the old topic may be asked under the new", func(t *testing.T) {
		t.Parallel()
		c := at(Queued)
		c.Offered, c.Declined = ma.ID, []PersonID{li.ID}
		ch, err := c.Classify(desk, Queue{Topic: housing, Deputies: idle(li)}, later)
		if c, _ = must(t, ch, err); c.Offered != li.ID || len(c.Declined) != 0 {
			t.Errorf("classified: %+v", c)
		}
	})
	t.Run("to the topic that it has", func(t *testing.T) {
		t.Parallel()
		ch, err := at(Queued).Correct(ann, roads(), later)
		wantNothing(t, ch, err)
	})
}

// TestLead: a code decides where the words don't, and only by what the office has.
func TestLead(t *testing.T) {
	t.Parallel()
	o := Office{
		Topics: []Topic{{ID: "roads"}, {ID: "water"}, {ID: "old", Retired: true}}, Spots: []Spot{{ID: "library"}},
		People: []Person{{ID: "li", Role: Deputy, Topics: []TopicID{"water"}}, {ID: "wu", Role: Deputy, Topics: []TopicID{"roads", "water"}}, {ID: "ann", Role: Moderator}},
	}
	guesses := Verdict{Guesses: []Guess{{Topic: "health", Probability: 0.4}, {Topic: "water", Probability: 0.3}}}
	for name, tt := range map[string]struct {
		lead, known Lead
		topic       TopicID
	}{
		"nothing":                {},
		"a topic":                {Lead{Topic: "roads"}, Lead{Topic: "roads"}, "roads"},
		"a retired topic":        {Lead{Topic: "old", Spot: "library"}, Lead{Spot: "library"}, ""},
		"a deputy of one topic":  {Lead{Deputy: "li"}, Lead{Deputy: "li"}, "water"},
		"a deputy of two topics": {Lead{Deputy: "wu"}, Lead{Deputy: "wu"}, "water"},
		"no deputy":              {Lead{Deputy: "ann", Spot: "moon"}, Lead{}, ""},
		"a topic and a deputy":   {Lead{Topic: "roads", Deputy: "li"}, Lead{Topic: "roads", Deputy: "li"}, "roads"},
	} {
		known := tt.lead.known(o)
		if known != tt.known || known.topic(o, guesses) != tt.topic {
			t.Errorf("%s: %+v leads to %q", name, known, known.topic(o, guesses))
		}
	}
}
