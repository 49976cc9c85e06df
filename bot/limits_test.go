package bot

import (
	"context"
	"slices"
	"testing"
	"time"
)

func TestT16_SlowChatsLeaveRoom(t *testing.T) {
	t.Parallel()
	a := &api{answer: func(ctx context.Context, c apiCall) (int, string, error) {
		if c.chat > 1000 {
			<-ctx.Done()
			return 0, "", ctx.Err()
		}
		return 0, "", nil
	}}
	box := newOutbox()
	for i := int64(1); i <= 50; i++ {
		box.waiting = append(box.waiting, parcel(i, 1000+i))
	}
	for i := int64(101); i <= 400; i++ {
		box.waiting = append(box.waiting, parcel(i, i))
	}
	sending(t, a, box, Limits{}, func(b *Bot, pass func(time.Duration)) {
		pass(2 * time.Second)
		before := b.Counts().Sent
		pass(5 * time.Second)
		if n := b.Counts().Sent - before; n < 100 {
			t.Errorf("%d served in five seconds", n)
		}
		pass(30 * time.Second)
		if n := b.Counts().Ambiguous; n != 50 {
			t.Errorf("%d slow sends in doubt", n)
		}
	})
}

func TestT17_DrainsWithinLimits(t *testing.T) {
	t.Parallel()
	a := &api{}
	box := newOutbox()
	for i := int64(1); i <= 600; i++ {
		box.waiting = append(box.waiting, parcel(i, i))
	}
	sending(t, a, box, Limits{}, func(_ *Bot, pass func(time.Duration)) { pass(24 * time.Second) })
	calls := a.to("sendMessage")
	if len(calls) != 600 {
		t.Errorf("%d sent in 24 s, want at least 25 a second", len(calls))
	}
	for i := range calls {
		if j := i + 30; j < len(calls) && calls[j].at.Sub(calls[i].at) < time.Second {
			t.Fatalf("31 sends within %v", calls[j].at.Sub(calls[i].at))
		}
	}
}

func TestChatAndGroupLimits(t *testing.T) {
	t.Parallel()
	a := &api{}
	box := newOutbox()
	for i := int64(1); i <= 60; i++ {
		chat := int64(5)
		if i > 20 {
			chat = -5
		}
		box.waiting = append(box.waiting, parcel(i, chat))
	}
	sending(t, a, box, Limits{}, func(_ *Bot, pass func(time.Duration)) { pass(3 * time.Minute) })
	byChat := map[int64][]apiCall{}
	for _, c := range a.to("sendMessage") {
		byChat[c.chat] = append(byChat[c.chat], c)
	}
	person, group := byChat[5], byChat[-5]
	if len(person) != 20 || len(group) != 40 {
		t.Fatalf("%d and %d sent", len(person), len(group))
	}
	if d := person[19].at.Sub(person[0].at); d < 16*time.Second || d > 20*time.Second {
		t.Errorf("20 messages to one person took %v", d)
	}
	for i := 20; i < len(group); i++ {
		if d := group[i].at.Sub(group[i-20].at); d < time.Minute {
			t.Fatalf("21 messages to a group within %v", d)
		}
	}
}

func TestPriorityAndOrder(t *testing.T) {
	t.Parallel()
	a := &api{}
	low, high := parcel(1, 7), parcel(2, 8)
	low.Priority, high.Priority = 2, 0
	box := newOutbox(low, high, parcel(3, 9), parcel(4, 9))
	sending(t, a, box, Limits{PerSecond: 1, PerChat: 5, Burst: 5}, func(_ *Bot, pass func(time.Duration)) { pass(10 * time.Second) })
	var texts []string
	for _, c := range a.to("sendMessage") {
		texts = append(texts, c.form["text"])
	}
	if !slices.Equal(texts, []string{"n2", "n3", "n4", "n1"}) {
		t.Errorf("order %v", texts)
	}
}
