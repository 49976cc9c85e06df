package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"liaison/casework"
)

// matterShown is how many cases of a matter a page lists.
const matterShown = 50

// matter is one with its newest cases.
type matter struct {
	crowd
	Cases   []casework.Case
	First   map[casework.Number]string
	Show    string          // which of the cases; empty: all
	Next    casework.Number // after which the next page begins
	Letters []letter        // what was answered to all

	Parts   []crowd // of the staff: what can be parted again
	Others  []crowd // and what it can become a part of
	History []casework.MatterEvent
	Back    casework.Number // was taken out just now and can be put back

	Write    bool // the reader may answer all
	Prepared []casework.Prepared
	Text     string // to begin with
	Instead  casework.CommonID
}

func (c *Console) matter(v *visit) error {
	id, err := v.matterID()
	if err != nil {
		return err
	}
	seen, err := c.desk.Matter(v.r.Context(), v.by, id, casework.MostCommon)
	if err != nil {
		return err
	}
	m := matter{crowd: v.crowd(seen.Crowd), History: seen.Events}
	m.list(v, seen.Cases)
	if m.First, err = c.desk.Openings(v.r.Context(), v.by, m.Cases); err != nil {
		return err
	}
	if err := v.lettersOf(&m); err != nil {
		return err
	}
	if v.by.Staff() {
		err = v.tools(&m, seen)
	} else {
		err = v.writing(&m, seen.Cases)
	}
	if err != nil {
		return err
	}
	v.show(http.StatusOK, "matter", page{Title: m.Name, At: "hot", Body: m})
	return nil
}

// shows are the parts of a matter's cases that can be asked for.
var shows = map[string]func(casework.Case) bool{
	"waiting":  casework.Case.Open,
	"answered": func(c casework.Case) bool { return !c.Open() },
}

// list takes the page of cases that is asked for.
func (m *matter) list(v *visit, all []casework.Case) {
	q := v.r.URL.Query()
	if keep := shows[q.Get("show")]; keep != nil {
		m.Show = q.Get("show")
		all = slices.DeleteFunc(slices.Clone(all), func(c casework.Case) bool { return !keep(c) })
	}
	after := casework.Number(q.Get("after"))
	at := 1 + slices.IndexFunc(all, func(c casework.Case) bool { return c.Number == after })
	m.Cases = all[at:min(at+matterShown, len(all))]
	if at+matterShown < len(all) {
		m.Next = m.Cases[matterShown-1].Number
	}
}

// More is the address of the next page.
func (m matter) More() string {
	q := url.Values{"after": {string(m.Next)}}
	if m.Show != "" {
		q.Set("show", m.Show)
	}
	return "?" + q.Encode()
}

// lettersOf are the common answers of it.
func (v *visit) lettersOf(m *matter) error {
	list, err := v.desk.CommonsOf(v.r.Context(), v.by, m.ID)
	if err != nil {
		return err
	}
	list = slices.DeleteFunc(list, func(c casework.Common) bool { return c.State == casework.CommonDropped })
	m.Letters, err = v.letters(list)
	return err
}

// tools are what the staff can do to a matter.
func (v *visit) tools(m *matter, seen casework.MatterView) error {
	for _, p := range seen.Parts {
		m.Parts = append(m.Parts, crowd{Crowd: casework.Crowd{Matter: p}, Name: v.called(p)})
	}
	list, err := v.desk.Hot(v.r.Context(), v.by, hotShown)
	if err != nil {
		return err
	}
	for _, w := range list {
		if w.ID != m.ID && w.Topic == m.Topic {
			m.Others = append(m.Others, v.crowd(w))
		}
	}
	n, ok := casework.ParseNumber(v.r.URL.Query().Get("case"))
	if !ok {
		return nil
	}
	out, err := v.desk.Case(v.r.Context(), v.by, n)
	if err == nil && out.Matter == 0 && out.Left != 0 {
		m.Back = n
	}
	return nil
}

// writing is what a deputy needs to answer all.
func (v *visit) writing(m *matter, all []casework.Case) (err error) {
	from, ok := v.answerable(m.Matter, all)
	if !ok {
		return nil
	}
	m.Write = true
	if m.Prepared, err = v.desk.Prepared(v.r.Context(), v.by, from.Number); err != nil {
		return err
	}
	old, err := v.letterNamed(v.r.URL.Query().Get("instead"))
	if casework.KindOf(err) == casework.NotFound {
		return nil // nothing is written anew
	}
	if err == nil && old.By == v.by.ID {
		m.Text, m.Instead = old.Text, old.ID
	}
	return err
}

// answerable is a case from which the reader may answer all of its matter.
func (v *visit) answerable(m casework.Matter, all []casework.Case) (casework.Case, bool) {
	if v.by.Role != casework.Deputy {
		return casework.Case{}, false
	}
	can := slices.DeleteFunc(slices.Clone(all), func(c casework.Case) bool {
		return !(casework.Common{Topic: c.Topic}).Reaches(c, v.by)
	})
	slices.SortStableFunc(can, func(a, b casework.Case) int { return cmp.Compare(other(a.Topic, m.Topic), other(b.Topic, m.Topic)) })
	if len(can) == 0 {
		return casework.Case{}, false
	}
	return can[0], true
}

func other(a, b casework.TopicID) int {
	if a == b {
		return 0
	}
	return 1
}
