package casework

import "testing"

// potholes is a verdict with a reason.
func potholes(signals ...Signal) Verdict {
	return Verdict{Sure: true, Signals: signals, Guesses: []Guess{{Topic: transport.ID, Probability: 0.9, Reasons: []string{"pothole"}}}}
}

func TestReasonsStandWhereTheClassifierDecided(t *testing.T) {
	t.Parallel()
	unsure, led := potholes(), potholes()
	unsure.Sure, led.Led = false, true
	for name, c := range map[string]struct {
		verdict Verdict
		shown   int
	}{
		"sure":          {potholes(), 1},
		"unsure":        {unsure, 1},
		"by a code":     {led, 0},
		"a complaint":   {potholes(Complaint), 0},
		"thanks":        {potholes(Gratitude), 0},
		"advertising":   {potholes(Spam), 0},
		"danger":        {potholes(Danger), 1},
		"says nothing":  {Verdict{}, 0},
		"a child's own": {potholes(Child), 0},
	} {
		turn := open("REASONED", ann, say("a pothole"), false, 0, later)
		turn.sort(c.verdict, roads())
		if got := turn.c.Reasons(); len(got) != c.shown {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestReasonsGoWhenAPersonDecides: also where they agree with the classifier.
func TestReasonsGoWhenAPersonDecides(t *testing.T) {
	t.Parallel()
	sorted, waits := at(Queued), at(Unsorted)
	sorted.Guesses, sorted.Judged = potholes().Guesses, Sorted
	waits.Guesses, waits.Judged = potholes().Guesses, Unsure
	for name, do := range map[string]func() (Change, error){
		"staff, as guessed":    func() (Change, error) { return waits.Classify(desk, roads(), later) },
		"staff, to a deputy":   func() (Change, error) { return waits.Assign(desk, roads(), li.ID, later) },
		"the deputy elsewhere": func() (Change, error) { return sorted.PassTopic(li, homes(), later) },
		"the resident":         func() (Change, error) { return sorted.Correct(ann, homes(), later) },
	} {
		ch, err := do()
		c, _ := must(t, ch, err)
		if len(c.Guesses) != 1 || c.Guesses[0].Reasons != nil {
			t.Errorf("%s: %+v", name, c.Guesses)
		}
	}
	if len(sorted.Reasons()) != 1 || len(waits.Reasons()) != 1 {
		t.Error("the case before was changed too")
	}
}

func TestLanguageIsThatOfTheWhole(t *testing.T) {
	t.Parallel()
	turn := open("SPOKEN00", ann, say("ok"), false, 0, later)
	turn.raise(Verdict{Language: "en"})
	if turn.sort(Verdict{Language: "ru"}, Queue{}); turn.c.Language != "ru" {
		t.Errorf("sorted: %q", turn.c.Language)
	}
	if turn.raise(Verdict{Language: "en"}); turn.c.Language != "ru" {
		t.Errorf("after one more word: %q", turn.c.Language)
	}
}
