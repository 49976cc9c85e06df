package handlers_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"liaison/storage"
	"liaison/storage/storagetest"
)

// TestI13_DatesOfTheMessenger: what the messenger says of the time decides
// nothing. Clocks start when a message is received.
func TestI13_DatesOfTheMessenger(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, s *storage.Store) {
		r := newRig(t, s, settings{})
		account := accountOf("resident")
		r.sim.Open(account)
		for i, off := range []time.Duration{20 * time.Hour, -20 * time.Hour, 90 * 365 * 24 * time.Hour} {
			raw := fmt.Sprintf(`{"update_id":%d,"message":{"message_id":%d,"date":%d,"from":{"id":%d,"first_name":"R"},
"chat":{"id":%d,"type":"private"},"text":"The bus number %d is late, and the road is bad, as I wrote to the office"}}`,
				900+i, 900+i, r.time().Add(off).Unix(), account, account, i)
			if err := r.router.Handle(t.Context(), json.RawMessage(raw)); err != nil {
				t.Fatalf("%s off: %v", off, err)
			}
			r.settle()
			if i == 0 {
				r.do("resident", "[I agree]")
			}
			r.pass(time.Hour)
		}
		by, err := s.PersonByAccount(t.Context(), account)
		if err != nil {
			t.Fatal(err)
		}
		cases, err := s.CasesOf(t.Context(), by, 10)
		if err != nil || len(cases) == 0 {
			t.Fatalf("%d cases, %v", len(cases), err)
		}
		entries := 0
		for _, c := range cases {
			entries += c.Entries
			if age := r.time().Sub(c.Opened); age < 0 || age > 4*time.Hour || !c.AnswerBy.After(c.Opened) {
				t.Errorf("opened %s ago, promised by %s", age, c.AnswerBy)
			}
		}
		if entries != 3 {
			t.Errorf("%d of 3 messages kept", entries)
		}
	})
}
