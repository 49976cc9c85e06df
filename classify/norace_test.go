//go:build !race

package classify

// slowdown is what the race detector costs; it is off.
const slowdown = 1
