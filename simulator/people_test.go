package simulator_test

import (
	"context"
	"encoding/json"
	"testing"
	"time"

	"liaison/simulator"
)

func TestBlockAndDeactivate(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	hi := fields{"chat_id": ann, "text": "hi"}
	r.Block(ann)
	r.refused("sendMessage", hi, 403, "Forbidden: bot was blocked by the user")
	if _, err := r.Say(ann, simulator.Draft{Text: "hi"}); err == nil {
		t.Error("one who blocks the bot wrote to it")
	}
	r.Unblock(ann)
	r.message(hi)
	all := r.updates(fields{})
	if len(all) != 2 || all[0].Member.New.Status != "kicked" || all[1].Member.New.Status != "member" {
		t.Errorf("updates: %+v", all)
	}
	r.Deactivate(ann)
	r.refused("sendMessage", hi, 403, "Forbidden: user is deactivated")
}

func TestPresses(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	id := r.message(fields{"chat_id": ann, "text": "?", "reply_markup": buttons("Yes", "y")})
	if _, err := r.Press(ann, id, "n"); err == nil {
		t.Error("pressed a button that isn't there")
	}
	press, err := r.Press(ann, id, "y")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.PressForged(ann, 999, "forged"); err != nil {
		t.Fatal(err)
	}
	all := r.updates(fields{})
	if len(all) != 2 || all[0].Callback.ID != press.ID || all[0].Callback.Data != "y" || all[1].Callback.Data != "forged" {
		t.Errorf("updates: %+v", all)
	}
	if _, _, ok := r.Answered(press.ID); ok {
		t.Error("answered before it was")
	}
	r.ok("answerCallbackQuery", fields{"callback_query_id": press.ID, "text": "done", "show_alert": true}, nil)
	if text, alert, ok := r.Answered(press.ID); text != "done" || !alert || !ok {
		t.Errorf("answer: %q %v %v", text, alert, ok)
	}
	r.refused("answerCallbackQuery", fields{"callback_query_id": "1"}, 400, "query ID is invalid")
}

func TestGroups(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	r.AddGroup(-5, "Office", ann)
	if _, err := r.SayIn(-5, ann, simulator.Draft{Text: "hi all"}); err != nil {
		t.Fatal(err)
	}
	id := r.message(fields{"chat_id": -5, "text": "?", "reply_markup": buttons("Yes", "y")})
	if _, err := r.PressIn(-5, ann, id, "y"); err != nil {
		t.Fatal(err)
	}
	if all := r.updates(fields{}); len(all) != 3 || all[1].Message.Chat.ID != -5 {
		t.Errorf("updates: %+v", all)
	}
	r.Migrate(-5, -1001234567890)
	got := r.refused("sendMessage", fields{"chat_id": -5, "text": "x"}, 400, "group chat was upgraded to a supergroup chat")
	if got.Parameters.MigrateTo != -1001234567890 {
		t.Errorf("migrate_to_chat_id: %d", got.Parameters.MigrateTo)
	}
	r.message(fields{"chat_id": -1001234567890, "text": "x"})
	r.ok("leaveChat", fields{"chat_id": -1001234567890}, nil)
	r.refused("sendMessage", fields{"chat_id": -1001234567890, "text": "x"}, 403, "Forbidden: bot is not a member of the supergroup chat")
}

func TestMessageShape(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	first := r.say("first")
	if _, err := r.Say(ann, simulator.Draft{
		Text: "яма /start@liaison_demo_bot", ReplyTo: first.ID, Forwarded: true, Album: "77",
	}); err != nil {
		t.Fatal(err)
	}
	if err := r.Edit(ann, first.ID, "first, mended"); err != nil {
		t.Fatal(err)
	}
	var all []json.RawMessage
	r.ok("getUpdates", fields{}, &all)
	var got struct {
		Message struct {
			From     map[string]any
			Chat     map[string]any
			Date     int64
			Text     string
			Album    string `json:"media_group_id"`
			Entities []simulator.Entity
			Origin   struct{ Type string } `json:"forward_origin"`
			Reply    struct{ Text string } `json:"reply_to_message"`
		}
	}
	if err := json.Unmarshal(all[1], &got); err != nil {
		t.Fatal(err)
	}
	m := got.Message
	if m.From["language_code"] != "ru" || m.Chat["type"] != "private" || m.Chat["id"] != float64(ann) || m.Date != r.clock().Unix() {
		t.Errorf("from, chat, date: %+v", m)
	}
	if m.Reply.Text != "first" || m.Origin.Type != "user" || m.Album != "77" {
		t.Errorf("context: %+v", m)
	}
	if e := m.Entities[0]; e.Type != "bot_command" || e.Offset != 4 || e.Length != 23 {
		t.Errorf("command: %+v", e)
	}
	var edit struct {
		Message struct {
			Text string
			At   int64 `json:"edit_date"`
		} `json:"edited_message"`
	}
	if err := json.Unmarshal(all[2], &edit); err != nil || edit.Message.Text != "first, mended" || edit.Message.At == 0 {
		t.Errorf("edit: %v %s", err, all[2])
	}
}

func TestKinds(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	kinds := []string{
		"poll", "dice", "contact", "location", "venue", "sticker", "voice", "video", "video_note", "audio", "document", "animation", "story", "hologram",
	}
	for _, kind := range kinds {
		if _, err := r.Say(ann, simulator.Draft{Kind: kind}); err != nil {
			t.Fatal(err)
		}
	}
	var all []struct{ Message map[string]json.RawMessage }
	r.ok("getUpdates", fields{}, &all)
	for i, kind := range kinds {
		if len(all[i].Message[kind]) < 2 {
			t.Errorf("%s: %v", kind, all[i].Message)
		}
	}
}

func TestWatchAndUntil(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	changes, end := r.Watch()
	r.ok("getMe", nil, nil)
	select {
	case <-changes:
		t.Error("a call that changes no chat was signalled")
	default:
	}
	r.say("a")
	r.say("b")
	<-changes
	end()
	r.say("c")
	select {
	case <-changes:
		t.Error("signalled after the end")
	default:
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := r.Until(ctx, func() bool { return false }); err == nil {
		t.Error("waited for nothing and got it")
	}
}
