package storage

import (
	"context"
	"time"

	"liaison/casework"
)

// broadcastFields are the columns of broadcasts that a decision changes, but for the version.
var broadcastFields = fields[casework.Broadcast]{
	numberField("id", func(b *casework.Broadcast) *casework.BroadcastID { return &b.ID }),
	textField("audience", func(b *casework.Broadcast) *casework.Role { return &b.To }),
	textField("topic", func(b *casework.Broadcast) *casework.TopicID { return &b.Topic }),
	wordsField("body", func(b *casework.Broadcast) *string { return &b.Text }),
	textField("state", func(b *casework.Broadcast) *casework.BroadcastState { return &b.State }),
	textField("author", func(b *casework.Broadcast) *casework.PersonID { return &b.By }),
	textField("approver", func(b *casework.Broadcast) *casework.PersonID { return &b.Approver }),
	momentField("approved", func(b *casework.Broadcast) *time.Time { return &b.Approved }),
	numberField("readers", func(b *casework.Broadcast) *int { return &b.Readers }),
	textField("last", func(b *casework.Broadcast) *casework.PersonID { return &b.Last }),
	momentField("at", func(b *casework.Broadcast) *time.Time { return &b.At }),
}

var (
	broadcastColumns = broadcastFields.columns("") + ", version, sent, lost, doubtful"
	insertBroadcast  = broadcastFields.insert("broadcasts")
	updateBroadcast  = broadcastFields.update("broadcasts")

	oneBroadcast   = `SELECT ` + broadcastColumns + ` FROM broadcasts WHERE id = $1`
	lastBroadcasts = `SELECT ` + broadcastColumns + ` FROM broadcasts WHERE state <> 'dropped' ORDER BY at DESC, id LIMIT $1 + 0`
	begunBroadcast = `SELECT ` + broadcastColumns + ` FROM broadcasts WHERE author = $1 AND state = 'begun' ORDER BY at DESC LIMIT 1`

	// Of a stopped one some copies were still under way.
	goingBroadcasts = `SELECT ` + broadcastColumns + ` FROM broadcasts WHERE state = 'going'
UNION ALL SELECT ` + broadcastColumns + ` FROM broadcasts WHERE state <> 'going' AND told <> sent + lost + doubtful`
)

const (
	insertBroadcastEvent = `INSERT INTO broadcast_events (broadcast, seq, at, author, state) VALUES ($1, $2, $3, $4, $5)`

	broadcastActs = `SELECT author, state, at FROM broadcast_events WHERE broadcast = $1 ORDER BY seq LIMIT $2 + 0`

	countReleased = `SELECT count(*) FROM broadcasts WHERE audience = 'resident' AND approved > $1`

	// Those that the sender has already may arrive.
	cancelBroadcast = `UPDATE notices SET state = 'cancelled' WHERE state = 'pending' AND priority = 3 AND kind = 'broadcast' AND about = $1`

	countFates = `UPDATE broadcasts SET sent = sent + $2, lost = lost + $3, doubtful = doubtful + $4 WHERE id = $1`
)

// keepBroadcast writes a broadcast and who brought it to its state.
func keepBroadcast(b casework.Broadcast) []step {
	st := step{
		text: insertBroadcast, args: broadcastFields.args(&b),
		none: casework.Errorf(casework.Stale, "broadcast %d has changed", b.ID),
	}
	if b.Version != 0 {
		st.text, st.args = updateBroadcast, append(st.args, b.Version)
	}
	steps := []step{st, {text: insertBroadcastEvent, args: []any{int64(b.ID), b.Version + 1, millis(b.At), string(b.Last), string(b.State)}}}
	if b.State == casework.Halted {
		steps = append(steps, step{text: cancelBroadcast, args: []any{int64(b.ID)}})
	}
	return steps
}

func tally(t casework.Tally) step {
	return step{text: countFates, args: []any{int64(t.Broadcast), t.Sent, t.Lost, t.Doubtful}}
}

func collectBroadcasts(into *[]casework.Broadcast, text string, args ...any) step {
	return step{text: text, args: args, row: func(r scanner) error {
		var b casework.Broadcast
		err := r.Scan(append(broadcastFields.into(&b), &b.Version, &b.Sent, &b.Lost, &b.Doubtful)...)
		*into = append(*into, b)
		return err
	}}
}

func (s *Store) broadcast(ctx context.Context, text string, args ...any) (casework.Broadcast, error) {
	var found []casework.Broadcast
	st := collectBroadcasts(&found, text, args...)
	st.none = casework.Errorf(casework.NotFound, "no such broadcast")
	if err := s.glance(ctx, st); err != nil {
		return casework.Broadcast{}, err
	}
	return found[0], nil
}

// Broadcast gives NotFound for one that never was.
func (s *Store) Broadcast(ctx context.Context, id casework.BroadcastID) (casework.Broadcast, error) {
	return s.broadcast(ctx, oneBroadcast, int64(id))
}

// Begun gives the broadcast of an author that was begun and has no words yet.
func (s *Store) Begun(ctx context.Context, by casework.PersonID) (casework.Broadcast, error) {
	return s.broadcast(ctx, begunBroadcast, string(by))
}

// Broadcasts lists the last ones that weren't dropped, the newest first.
func (s *Store) Broadcasts(ctx context.Context, limit int) (all []casework.Broadcast, err error) {
	err = s.read(ctx, collectBroadcasts(&all, lastBroadcasts, limit))
	return all, err
}

// BroadcastActs lists what was done with a broadcast, in order.
func (s *Store) BroadcastActs(ctx context.Context, id casework.BroadcastID, limit int) (all []casework.BroadcastAct, err error) {
	err = s.read(ctx, step{text: broadcastActs, args: []any{int64(id), limit}, row: func(r scanner) error {
		var a casework.BroadcastAct
		err := r.Scan((*string)(&a.By), (*string)(&a.State), moment(&a.At))
		all = append(all, a)
		return err
	}})
	return all, err
}

// GoingBroadcasts lists those that are on their way, or of which more copies have
// come to an end since TellFates.
func (s *Store) GoingBroadcasts(ctx context.Context) (all []casework.Broadcast, err error) {
	err = s.read(ctx, collectBroadcasts(&all, goingBroadcasts))
	return all, err
}

// CountReleased counts the broadcasts to residents that were approved since then.
func (s *Store) CountReleased(ctx context.Context, since time.Time) (n int, err error) {
	err = s.read(ctx, step{text: countReleased, args: []any{millis(since)}, row: func(r scanner) error { return r.Scan(&n) }})
	return n, err
}
