package handlers

import (
	"context"
	"strings"
	"sync"
	"time"
	"unicode"

	"liaison/bot"
	"liaison/casework"
)

const (
	hintEvery = 10 * time.Minute
	hintsKept = 4096 // chats remembered; beyond them nothing is hinted for a while
)

// hints remembers which chat was hinted at what, so that nobody is nagged.
type hints struct {
	now func() time.Time

	mu    sync.Mutex
	given map[hint]time.Time
}

type hint struct {
	chat  int64
	about string
}

func newHints(now func() time.Time) *hints {
	return &hints{now: now, given: map[hint]time.Time{}}
}

// due reports whether a hint may be given now, and counts it as given.
func (h *hints) due(chat int64, about string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	now, this := h.now(), hint{chat, about}
	if at, ok := h.given[this]; ok && now.Sub(at) < hintEvery {
		return false
	}
	if len(h.given) >= hintsKept {
		for k, at := range h.given {
			if now.Sub(at) >= hintEvery {
				delete(h.given, k)
			}
		}
	}
	if len(h.given) >= hintsKept {
		return false
	}
	h.given[this] = now
	return true
}

// blank answers a message in which there is nothing to see.
func (c *chat) blank(_ context.Context, t talk) (bot.Screen, error) {
	if !c.hints.due(t.Chat, "blank") {
		return bot.Screen{}, nil
	}
	return plain(t.say.Say("screen.blank." + t.role())), nil
}

// unsupported says what to send instead of what can't be passed on.
func (c *chat) unsupported(_ context.Context, t talk) (bot.Screen, error) {
	about := "any"
	switch {
	case t.Other == "location", t.Other == "venue":
		about = "location"
	case t.Other == "contact", t.Other == "story":
		about = t.Other
	case len(t.Media) > 0 && t.by.Role != casework.Resident:
		return plain(t.say.Say("screen.unsupported.unsent")), nil
	case len(t.Media) > 0:
		return c.unsentFile(t), nil
	}
	if !c.hints.due(t.Chat, about) {
		return bot.Screen{}, nil
	}
	return plain(t.say.Say("screen.unsupported." + about)), nil
}

// unsentFile says of each picture that isn't passed on that it isn't, once for
// an album: whoever isn't told believes that it arrived.
func (c *chat) unsentFile(t talk) bot.Screen {
	if t.Album != "" && !c.hints.due(t.Chat, "album:"+t.Album) {
		return bot.Screen{}
	}
	s := plain(t.say.Say("screen.unsupported.file"))
	s.ReplyTo = t.Message
	return s
}

// fillers are letters by their class that show nothing.
const fillers = "\u115F\u1160\u2800\u3164\uFFA0\u034F\u17B4\u17B5"

// blank reports whether a text shows nothing: spaces, controls, characters of no width.
func blank(text string) bool {
	for _, r := range text {
		invisible := unicode.IsSpace(r) || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Variation_Selector) ||
			strings.ContainsRune(fillers, r)
		if !invisible {
			return false
		}
	}
	return true
}
