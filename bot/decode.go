package bot

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// errUnsupported says that an update is sound but of a kind the program has no use for.
var errUnsupported = errors.New("unsupported")

// errIgnored says that an update needs nothing at all: somebody pinned a message, say.
var errIgnored = errors.New("ignored")

// update is the part of Telegram's update that the program reads. The library's
// type fails on a union member it doesn't know yet; this one doesn't look at them.
type update struct {
	ID         *int64          `json:"update_id"`
	Message    json.RawMessage `json:"message"`
	Edited     json.RawMessage `json:"edited_message"`
	Press      *press          `json:"callback_query"`
	Membership *membership     `json:"my_chat_member"`
	Reaction   *reaction       `json:"message_reaction"`
}

type press struct {
	ID      string   `json:"id"`
	From    user     `json:"from"`
	Data    string   `json:"data"`
	Message *content `json:"message"`
}

type membership struct {
	Chat chat  `json:"chat"`
	From user  `json:"from"`
	Date int64 `json:"date"`
	New  struct {
		Status  string `json:"status"`
		CanSend bool   `json:"can_send_messages"`
	} `json:"new_chat_member"`
}

type reaction struct {
	Chat    chat  `json:"chat"`
	Message int   `json:"message_id"`
	User    user  `json:"user"`
	Date    int64 `json:"date"`
	New     []struct {
		Emoji string `json:"emoji"`
	} `json:"new_reaction"`
}

type chat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"`
}

type user struct {
	ID       int64  `json:"id"`
	First    string `json:"first_name"`
	Last     string `json:"last_name"`
	Language string `json:"language_code"`
}

func (u user) public() User {
	return User{ID: u.ID, Name: strings.TrimSpace(u.First + " " + u.Last), Language: u.Language}
}

func (c chat) private() bool { return c.Type == "private" }

// decode reads one update by itself. The Request is never nil and holds as much as
// could be read, also beside an error: its Once and Chat are what a stray needs.
func decode(raw []byte, botName string) (*Request, error) {
	r := &Request{Once: once(raw)}
	var u update
	if err := json.Unmarshal(raw, &u); err != nil {
		return r, fmt.Errorf("decode update: %w", err)
	}
	switch {
	case u.Message != nil:
		return r, r.readMessage(u.Message, Message, botName)
	case u.Edited != nil:
		return r, r.readMessage(u.Edited, Edited, botName)
	case u.Press != nil:
		return r, r.readPress(u.Press)
	case u.Membership != nil:
		return r, r.readMembership(u.Membership)
	case u.Reaction != nil:
		return r, r.readReaction(u.Reaction)
	}
	return r, errUnsupported
}

func (r *Request) readPress(p *press) error {
	r.Kind, r.From, r.Data, r.callback = Press, p.From.public(), p.Data, p.ID
	if p.Message == nil || p.Message.Chat.ID == 0 || p.From.ID == 0 {
		return errUnsupported
	}
	m := p.Message
	r.Chat, r.Private, r.Message = m.Chat.ID, m.Chat.private(), m.ID
	r.Date, r.onPhoto = when(m.Date), len(m.Photo) > 0
	r.Keys = m.Markup.data()
	return nil
}

func (r *Request) readMembership(m *membership) error {
	r.Kind, r.Chat, r.Private = Membership, m.Chat.ID, m.Chat.private()
	r.From, r.Date = m.From.public(), when(m.Date)
	switch m.New.Status {
	case "member", "administrator", "creator":
		r.CanWrite = true
	case "restricted":
		r.CanWrite = m.New.CanSend
	}
	if r.Chat == 0 {
		return errUnsupported
	}
	return nil
}

// readReaction keeps the reaction that stands now as the Text; none was taken back.
func (r *Request) readReaction(n *reaction) error {
	r.Kind, r.Chat, r.Private = Reaction, n.Chat.ID, n.Chat.private()
	r.From, r.Date, r.Message = n.User.public(), when(n.Date), n.Message
	for _, e := range n.New {
		r.Text += e.Emoji
	}
	if r.Chat == 0 {
		return errUnsupported
	}
	return nil
}

func when(unix int64) time.Time {
	if unix <= 0 {
		return time.Time{}
	}
	return time.Unix(unix, 0).UTC()
}

// once names an update. Its print covers the content without the id, whatever the
// order of the fields, so that an id used again for something else is seen as new.
func once(raw []byte) Once {
	var fields map[string]any
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&fields); err != nil || fields == nil {
		return Once{ID: "tg:?", Print: fingerprint(raw)}
	}
	id, ok := fields["update_id"].(json.Number)
	if !ok {
		return Once{ID: "tg:?", Print: fingerprint(raw)}
	}
	delete(fields, "update_id")
	canonical, err := json.Marshal(fields)
	if err != nil {
		canonical = raw
	}
	return Once{ID: "tg:" + id.String(), Print: fingerprint(canonical)}
}

func fingerprint(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}
