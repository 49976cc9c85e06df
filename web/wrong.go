package web

import (
	"errors"
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/rs/zerolog"

	"liaison/casework"
	"liaison/words"
)

var (
	errNowhere = casework.Errorf(casework.NotFound, "no such page")
	errMethod  = errors.New("an address that isn't asked for so")
	errBroken  = errors.New("a page panicked")
)

func nowhere(*visit) error { return errNowhere }

// unposted refuses to act on a mere look.
func unposted(v *visit) error {
	v.w.Header().Set("Allow", http.MethodPost)
	v.show(http.StatusMethodNotAllowed, "problem", page{Title: v.Say("console.problem.title"), Body: problem{
		Line: v.Say("console.problem.stale"), Next: v.Say("console.problem.next.stale"),
		Link: v.above(v.r.URL.Path), To: v.Say("console.problem.page"),
	}})
	return nil
}

// otherwise is for what no page answers: a method that isn't the address's, or no address at all.
func (c *Console) otherwise(v *visit) error {
	var allow []string
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		probe := v.r.Clone(v.r.Context())
		probe.Method = method
		if _, pattern := c.mux.Handler(probe); c.routed(pattern) {
			allow = append(allow, method)
		}
	}
	if len(allow) == 0 {
		return errNowhere
	}
	v.w.Header().Set("Allow", strings.Join(allow, ", "))
	return errMethod
}

// routed reports whether a route does more than refuse.
func (c *Console) routed(pattern string) bool {
	return strings.Contains(pattern, " ") && !c.blind[pattern]
}

// anyone shows a page to whom it doesn't matter whether they are signed in.
func (c *Console) anyone(show func(*visit) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{w: w, r: r, Console: c, Speech: words.For(preferred(r))}
		if p, in, err := c.who(r); err == nil {
			v.by, v.in = p, in
			v.speak(p)
		}
		if err := show(v); err != nil {
			v.fail(err)
		}
	})
}

// begun is a response of which it is known whether any of it was written.
type begun struct {
	http.ResponseWriter
	yet bool
}

func (b *begun) WriteHeader(status int) {
	b.yet = true
	b.ResponseWriter.WriteHeader(status)
}

func (b *begun) Write(p []byte) (int, error) {
	b.yet = true
	return b.ResponseWriter.Write(p)
}

// Unwrap is for whoever writes bit by bit.
func (b *begun) Unwrap() http.ResponseWriter { return b.ResponseWriter }

// recovered shows a page where another panicked. What it panicked with may be a person's words
// and is not kept.
func (c *Console) recovered(b *begun, r *http.Request) {
	p := recover()
	if p == nil {
		return
	}
	if p == http.ErrAbortHandler { //nolint:errorlint // net/http compares it so
		panic(p)
	}
	zerolog.Ctx(r.Context()).Error().Str("type", fmt.Sprintf("%T", p)).Str("page", r.Pattern).Bytes("stack", debug.Stack()).Msg("page panicked")
	if b.yet {
		panic(http.ErrAbortHandler) // what was begun can't become another page
	}
	c.outside(func(*visit) error { return errBroken }).ServeHTTP(b, r)
}

// legible reads a form before the page does, so that one that can't be read is told of as that.
func (c *Console) legible(pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := readForm(r); err != nil {
			c.anyone(func(*visit) error { return err }).ServeHTTP(w, r)
			return
		}
		pages.ServeHTTP(w, r)
	})
}

func readForm(r *http.Request) error {
	if !slices.Contains([]string{http.MethodPost, http.MethodPut, http.MethodPatch}, r.Method) {
		return nil
	}
	err := r.ParseForm()
	var large *http.MaxBytesError
	if err == nil || errors.As(err, &large) {
		return err
	}
	return casework.Errorf(casework.Invalid, "a form that can't be read")
}
