package simulator_test

import (
	"io"
	"net/http"
	"testing"
	"time"

	"liaison/simulator"
)

func TestFaults(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		fault     simulator.Fault
		code      int // of the answer, 0 if it is cut
		delivered bool
		noted     string
	}{
		{"4xx", simulator.Fault{Code: 400, Description: "Bad Request: can't parse entities"}, 400, false, "400"},
		{"401", simulator.Fault{Code: 401}, 401, false, "401"},
		{"429", simulator.Fault{RetryAfter: 7}, 429, false, "429"},
		{"migrated", simulator.Fault{MigrateTo: -1001}, 400, false, "400"},
		{"502", simulator.Fault{Code: 502}, 502, false, "502"},
		{"502 after it took effect", simulator.Fault{Code: 502, Cut: "after"}, 502, true, "cut after"},
		{"cut before", simulator.Fault{Cut: "before"}, 0, false, "cut before"},
		{"cut after", simulator.Fault{Cut: "after"}, 0, true, "cut after"},
		{"garbage", simulator.Fault{Body: "<html>"}, 200, false, "body"},
		{"garbage after it took effect", simulator.Fault{Body: `{"ok":tr`, Cut: "after"}, 200, true, "cut after"},
		{"slow", simulator.Fault{Delay: time.Millisecond}, 200, true, "slow"},
		{"byte by byte", simulator.Fault{Drip: time.Microsecond}, 200, true, "slow"},
		{"down", simulator.Fault{Down: true}, 0, false, "down"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, simulator.Config{})
			tt.fault.Times = 1
			r.Script(tt.fault)
			got, err := r.post("sendMessage", fields{"chat_id": ann, "text": "hi"})
			if got.status != tt.code || (tt.code == 0) != (err != nil && got.status == 0) {
				t.Errorf("answer: %+v, %v", got, err)
			}
			if got.Parameters.RetryAfter != tt.fault.RetryAfter || got.Parameters.MigrateTo != tt.fault.MigrateTo {
				t.Errorf("parameters: %+v", got.Parameters)
			}
			if n := len(r.Messages(ann)); (n == 1) != tt.delivered {
				t.Errorf("%d messages", n)
			}
			call := r.Ledger()[0]
			if call.Delivered != tt.delivered || call.Fault != tt.noted || call.Code != tt.code {
				t.Errorf("ledger: %+v", call)
			}
			r.message(fields{"chat_id": ann, "text": "over"})
		})
	}
}

func TestFaultsChooseTheirCalls(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	r.AddUser(simulator.User{ID: 1002})
	r.Open(1002)
	clearChat := r.Script(simulator.Fault{Chat: 1002, Code: 500})
	r.Script(simulator.Fault{Method: "sendMessage", Code: 400, Times: 2})
	r.refused("sendChatAction", fields{"chat_id": 1002, "action": "typing"}, 500, "")
	r.ok("sendChatAction", fields{"chat_id": ann, "action": "typing"}, nil)
	r.refused("sendMessage", fields{"chat_id": ann, "text": "1"}, 400, "")
	r.refused("sendMessage", fields{"chat_id": ann, "text": "2"}, 400, "")
	r.message(fields{"chat_id": ann, "text": "3"})
	clearChat()
	clearChat()
	r.message(fields{"chat_id": 1002, "text": "4"})
}

func TestDownEndsAWaitingPoll(t *testing.T) {
	t.Parallel()
	r := newRig(t, simulator.Config{})
	got := make(chan reply, 1)
	go func() { got <- r.poll(50) }()
	r.until(r.Polling)
	up := r.Script(simulator.Fault{Down: true})
	if one := <-got; one.status != 0 {
		t.Errorf("answered: %+v", one)
	}
	if _, err := r.post("getMe", nil); err == nil {
		t.Error("a server that is down answered")
	}
	up()
	r.ok("getMe", nil, nil)
}

func TestGate(t *testing.T) {
	t.Parallel()
	s := simulator.New(simulator.Config{})
	g, err := simulator.Listen(s, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ask := func() error {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, g.URL()+"/bot"+s.Token()+"/getMe", nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return err
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		return resp.Body.Close()
	}
	for _, step := range []struct {
		do  func() error
		let bool
	}{{g.Open, true}, {g.Shut, false}, {g.Shut, false}, {g.Open, true}, {g.Shut, false}} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		if err := ask(); (err == nil) != step.let {
			t.Errorf("let in: %v, want %v", err, step.let)
		}
	}
}
