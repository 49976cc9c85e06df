package simulator

import (
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// Message is one message of a chat as its people see it now.
type Message struct {
	ID        int
	Chat      int64
	From      User
	Bot       bool // the bot wrote it
	Date      time.Time
	Edited    bool
	Text      string // or the caption of a photo or file
	Entities  []Entity
	Photo     string // the file_id of the largest size
	File      string // the file_id of a document, voice message or the like
	Kind      string // "" for text and photos, else the Bot API's field: "document", "poll", ...
	ReplyTo   int
	Quote     string // what is picked out of that message
	Thread    int    // of a forum
	Album     string
	Forwarded bool
	Buttons   [][]Button
	Asks      bool     // for a reply: messengers open the keyboard as one
	Reactions []string // the bot's first, then people's
	Deleted   bool
}

// Entity marks a stretch of a text, counted in UTF-16 units.
type Entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url,omitempty"`
}

// Button is one inline button: either Data or URL is set.
type Button struct{ Text, Data, URL string }

// message is what the server keeps: the visible part and what only the Bot API shows.
type message struct {
	Message
	sizes   []photoSize     // of a photo
	payload json.RawMessage // the value of the Kind field
	service map[string]any  // fields of a service message, such as migrate_to_chat_id
	edited  time.Time
	mine    []string           // the bot's reactions
	theirs  map[int64][]string // people's reactions
	origin  User               // who wrote a forwarded message first
}

// Messages returns copies of a chat's messages in the order they were sent,
// the deleted ones too.
func (s *Server) Messages(chat int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chat]
	if c == nil {
		return nil
	}
	all := make([]Message, len(c.messages))
	for i, m := range c.messages {
		all[i] = m.copied()
	}
	return all
}

func (m *message) copied() Message {
	out := m.Message
	out.Entities = slices.Clone(m.Entities)
	out.Buttons = slices.Clone(m.Buttons)
	for i, row := range out.Buttons {
		out.Buttons[i] = slices.Clone(row)
	}
	out.Reactions = slices.Clone(m.mine)
	for _, user := range slices.Sorted(maps.Keys(m.theirs)) {
		out.Reactions = append(out.Reactions, m.theirs[user]...)
	}
	return out
}

func (m *message) hasButton(data string) bool {
	for _, row := range m.Buttons {
		for _, b := range row {
			if b.Data == data && b.URL == "" {
				return true
			}
		}
	}
	return false
}

// captioned says that the words are a caption and not the message itself.
func (m *message) captioned() bool { return m.Photo != "" || m.Kind != "" }
