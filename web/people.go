package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"liaison/casework"
)

// people are the pages about who works here, and under which topics.
func (c *Console) people() routes {
	return routes{
		"GET /console/people":             c.colleagues,
		"GET /console/people/{id}":        c.person,
		"POST /console/people/{id}/{act}": c.personAct,
		"GET /console/office":             c.office,
		"POST /console/office/{act}":      c.reform,
		"GET /console/topics":             c.listTopics,
		"GET /console/topics/{id}":        c.topic,
	}
}

// pageOfPeople is how many people a list shows at once.
const pageOfPeople = 100

// colleague is somebody of the office as the pages show them.
type colleague struct {
	casework.Person
	Load   casework.Load
	State  string   // of the account, in the words
	Helps  []string // whom an aide drafts for
	Cover  string   // who stands in while they are away
	Doubts bool     // an administrator is to say who it is
}

// Full reports whether a deputy has as many cases as they are to have.
func (c colleague) Full() bool { return c.Limit() > 0 && c.Load.Waiting >= c.Limit() }

// Helping says whom an aide drafts for.
func (c colleague) Helping() string { return strings.Join(c.Helps, ", ") }

// peopleViews are the lists of people, in the order of use.
var peopleViews = []string{"deputies", "aides", "staff", "retired"}

func viewOf(p casework.Person) string {
	switch {
	case p.Retired:
		return "retired"
	case p.Role == casework.Deputy:
		return "deputies"
	case p.Role == casework.Aide:
		return "aides"
	}
	return "staff"
}

// peopleView is one list of people with its size.
type peopleView struct {
	Name  string
	Count int
}

type peoplePage struct {
	View   string
	Views  []peopleView
	Rows   []colleague
	Doubts []colleague // who waits for the reader's word
	Next   string      // the address of the next page; empty: this is the last
}

// colleagues lists who works here: one kind of people at a time.
func (c *Console) colleagues(v *visit) error {
	all, err := v.roll()
	if err != nil {
		return err
	}
	q := v.r.URL.Query()
	body := peoplePage{}
	for _, name := range peopleViews {
		if n := len(ofView(all, name)); n > 0 {
			body.Views = append(body.Views, peopleView{name, n})
			if body.View == "" || name == q.Get("view") {
				body.View = name
			}
		}
	}
	for _, p := range all {
		if p.Doubts {
			body.Doubts = append(body.Doubts, p)
		}
	}
	body.Rows = slices.DeleteFunc(ofView(all, body.View), func(p colleague) bool { return string(p.ID) <= q.Get("after") })
	if len(body.Rows) > pageOfPeople {
		body.Rows = body.Rows[:pageOfPeople]
		body.Next = "?" + url.Values{"view": {body.View}, "after": {string(body.Rows[pageOfPeople-1].ID)}}.Encode()
	}
	v.show(http.StatusOK, "people", page{Title: v.Say("console.people.title"), At: "people", Body: body})
	return nil
}

func ofView(all []colleague, name string) []colleague {
	some := slices.DeleteFunc(slices.Clone(all), func(p colleague) bool { return viewOf(p.Person) != name })
	slices.SortFunc(some, func(a, b colleague) int { return cmp.Compare(a.ID, b.ID) })
	return some
}

// roll reads everybody whom the reader may see, with what waits for them.
func (v *visit) roll() ([]colleague, error) {
	people, board, err := v.manned()
	if err != nil {
		return nil, err
	}
	invited, err := v.invited()
	if err != nil {
		return nil, err
	}
	loads := map[casework.PersonID]casework.Load{}
	for _, l := range board.Deputies {
		loads[l.Deputy] = l
	}
	var all []colleague
	for _, p := range people {
		one := v.colleague(p, invited[p.ID])
		one.Load = loads[p.ID]
		all = append(all, one)
	}
	return all, nil
}

// manned are the people whom the reader may see, and what waits for them and under their topics.
func (v *visit) manned() (people []casework.Person, board casework.Board, err error) {
	if people, err = v.desk.Colleagues(v.r.Context(), v.by); err != nil {
		return nil, board, err
	}
	board, err = v.desk.Board(v.r.Context(), v.by)
	return people, board, err
}

// invited are the invitations that aren't decided, which only an administrator sees.
func (v *visit) invited() (map[casework.PersonID]casework.Invitation, error) {
	by := map[casework.PersonID]casework.Invitation{}
	if v.by.Role != casework.Admin {
		return by, nil
	}
	list, err := v.desk.Invitations(v.r.Context(), v.by)
	for _, i := range list {
		if kept, ok := by[i.Person]; !ok || kept.State == casework.Waiting {
			by[i.Person] = i
		}
	}
	return by, err
}

func (v *visit) colleague(p casework.Person, i casework.Invitation) colleague {
	c := colleague{Person: p, State: accountOf(p, i, v.desk)}
	c.Doubts = v.by.Role == casework.Admin && v.by.ID != p.ID && (c.State == "joining" || c.State == "knocking")
	for _, id := range p.Aids {
		c.Helps = append(c.Helps, v.desk.Office().Named(id))
	}
	if p.Substitute != "" {
		c.Cover = v.desk.Office().Named(p.Substitute)
	}
	return c
}

// accountOf says how somebody's account stands.
func accountOf(p casework.Person, i casework.Invitation, d *casework.Desk) string {
	switch {
	case p.Retired:
		return "retired"
	case p.Account == 0 && i.State == casework.Opened:
		return "joining"
	case p.Account == 0 && i.State == casework.Waiting && d.Now().Before(i.Expires):
		return "invited"
	case p.Account == 0:
		return "none"
	case !p.Knocked.IsZero():
		return "knocking"
	case !p.Dormant.IsZero():
		return "dormant"
	case p.Blocked:
		return "blocked"
	}
	return "bound"
}
