package simulator

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

const unchanged = "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message"

// editable finds the bot's own message that a call is about to change.
func (s *Server) editable(r *request) (*chat, *message, [][]Button, error) {
	c, err := s.reach(r)
	if err != nil {
		return nil, nil, nil, err
	}
	if r.number("message_id") == 0 {
		return nil, nil, nil, bad("message identifier is not specified")
	}
	m := c.find(int(r.number("message_id")))
	if m == nil {
		return nil, nil, nil, bad("message to edit not found")
	}
	if !m.Bot || m.service != nil {
		return nil, nil, nil, bad("message can't be edited")
	}
	buttons, err := r.buttons()
	return c, m, buttons, err
}

func (s *Server) editMessageText(r *request) (any, error) {
	c, m, buttons, err := s.editable(r)
	if err != nil {
		return nil, err
	}
	if m.captioned() {
		return nil, bad("there is no text in the message to edit")
	}
	text, entities, err := r.text()
	if err != nil {
		return nil, err
	}
	return s.rewrite(c, m, Message{Text: text, Entities: entities, Buttons: buttons})
}

func (s *Server) editMessageCaption(r *request) (any, error) {
	c, m, buttons, err := s.editable(r)
	if err != nil {
		return nil, err
	}
	if !m.captioned() {
		return nil, bad("there is no caption in the message to edit")
	}
	text, entities, err := r.caption()
	if err != nil {
		return nil, err
	}
	return s.rewrite(c, m, Message{Text: text, Entities: entities, Buttons: buttons})
}

func (s *Server) editMessageReplyMarkup(r *request) (any, error) {
	c, m, buttons, err := s.editable(r)
	if err != nil {
		return nil, err
	}
	return s.rewrite(c, m, Message{Text: m.Text, Entities: m.Entities, Buttons: buttons})
}

// rewrite changes words and buttons; without buttons given, the old ones go.
func (s *Server) rewrite(c *chat, m *message, to Message) (any, error) {
	if m.Text == to.Text && slices.Equal(m.Entities, to.Entities) && sameButtons(m.Buttons, to.Buttons) {
		return nil, bad(unchanged)
	}
	m.Text, m.Entities, m.Buttons = to.Text, to.Entities, to.Buttons
	m.Edited, m.edited = true, s.cfg.Now()
	s.changed()
	return s.wire(c, m), nil
}

// How long a bot may delete a message.
const deletable = 48 * time.Hour

func (s *Server) deleteMessage(r *request) (any, error) {
	c, err := s.reach(r)
	if err != nil {
		return nil, err
	}
	m := c.find(int(r.number("message_id")))
	switch {
	case m == nil:
		return nil, bad("message to delete not found")
	case s.cfg.Now().Sub(m.Date) > deletable:
		return nil, bad("message can't be deleted for everyone")
	case c.group() && !m.Bot:
		return nil, bad("message can't be deleted")
	}
	m.Deleted = true
	s.changed()
	return true, nil
}

// reactions are the emoji that Telegram takes.
var reactions = strings.Fields(`
	👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈
	😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡`)

func (s *Server) setMessageReaction(r *request) (any, error) {
	c, err := s.reach(r)
	if err != nil {
		return nil, err
	}
	m := c.find(int(r.number("message_id")))
	if m == nil {
		return nil, bad("message to react not found")
	}
	var given []struct {
		Type  string `json:"type"`
		Emoji string `json:"emoji"`
	}
	if raw := r.json("reaction"); raw != "" && json.Unmarshal([]byte(raw), &given) != nil {
		return nil, bad("can't parse reaction types JSON object")
	}
	if len(given) > 1 {
		return nil, bad("REACTIONS_TOO_MANY")
	}
	var mine []string
	for _, one := range given {
		emoji := strings.ReplaceAll(one.Emoji, "\ufe0f", "") // the variation selector means nothing here
		if one.Type != "emoji" || !slices.Contains(reactions, emoji) {
			return nil, bad("REACTION_INVALID")
		}
		mine = append(mine, emoji)
	}
	m.mine = mine
	s.changed()
	return true, nil
}
