package web

import (
	"net/http"

	"liaison/casework"
	"liaison/words"
)

// Config is what the console is made of.
type Config struct {
	Desk *casework.Desk
	// Who tells who asks; NotFound where nobody is signed in.
	Who func(*http.Request) (casework.Person, error)
}

// Console serves the pages. It is safe for concurrent use.
type Console struct {
	desk  *casework.Desk
	who   func(*http.Request) (casework.Person, error)
	pages pages
}

// New makes the console's handler, for all below /console.
func New(cfg Config) http.Handler {
	c := &Console{desk: cfg.Desk, who: cfg.Who, pages: parsePages(cfg.Desk)}
	mux := http.NewServeMux()
	mux.Handle("GET /console/static/", http.StripPrefix("/console/static/", assets()))
	c.routes(mux)
	return c.guard(mux)
}

// routes are the pages and acts of who is signed in.
func (c *Console) routes(mux *http.ServeMux) {
	for pattern, page := range map[string]func(*visit) error{
		"GET /console":                        c.board,
		"GET /console/cases":                  c.cases,
		"GET /console/cases/{number}":         c.thread,
		"POST /console/cases/{number}/{verb}": c.act,
		"GET /console/{rest...}":              nowhere,
	} {
		mux.Handle(pattern, c.signedIn(page))
	}
}

// visit is one request of somebody who is signed in.
type visit struct {
	w http.ResponseWriter
	r *http.Request
	*Console
	words.Speech
	by casework.Person
}

// signedIn shows a page to who is signed in, and says what went wrong in it.
func (c *Console) signedIn(page func(*visit) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{w: w, r: r, Console: c, Speech: words.For(preferred(r))}
		var err error
		if v.by, err = c.who(r); err != nil {
			v.stranger(err)
			return
		}
		v.Speech = words.For(v.by.Language)
		if err := page(v); err != nil {
			v.fail(err)
		}
	})
}

// stranger tells who isn't signed in how to become so.
func (v *visit) stranger(err error) {
	if k := casework.KindOf(err); k != casework.NotFound && k != casework.Forbidden {
		v.fail(err)
		return
	}
	v.show(http.StatusUnauthorized, "problem", page{Title: v.Say("console.stranger.title"), Body: problem{
		Line: v.Say("console.stranger.line"), Next: v.Say("console.stranger.next"),
	}})
}

var errNowhere = casework.Errorf(casework.NotFound, "no such page")

func nowhere(*visit) error { return errNowhere }

// number reads the case that a page is about.
func (v *visit) number() (casework.Number, error) {
	n, ok := casework.ParseNumber(v.r.PathValue("number"))
	if !ok {
		return "", errNowhere
	}
	return n, nil
}
