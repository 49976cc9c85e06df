package simulator

import "slices"

// object is a JSON object of the Bot API, made field by field since most are optional.
type object = map[string]any

func (o User) wire(bot bool) object {
	u := object{"id": o.ID, "is_bot": bot, "first_name": o.FirstName}
	for name, value := range map[string]string{
		"last_name": o.LastName, "username": o.Username, "language_code": o.LanguageCode,
	} {
		if value != "" {
			u[name] = value
		}
	}
	return u
}

func (c *chat) wire() object {
	if c.group() {
		o := object{"id": c.id, "type": c.kind(), "title": c.title}
		if c.forum != nil {
			o["is_forum"] = true
		}
		return o
	}
	o := c.person.wire(false)
	delete(o, "is_bot")
	delete(o, "language_code")
	o["type"] = "private"
	return o
}

// wire shapes a message as the Bot API does, with the message it answers inside.
func (s *Server) wire(c *chat, m *message) object {
	o := s.wireAlone(c, m)
	if m.ReplyTo == 0 {
		return o
	}
	if to := c.find(m.ReplyTo); to != nil {
		o["reply_to_message"] = s.wireAlone(c, to)
		if m.Quote != "" {
			o["quote"] = object{"text": m.Quote, "position": 0, "is_manual": true}
		}
	}
	return o
}

func (s *Server) wireAlone(c *chat, m *message) object {
	o := object{"message_id": m.ID, "date": m.Date.Unix(), "chat": c.wire(), "from": m.From.wire(m.Bot)}
	if m.Thread != 0 {
		o["message_thread_id"], o["is_topic_message"] = m.Thread, true
	}
	if m.Edited {
		o["edit_date"] = m.edited.Unix()
	}
	if m.Album != "" {
		o["media_group_id"] = m.Album
	}
	if m.Forwarded {
		o["forward_origin"] = object{"type": "user", "date": m.Date.Unix() - 60, "sender_user": m.origin.wire(false)}
	}
	if len(m.Buttons) > 0 {
		o["reply_markup"] = object{"inline_keyboard": wireButtons(m.Buttons)}
	}
	m.wireContent(o)
	return o
}

func (m *message) wireContent(o object) {
	words, entities := "text", "entities"
	if m.captioned() {
		words, entities = "caption", "caption_entities"
	}
	if m.Text != "" {
		o[words] = m.Text
	}
	if len(m.Entities) > 0 {
		o[entities] = m.Entities
	}
	if m.Photo != "" {
		o["photo"] = m.sizes
	}
	if m.payload != nil {
		o[m.Kind] = m.payload
	}
	for name, value := range m.service {
		o[name] = value
	}
}

func wireButtons(rows [][]Button) [][]object {
	all := make([][]object, len(rows))
	for i, row := range rows {
		all[i] = make([]object, len(row))
		for j, b := range row {
			o := object{"text": b.Text}
			if b.URL != "" {
				o["url"] = b.URL
			} else {
				o["callback_data"] = b.Data
			}
			all[i][j] = o
		}
	}
	return all
}

func (s *Server) memberChange(c *chat, by User, was, is string) object {
	member := func(status string) object {
		o := object{"user": s.bot.wire(true), "status": status}
		if status == "kicked" {
			o["until_date"] = 0
		}
		return o
	}
	return object{
		"chat": c.wire(), "from": by.wire(false), "date": s.cfg.Now().Unix(),
		"old_chat_member": member(was), "new_chat_member": member(is),
	}
}

func wireReactions(emoji []string) []object {
	all := make([]object, 0, len(emoji))
	for _, e := range slices.Clone(emoji) {
		all = append(all, object{"type": "emoji", "emoji": e})
	}
	return all
}
