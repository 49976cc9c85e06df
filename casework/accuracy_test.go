package casework

import "testing"

func TestJudgedIsTheClassifiersOwn(t *testing.T) {
	t.Parallel()
	sure := Verdict{Sure: true, Guesses: []Guess{{Topic: "transport"}}}
	unsure := Verdict{Guesses: []Guess{{Topic: "housing"}}}
	led := unsure
	led.Sure, led.Led = true, true
	for name, c := range map[string]struct {
		verdicts []Verdict
		judged   Judged
		guessed  TopicID
	}{
		"sure":                      {[]Verdict{sure}, Sorted, "transport"},
		"unsure":                    {[]Verdict{unsure}, Unsure, "housing"},
		"by a code alone":           {[]Verdict{led}, Unsure, "housing"},
		"sure by further words":     {[]Verdict{unsure, sure}, Sorted, "transport"},
		"unsure later":              {[]Verdict{sure, unsure}, Sorted, "transport"},
		"unsure still":              {[]Verdict{{}, unsure}, Unsure, ""},
		"a topic that isn't in use": {[]Verdict{sure}, Unsure, "transport"},
	} {
		turn := at(Unsorted).start(DoReceive, ann, later)
		for _, v := range c.verdicts {
			turn.judge(v, v.Sure && name != "a topic that isn't in use")
		}
		if turn.c.Judged != c.judged || turn.c.Guessed != c.guessed {
			t.Errorf("%s: %s, %s", name, turn.c.Judged, turn.c.Guessed)
		}
	}
}
