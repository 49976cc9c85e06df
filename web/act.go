package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"liaison/casework"
)

// offer is something that can be done now, to a case or to one entry of it.
type offer struct {
	Name  string // in the address and in the words
	Asks  []string
	Grave bool // it ends something
}

// act is what a form does at the desk.
type act struct {
	verb  casework.Verb
	asks  []string                                            // the fields of its form, in order
	words bool                                                // it stands under the field for words
	grave bool                                                // it ends something
	fits  func(t *thread, by casework.Person) bool            // beside the rules; nil: wherever they allow it
	entry func(*thread, casework.Entry, casework.Person) bool // it is done to such an entry; nil: to the case
	do    func(*visit, casework.Once, casework.Number) error
}

// offered are the acts that the reader may do to the case as it stands.
func (t *thread) offered(by casework.Person) {
	for _, name := range order {
		a := acts[name]
		switch o := (offer{name, a.asks, a.grave}); {
		case a.entry != nil, !t.May(a.verb, by), a.fits != nil && !a.fits(t, by):
		case a.words:
			t.Writes = append(t.Writes, o)
		default:
			t.Offers = append(t.Offers, o)
		}
	}
}

// doable are the acts that the reader may do to one entry.
func (t *thread) doable(e casework.Entry, by casework.Person) (all []offer) {
	for _, name := range order {
		a := acts[name]
		if a.entry != nil && t.May(a.verb, by) && a.entry(t, e, by) {
			all = append(all, offer{name, a.asks, a.grave})
		}
	}
	return all
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
	if err := again(a.do(v, v.once(), n)); err != nil {
		return c.refused(v, n, err)
	}
	return v.back("/console/cases/"+string(n), name, nil)
}

// posted reports whether a form came from a page of this browser.
func (v *visit) posted() bool { return posted(v.r, v.jar.read(v.r, session)) }

// errStalePage is for a form that came from no page of this browser's.
var errStalePage = casework.Errorf(casework.Forbidden, "a form without its token")

// once names the form by the nonce that was drawn with it, and by what it says; and how
// the case stood on that page.
func (v *visit) once() casework.Once {
	once := casework.Once{Seen: v.r.PostFormValue("seen")}
	if nonce := v.r.PostFormValue("nonce"); nonce != "" {
		sum := sha256.Sum256([]byte(v.r.URL.Path + "\n" + v.r.PostForm.Encode()))
		once.Key, once.Print = "console:"+string(v.by.ID)+":"+nonce, hex.EncodeToString(sum[:])
	}
	return once
}

// speak, plainly and upon fit the desk's verbs to a form: with words, with nothing, or
// upon one entry.
func speak(say func(*casework.Desk, context.Context, casework.Once, casework.Person, casework.Number, casework.Words) (casework.Case, error)) func(*visit, casework.Once, casework.Number) error {
	return func(v *visit, once casework.Once, n casework.Number) error {
		_, err := say(v.desk, v.r.Context(), once, v.by, n, v.written())
		return err
	}
}

func plainly(do func(*casework.Desk, context.Context, casework.Once, casework.Person, casework.Number) (casework.Case, error)) func(*visit, casework.Once, casework.Number) error {
	return func(v *visit, once casework.Once, n casework.Number) error {
		_, err := do(v.desk, v.r.Context(), once, v.by, n)
		return err
	}
}

func upon(do func(*casework.Desk, context.Context, casework.Once, casework.Person, casework.Number, int) (casework.Case, error)) func(*visit, casework.Once, casework.Number) error {
	return func(v *visit, once casework.Once, n casework.Number) error {
		_, err := do(v.desk, v.r.Context(), once, v.by, n, v.entry())
		return err
	}
}

// written are the words of a form.
func (v *visit) written() casework.Words { return casework.Words{Text: v.r.PostFormValue("text")} }

// entry is the one that a form is about; 0, which none is, for rubbish.
func (v *visit) entry() int {
	n, _ := strconv.Atoi(v.r.PostFormValue("entry"))
	return n
}
