package bot

import (
	"context"
	"slices"
	"testing"
	"time"
)

// TestChangesInPlace: a parcel may change a message or put a mark on one; that
// it is so already counts as done, and that it is gone is no doubt.
func TestChangesInPlace(t *testing.T) {
	t.Parallel()
	a := &api{answer: func(_ context.Context, c apiCall) (int, string, error) {
		switch c.form["message_id"] {
		case "11":
			return refusal(400, "Bad Request: message is not modified: the same content", "")
		case "12":
			return refusal(400, "Bad Request: message to edit not found", "")
		}
		return 0, "", nil
	}}
	body := func(n int64, b Body) Parcel { return Parcel{Notice: n, Part: 1, Chat: n, Body: b} }
	box := newOutbox(body(1, Body{Text: "now", Edit: 10}), body(2, Body{Text: "same", Edit: 11}), body(3, Body{Text: "gone", Edit: 12}),
		body(4, Body{React: 13, Mark: "👀"}), body(5, Body{React: 14}))
	sending(t, a, box, Limits{}, func(_ *Bot, pass func(time.Duration)) { pass(5 * time.Second) })
	for n, want := range map[int64]Fate{1: Sent, 2: Sent, 3: Refused, 4: Sent, 5: Sent} {
		if got := box.fates(n); !slices.Equal(got, []Fate{want}) {
			t.Errorf("parcel %d: %v, want %v", n, got, want)
		}
	}
	if len(a.to("sendMessage")) != 0 || len(a.to("editMessageText")) != 3 {
		t.Errorf("calls: %v", a.calls)
	}
	reactions := map[string]string{}
	for _, c := range a.to("setMessageReaction") {
		reactions[c.form["message_id"]] = c.form["reaction"]
	}
	if reactions["13"] != `[{"type":"emoji","emoji":"👀"}]` || reactions["14"] != "[]" {
		t.Errorf("reactions: %v", reactions)
	}
}

// TestMenusHaveTheirScope: everybody's in a language, one person's in their chat.
func TestMenusHaveTheirScope(t *testing.T) {
	t.Parallel()
	a := new(api)
	b := newBot(t, a, Limits{})
	list := []Command{{Name: "help", Description: "How it works"}}
	if err := b.SetCommands(t.Context(), "ru", list); err != nil {
		t.Fatal(err)
	}
	if err := b.SetCommandsOf(t.Context(), 77, list); err != nil {
		t.Fatal(err)
	}
	calls := a.to("setMyCommands")
	if len(calls) != 2 || calls[0].form["language_code"] != "ru" || calls[0].form["scope"] != "" {
		t.Fatalf("everybody's: %+v", calls)
	}
	if calls[1].form["scope"] != `{"type":"chat","chat_id":77}` || calls[1].form["language_code"] != "" {
		t.Errorf("one person's: %+v", calls[1].form)
	}
}
