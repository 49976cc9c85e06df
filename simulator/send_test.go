package simulator_test

import (
	"strings"
	"testing"
	"time"

	"liaison/simulator"
)

func TestSendMessageRefuses(t *testing.T) {
	t.Parallel()
	smile := `[{"type":"bold","offset":0,"length":1}]`
	tests := []struct {
		name   string
		params fields
		words  string
	}{
		{"no chat", fields{"text": "hi"}, "chat_id is empty"},
		{"a stranger", fields{"chat_id": 5, "text": "hi"}, "chat not found"},
		{"known but never wrote", fields{"chat_id": 1002, "text": "hi"}, "chat not found"},
		{"no text", fields{"chat_id": ann}, "message text is empty"},
		{"spaces and zero width", fields{"chat_id": ann, "text": " \n\u200b\u2060"}, "message text is empty"},
		{"too long", fields{"chat_id": ann, "text": strings.Repeat("я", 4097)}, "message is too long"},
		{"too long in units", fields{"chat_id": ann, "text": strings.Repeat("😀", 2049)}, "message is too long"},
		{"entity beyond the end", fields{"chat_id": ann, "text": "ab", "entities": `[{"type":"bold","offset":1,"length":2}]`}, "can't parse entities"},
		{"entity before the start", fields{"chat_id": ann, "text": "ab", "entities": `[{"type":"bold","offset":-1,"length":2}]`}, "can't parse entities"},
		{"entity ends inside a pair", fields{"chat_id": ann, "text": "😀", "entities": smile}, "can't parse entities"},
		{"entity begins inside a pair", fields{"chat_id": ann, "text": "😀a", "entities": `[{"type":"bold","offset":1,"length":2}]`}, "can't parse entities"},
		{"entity of no kind", fields{"chat_id": ann, "text": "ab", "entities": `[{"type":"loud","offset":0,"length":2}]`}, "can't parse entities"},
		{"entities are no list", fields{"chat_id": ann, "text": "ab", "entities": `{}`}, "can't parse entities"},
		{"parse mode", fields{"chat_id": ann, "text": "ab", "parse_mode": "HTML"}, "parse_mode"},
		{"no data", fields{"chat_id": ann, "text": "ab", "reply_markup": buttons("Yes", "")}, "BUTTON_DATA_INVALID"},
		{"65 bytes of data", fields{"chat_id": ann, "text": "ab", "reply_markup": buttons("Yes", strings.Repeat("x", 65))}, "BUTTON_DATA_INVALID"},
		{"33 letters of 2 bytes", fields{"chat_id": ann, "text": "ab", "reply_markup": buttons("Yes", strings.Repeat("я", 33))}, "BUTTON_DATA_INVALID"},
		{"no label", fields{"chat_id": ann, "text": "ab", "reply_markup": buttons(" ", "x")}, "must be non-empty"},
		{"a button for nothing", fields{"chat_id": ann, "text": "ab", "reply_markup": `{"inline_keyboard":[[{"text":"a"}]]}`}, "Text buttons are unallowed"},
		{"a bad link", fields{"chat_id": ann, "text": "ab", "reply_markup": `{"inline_keyboard":[[{"text":"a","url":"nowhere"}]]}`}, "Wrong HTTP URL"},
		{"markup is no JSON", fields{"chat_id": ann, "text": "ab", "reply_markup": `{"inline_`}, "can't parse reply keyboard markup"},
		{"markup is a list", fields{"chat_id": ann, "text": "ab", "reply_markup": `[]`}, "object expected as reply markup"},
		{"reply to nothing", fields{"chat_id": ann, "text": "ab", "reply_parameters": `{"message_id":77}`}, "message to be replied not found"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, simulator.Config{})
			r.AddUser(simulator.User{ID: 1002})
			r.refused("sendMessage", tt.params, 400, tt.words)
			if n := len(r.Messages(ann)); n != 0 {
				t.Errorf("%d messages arrived", n)
			}
			if sins := len(r.Sins()); (sins != 0) != (tt.params["parse_mode"] != nil) {
				t.Errorf("sins: %v", r.Sins())
			}
		})
	}
}

func TestSendMessageTakes(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	first := r.say("hello")
	r.message(fields{"chat_id": ann, "text": strings.Repeat("😀", 2048)})
	r.message(fields{
		"chat_id": ann, "text": "  hi 😀 there \n", "entities": `[{"type":"bold","offset":5,"length":9}]`,
		"reply_parameters": fields{"message_id": first.ID}, "reply_markup": buttons("Да", strings.Repeat("я", 32)),
	})
	r.message(fields{"chat_id": ann, "text": "anyway", "reply_parameters": `{"message_id":77,"allow_sending_without_reply":true}`})
	all := r.Messages(ann)
	m := all[2]
	if m.Text != "hi 😀 there" || m.Entities[0].Offset != 3 || m.Entities[0].Length != 8 {
		t.Errorf("trimmed to %q %+v", m.Text, m.Entities)
	}
	if m.ReplyTo != first.ID || m.Buttons[0][0].Text != "Да" || !m.Bot {
		t.Errorf("message: %+v", m)
	}
	if all[3].ReplyTo != 0 {
		t.Errorf("replies to a message that isn't there: %+v", all[3])
	}
}

func TestEditing(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	theirs := r.say("mine")
	id := r.message(fields{"chat_id": ann, "text": "one", "reply_markup": buttons("A", "a")})
	edit := func(message int, text, markup string) fields {
		return fields{"chat_id": ann, "message_id": message, "text": text, "reply_markup": markup}
	}
	r.refused("editMessageText", edit(id, "one", buttons("A", "a")), 400, "message is not modified")
	r.refused("editMessageText", edit(99, "two", ""), 400, "message to edit not found")
	r.refused("editMessageText", edit(theirs.ID, "two", ""), 400, "message can't be edited")
	r.refused("editMessageText", edit(id, " ", ""), 400, "message text is empty")
	r.refused("editMessageCaption", fields{"chat_id": ann, "message_id": id, "caption": "x"}, 400, "no caption in the message")
	r.ok("editMessageText", edit(id, "two", ""), nil)
	if m := r.Messages(ann)[1]; m.Text != "two" || len(m.Buttons) != 0 || !m.Edited {
		t.Errorf("edited: %+v", m)
	}
	r.ok("editMessageReplyMarkup", fields{"chat_id": ann, "message_id": id, "reply_markup": buttons("B", "b")}, nil)
	r.refused("editMessageReplyMarkup", fields{"chat_id": ann, "message_id": id, "reply_markup": buttons("B", "b")}, 400, "not modified")
}

func TestDeleting(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	old := r.message(fields{"chat_id": ann, "text": "old"})
	r.pass(49 * time.Hour)
	fresh := r.message(fields{"chat_id": ann, "text": "fresh"})
	r.refused("deleteMessage", fields{"chat_id": ann, "message_id": old}, 400, "can't be deleted")
	r.ok("deleteMessage", fields{"chat_id": ann, "message_id": fresh}, nil)
	r.refused("deleteMessage", fields{"chat_id": ann, "message_id": fresh}, 400, "message to delete not found")
	if all := r.Messages(ann); all[0].Deleted || !all[1].Deleted {
		t.Errorf("messages: %+v", all)
	}
}

func TestReactionsAndActions(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	m := r.say("hello")
	react := func(emoji string) fields {
		return fields{"chat_id": ann, "message_id": m.ID, "reaction": []fields{{"type": "emoji", "emoji": emoji}}}
	}
	r.ok("setMessageReaction", react("👀"), nil)
	r.ok("setMessageReaction", react("✍️"), nil)
	r.refused("setMessageReaction", react("✅"), 400, "REACTION_INVALID")
	if err := r.React(ann, m.ID, "👍"); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(r.Messages(ann)[0].Reactions, " "); got != "✍ 👍" {
		t.Errorf("reactions: %s", got)
	}
	r.ok("setMessageReaction", fields{"chat_id": ann, "message_id": m.ID}, nil)
	r.ok("sendChatAction", fields{"chat_id": ann, "action": "typing"}, nil)
	r.refused("sendChatAction", fields{"chat_id": ann, "action": "dancing"}, 400, "wrong parameter action")
}

func TestCommands(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	list := `[{"command":"new","description":"Write"}]`
	r.ok("setMyCommands", fields{"commands": list, "scope": fields{"type": "chat", "chat_id": ann}, "language_code": "ru"}, nil)
	var got []struct{ Command string }
	r.ok("getMyCommands", fields{"scope": fields{"type": "chat", "chat_id": ann}, "language_code": "ru"}, &got)
	if len(got) != 1 || got[0].Command != "new" {
		t.Errorf("commands: %v", got)
	}
	r.refused("setMyCommands", fields{"commands": `[{"command":"New","description":"Write"}]`}, 400, "BOT_COMMAND_INVALID")
	r.refused("setMyCommands", fields{"commands": list, "scope": fields{"type": "chat", "chat_id": 5}}, 400, "chat not found")
	r.ok("deleteMyCommands", fields{"scope": fields{"type": "chat", "chat_id": ann}, "language_code": "ru"}, nil)
	r.ok("getMyCommands", fields{"scope": fields{"type": "chat", "chat_id": ann}, "language_code": "ru"}, &got)
	if len(got) != 0 {
		t.Errorf("deleted commands are still there: %v", got)
	}
}

func TestLimits(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{Limits: true})
	for range 5 {
		r.message(fields{"chat_id": ann, "text": "x"})
	}
	got := r.refused("sendMessage", fields{"chat_id": ann, "text": "x"}, 429, "Too Many Requests: retry after 1")
	if got.Parameters.RetryAfter != 1 {
		t.Errorf("retry_after: %d", got.Parameters.RetryAfter)
	}
	r.pass(time.Second)
	r.message(fields{"chat_id": ann, "text": "x"})
	r.AddGroup(-5, "Office", ann)
	for range 20 {
		r.message(fields{"chat_id": -5, "text": "x"})
	}
	r.refused("sendMessage", fields{"chat_id": -5, "text": "x"}, 429, "retry after 3")
}
