package simulator

import (
	"maps"
	"slices"
)

// forum is what a supergroup with topics has beside its messages.
type forum struct {
	topics map[int]*topic
	// What the bot may do there; both false: it is no administrator.
	manages, pins bool
	pinned        []int
}

type topic struct {
	name   string
	closed bool
}

// topic finds a thread of a forum; nil where there is none.
func (c *chat) topic(id int) *topic {
	if c.forum == nil {
		return nil
	}
	return c.forum.topics[id]
}

// AddForum is AddGroup for a supergroup with topics, of which the bot is a plain member.
func (s *Server) AddForum(id int64, title string, members ...int64) {
	s.AddGroup(id, title, members...)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chats[id].forum = &forum{topics: map[int]*topic{}}
}

// PromoteBot makes the bot an administrator of a forum with these rights.
func (s *Server) PromoteBot(group int64, manages, pins bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chats[group]; c != nil && c.forum != nil {
		c.forum.manages, c.forum.pins = manages, pins
	}
}

// RemoveBot makes a person remove the bot from a group; the bot is told.
func (s *Server) RemoveBot(group, by int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, p := s.chats[group], s.person(by)
	if c == nil || p == nil {
		return
	}
	c.left = true
	s.enqueue("my_chat_member", group, s.memberChange(c, p.User, "member", "kicked"))
	s.changed()
}

// DeleteTopic makes people delete a thread with all that was said in it; the bot isn't told.
func (s *Server) DeleteTopic(group int64, thread int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[group]
	if c == nil || c.topic(thread) == nil {
		return
	}
	delete(c.forum.topics, thread)
	for _, m := range c.messages {
		m.Deleted = m.Deleted || m.Thread == thread
	}
	s.changed()
}

// Topics lists the threads of a forum by rising id.
func (s *Server) Topics(group int64) []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chats[group]; c != nil && c.forum != nil {
		return slices.Sorted(maps.Keys(c.forum.topics))
	}
	return nil
}

// TopicName is what a thread is called now, with "closed" behind it if it is; empty if there is none.
func (s *Server) TopicName(group int64, thread int) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[group]
	if c == nil || c.topic(thread) == nil {
		return ""
	}
	t := c.topic(thread)
	if t.closed {
		return t.name + ", closed"
	}
	return t.name
}

// Pinned lists a group's pinned messages in the order of pinning.
func (s *Server) Pinned(group int64) []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chats[group]; c != nil && c.forum != nil {
		return slices.Clone(c.forum.pinned)
	}
	return nil
}

func forumMethod(name string) method {
	switch name {
	case "createForumTopic":
		return (*Server).createForumTopic
	case "editForumTopic":
		return (*Server).editForumTopic
	case "closeForumTopic":
		return shutTopic(true)
	case "reopenForumTopic":
		return shutTopic(false)
	case "pinChatMessage":
		return (*Server).pinChatMessage
	case "getChatMember":
		return (*Server).getChatMember
	}
	return nil
}

// managed finds the forum whose topics a call is about to change.
func (s *Server) managed(r *request) (*chat, error) {
	c, err := s.reach(r)
	switch {
	case err != nil:
		return nil, err
	case c.forum == nil:
		return nil, bad("the chat is not a forum")
	case !c.forum.manages:
		return nil, bad("not enough rights to manage topics")
	}
	return c, nil
}

func (s *Server) createForumTopic(r *request) (any, error) {
	c, err := s.managed(r)
	if err != nil {
		return nil, err
	}
	name := r.params["name"]
	if n := units(name); n < 1 || n > 128 {
		return nil, bad("TOPIC_TITLE_EMPTY")
	}
	m := &message{Message: Message{From: s.bot, Bot: true}, service: object{"forum_topic_created": object{"name": name}}}
	s.store(c, m)
	m.Thread = m.ID
	c.forum.topics[m.ID] = &topic{name: name}
	return object{"message_thread_id": m.ID, "name": name, "icon_color": 7322096}, nil
}

// named finds the thread that a call names.
func (s *Server) named(r *request) (*topic, error) {
	c, err := s.managed(r)
	if err != nil {
		return nil, err
	}
	if t := c.topic(int(r.number("message_thread_id"))); t != nil {
		return t, nil
	}
	return nil, bad("message thread not found")
}

func (s *Server) editForumTopic(r *request) (any, error) {
	t, err := s.named(r)
	if err != nil {
		return nil, err
	}
	if t.name == r.params["name"] {
		return nil, bad("TOPIC_NOT_MODIFIED")
	}
	t.name = r.params["name"]
	s.changed()
	return true, nil
}

func shutTopic(closed bool) method {
	return func(s *Server, r *request) (any, error) {
		t, err := s.named(r)
		if err != nil {
			return nil, err
		}
		if t.closed == closed {
			return nil, bad("TOPIC_NOT_MODIFIED")
		}
		t.closed = closed
		s.changed()
		return true, nil
	}
}

func (s *Server) pinChatMessage(r *request) (any, error) {
	c, err := s.reach(r)
	if err != nil {
		return nil, err
	}
	id := int(r.number("message_id"))
	switch {
	case c.forum == nil || !c.forum.pins:
		return nil, bad("not enough rights to manage pinned messages in the chat")
	case c.find(id) == nil:
		return nil, bad("message to pin not found")
	}
	if !r.flag("disable_notification") {
		s.sin("pinChatMessage with a sound for everybody")
	}
	c.forum.pinned = append(c.forum.pinned, id)
	s.changed()
	return true, nil
}

func (s *Server) getChatMember(r *request) (any, error) {
	c, err := s.reach(r)
	if err != nil {
		return nil, err
	}
	if r.number("user_id") != s.bot.ID {
		p := s.person(r.number("user_id"))
		if p == nil || !slices.Contains(c.members, p.ID) {
			return nil, bad("member not found")
		}
		return object{"status": "member", "user": p.wire(false)}, nil
	}
	o := object{"status": "member", "user": s.bot.wire(true)}
	if c.forum != nil && (c.forum.manages || c.forum.pins) {
		o["status"], o["can_manage_topics"], o["can_pin_messages"] = "administrator", c.forum.manages, c.forum.pins
	}
	return o, nil
}
