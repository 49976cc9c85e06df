package web

import (
	"net/http"
	"net/url"
	"strings"

	"liaison/casework"
)

// sorting shows one case without a topic, and where it could belong.
type sorting struct {
	thread
	Guesses []guess
	Left    int             // without a topic, counted as far as the desk looks; 0: not counted
	After   casework.Number // those before it were skipped
	Before  *casework.Case  // sorted just now
	Met     bool            // Before was changed by somebody else meanwhile, and is as they left it
	Week    casework.Accuracy
}

// guess is where the classifier would put a case, with the words that weighed most.
type guess struct {
	casework.Guess
	Words string
}

func (c *Console) sortingPages() routes {
	return routes{
		"GET /console/sort":           c.sortNext,
		"GET /console/sort/{number}":  c.sortOne,
		"POST /console/sort/{number}": c.sorted,
	}
}

// sortNext shows the oldest case without a topic, or the next after one that was skipped.
func (c *Console) sortNext(v *visit) error {
	if !v.by.Staff() {
		return errNowhere
	}
	s := sorting{}
	s.After, _ = casework.ParseNumber(v.r.URL.Query().Get("after"))
	next, left, err := c.desk.NextUnsorted(v.r.Context(), v.by, s.After)
	if s.Left = left; casework.KindOf(err) == casework.NotFound {
		return c.showSorting(v, s)
	}
	if err != nil {
		return err
	}
	v.r.SetPathValue("number", string(next.Number))
	return c.sort(v, s)
}

// sortOne shows a case however it is sorted, so that another topic can be chosen.
func (c *Console) sortOne(v *visit) error {
	return c.sort(v, sorting{})
}

func (c *Console) sort(v *visit, s sorting) error {
	read, err := v.opened()
	if err != nil {
		return err
	}
	if !read.Case.May(casework.DoClassify, v.by) {
		return errNowhere
	}
	if s.thread, err = c.told(v, read); err != nil {
		return err
	}
	for _, g := range s.Likely() {
		s.Guesses = append(s.Guesses, guess{g, v.because(read, g)})
	}
	return c.showSorting(v, s)
}

// because joins the words for which a guess is made, as far as they may be told.
func (v *visit) because(t casework.Thread, g casework.Guess) string {
	if t.Case.Protected {
		return ""
	}
	return strings.Join(casework.Legible(g.Reasons, t.Entries), v.Say("files.comma"))
}

func (c *Console) showSorting(v *visit, s sorting) error {
	q := v.r.URL.Query()
	if n, ok := casework.ParseNumber(q.Get("of")); ok {
		before, err := c.desk.Case(v.r.Context(), v.by, n)
		if err != nil {
			return err
		}
		s.Before, s.Met = &before, q.Has("met")
	}
	lines, err := c.desk.Accuracy(v.r.Context(), v.by, 7)
	for _, a := range lines {
		s.Week = s.Week.Plus(a)
	}
	if err == nil {
		v.show(http.StatusOK, "sort", page{Title: v.Say("console.sort.title"), At: "sort", Body: s})
	}
	return err
}

// sorted puts the case where the form says, and leads to the next.
func (c *Console) sorted(v *visit) error {
	n, err := v.number()
	if err != nil {
		return err
	}
	if !v.posted() {
		return errStalePage
	}
	if v.r.PostForm.Has("discard") {
		_, err = c.desk.Discard(v.r.Context(), v.once(), v.by, n)
	} else {
		_, err = c.desk.Classify(v.r.Context(), v.once(), v.by, n, casework.TopicID(v.r.PostFormValue("topic")))
	}
	next := url.Values{"of": {string(n)}}
	if after := v.r.PostFormValue("after"); after != "" {
		next.Set("after", after)
	}
	if casework.KindOf(err) == casework.Conflict {
		next.Set("met", "")
		err = nil
	}
	return v.back("/console/sort?"+next.Encode(), "", err)
}
