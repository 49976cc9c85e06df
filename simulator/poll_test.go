package simulator_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"liaison/simulator"
)

func TestOffsets(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	for _, text := range []string{"a", "b", "c"} {
		r.say(text)
	}
	all := r.updates(fields{"limit": 2})
	if texts(all) != "a b" || all[1].ID != all[0].ID+1 {
		t.Fatalf("first batch: %+v", all)
	}
	if again := r.updates(fields{}); texts(again) != "a b c" {
		t.Errorf("not confirmed, so again: %s", texts(again))
	}
	if rest := r.updates(fields{"offset": all[1].ID + 1}); texts(rest) != "c" {
		t.Errorf("rest: %s", texts(rest))
	}
	if back := r.updates(fields{"offset": all[0].ID}); texts(back) != "c" {
		t.Errorf("forgotten updates came back: %s", texts(back))
	}
	if n := r.Pending(); n != 1 {
		t.Errorf("pending: %d", n)
	}
	r.updates(fields{"offset": all[1].ID + 2})
	if n := r.Pending(); n != 0 {
		t.Errorf("pending: %d", n)
	}
}

func TestSinsOfPolling(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	r.say("a")
	r.refused("getUpdates", fields{"offset": -1}, 400, "negative offset")
	r.ok("deleteWebhook", fields{"drop_pending_updates": true}, nil)
	if n := len(r.Sins()); n != 2 || r.Pending() != 1 {
		t.Errorf("sins: %v, pending: %d", r.Sins(), r.Pending())
	}
}

func TestWaitsForUpdates(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	got := make(chan reply, 1)
	go func() { got <- r.poll(50) }()
	r.until(r.Polling)
	r.say("at last")
	if one := <-got; len(one.Result) < 10 {
		t.Errorf("result: %s", one.Result)
	}
}

func (r *rig) poll(timeout int) reply {
	got, err := r.post("getUpdates", fields{"timeout": timeout})
	if err != nil {
		got.Description = err.Error()
	}
	return got
}

func TestSecondPollerEndsTheFirst(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	got := make(chan reply, 1)
	go func() { got <- r.poll(50) }()
	r.until(r.Polling)
	r.updates(fields{})
	if first := <-got; first.status != 409 || first.Description != "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running" {
		t.Errorf("first poller: %+v", first)
	}
}

func TestWebhookShutsPollingOut(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	r.ok("setWebhook", fields{"url": "http://127.0.0.1:1/"}, nil)
	r.refused("getUpdates", fields{}, 409, "can't use getUpdates method while webhook is active")
	r.ok("deleteWebhook", fields{}, nil)
	r.updates(fields{})
}

func TestAllowedUpdates(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	m := r.say("a")
	if err := r.React(ann, m.ID, "👍"); err != nil {
		t.Fatal(err)
	}
	if n := r.Pending(); n != 1 {
		t.Errorf("a reaction came unasked: %d", n)
	}
	r.updates(fields{"allowed_updates": []string{"message_reaction"}})
	r.say("not wanted")
	if err := r.React(ann, m.ID, "🔥"); err != nil {
		t.Fatal(err)
	}
	all := r.updates(fields{})
	if texts(all) != "a" || len(all) != 2 || all[1].Reaction == nil {
		t.Errorf("updates: %+v", all)
	}
}

func TestUpdatesExpire(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	r.say("old")
	id := r.message(fields{"chat_id": ann, "text": "?", "reply_markup": buttons("A", "a")})
	r.pass(23 * time.Hour)
	press, err := r.Press(ann, id, "a")
	if err != nil {
		t.Fatal(err)
	}
	if n := r.Pending(); n != 2 {
		t.Errorf("pending: %d", n)
	}
	r.pass(151 * time.Second)
	if all := r.updates(fields{}); texts(all) != "old" || len(all) != 1 {
		t.Errorf("after 151 s: %+v", all)
	}
	r.refused("answerCallbackQuery", fields{"callback_query_id": press.ID}, 400, "query is too old")
	r.pass(time.Hour)
	if n := r.Pending(); n != 0 {
		t.Errorf("after 24 h: %d", n)
	}
}

func TestRedeliverAndRequeue(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	r.say("a")
	r.say("b")
	all := r.updates(fields{})
	next := all[1].ID + 1
	r.updates(fields{"offset": next})
	r.Redeliver(all[0].ID)
	if got := r.updates(fields{"offset": next}); texts(got) != "a" || got[0].ID != all[0].ID {
		t.Errorf("redelivered: %+v", got)
	}
	if got := r.updates(fields{"offset": next}); len(got) != 0 {
		t.Errorf("redelivered without end: %+v", got)
	}
	if n := r.Requeue(); n != 2 {
		t.Errorf("requeued %d", n)
	}
	if got := r.updates(fields{"offset": next}); texts(got) != "a b" {
		t.Errorf("requeued: %s", texts(got))
	}
}

func TestJumpIDs(t *testing.T) {
	t.Parallel()
	for _, by := range []int64{1e9, -1e8} {
		t.Run(fmt.Sprint(by), func(t *testing.T) {
			t.Parallel()
			r := newRig(t, simulator.Config{})
			r.say("a")
			first := r.updates(fields{})[0].ID
			r.JumpIDs(first + by)
			r.say("b")
			r.say("c")
			all := r.updates(fields{"offset": first + 1})
			if texts(all) != "b c" || all[0].ID != first+by {
				t.Fatalf("after the jump: %+v", all)
			}
			if got := r.updates(fields{"offset": all[1].ID + 1}); len(got) != 0 {
				t.Errorf("confirmed updates came back: %+v", got)
			}
		})
	}
}

func TestInject(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	r.Inject(json.RawMessage(`{"message":{"text":"\ud800<","chat":{"id":1001}}}`))
	r.Inject(json.RawMessage(`{"update_id":5,"poem":{}}`))
	r.Inject(json.RawMessage(`{}`))
	got := r.poll(0)
	var all []json.RawMessage
	if err := json.Unmarshal(got.Result, &all); err != nil || len(all) != 3 {
		t.Fatalf("%v: %s", err, got.Result)
	}
	if string(all[1]) != `{"update_id":5,"poem":{}}` {
		t.Errorf("changed on the way: %s", all[1])
	}
	var u gotUpdate
	if err := json.Unmarshal(all[0], &u); err != nil || u.ID == 0 || u.Message.Text != "\ufffd<" {
		t.Errorf("%v: %s", err, all[0])
	}
}
