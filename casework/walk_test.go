package casework

import (
	"context"
	"testing"
	"time"
)

// TestDeskWalk takes a case through every verb of the desk.
func TestDeskWalk(t *testing.T) {
	t.Parallel()
	r := newRoom(ann)
	c := r.hears(t, ann, "hello there")
	n := c.Number
	r.now = r.now.Add(time.Hour)
	for _, step := range []struct {
		name string
		do   func(context.Context) (Case, error)
		want Status
	}{
		{"ask", func(x context.Context) (Case, error) { return r.Ask(x, r.once(), desk, n, say("what is it?")) }, Asked},
		{"hear", func(context.Context) (Case, error) { return r.hears(t, ann, "transport"), nil }, Queued},
		{"correct", func(x context.Context) (Case, error) { return r.Correct(x, r.once(), ann, n, "housing") }, Queued},
		{"pass topic", func(x context.Context) (Case, error) { return r.PassTopic(x, r.once(), bo, n, "transport") }, Queued},
		{"take", func(x context.Context) (Case, error) { return r.Take(x, r.once(), li, n) }, Taken},
		{"pass to", func(x context.Context) (Case, error) { return r.PassTo(x, r.once(), li, n, ma.ID) }, Queued},
		{"release", func(x context.Context) (Case, error) { return r.Release(x, r.once(), ma, n) }, Queued},
		{"assign", func(x context.Context) (Case, error) { return r.Assign(x, r.once(), desk, n, bo.ID) }, Queued},
		{"answer", func(x context.Context) (Case, error) { return r.Answer(x, r.once(), bo, n, say("done")) }, Answered},
		{"no", func(x context.Context) (Case, error) { return r.Rate(x, r.once(), ann, n, No) }, Queued},
		{"close", func(x context.Context) (Case, error) { return r.Close(x, r.once(), desk, n, Outside, say("sorry")) }, Closed},
		{"reopen", func(x context.Context) (Case, error) { return r.Reopen(x, r.once(), ann, n) }, Queued},
		{"answer again", func(x context.Context) (Case, error) { return r.Answer(x, r.once(), bo, n, say("now")) }, Answered},
		{"yes", func(x context.Context) (Case, error) { return r.Rate(x, r.once(), ann, n, Yes) }, Closed},
		{"mark", func(x context.Context) (Case, error) { return r.Mark(x, r.once(), ann, n, 5) }, Closed},
	} {
		got, err := step.do(t.Context())
		if err != nil || got.Status != step.want || r.books.cases[n].Status != step.want {
			t.Fatalf("%s: %+v, %v", step.name, got, err)
		}
	}
	wantSplitAndRefused(t, r, n)
}

// wantSplitAndRefused looks at the history, splits an entry off, and asks for what isn't there.
func wantSplitAndRefused(t *testing.T, r *room, n Number) {
	t.Helper()
	th, err := r.Thread(t.Context(), ann, n)
	if err != nil || !same(Replay(th.Events), outline(th.Case)) {
		t.Errorf("replay: %+v, want %+v", Replay(th.Events), th.Case)
	}
	fresh, err := r.Split(t.Context(), r.once(), ann, n, 3)
	if err != nil || fresh.Number == n || fresh.Topic != "transport" || r.books.cases[fresh.Number].Version != 1 {
		t.Errorf("split: %+v, %v", fresh, err)
	}
	for name, do := range map[string]func() (Case, error){
		"an unknown topic":  func() (Case, error) { return r.Correct(t.Context(), r.once(), ann, fresh.Number, "water") },
		"an unknown case":   func() (Case, error) { return r.Take(t.Context(), r.once(), li, "00000000") },
		"an unknown deputy": func() (Case, error) { return r.Assign(t.Context(), r.once(), desk, fresh.Number, "who") },
		"an unknown entry":  func() (Case, error) { return r.Split(t.Context(), r.once(), ann, n, 99) },
		"a resident":        func() (Case, error) { return r.Assign(t.Context(), r.once(), desk, fresh.Number, ann.ID) },
	} {
		if _, err := do(); KindOf(err) != NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReads(t *testing.T) {
	t.Parallel()
	r := newRoom(ann, bob)
	c := r.hears(t, ann, "transport")
	own, _ := r.Cases(t.Context(), ann, 9)
	none, _ := r.Cases(t.Context(), bob, 9)
	pending, _ := r.Pending(t.Context(), ma, 9)
	unsorted, _ := r.Unsorted(t.Context(), desk, 9)
	queues, _ := r.Queues(t.Context(), desk)
	deputies, _ := r.Deputies(t.Context(), "transport")
	if len(own) != 1 || len(none) != 0 || len(pending) != 1 || len(unsorted) != 0 || len(queues) != 1 || len(deputies) != 2 {
		t.Errorf("reads: %v %v %v %v %v %v", own, none, pending, unsorted, queues, deputies)
	}
	if _, err := r.Linked(t.Context(), bob, r.books.entries[c.Number][0].Ref); KindOf(err) != NotFound {
		t.Errorf("X1 another's message: %v", err)
	}
	if !r.Now().Equal(start) || len(r.Office().Topics) != 2 {
		t.Error("the desk's own")
	}
}
