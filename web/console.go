package web

import (
	"context"
	"net/http"
	"strings"

	"liaison/casework"
	"liaison/words"
)

// Config is what the console is made of.
type Config struct {
	Desk   *casework.Desk
	Books  Books
	Secure bool   // the world reaches it by https
	Behind bool   // a proxy stands before it, and says where requests come from
	Apart  string // added to the cookies' names, where other consoles are on the same host
	Token  string // of the bot, by which Telegram's word is checked; empty: it isn't taken

	// Invitation is the link by which somebody opens an invitation; empty or nil: there is none,
	// since the bot doesn't know its name yet.
	Invitation func(code string) string

	OfficeFile OfficeFile // nil: there is none that the console may change

	// Again acts once more on what was set aside, after others of its chat, and calls ended when it
	// has been acted on; nil: it is only tried again in the chat.
	Again func(ctx context.Context, s casework.Stray, ended func(context.Context) error)

	// Files fetches a file of a case as it came, of 20 MB at most. ErrFileGone and ErrFileLarge say
	// that it never will; nil: there is none.
	Files func(ctx context.Context, m casework.Media) ([]byte, error)
}

// Console serves the pages. It is safe for concurrent use.
type Console struct {
	desk    *casework.Desk
	books   Books
	again   func(context.Context, casework.Stray, func(context.Context) error)
	who     func(*http.Request) (casework.Person, casework.SignIn, error)
	jar     jar
	proxied bool
	still   func(*http.Request) (casework.Person, casework.SignIn, error) // as who, of pages that look by themselves
	token   string
	pages   pages
	watch   *watch

	invitation func(code string) string
	officeFile OfficeFile
	mux        *http.ServeMux
	blind      map[string]bool // the patterns of routes that only refuse
	copier     *copier
}

// New makes the console's handler, for all below /console.
func New(cfg Config) http.Handler { return build(cfg).handler() }

func build(cfg Config) *Console {
	c := &Console{
		desk: cfg.Desk, jar: jar{cfg.Secure, cfg.Apart}, proxied: cfg.Behind, token: cfg.Token, pages: parsePages(cfg.Desk),
		books: cfg.Books, again: cfg.Again, watch: newWatch(cfg.Desk), copier: newCopier(cfg.Files), invitation: cfg.Invitation, officeFile: cfg.OfficeFile,
	}
	c.who, c.still = c.bySignIn, c.stillSignedIn
	return c
}

func (c *Console) handler() http.Handler {
	c.mux, c.blind = http.NewServeMux(), map[string]bool{}
	c.doors(c.mux)
	c.mux.Handle("GET /console/static/", http.StripPrefix("/console/static/", assets(c.anyone(nowhere))))
	c.routes(c.mux)
	c.mux.Handle("/", c.anyone(c.otherwise))
	return c.guard(c.legible(c.mux))
}

// routes are pages and acts by the method and the address that lead to them.
type routes map[string]func(*visit) error

// parts are the parts of the console, each with its pages.
func (c *Console) parts() []routes {
	return []routes{
		{
			"GET /console":                         c.board,
			"GET /console/cases":                   c.cases,
			"GET /console/cases/{number}":          c.thread,
			"GET /console/cases/{number}/resident": c.resident,
			"POST /console/cases/{number}/{verb}":  c.act,
			"GET /console/{rest...}":               nowhere,
		}, {
			"GET /console/signins":           c.signIns,
			"POST /console/signins/{id}/end": c.endSignIn,
			"POST /console/signins/reset":    c.resetFactor,
		}, {
			"GET /console/undelivered":             c.undelivered,
			"POST /console/undelivered/{id}/{act}": c.decide,
			"GET /console/setaside":                c.setAside,
			"POST /console/setaside/{act}":         c.endStray,
		},
		c.reports(),
		c.people(),
		c.sortingPages(), c.accuracyPages(), c.bulkPages(), c.filterPages(),
		c.intake(),
		c.matters(),
		c.help(),
		c.media(),
	}
}

// routes are for who is signed in.
func (c *Console) routes(mux *http.ServeMux) {
	for _, part := range c.parts() {
		for pattern, page := range part {
			mux.Handle(pattern, c.signedIn(c.who, page))
			if post, ok := strings.CutPrefix(pattern, "POST "); ok && part["GET "+post] == nil {
				mux.Handle("GET "+post, c.signedIn(c.who, unposted))
				c.blind["GET "+post] = true
			}
		}
	}
	mux.Handle("GET /console/cases/{number}/beside", c.signedIn(c.still, c.beside))
	c.blind["GET /console/{rest...}"] = true
	mux.Handle("GET /console/live", c.signedIn(c.still, c.live))
	mux.Handle("GET /console/live/board", c.signedIn(c.still, c.redrawn))
	mux.Handle("GET /console/common/{id}/going", c.signedIn(c.still, c.going))
}

// visit is one request of somebody who is signed in.
type visit struct {
	w http.ResponseWriter
	r *http.Request
	*Console
	words.Speech
	by casework.Person
	in casework.SignIn
}

// signedIn shows a page to who is signed in, and says what went wrong in it.
func (c *Console) signedIn(who func(*http.Request) (casework.Person, casework.SignIn, error), page func(*visit) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{w: w, r: r, Console: c, Speech: words.For(preferred(r))}
		var err error
		if v.by, v.in, err = who(r); err != nil {
			v.stranger(err)
			return
		}
		v.speak(v.by)
		if err := page(v); err != nil {
			v.fail(err)
		}
	})
}

// bySignIn tells who asks by the cookie of their browser.
func (c *Console) bySignIn(r *http.Request) (casework.Person, casework.SignIn, error) {
	return c.desk.SignedIn(r.Context(), c.jar.read(r, session))
}

func (c *Console) stillSignedIn(r *http.Request) (casework.Person, casework.SignIn, error) {
	return c.desk.StillSignedIn(r.Context(), c.jar.read(r, session))
}

// stranger tells who isn't signed in how to become so, and asks for the second factor
// where that is all that is missing.
func (v *visit) stranger(err error) {
	v.by = casework.Person{}
	switch casework.KindOf(err) {
	case casework.Forbidden:
		http.Redirect(v.w, v.r, "/console/factor", http.StatusSeeOther)
		return
	case casework.NotFound:
	default:
		v.fail(err)
		return
	}
	v.show(http.StatusUnauthorized, "problem", page{Title: v.Say("console.stranger.title"), Body: problem{
		Line: v.Say("console.stranger.line"), Next: v.Say("console.stranger.next"),
	}})
}

// number reads the case that a page is about.
func (v *visit) number() (casework.Number, error) {
	n, ok := casework.ParseNumber(v.r.PathValue("number"))
	if !ok {
		return "", errNowhere
	}
	return n, nil
}
