package handlers_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"liaison/classify"
)

// settle brings everything said so far to its end.
func (r *rig) settle() {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	for going := ""; ; {
		if r.live != nil {
			if _, err := r.live.Learn(ctx, r.store); err != nil {
				r.t.Fatal(err)
			}
		}
		if err := errors.Join(r.desk.Relieve(ctx), r.desk.Spread(ctx), r.desk.AnswerAll(ctx)); err != nil {
			r.t.Fatal(err)
		}
		if r.alike {
			if _, err := r.desk.Compare(ctx, classify.Alike{}); err != nil {
				r.t.Fatal(err)
			}
		}
		updates := r.updates(ctx)
		for _, raw := range updates {
			if err := r.router.Handle(ctx, raw); err != nil {
				r.t.Fatalf("an update was not handled: %v", err)
			}
		}
		if err := r.router.Drain(ctx); err != nil {
			r.t.Fatal(err)
		}
		if err := r.box.still(ctx, r.time); err != nil {
			r.t.Fatal(err)
		}
		if err := r.keeper.Pass(ctx); err != nil {
			r.t.Fatal(err)
		}
		was := going
		if going = r.going(ctx); len(updates) == 0 && going == was {
			return
		}
	}
}

// going says how far the broadcasts are that are on their way; empty while none is.
func (r *rig) going(ctx context.Context) (all string) {
	r.t.Helper()
	list, err := r.store.GoingBroadcasts(ctx)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, b := range list {
		all += fmt.Sprint(b)
	}
	return all
}

// updates asks the simulator as the program's own loop does.
func (r *rig) updates(ctx context.Context) []json.RawMessage {
	r.t.Helper()
	ask := fmt.Sprintf(`{"offset":%d,"limit":100,"timeout":0,"allowed_updates":["message","edited_message","callback_query","my_chat_member","message_reaction"]}`, r.offset)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url+"/bot"+r.sim.Token()+"/getUpdates", bytes.NewBufferString(ask))
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // the answer was read
	var answer struct{ Result []json.RawMessage }
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		r.t.Fatal(err)
	}
	for _, raw := range answer.Result {
		var u struct {
			ID int64 `json:"update_id"`
		}
		if err := json.Unmarshal(raw, &u); err != nil {
			r.t.Fatal(err)
		}
		r.offset = max(r.offset, u.ID+1)
	}
	return answer.Result
}

// settled is how long a case of the test office is left to be written.
const settled = time.Minute

// do lets somebody do something outside a script and returns what all others hear of it.
func (r *rig) do(who, what string) []heard {
	r.t.Helper()
	if err := r.act(who, what); err != nil {
		r.t.Fatal(err)
	}
	r.settle()
	return r.hear()
}

// both does a thing with a case's number and with one that nobody has.
func (r *rig) both(who, what, number string) (there, missing []string) {
	r.t.Helper()
	for _, h := range r.do(who, strings.ReplaceAll(what, "%", number)) {
		there = append(there, h.written())
	}
	for _, h := range r.do(who, strings.ReplaceAll(what, "%", exampleNumber)) {
		missing = append(missing, h.written())
	}
	return there, missing
}

// numberOf finds the number of somebody's newest case in what they were told.
func (r *rig) numberOf(who string) string {
	r.t.Helper()
	for _, m := range slices.Backward(r.sim.Messages(accountOf(who))) {
		if n := number.FindString(m.Text); n != "" {
			return n
		}
	}
	r.t.Fatalf("%s was told no number", who)
	return ""
}
