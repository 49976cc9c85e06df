package simulator

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"unicode/utf16"
)

// Draft is what a person is about to send: words, a photo with or without a
// caption, or something of another Kind.
type Draft struct {
	Text      string // sent exactly as it is, even if only spaces
	Photo     []byte // a PNG or JPEG; with a Kind, the bytes of that file
	FileName  string // of a document
	ReplyTo   int    // a message in the same chat
	Quote     string // what is picked out of it
	Album     string // one value for all pictures of an album
	Forwarded bool   // from somebody that the bot doesn't know
	Kind      string // "", or the Bot API's field: document, voice, video, video_note, audio, animation, sticker, contact, location, venue, poll, dice, story
}

// Say sends a message from a person to the bot; the first one opens their chat.
// The update waits for the bot as Telegram's would.
func (s *Server) Say(user int64, d Draft) (Message, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.writer(user)
	if err != nil {
		return Message{}, err
	}
	return s.say(s.open(p), p, d)
}

func (s *Server) say(c *chat, p *person, d Draft) (Message, error) {
	if d.Text == "" && len(d.Photo) == 0 && d.Kind == "" {
		return Message{}, errors.New("simulator: nothing to send")
	}
	if n := units(d.Text); n > maxText {
		return Message{}, fmt.Errorf("simulator: %d UTF-16 units: a client splits what is longer than %d", n, maxText)
	}
	answered := c.find(d.ReplyTo)
	if d.ReplyTo != 0 && answered == nil {
		return Message{}, fmt.Errorf("simulator: no message %d to reply to in chat %d", d.ReplyTo, c.id)
	}
	m := &message{Message: Message{
		From: p.User, Text: d.Text, Entities: commandsIn(d.Text),
		ReplyTo: d.ReplyTo, Quote: d.Quote, Album: d.Album, Forwarded: d.Forwarded, Kind: d.Kind,
	}}
	if answered != nil {
		m.Thread = answered.Thread // a reply stays in the topic of what it answers
	}
	if d.Forwarded {
		m.origin = User{ID: 5_500_000_055, FirstName: "Somebody", LastName: "Else", Username: "somebody_else"}
	}
	if err := s.attach(m, d); err != nil {
		return Message{}, err
	}
	s.store(c, m)
	s.enqueue("message", c.id, s.wire(c, m))
	return m.copied(), nil
}

// store gives a message its number and date and puts it into its chat.
func (s *Server) store(c *chat, m *message) {
	if c.kind() == "supergroup" {
		c.lastID++
		m.ID = c.lastID
	} else {
		s.lastID++
		m.ID = s.lastID
	}
	m.Chat, m.Date = c.id, s.cfg.Now()
	c.messages = append(c.messages, m)
	if m.Bot {
		s.sent++
	}
	s.changed()
}

// Sent counts the messages that the bot has sent.
func (s *Server) Sent() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sent
}

var command = regexp.MustCompile(`(?:^|\s)(/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?)`)

// commandsIn marks the commands in a person's words, as Telegram does.
func commandsIn(text string) []Entity {
	var all []Entity
	for _, at := range command.FindAllStringSubmatchIndex(text, -1) {
		all = append(all, Entity{Type: "bot_command", Offset: units(text[:at[2]]), Length: at[3] - at[2]})
	}
	return all
}

// units counts a text as Telegram does.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += cmp.Or(max(utf16.RuneLen(r), 0), 1)
	}
	return n
}

// Edit changes the words of a message that the person sent earlier.
func (s *Server) Edit(user int64, message int, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.writer(user)
	if err != nil {
		return err
	}
	c := s.open(p)
	m := c.find(message)
	if m == nil || m.From.ID != user || m.Bot {
		return fmt.Errorf("simulator: %d has no message %d of their own", user, message)
	}
	m.Text, m.Entities, m.Edited, m.edited = text, commandsIn(text), true, s.cfg.Now()
	s.enqueue("edited_message", c.id, s.wire(c, m))
	s.changed()
	return nil
}

// React sets a person's reaction to a message, or takes it back with "". The
// bot is told only if it asked for message_reaction.
func (s *Server) React(user int64, message int, emoji string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, err := s.writer(user)
	if err != nil {
		return err
	}
	c := s.open(p)
	m := c.find(message)
	if m == nil {
		return fmt.Errorf("simulator: no message %d in chat %d", message, c.id)
	}
	var now []string
	if emoji != "" {
		now = []string{emoji}
	}
	if m.theirs == nil {
		m.theirs = map[int64][]string{}
	}
	was := m.theirs[user]
	m.theirs[user] = now
	s.enqueue("message_reaction", c.id, object{
		"chat": c.wire(), "message_id": m.ID, "user": p.wire(false), "date": s.cfg.Now().Unix(),
		"old_reaction": wireReactions(was), "new_reaction": wireReactions(now),
	})
	s.changed()
	return nil
}
