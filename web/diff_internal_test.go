package web

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What a difference says was and is there are the two texts, where nothing is left out.
func TestADifferenceHoldsBothTexts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c"}), 1, 12)
		x, y := lines.Draw(t, "x"), lines.Draw(t, "y")
		var was, is []string
		for _, l := range middle(x, y) {
			if l.Sign != "+" {
				was = append(was, l.Text)
			}
			if l.Sign != "-" {
				is = append(is, l.Text)
			}
		}
		if strings.Join(was, "\n") != strings.Join(x, "\n") || strings.Join(is, "\n") != strings.Join(y, "\n") {
			t.Fatalf("%v to %v: %v to %v", x, y, was, is)
		}
	})
}

func TestADifferenceLeavesOutWhatIsFar(t *testing.T) {
	t.Parallel()
	same := strings.Repeat("same\n", 50)
	got := difference(same+"old\n"+same+"end", same+"new\n"+same+"end")
	var signs string
	for _, l := range got {
		signs += l.Sign
	}
	if signs != "   -+   …" {
		t.Errorf("%q", signs)
	}
}
