package web

import (
	"crypto/rand"
	"errors"
	"net/http"

	"github.com/rs/zerolog"

	"liaison/casework"
)

// problem is a page that says what went wrong and what to do now.
type problem struct {
	Line, Next string
	Case       casework.Number // that it was about; empty: none
	Words      string          // that weren't sent, so that they aren't lost
}

// fail shows what stands in the way. What isn't theirs to know of looks like
// what isn't there.
func (v *visit) fail(err error) {
	n, _ := casework.ParseNumber(v.r.PathValue("number"))
	p := problem{Case: n, Words: v.r.PostFormValue("text")}
	status, key := http.StatusInternalServerError, "internal"
	switch kind := casework.KindOf(err); {
	case errors.Is(err, errStalePage):
		status, key = http.StatusForbidden, "stale"
	case kind == casework.NotFound, kind == casework.Forbidden:
		status, key, p.Case = http.StatusNotFound, "missing", ""
	case kind == casework.Conflict:
		status, key = http.StatusConflict, "conflict"
	case kind == casework.Invalid:
		status, key = http.StatusUnprocessableEntity, "invalid"
	case kind == casework.Later, kind == casework.Stale:
		status, key = http.StatusServiceUnavailable, "later"
	case kind == casework.Unconfirmed:
		status, key = http.StatusForbidden, "unconfirmed"
	default:
		zerolog.Ctx(v.r.Context()).Error().Err(err).Str("page", v.r.Pattern).Msg("page failed")
	}
	p.Line, p.Next = v.Say("console.problem."+key), v.Say("console.problem.next."+key)
	v.show(status, "problem", page{Title: v.Say("console.problem.title"), Body: p})
}

// nonce names one form: sent twice, it is acted on once.
func nonce() string { return rand.Text() }
