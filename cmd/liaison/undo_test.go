package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"liaison/simulator"
	"liaison/storage/storagetest"
)

// TestP2_KilledWithinTheTimeToUndo kills the program while an answer waits to go
// out: it goes out once, and can be undone as if nothing had happened.
func TestP2_KilledWithinTheTimeToUndo(t *testing.T) {
	t.Parallel()
	t.Run("P2 nobody undoes it", func(t *testing.T) {
		t.Parallel()
		storagetest.EachAddress(t, func(t *testing.T, database string) {
			b := held(t, database, "10s")
			b.hears(grace, remedy)
			b.copies(remedy, 1)
			b.kept(grace)
		})
	})
	t.Run("P2 it is undone", func(t *testing.T) {
		t.Parallel()
		storagetest.EachAddress(t, func(t *testing.T, database string) {
			b := held(t, database, "10m")
			b.press(liNa, "recall:")
			b.await("the answer is a draft", func() bool {
				return b.count(`SELECT count(*) FROM entries WHERE kind = 'draft'`) == 1
			})
			if n := b.count(`SELECT count(*) FROM entries WHERE kind = 'answer'`); n != 0 || len(b.heard(grace, remedy)) != 0 {
				t.Errorf("%d answers are left to be sent\n%s", n, b.chats())
			}
		})
	})
}

// held kills the program while an answer waits, and starts it again.
func held(t *testing.T, database, undo string) *books {
	t.Helper()
	r := newRig(t, database)
	file := filepath.Join(t.TempDir(), "office.yaml")
	if err := os.WriteFile(file, []byte(strings.Replace(office, "undo: 0s", "undo: "+undo, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	r.env = append(r.env, "LIAISON_OFFICE="+file)
	b := open(r, database)
	b.resident(grace)
	b.start()
	b.say(grace, pothole)
	card := b.card()
	b.write(liNa, simulator.Draft{Text: remedy, ReplyTo: card})
	b.await("the answer waits", func() bool {
		return b.count(`SELECT count(*) FROM notices WHERE kind = 'answer' AND state = 'pending'`) == 1
	})
	b.hears(liNa, "goes out in")
	b.kill()
	if n := len(b.heard(grace, remedy)); n != 0 {
		t.Fatalf("it went out at once: %d copies", n)
	}
	b.start()
	return b
}
