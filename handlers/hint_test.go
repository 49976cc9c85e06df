package handlers

import (
	"testing"
	"time"
)

func TestI1_BlankTexts(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", " ", "\n\t ", "\u200b\u200d\ufeff", "\u2060 \u00ad", "\u202e\u2066", "\u3000", "\u2800", "\u3164\ufe0f", "\x00"} {
		if !blank(s) {
			t.Errorf("%q shows something", s)
		}
	}
	for _, s := range []string{"a", "是", "\u200b.\u200b", "👨‍👩‍👧", "0"} {
		if blank(s) {
			t.Errorf("%q shows nothing", s)
		}
	}
}

func TestI1_HintsAreRareAndForgotten(t *testing.T) {
	t.Parallel()
	now := time.Unix(0, 0)
	h := newHints(func() time.Time { return now })
	if !h.due(1, "blank") || h.due(1, "blank") || !h.due(2, "blank") || !h.due(1, "contact") {
		t.Fatal("a hint is given once to each chat about each thing")
	}
	now = now.Add(hintEvery)
	if !h.due(1, "blank") {
		t.Fatal("ten minutes later it may be given again")
	}
	for chat := range int64(2 * hintsKept) {
		h.due(chat+10, "blank")
	}
	if len(h.given) > hintsKept {
		t.Fatalf("%d hints kept", len(h.given))
	}
	now = now.Add(hintEvery)
	if !h.due(5, "blank") || len(h.given) != 1 {
		t.Fatalf("old hints are swept: %d kept", len(h.given))
	}
}
