package classify

import (
	"math"
	"slices"
	"strings"
	"testing"

	"liaison/casework"
)

// TestI15_AnyScriptGivesAVerdict: a text in any script, mixed or senseless, is
// sorted right or left to the staff; it never ends up under another topic.
func TestI15_AnyScriptGivesAVerdict(t *testing.T) {
	t.Parallel()
	c := New(sampleTopics())
	for name, tt := range map[string]struct {
		text  string
		right casework.TopicID // empty: nobody could tell
	}{
		"simplified":        {"小区电梯坏了三天，老人上不了楼", "housing"},
		"traditional":       {"社區電梯壞了三天，老人上不了樓", "housing"},
		"russian":           {"В подъезде третий день не работает лифт", "housing"},
		"mixed":             {"公交车 bus автобус не ходит 等了一个小时", "transport"},
		"8 kB of one sign":  {strings.Repeat("啊", 8192/3), ""},
		"8 kB of one space": {strings.Repeat(" ", 8192), ""},
		"half a character":  {"\xe7\x94", ""},
		"signs alone":       {"!!!???…", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			v := c.Classify(tt.text)
			if v.Sure && (len(v.Guesses) == 0 || v.Guesses[0].Topic != tt.right) {
				t.Errorf("sure of %+v", v.Guesses)
			}
			sum := 0.0
			for _, g := range v.Guesses {
				if math.IsNaN(g.Probability) || g.Probability < 0 || g.Probability > 1 {
					t.Errorf("probability %v", g.Probability)
				}
				sum += g.Probability
			}
			best := func(a, b casework.Guess) int { return int(math.Copysign(1, b.Probability-a.Probability)) }
			if sum > 1.000001 || !slices.IsSortedFunc(v.Guesses, best) {
				t.Errorf("guesses %+v", v.Guesses)
			}
		})
	}
}
