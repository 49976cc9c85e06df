package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"

	"liaison/casework"
)

// offer is something that can be done to a case now.
type offer struct {
	Name  string // in the address and in the words
	Grave bool   // it ends something
}

// act is what a form does at the desk.
type act struct {
	verb  casework.Verb
	words bool // the form has a text
	grave bool
	do    func(*visit, casework.Once, casework.Number) error
}

// acts by their name in an address.
var acts = map[string]act{
	"answer":  {verb: casework.DoAnswer, words: true, do: speak((*casework.Desk).Answer)},
	"ask":     {verb: casework.DoAsk, words: true, do: speak((*casework.Desk).Ask)},
	"note":    {verb: casework.DoNote, words: true, do: speak((*casework.Desk).Note)},
	"take":    {verb: casework.DoTake, do: plainly((*casework.Desk).Take)},
	"release": {verb: casework.DoRelease, do: plainly((*casework.Desk).Release)},
	"reopen":  {verb: casework.DoReopen, do: plainly((*casework.Desk).Reopen)},
	"sort": {verb: casework.DoClassify, do: func(v *visit, once casework.Once, n casework.Number) error {
		_, err := v.desk.Classify(v.r.Context(), once, v.by, n, casework.TopicID(v.r.PostFormValue("topic")))
		return err
	}},
	"assign": {verb: casework.DoAssign, do: func(v *visit, once casework.Once, n casework.Number) error {
		_, err := v.desk.Assign(v.r.Context(), once, v.by, n, casework.PersonID(v.r.PostFormValue("deputy")))
		return err
	}},
	"close": {verb: casework.DoClose, grave: true, do: func(v *visit, once casework.Once, n casework.Number) error {
		_, err := v.desk.Close(v.r.Context(), once, v.by, n, casework.Outcome(v.r.PostFormValue("outcome")), casework.Words{Text: v.r.PostFormValue("text")})
		return err
	}},
}

// order of the acts on a page.
var order = []string{"answer", "ask", "note", "take", "release", "reopen", "sort", "assign", "close"}

// offered are the acts that the person may do to the case as it stands.
func offered(c casework.Case, by casework.Person) (plain, writing []offer) {
	for _, name := range order {
		a := acts[name]
		switch o := (offer{name, a.grave}); {
		case !c.May(a.verb, by):
		case a.words:
			writing = append(writing, o)
		default:
			plain = append(plain, o)
		}
	}
	return plain, writing
}

// act does what a form asks, once however often it is sent, and shows what is
// true then.
func (c *Console) act(v *visit) error {
	n, err := v.number()
	if err != nil {
		return err
	}
	name := v.r.PathValue("verb")
	a, known := acts[name]
	if !known {
		return errNowhere
	}
	if !v.posted() {
		return errStalePage
	}
	err = a.do(v, v.once(), n)
	if err != nil && casework.KindOf(err) != casework.Repeated {
		return err
	}
	http.Redirect(v.w, v.r, "/console/cases/"+string(n)+"?done="+url.QueryEscape(name), http.StatusSeeOther)
	return nil
}

// posted reports whether a form came from a page of this browser.
func (v *visit) posted() bool { return posted(v.r, v.jar.read(v.r, session)) }

// errStalePage is for a form that came from no page of this browser's.
var errStalePage = casework.Errorf(casework.Forbidden, "a form without its token")

// once names the form by the nonce that was drawn with it, and by what it says.
func (v *visit) once() casework.Once {
	nonce := v.r.PostFormValue("nonce")
	if nonce == "" {
		return casework.Once{}
	}
	sum := sha256.Sum256([]byte(v.r.URL.Path + "\n" + v.r.PostForm.Encode()))
	return casework.Once{Key: "console:" + string(v.by.ID) + ":" + nonce, Print: hex.EncodeToString(sum[:])}
}

func speak(say func(*casework.Desk, context.Context, casework.Once, casework.Person, casework.Number, casework.Words) (casework.Case, error)) func(*visit, casework.Once, casework.Number) error {
	return func(v *visit, once casework.Once, n casework.Number) error {
		_, err := say(v.desk, v.r.Context(), once, v.by, n, casework.Words{Text: v.r.PostFormValue("text")})
		return err
	}
}

func plainly(do func(*casework.Desk, context.Context, casework.Once, casework.Person, casework.Number) (casework.Case, error)) func(*visit, casework.Once, casework.Number) error {
	return func(v *visit, once casework.Once, n casework.Number) error {
		_, err := do(v.desk, v.r.Context(), once, v.by, n)
		return err
	}
}
