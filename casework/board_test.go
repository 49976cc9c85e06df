package casework

import (
	"testing"
	"time"
)

func TestFirstAnswerCounts(t *testing.T) {
	t.Parallel()
	ch, err := at(Queued).Answer(li, say("tomorrow"), later)
	c, ch := must(t, ch, err)
	if !c.Replied.Equal(later) {
		t.Fatalf("first answered at %v", c.Replied)
	}
	before := at(Queued)
	undone := ch.undoable(before, time.Minute, later)
	ch, err = undone.Cases[0].Recall(li, undone.Entries[0], later)
	if c, _ := must(t, ch, err); !c.Replied.IsZero() {
		t.Errorf("an answer that was undone counts: %v", c.Replied)
	}
	ch, err = c.Answer(li, say("and the day after"), later.Add(time.Hour))
	if c, _ := must(t, ch, err); !c.Replied.Equal(later) {
		t.Errorf("a further answer counts as the first: %v", c.Replied)
	}
}
