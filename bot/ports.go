package bot

import (
	"context"
	"errors"
	"time"
)

// ErrLater says that the program can't keep anything now (a full disk, a locked
// database): the update stays unconfirmed and is tried again.
var ErrLater = errors.New("not now")

// ErrDeposed says that another sender has taken over the outbox.
var ErrDeposed = errors.New("another sender has taken over")

// ErrRepeated says that this update was acted on before; it is confirmed and shows nothing.
var ErrRepeated = errors.New("acted on before")

// Stray is an update set aside: it could not be decoded, or its handler failed three times.
type Stray struct {
	Once   Once
	Chat   int64 // 0 if unknown
	Raw    []byte
	Reason string // "undecodable", "panic", "failed", "unsupported"; never the person's words
}

// Inbox remembers updates durably.
type Inbox interface {
	// First keeps the key and reports whether it was new. Concurrent calls for one key give true once.
	First(context.Context, Once) (bool, error)
	// SetAside keeps a stray for staff to look at. Repeats of one key are kept once.
	SetAside(context.Context, Stray) error
}

// Parcel is one message owed to one chat, rendered and within Telegram's limits.
type Parcel struct {
	Notice   int64 // with Part, its name in the outbox
	Part     int   // 1 for the first or only part
	Chat     int64
	Priority int // 0 before 1 before 2
	Body     Body
}

// Fate is how a send ended.
type Fate int

// The fates, by what is proven.
const (
	Sent        Fate = iota + 1 // accepted; Message is set
	Unsent                      // never reached Telegram, or 429: free to repeat from After on
	Refused                     // a 4xx that repeating won't mend; Code and Reason are set
	Unreachable                 // the person blocked the bot, is deactivated or has no chat
	Unknown                     // the request was written and no sound answer came: it may have arrived
	Moved                       // the group became a supergroup; Chat is the new id
)

// Outcome reports one parcel.
type Outcome struct {
	Notice  int64
	Part    int
	Fate    Fate
	Message int       // of Sent
	After   time.Time // of Unsent: not before
	Chat    int64     // where it was sent; of Moved the new id
	Code    int       // of Refused, Unreachable
	Reason  string    // Telegram's description, without token or text
}

// Outbox is where owed messages come from and where their fates go.
type Outbox interface {
	// Claim takes up to limit parcels that are due, at most one a chat and none for
	// the busy chats, in order within a chat, the lower Priority first. When it
	// returns, each is durably marked as being sent: if the process dies now, its
	// fate counts as Unknown.
	Claim(ctx context.Context, limit int, busy []int64) ([]Parcel, error)
	// Report settles claimed parcels.
	Report(ctx context.Context, outcomes []Outcome) error
	// Due returns a channel that receives when new parcels may be due.
	Due() <-chan struct{}
	// Next returns when the earliest waiting parcel becomes due; zero if none waits.
	Next(ctx context.Context) (time.Time, error)
}
