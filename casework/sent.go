package casework

import (
	"context"
	"time"
)

// Sent is what became of words to a resident.
type Sent struct {
	Case        Number
	Kind        NoticeKind
	State       NoticeState // of a long one, of the part that is worst off
	Unreachable bool        // why it is Undeliverable: the resident, not the words
	Ended       time.Time   // zero: not yet
	Text        string      // empty where the case isn't the person's any more
}

// Undelivered is a message that could not be delivered, or of which nobody knows
// whether it was.
type Undelivered struct {
	Notice
	Unreachable bool // why it is Undeliverable: its reader, not the words
	Ended       time.Time
}

// Sent lists what became of a person's last words to residents, the newest first.
func (d *Desk) Sent(ctx context.Context, by Person, limit int) ([]Sent, error) {
	return d.store.SentBy(ctx, by, limit)
}
