package main

import (
	"strings"
	"testing"

	"liaison/simulator"
	"liaison/storage/storagetest"
)

// TestStory plays the main job end to end over HTTP with the real binary: a
// message, the agreement, the deputy's card, the answer, the rating.
func TestStory(t *testing.T) {
	t.Parallel()
	storagetest.EachAddress(t, func(t *testing.T, database string) {
		r := newRig(t, database)
		r.start()
		const grace = int64(700001)
		r.resident(grace)

		r.say(grace, "There is a deep pothole in the road by the school")
		r.press(grace, "agree")
		r.hears(grace, "Roads")

		card := r.hears(liNa, "There is a deep pothole")
		if strings.Contains(card.Text, "Grace") {
			t.Errorf("the card shows the resident's name: %s", card.Text)
		}
		r.write(liNa, simulator.Draft{Text: "A crew fills it on Wednesday", ReplyTo: card.ID})
		answer := r.hears(grace, "A crew fills it on Wednesday")
		if !strings.Contains(answer.Text, "Li Na") {
			t.Errorf("the answer doesn't name the deputy: %s", answer.Text)
		}
		r.press(grace, "rate:")
		r.press(grace, "mark:")
		r.until("everything is confirmed", func() bool { return r.telegram.Pending() == 0 })
		if code := r.stop(); code != 0 {
			t.Errorf("exit code %d", code)
		}
		if sins := r.telegram.Sins(); len(sins) > 0 {
			t.Errorf("protocol broken: %v", sins)
		}
		for _, secret := range []string{"pothole", "Wednesday", "Grace", r.telegram.Token()} {
			if strings.Contains(r.logs.String(), secret) {
				t.Errorf("X14 X15: the log holds %q", secret)
			}
		}
	})
}
