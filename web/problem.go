package web

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"path"
	"strings"

	"crypto/rand"

	"github.com/rs/zerolog"

	"liaison/casework"
)

// problem is a page that says what went wrong and what to do now.
type problem struct {
	Line, Next string
	Words      string // that weren't sent, so that they aren't lost
	Link, To   string // where to go on, and how that is called; empty: nowhere
}

// fail shows what stands in the way. What isn't theirs to know of looks like
// what isn't there.
func (v *visit) fail(err error) {
	status, key := plight(err)
	if status == http.StatusInternalServerError {
		zerolog.Ctx(v.r.Context()).Error().Err(err).Str("page", v.r.Pattern).Msg("page failed")
	}
	p := problem{Line: v.Say("console.problem." + key), Next: v.Say("console.problem.next." + key)}
	if status != http.StatusRequestEntityTooLarge { // it was read in part
		p.Words = strings.TrimSpace(cmp.Or(v.r.PostFormValue("text"), v.r.PostFormValue("title")))
	}
	if because := "console.because." + string(casework.ReasonOf(err)); v.Has(because) {
		p.Line = v.Say(because)
	}
	p.Link, p.To = v.onward(status)
	v.show(status, "problem", page{Title: v.Say("console.problem.title"), Body: p})
}

// plight is the status of an error and the words for it.
func plight(err error) (status int, key string) {
	var large *http.MaxBytesError
	switch kind := casework.KindOf(err); {
	case errors.Is(err, errStalePage):
		return http.StatusForbidden, "stale"
	case errors.Is(err, errMethod):
		return http.StatusMethodNotAllowed, "method"
	case errors.As(err, &large):
		return http.StatusRequestEntityTooLarge, "large"
	case kind == casework.NotFound, kind == casework.Forbidden:
		return http.StatusNotFound, "missing"
	case kind == casework.Conflict:
		return http.StatusConflict, "conflict"
	case kind == casework.Invalid:
		return http.StatusUnprocessableEntity, "invalid"
	case kind == casework.Later, kind == casework.Stale:
		return http.StatusServiceUnavailable, "later"
	case kind == casework.Unconfirmed:
		return http.StatusForbidden, "unconfirmed"
	}
	return http.StatusInternalServerError, "internal"
}

// onward is where somebody goes from an error: from a form to the page that it stands on, from a
// page that may come yet to that page again, else to the board.
func (v *visit) onward(status int) (link, name string) {
	switch at := v.above(v.r.URL.Path); {
	case v.by.ID == "":
		return "/console", v.Say("console.problem.door")
	case status == http.StatusNotFound || at == "/console" && v.r.Method != http.MethodGet:
		return "/console", v.Say("console.problem.board")
	case v.r.Method != http.MethodGet && v.r.Method != http.MethodHead:
		if n, ok := casework.ParseNumber(path.Base(at)); ok {
			return at, v.Say("console.problem.case", "number", n)
		}
		return at, v.Say("console.problem.page")
	}
	return v.r.URL.RequestURI(), v.Say("console.problem.again")
}

// above is the page that an address lies below.
func (c *Console) above(at string) string {
	for at = path.Dir(at); strings.HasPrefix(at, "/console/"); at = path.Dir(at) {
		_, pattern := c.mux.Handler(&http.Request{Method: http.MethodGet, URL: &url.URL{Path: at}})
		if c.routed(pattern) {
			return at
		}
	}
	return "/console"
}

// nonce names one form: sent twice, it is acted on once.
func nonce() string { return rand.Text() }
