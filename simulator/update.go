package simulator

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"time"
)

// update is one event that waits for the bot.
type update struct {
	id        int64
	raw       json.RawMessage // the whole object, update_id included
	lane      int64           // the chat it belongs to
	until     time.Time       // Telegram drops it then
	series    int             // raised by JumpIDs
	again     bool            // delivered whatever the offset says, at least once
	delivered bool
	done      bool // confirmed or expired
}

// queue holds what the bot hasn't confirmed, in order.
type queue struct {
	waiting []*update
	next    int64 // the id of the next update
	series  int
	allowed []string      // "" stands for the default
	wake    chan struct{} // closed and replaced when something comes in
}

// history keeps confirmed updates for Redeliver and Requeue.
type history struct {
	byID  map[int64]*update
	order []*update
}

const (
	updateLife   = 24 * time.Hour
	shortHistory = 1000 // kept without a ledger
)

// wants leaves out, by default, what a bot must ask for by name.
func (q *queue) wants(kind string) bool {
	if len(q.allowed) > 0 {
		return slices.Contains(q.allowed, kind)
	}
	return kind != "message_reaction" && kind != "message_reaction_count" && kind != "chat_member"
}

// enqueue makes an update of an event, unless the bot doesn't want its kind.
func (s *Server) enqueue(kind string, lane int64, event any) {
	if !s.queue.wants(kind) {
		return
	}
	id := s.nextUpdate()
	raw, err := json.Marshal(map[string]any{"update_id": id, kind: event})
	if err != nil {
		panic("simulator: cannot encode an update of its own: " + err.Error())
	}
	life := updateLife
	if kind == "callback_query" {
		life = queryLife
	}
	u := &update{id: id, raw: raw, lane: lane, until: s.cfg.Now().Add(life)}
	s.old.keep(u, s.cfg.NoLedger)
	s.push(u)
}

func (s *Server) nextUpdate() int64 {
	id := s.queue.next
	s.queue.next++
	return id
}

// push puts an update at the end and wakes whoever waits for one.
func (s *Server) push(u *update) {
	u.series = s.queue.series
	s.queue.waiting = append(s.queue.waiting, u)
	s.wakePoll()
	if s.hook != nil {
		s.hook.add(u)
		s.dispatch()
	}
	s.called()
}

func (h *history) keep(u *update, short bool) {
	h.byID[u.id] = u
	h.order = append(h.order, u)
	if short && len(h.order) > 2*shortHistory {
		for _, old := range h.order[:shortHistory] {
			delete(h.byID, old.id)
		}
		h.order = slices.Clone(h.order[shortHistory:])
	}
}

// expire drops what Telegram no longer keeps.
func (s *Server) expire() {
	now := s.cfg.Now()
	s.queue.waiting = slices.DeleteFunc(s.queue.waiting, func(u *update) bool {
		u.done = u.done || now.After(u.until)
		return u.done
	})
}

// Pending counts the updates that the bot hasn't confirmed.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	return len(s.queue.waiting)
}

// Inject queues an update as it is, valid or not; only a missing update_id is
// filled in. With an update_id of its own it is delivered whatever the offset.
func (s *Server) Inject(raw json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var head map[string]json.RawMessage
	u := &update{raw: raw, until: s.cfg.Now().Add(updateLife), again: true}
	if json.Unmarshal(raw, &head) == nil {
		u.lane = laneOf(head)
		if id, err := strconv.ParseInt(string(head["update_id"]), 10, 64); err == nil {
			u.id = id
		}
		if _, ok := head["update_id"]; !ok {
			u.id, u.again = s.nextUpdate(), false
			u.raw = withID(raw, u.id, len(head) > 0)
		}
	}
	s.old.keep(u, s.cfg.NoLedger)
	s.push(u)
}

// withID writes the id in front of the other fields and leaves those untouched.
func withID(raw json.RawMessage, id int64, more bool) json.RawMessage {
	out := strconv.AppendInt([]byte(`{"update_id":`), id, 10)
	if more {
		out = append(out, ',')
	}
	return append(out, bytes.TrimLeft(raw, " \t\r\n")[1:]...)
}

// laneOf finds the chat of a raw update, where it has the usual shape.
func laneOf(fields map[string]json.RawMessage) int64 {
	type place struct {
		Chat    struct{ ID int64 }
		Message struct{ Chat struct{ ID int64 } }
	}
	for _, raw := range fields {
		var p place
		if json.Unmarshal(raw, &p) == nil && p.Chat.ID+p.Message.Chat.ID != 0 {
			return p.Chat.ID + p.Message.Chat.ID
		}
	}
	return 0
}

// Redeliver queues the very same update again, whatever offset the bot has reached.
func (s *Server) Redeliver(updateID int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u := s.old.byID[updateID]; u != nil {
		s.again(u)
	}
}

// Requeue queues every update of the last 24 hours again that the bot has
// confirmed, oldest first, and returns their number.
func (s *Server) Requeue() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire()
	n, now := 0, s.cfg.Now()
	for _, u := range s.old.order {
		if u.done && now.Before(u.until) {
			s.again(u)
			n++
		}
	}
	return n
}

func (s *Server) again(u *update) {
	s.push(&update{id: u.id, raw: u.raw, lane: u.lane, until: s.cfg.Now().Add(updateLife), again: true})
}

// JumpIDs numbers the following updates from another id, up or down, as happens
// after a quiet week.
func (s *Server) JumpIDs(to int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue.next = to
	s.queue.series++
}
