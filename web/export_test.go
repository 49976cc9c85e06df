package web

import "time"

// Hurry makes the consoles that are made afterwards look at the books more often.
func Hurry(every time.Duration) { lookEvery = every }
