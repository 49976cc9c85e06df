package web

import (
	"net/http"
	"net/url"

	"liaison/casework"
)

// again takes what was done before for done.
func again(err error) error {
	if casework.KindOf(err) == casework.Repeated {
		return nil
	}
	return err
}

// back leads to an address of ours after an act, which is said there by its name (empty: the page
// says it by itself). One sent twice was done once.
func (v *visit) back(address, act string, err error) error {
	if err := again(err); err != nil {
		return err
	}
	at, err := url.Parse(address)
	if err != nil {
		return err
	}
	if act != "" {
		q := at.Query()
		q.Set("done", act)
		at.RawQuery = q.Encode()
	}
	http.Redirect(v.w, v.r, at.String(), http.StatusSeeOther)
	return nil
}
