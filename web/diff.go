package web

import "strings"

// A unified difference of two texts, line by line. No library among those of the program makes
// one, and what the longest common subsequence needs is less than a further dependency.

// line is one of a difference.
type line struct {
	Sign   string // "+", "-" or " "; "…" where lines that are the same are left out
	Text   string
	Number int // in the new text, of what stands there
}

// around is how many lines that are the same stand around what changed, and mostCells how much is
// compared: where more changed, the old lines stand before the new ones.
const (
	around    = 3
	mostCells = 4 << 20
)

// difference compares two texts.
func difference(a, b string) []line {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	head := 0
	for head < min(len(x), len(y)) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < min(len(x), len(y))-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	var all []line
	for _, s := range x[:head] {
		all = append(all, line{Sign: " ", Text: s})
	}
	all = append(all, middle(x[head:len(x)-tail], y[head:len(y)-tail])...)
	for _, s := range x[len(x)-tail:] {
		all = append(all, line{Sign: " ", Text: s})
	}
	return folded(all)
}

// middle compares by the longest common subsequence.
func middle(x, y []string) (all []line) {
	if len(x)*len(y) > mostCells {
		return append(signed("-", x), signed("+", y)...)
	}
	long := make([][]int32, len(x)+1)
	for i := range long {
		long[i] = make([]int32, len(y)+1)
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if long[i][j] = max(long[i+1][j], long[i][j+1]); x[i] == y[j] {
				long[i][j] = long[i+1][j+1] + 1
			}
		}
	}
	i, j := 0, 0
	for i < len(x) && j < len(y) {
		switch {
		case x[i] == y[j]:
			all, i, j = append(all, line{Sign: " ", Text: x[i]}), i+1, j+1
		case long[i+1][j] >= long[i][j+1]:
			all, i = append(all, line{Sign: "-", Text: x[i]}), i+1
		default:
			all, j = append(all, line{Sign: "+", Text: y[j]}), j+1
		}
	}
	return append(all, append(signed("-", x[i:]), signed("+", y[j:])...)...)
}

func signed(sign string, texts []string) (all []line) {
	for _, s := range texts {
		all = append(all, line{Sign: sign, Text: s})
	}
	return all
}

// folded numbers the lines and leaves out those far from any change.
func folded(all []line) (some []line) {
	near := make([]bool, len(all))
	number := 0
	for i := range all {
		if all[i].Sign != "-" {
			number++
			all[i].Number = number
		}
		for k := max(0, i-around); all[i].Sign != " " && k <= min(len(all)-1, i+around); k++ {
			near[k] = true
		}
	}
	for i, l := range all {
		switch {
		case near[i]:
			some = append(some, l)
		case len(some) > 0 && some[len(some)-1].Sign != "…":
			some = append(some, line{Sign: "…"})
		}
	}
	return some
}
