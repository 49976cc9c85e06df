package simulator

import (
	"encoding/json"
	"slices"
)

const movedWords = "Bad Request: group chat was upgraded to a supergroup chat"

// reach finds the chat that a call writes to, or why it can't be written to.
func (s *Server) reach(r *request) (*chat, error) {
	if r.params["chat_id"] == "" {
		return nil, bad("chat_id is empty")
	}
	c := s.chats[r.chat()]
	switch {
	case c == nil:
		return nil, bad("chat not found")
	case c.movedTo != 0:
		return nil, &refusal{Code: 400, Description: movedWords, MigrateTo: c.movedTo}
	case c.left:
		return nil, forbidden("bot is not a member of the " + c.kind() + " chat")
	case c.person != nil && c.person.gone:
		return nil, forbidden("user is deactivated")
	case c.person != nil && c.person.blocked:
		return nil, forbidden("bot was blocked by the user")
	}
	return c, nil
}

// begin starts a message of the bot with what all kinds have in common.
func (s *Server) begin(r *request) (*chat, *message, error) {
	c, err := s.reach(r)
	if err != nil {
		return nil, nil, err
	}
	buttons, err := r.buttons()
	if err != nil {
		return nil, nil, err
	}
	to, err := r.replyTo(c)
	if err != nil {
		return nil, nil, err
	}
	thread := int(r.number("message_thread_id"))
	if thread != 0 && c.topic(thread) == nil {
		return nil, nil, bad("message thread not found")
	}
	return c, &message{Message: Message{From: s.bot, Bot: true, Buttons: buttons, Asks: r.asks(), ReplyTo: to, Thread: thread}}, nil
}

func (r *request) replyTo(c *chat) (int, error) {
	var to struct {
		ID      int             `json:"message_id"`
		Chat    json.RawMessage `json:"chat_id"`
		Without bool            `json:"allow_sending_without_reply"`
	}
	if raw := r.json("reply_parameters"); raw != "" {
		if json.Unmarshal([]byte(raw), &to) != nil || to.ID == 0 {
			return 0, bad("can't parse reply parameters JSON object")
		}
	} else {
		to.ID = int(r.number("reply_to_message_id"))
		to.Without = r.flag("allow_sending_without_reply")
	}
	if to.ID == 0 || c.find(to.ID) != nil {
		return to.ID, nil
	}
	if to.Without {
		return 0, nil
	}
	return 0, bad("message to be replied not found")
}

func (s *Server) sendMessage(r *request) (any, error) {
	c, m, err := s.begin(r)
	if err != nil {
		return nil, err
	}
	if m.Text, m.Entities, err = r.text(); err != nil {
		return nil, err
	}
	s.store(c, m)
	return s.wire(c, m), nil
}

func (s *Server) sendPhoto(r *request) (any, error) {
	c, m, err := s.begin(r)
	if err != nil {
		return nil, err
	}
	if m.Text, m.Entities, err = r.caption(); err != nil {
		return nil, err
	}
	if err = s.givenPhoto(r, m); err != nil {
		return nil, err
	}
	s.store(c, m)
	return s.wire(c, m), nil
}

func sendFile(kind string) method {
	return func(s *Server, r *request) (any, error) {
		c, m, err := s.begin(r)
		if err != nil {
			return nil, err
		}
		if m.Text, m.Entities, err = r.caption(); err != nil {
			return nil, err
		}
		if err = s.givenFile(r, m, kind); err != nil {
			return nil, err
		}
		s.store(c, m)
		return s.wire(c, m), nil
	}
}

var actions = []string{
	"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
	"choose_sticker", "find_location", "record_video_note", "upload_video_note",
}

func (s *Server) sendChatAction(r *request) (any, error) {
	if _, err := s.reach(r); err != nil {
		return nil, err
	}
	if !slices.Contains(actions, r.params["action"]) {
		return nil, bad("wrong parameter action in request")
	}
	return true, nil
}
