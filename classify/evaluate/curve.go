package evaluate

import (
	"cmp"
	"math"
	"slices"
)

// bins of the calibration error, equally wide.
const bins = 15

// point is the coverage and the precision of what is taken.
func point(all []outcome, taken func(outcome) bool) Point {
	covered, right := 0, 0
	for _, o := range all {
		if !taken(o) {
			continue
		}
		covered++
		if o.right() {
			right++
		}
	}
	return Point{Coverage: ratio(covered, len(all)), Precision: ratio(right, covered)}
}

// curve is the coverage against the precision at the thresholds.
func curve(all []outcome) []Point {
	points := make([]Point, 0, len(thresholds))
	for _, least := range thresholds {
		p := point(all, func(o outcome) bool { return o.guess != "" && o.probability >= least })
		p.Threshold = least
		points = append(points, p)
	}
	return points
}

// atLeast finds the threshold that covers most with the precision wanted. Guesses
// of one probability go together: no threshold can part them.
func atLeast(all []outcome, precision float64) *Point {
	guessed := slices.DeleteFunc(slices.Clone(all), func(o outcome) bool { return o.guess == "" })
	slices.SortStableFunc(guessed, func(a, b outcome) int { return cmp.Compare(b.probability, a.probability) })
	var best *Point
	right := 0
	for i, o := range guessed {
		if o.right() {
			right++
		}
		last := i+1 == len(guessed) || guessed[i+1].probability < o.probability
		if last && ratio(right, i+1) >= precision {
			best = &Point{Threshold: o.probability, Coverage: ratio(i+1, len(all)), Precision: ratio(right, i+1)}
		}
	}
	return best
}

// calibration is the expected calibration error: bins are open below and closed
// above, and count by how many guesses fall into them.
func calibration(all []outcome) float64 {
	var count, right [bins]int
	var promised [bins]float64
	for _, o := range all {
		b := min(max(int(math.Ceil(o.probability*bins))-1, 0), bins-1)
		count[b]++
		promised[b] += o.probability
		if o.right() {
			right[b]++
		}
	}
	sum := 0.0
	for b, n := range count {
		if n > 0 {
			sum += math.Abs(float64(right[b]) - promised[b])
		}
	}
	return sum / float64(max(1, len(all)))
}
