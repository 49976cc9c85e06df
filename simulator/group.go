package simulator

import (
	"fmt"
	"slices"
)

// Supergroups and channels have ids below this; basic groups are between it and zero.
const firstSupergroup = -1_000_000_000_000

func (c *chat) group() bool { return c.person == nil }

func (c *chat) kind() string {
	switch {
	case c.person != nil:
		return "private"
	case c.id < firstSupergroup:
		return "supergroup"
	}
	return "group"
}

// AddGroup makes a group, negative id, with the bot in it; the first member is
// the one who added the bot, and the bot is told. The bot sees all that is said
// there, as an administrator does.
func (s *Server) AddGroup(id int64, title string, members ...int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &chat{id: id, title: title, members: slices.Clone(members)}
	s.chats[id] = c
	if len(members) > 0 {
		if p := s.person(members[0]); p != nil {
			s.enqueue("my_chat_member", id, s.memberChange(c, p.User, "left", "member"))
		}
	}
	s.changed()
}

// SayIn is Say, in a group that the person is a member of.
func (s *Server) SayIn(group, user int64, d Draft) (Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, p, err := s.member(group, user)
	if err != nil {
		return Message{}, err
	}
	return s.say(c, p, d)
}

// PressIn is Press, under a message in a group.
func (s *Server) PressIn(group, user int64, message int, data string) (Press, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, p, err := s.member(group, user)
	if err != nil {
		return Press{}, err
	}
	return s.press(c, p, message, data)
}

func (s *Server) member(group, user int64) (*chat, *person, error) {
	c, p := s.chats[group], s.person(user)
	switch {
	case c == nil || !c.group() || p == nil:
		return nil, nil, fmt.Errorf("simulator: no group %d or nobody with the id %d", group, user)
	case !slices.Contains(c.members, user) || p.gone:
		return nil, nil, fmt.Errorf("simulator: %d is not in the group %d", user, group)
	case c.movedTo != 0:
		return nil, nil, fmt.Errorf("simulator: the group %d is now %d", group, c.movedTo)
	}
	return c, p, nil
}

// Migrate turns a basic group into a supergroup with another id. Both get their
// service message, and calls to the old id are answered with the new one.
func (s *Server) Migrate(group, to int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[group]
	if c == nil || c.movedTo != 0 {
		return
	}
	next := &chat{id: to, title: c.title, members: c.members, forum: c.forum}
	s.chats[to] = next
	s.serve(c, map[string]any{"migrate_to_chat_id": to})
	s.serve(next, map[string]any{"migrate_from_chat_id": group})
	c.movedTo = to
	s.changed()
}

// serve puts a service message into a group.
func (s *Server) serve(c *chat, fields map[string]any) {
	m := &message{service: fields}
	if len(c.members) > 0 {
		if p := s.person(c.members[0]); p != nil {
			m.From = p.User
		}
	}
	s.store(c, m)
	s.enqueue("message", c.id, s.wire(c, m))
}
