package simulator

import (
	"fmt"
	"strconv"
	"time"
)

// Press is one press of a button; its answer is seen by Server.Answered.
type Press struct{ ID string }

// query is a press that the bot has to answer.
type query struct {
	at       time.Time
	text     string
	alert    bool
	answered bool
}

// How long Telegram waits for the answer to a press, and keeps it for the bot.
const queryLife = 150 * time.Second

// Press presses a button under one of the bot's messages in the person's own
// chat; it is an error if the message has no such button now.
func (s *Server) Press(user int64, message int, data string) (Press, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.writer(user)
	if err != nil {
		return Press{}, err
	}
	return s.press(s.open(p), p, message, data)
}

func (s *Server) press(c *chat, p *person, message int, data string) (Press, error) {
	m := c.find(message)
	if m == nil || !m.hasButton(data) {
		return Press{}, fmt.Errorf("simulator: no button %q under message %d in chat %d", data, message, c.id)
	}
	return s.ask(c, p, m, data), nil
}

// PressForged sends any data, as a changed client can, even from under a
// message that isn't there.
func (s *Server) PressForged(user int64, message int, data string) (Press, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.writer(user)
	if err != nil {
		return Press{}, err
	}
	c := s.open(p)
	if m := c.find(message); m != nil {
		return s.ask(c, p, m, data), nil
	}
	return s.query(c, p, object{"message_id": message, "date": 0, "chat": c.wire()}, data), nil
}

func (s *Server) ask(c *chat, p *person, m *message, data string) Press {
	return s.query(c, p, s.wire(c, m), data)
}

func (s *Server) query(c *chat, p *person, under object, data string) Press {
	id := strconv.FormatUint(chance()%9e17+1e17, 10)
	s.queries[id] = &query{at: s.cfg.Now()}
	s.enqueue("callback_query", c.id, object{
		"id": id, "from": p.wire(false), "message": under,
		"chat_instance": strconv.FormatInt(c.id*7919, 10), "data": data,
	})
	s.changed()
	return Press{ID: id}
}

// Answered tells what the bot answered to a press; ok is false while it hasn't.
func (s *Server) Answered(id string) (text string, alert, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := s.queries[id]
	if q == nil {
		return "", false, false
	}
	return q.text, q.alert, q.answered
}

func (s *Server) answerCallbackQuery(r *request) (any, error) {
	q := s.queries[r.params["callback_query_id"]]
	if q == nil || s.cfg.Now().Sub(q.at) > queryLife {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	if units(r.params["text"]) > 200 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	q.text, q.alert, q.answered = r.params["text"], r.flag("show_alert"), true
	s.changed()
	return true, nil
}
