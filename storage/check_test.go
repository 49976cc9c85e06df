package storage_test

import (
	"testing"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// Staff may ask about a case before anybody owns it; one with a topic has an owner.
func TestCheckKnowsWhoMayAsk(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		must(t, s.ApplyOffice(ctx, station()))
		for i, topic := range []casework.TopicID{"", transport} {
			r := resident(t, s, int64(8801+i))
			ch := opening(r, number(), "asked"+string(topic))
			c := &ch.Cases[0]
			c.Status, c.Topic, c.Owner, c.Offered, c.RemindAt = casework.Asked, topic, "", "", noon
			must(t, s.Apply(ctx, ch))
		}
		broken, err := s.Check(ctx)
		must(t, err)
		for _, b := range broken {
			if b.Invariant == "each open case has an owner or waits in a queue" && b.Rows == 1 {
				return
			}
		}
		t.Fatalf("got %+v", broken)
	})
}
