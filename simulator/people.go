package simulator

import (
	"fmt"
	"slices"
)

// User is a person known to Telegram; their private chat with the bot has the same id.
type User struct {
	ID           int64
	FirstName    string
	LastName     string
	Username     string
	LanguageCode string // "" when the client tells none
}

type person struct {
	User
	blocked bool
	gone    bool
}

// chat is a private chat or a group, with all that was said in it.
type chat struct {
	id       int64
	title    string // of a group
	person   *person
	members  []int64
	messages []*message // by rising id
	lastID   int        // of a supergroup, which counts for itself
	movedTo  int64      // where a group went that became a supergroup
	left     bool       // the bot is out
	forum    *forum     // nil: it has no topics
}

func (c *chat) find(id int) *message {
	at, ok := slices.BinarySearchFunc(c.messages, id, func(m *message, id int) int { return m.ID - id })
	if !ok || c.messages[at].Deleted {
		return nil
	}
	return c.messages[at]
}

// AddUser makes a person known, or changes what is known of them. The bot can
// write to them only after they wrote first (Say) or pressed Start (Open).
func (s *Server) AddUser(u User) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.person(u.ID); p != nil {
		p.User = u
		return
	}
	s.users = append(s.users, &person{User: u})
}

// Users returns all known people in the order they were added.
func (s *Server) Users() []User {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]User, len(s.users))
	for i, p := range s.users {
		all[i] = p.User
	}
	return all
}

// Open opens a person's private chat without any message in it, so that the
// bot may write first. An unknown person is passed over.
func (s *Server) Open(user int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.person(user); p != nil {
		s.open(p)
	}
}

func (s *Server) open(p *person) *chat {
	c := s.chats[p.ID]
	if c == nil {
		c = &chat{id: p.ID, person: p}
		s.chats[p.ID] = c
		s.changed()
	}
	return c
}

func (s *Server) person(id int64) *person {
	for _, p := range s.users {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// writer is a person who is able to write now.
func (s *Server) writer(id int64) (*person, error) {
	p := s.person(id)
	switch {
	case p == nil:
		return nil, fmt.Errorf("simulator: nobody has the id %d: add them first", id)
	case p.gone:
		return nil, fmt.Errorf("simulator: the account %d is deleted", id)
	case p.blocked:
		return nil, fmt.Errorf("simulator: %d has blocked the bot: unblock it first", id)
	}
	return p, nil
}

// Block makes a person block the bot: it is told by my_chat_member, and refused
// with 403 whatever it sends them.
func (s *Server) Block(user int64) { s.block(user, true) }

// Unblock lets the bot write again, and tells it so.
func (s *Server) Unblock(user int64) { s.block(user, false) }

func (s *Server) block(user int64, blocked bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.person(user)
	if p == nil || p.gone || p.blocked == blocked {
		return
	}
	p.blocked = blocked
	was, is := "member", "kicked"
	if !blocked {
		was, is = is, was
	}
	c := s.open(p)
	s.enqueue("my_chat_member", c.id, s.memberChange(c, p.User, was, is))
	s.changed()
}

// Deactivate deletes a person's account; the bot isn't told until it writes to them.
func (s *Server) Deactivate(user int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p := s.person(user); p != nil {
		p.gone = true
		s.changed()
	}
}
