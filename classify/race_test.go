//go:build race

package classify

// slowdown is what the race detector costs at most.
const slowdown = 20
