package web

import (
	"net/http"
	"net/url"
	"slices"

	"liaison/casework"
)

// pageOfCases is how many cases a list shows at once.
const pageOfCases = 50

// list is a list of cases, as its address asks for it.
type list struct {
	View   casework.View
	Topic  casework.TopicID
	Deputy casework.PersonID
	Sought casework.Sought
	Cases  []casework.Case
	First  map[casework.Number]string
	Short  bool            // so much fits that not all was looked at
	Next   casework.Number // where the next page begins; empty: this is the last
	Begun  bool            // there is more, which shows as these are done
	Views  []casework.View // those that the reader may open
	Search bool            // the reader may look for words
	Kept   []kept          // lists that the reader keeps by name
	Bulk   bool            // the reader may act upon several cases at once

	Topics   []casework.Topic
	Deputies []casework.Person
}

func (c *Console) cases(v *visit) error {
	l, after := v.asked()
	if err := c.fill(v, &l, after); err != nil {
		return err
	}
	if len(l.Cases) > pageOfCases {
		l.Cases = l.Cases[:pageOfCases]
		if l.Begun = !l.paged(); !l.Begun {
			l.Next = l.Cases[pageOfCases-1].Number
		}
	}
	first, err := c.desk.Openings(v.r.Context(), v.by, l.Cases)
	if err != nil {
		return err
	}
	l.First = first
	if l.Kept, err = c.kept(v); err != nil {
		return err
	}
	l.Bulk = v.by.Staff() && len(l.Cases) > 0
	v.show(http.StatusOK, "cases", page{Title: v.Say("console.cases.title"), At: "cases", Body: l})
	return nil
}

// paged reports whether the list goes on after its first page.
func (l list) paged() bool {
	return len(l.Sought.Words) > 0 || l.View != casework.ViewUnsorted && l.View != ""
}

// views are the lists that somebody may open, in the order of use.
func views(by casework.Person) []casework.View {
	all := []casework.View{casework.ViewUnsorted, casework.ViewLate, casework.ViewToday, casework.ViewWaiting, casework.ViewAnswered, casework.ViewAll}
	switch {
	case by.Staff():
		return all
	case by.Role == casework.Deputy:
		return all[1:]
	}
	return nil
}

// asked reads the address. The staff see the unsorted first, others what waits for them.
func (v *visit) asked() (l list, after casework.Number) {
	q := v.r.URL.Query()
	l = list{
		View: casework.View(q.Get("view")), Topic: casework.TopicID(q.Get("topic")), Deputy: casework.PersonID(q.Get("deputy")),
		Sought: casework.Seek(q.Get("q")), Views: views(v.by), Topics: v.topics(),
	}
	l.Search = len(l.Views) > 0
	if v.by.Staff() {
		l.Deputies = slices.DeleteFunc(slices.Clone(v.desk.Office().People), func(p casework.Person) bool { return p.Role != casework.Deputy || p.Retired })
	}
	filtered := l.Topic != "" || l.Deputy != ""
	switch {
	case len(l.Sought.Words) > 0:
		if !slices.Contains(l.Views, l.View) {
			l.View = ""
		}
	case !slices.Contains(l.Views, l.View) || l.View == casework.ViewUnsorted && filtered:
		if l.View = ""; filtered {
			l.View = casework.ViewWaiting
		} else if v.by.Staff() {
			l.View = casework.ViewUnsorted
		}
	}
	after, _ = casework.ParseNumber(q.Get("after"))
	return l, after
}

// topics are those that the reader can ask for.
func (v *visit) topics() []casework.Topic {
	return slices.DeleteFunc(slices.Clone(v.desk.Office().Topics), func(t casework.Topic) bool {
		return t.Retired || !v.by.Staff() && !v.by.Serves(t.ID)
	})
}

// fill reads one case more than is shown, which tells whether there is a next page.
func (c *Console) fill(v *visit, l *list, after casework.Number) (err error) {
	const limit = pageOfCases + 1
	ctx := v.r.Context()
	switch {
	case len(l.Sought.Words) > 0:
		var f casework.Found
		f, err = c.desk.Find(ctx, v.by, l.Sought, casework.Listing{View: l.View, Topic: l.Topic, Deputy: l.Deputy, After: after, Limit: limit})
		l.Cases, l.Short = f.Cases, f.Short
	case l.View != "":
		l.Cases, err = c.desk.List(ctx, v.by, casework.Listing{View: l.View, Topic: l.Topic, Deputy: l.Deputy, After: after, Limit: limit})
	default:
		l.Cases, err = c.desk.Pending(ctx, v.by, limit)
	}
	return err
}

// Address is that of the same list in another view.
func (l list) Address(view casework.View) string {
	return l.address(view, "")
}

// Here is the address of this page of the list, as far as it is known.
func (l list) Here() string { return l.address(l.View, "") }

// Unsought is the address of the same list without the words that are looked for.
func (l list) Unsought() string {
	l.Sought = casework.Sought{}
	return l.Here()
}

// More is the address of the next page.
func (l list) More() string { return l.address(l.View, l.Next) }

func (l list) address(view casework.View, after casework.Number) string {
	q := url.Values{}
	for name, value := range map[string]string{
		"view": string(view), "topic": string(l.Topic), "deputy": string(l.Deputy), "q": l.Sought.Text, "after": string(after),
	} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return "/console/cases?" + q.Encode()
}
