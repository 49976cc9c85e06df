package handlers_test

import (
	"slices"
	"strings"
	"testing"

	"liaison/simulator"
	"liaison/storage"
	"liaison/storage/storagetest"
)

const tooBig = 20<<20 + 1 // more than getFile would give

// TestT24_FilesArePassedOnByTheirHandle: nothing is downloaded, so that no
// download can fail, stall or be too big. A case exists at once, whatever it is of.
func TestT24_FilesArePassedOnByTheirHandle(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		r := newRig(t, store, settings{})
		r.sim.Script(simulator.Fault{Method: "getFile", Code: 404})
		r.sim.Script(simulator.Fault{Method: "download", Cut: "before"})
		for _, d := range []simulator.Draft{
			{Text: "There is a deep pothole at the school gate", Photo: picture()},
			{Text: "The whole film", Kind: "video", Photo: make([]byte, tooBig)},
			{Text: "The plan", Kind: "document", FileName: "plan.pdf", Photo: make([]byte, tooBig)},
			{Kind: "voice"}, {Kind: "video_note"}, {Kind: "audio"}, {Kind: "animation"}, {Kind: "sticker"},
		} {
			if _, err := r.sim.Say(1001, d); err != nil {
				t.Fatal(err)
			}
		}
		r.settle()
		r.do("resident", "[I agree]")
		cases, err := store.CasesOf(t.Context(), byAccount(t, r, 1001), 9)
		if err != nil || len(cases) != 1 {
			t.Fatalf("%d cases, %v", len(cases), err)
		}
		r.pass(settled)
		r.settle()
		var given, passed []string
		for _, m := range r.sim.Messages(1001) {
			if f := m.Photo + m.File; !m.Bot && f != "" {
				given = append(given, f)
			}
		}
		for _, m := range r.sim.Messages(accountOf("li-na")) {
			if f := m.Photo + m.File; m.Bot && f != "" {
				passed = append(passed, f)
			}
		}
		slices.Sort(given)
		slices.Sort(passed)
		if len(given) != 8 || !slices.Equal(given, passed) {
			t.Errorf("of %d files %d are passed on", len(given), len(passed))
		}
		for _, c := range r.sim.Ledger() {
			if c.Method == "getFile" || c.Method == "download" {
				t.Errorf("%s was called", c.Method)
			}
		}
	})
}

// TestT24_ARefusedFileHoldsUpNoWords: the words arrive without it, and its reader
// learns that it is missing.
func TestT24_ARefusedFileHoldsUpNoWords(t *testing.T) {
	t.Parallel()
	const missing = "Telegram wouldn't pass on"
	storagetest.Each(t, func(t *testing.T, store *storage.Store) {
		r := newRig(t, store, settings{})
		for _, method := range []string{"sendPhoto", "sendDocument", "sendVoice"} {
			r.sim.Script(simulator.Fault{Method: method, Code: 400, Description: "Bad Request: wrong file identifier/HTTP URL specified"})
		}
		r.do("resident", `photo "There is a deep pothole at the school gate"`)
		r.do("resident", "file plan.pdf: This is the plan")
		r.do("resident", "voice")
		r.do("resident", "[I agree]")
		r.pass(settled)
		r.settle()
		whole, alone := 0, 0
		for _, h := range r.hear() {
			switch {
			case h.who == "resident" && strings.Contains(h.text, "We have your message"):
			case h.who != "li-na":
				t.Errorf("heard besides:\n%s", h.written())
			case strings.Contains(h.text, "deep pothole") && strings.Contains(h.text, "This is the plan") && strings.Contains(h.text, missing) && strings.Contains(h.text, "[Take]"):
				whole++
			case strings.Contains(h.text, missing):
				alone++
			default:
				t.Errorf("heard besides:\n%s", h.written())
			}
		}
		if whole != 1 || alone != 2 {
			t.Errorf("the card came %d times, the news of the other files %d times", whole, alone)
		}
	})
}
