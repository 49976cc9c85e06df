package main

import (
	"net/http"

	"liaison/web"
)

// lobby has the consoles of all the demo's stations at one address: a link leads to
// its own, and the browser stays with that one until it opens a link of another.
type lobby map[string]http.Handler // by language

const lobbyCookie = "liaison-demo"

// add opens the console of a station. Nobody's secrets are in the demo, so no
// second factor is asked for.
func (l lobby) add(language, address string, s *station) {
	s.desk.AskNoFactor()
	s.draw.Console(address + language + consolePath)
	l[language] = web.New(web.Config{Desk: s.desk, Books: s.store, Again: s.again, Files: s.file, Invitation: s.invitation, Apart: "-" + language})
}

// routes leads to the consoles.
func (l lobby) routes(mux *http.ServeMux) {
	for language := range l {
		path := "/" + language + consolePath + "/"
		mux.Handle("GET "+path, http.StripPrefix("/"+language, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			http.SetCookie(w, &http.Cookie{ //nolint:gosec // it says no more than a language
				Name: lobbyCookie, Value: language, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode,
			})
			w.Header().Set("Cache-Control", "no-store")
			http.Redirect(w, r, r.URL.Path, http.StatusSeeOther) //nolint:gosec // it begins with the path of the console
		})))
	}
	under(mux, http.HandlerFunc(l.serve))
}

func (l lobby) serve(w http.ResponseWriter, r *http.Request) {
	console := l["en"]
	if c, err := r.Cookie(lobbyCookie); err == nil && l[c.Value] != nil {
		console = l[c.Value]
	}
	console.ServeHTTP(w, r)
}

// withConsoles serves the consoles beside the demo's page.
func withConsoles(l lobby, page http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", page)
	l.routes(mux)
	return mux
}
