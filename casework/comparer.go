package casework

// Comparer says which texts are about the same matter. It never fails, and is safe
// for concurrent use.
type Comparer interface {
	// Bands gives numbers of which texts that are alike most likely share one; none
	// for a text that says too little to be compared.
	Bands(text string) []int64
	// Likeness is how alike two texts are, from 0 to 1.
	Likeness(a, b string) float64
	// Same reports whether so alike texts are about one matter.
	Same(likeness float64) bool
}
