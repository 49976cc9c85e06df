package web

import (
	"net/http"
	"strings"
	"time"

	"liaison/casework"
)

// Pages are the patterns of the pages that somebody who is signed in can look at.
func Pages() (all []string) {
	for _, part := range new(Console).parts() {
		for pattern := range part {
			if at, ok := strings.CutPrefix(pattern, "GET "); ok {
				all = append(all, at)
			}
		}
	}
	return all
}

// Hurry makes the consoles that are made afterwards look at the books more often.
func Hurry(every time.Duration) { lookEvery = every }

// Trusting makes a console that takes somebody's word for who asks, instead of a sign-in.
func Trusting(cfg Config, who func(*http.Request) (casework.Person, error)) http.Handler {
	c := build(cfg)
	c.who = func(r *http.Request) (casework.Person, casework.SignIn, error) {
		p, err := who(r)
		return p, casework.SignIn{}, err
	}
	c.still = c.who
	return c.handler()
}
