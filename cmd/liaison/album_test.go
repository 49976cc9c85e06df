package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"liaison/casework"
	"liaison/storage"
	"liaison/storage/storagetest"
)

const pieces = 10

// TestI8_AlbumSplitByAKill kills the program in the middle of an album whose
// pieces come in any order: it is one entry, acknowledged once.
func TestI8_AlbumSplitByAKill(t *testing.T) {
	t.Parallel()
	t.Run("I8 as the first message", func(t *testing.T) {
		t.Parallel()
		storagetest.EachAddress(t, func(t *testing.T, database string) {
			b := split(t, database, func(*books) {})
			b.press(grace, "agree")
			b.settled("receipt")
			b.whole("We have your message", 1)
		})
	})
	t.Run("I8 to a case", func(t *testing.T) {
		t.Parallel()
		storagetest.EachAddress(t, func(t *testing.T, database string) {
			b := split(t, database, func(b *books) {
				b.say(grace, pothole)
				b.card()
			})
			b.settled("added")
			b.whole("Added to case", 2)
		})
	})
}

// split plays the album and the kill after what came before.
func split(t *testing.T, database string, before func(*books)) *books {
	t.Helper()
	b := open(newRig(t, database), database)
	b.resident(grace)
	b.telegram.Open(grace)
	b.start()
	b.until("it polls", b.telegram.Polling)
	before(b)
	kept := b.count(`SELECT count(*) FROM entries`)
	album := rand.Perm(pieces)
	for _, i := range album[:pieces/2] {
		b.telegram.Inject(piece(t, i))
	}
	b.await("the first piece is kept", func() bool { return b.count(`SELECT count(*) FROM entries`) > kept })
	b.kill()
	for _, i := range album[pieces/2:] {
		b.telegram.Inject(piece(t, i))
	}
	b.start()
	b.until("all is confirmed", func() bool { return b.telegram.Pending() == 0 })
	return b
}

// piece is one picture of an album; the last has the words.
func piece(t *testing.T, i int) json.RawMessage {
	t.Helper()
	m := map[string]any{
		"message_id": 800_000 + i, "date": time.Now().Unix(), "media_group_id": "album",
		"chat":  map[string]any{"id": grace, "type": "private"},
		"from":  map[string]any{"id": grace, "is_bot": false, "first_name": "Grace", "language_code": "en"},
		"photo": []any{map[string]any{"file_id": fmt.Sprint("piece ", i), "file_unique_id": fmt.Sprint("p", i), "width": 8, "height": 8}},
	}
	if i == pieces-1 {
		m["caption"] = "A pothole in the road from all sides"
	}
	raw, err := json.Marshal(map[string]any{"message": m})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// whole looks at what was kept of the album and what the resident heard.
func (b *books) whole(says string, entries int) {
	b.t.Helper()
	if n := len(b.heard(grace, says)); n != 1 {
		b.t.Errorf("%d acknowledgements\n%s", n, b.chats())
	}
	if code := b.stop(); code != 0 {
		b.t.Errorf("exit code %d", code)
	}
	ctx := context.Background()
	s, err := storage.Open(ctx, b.database, storage.Options{})
	if err != nil {
		b.t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	p, err := s.PersonByAccount(ctx, grace)
	if err != nil {
		b.t.Fatal(err)
	}
	cases, err := s.CasesOf(ctx, p, 10)
	if err != nil || len(cases) != 1 {
		b.t.Fatalf("%d cases: %v", len(cases), err)
	}
	th, err := s.Thread(ctx, p, cases[0].Number)
	if err != nil || len(th.Entries) != entries {
		b.t.Fatalf("%d entries: %v", len(th.Entries), err)
	}
	b.inOrder(th.Entries[entries-1])
}

func (b *books) inOrder(e casework.Entry) {
	b.t.Helper()
	if len(e.Media) != pieces || e.Text == "" {
		b.t.Fatalf("%d pieces with %q", len(e.Media), e.Text)
	}
	for i, m := range e.Media {
		if want := fmt.Sprint("piece ", i); m.FileID != want {
			b.t.Errorf("%q where %q should stand", m.FileID, want)
		}
	}
}
