package web

import (
	"net/http"
	"net/url"

	"liaison/casework"
)

// chapter is a part of the console, as the help names it.
type chapter struct {
	Key  string // in the words
	Link string
	open func(casework.Person) bool
}

var (
	everybody = func(casework.Person) bool { return true }
	staffOnly = casework.Person.Staff

	staffAndDeputies = func(p casework.Person) bool { return p.Staff() || p.Role == casework.Deputy }
)

// chapters are in the order of use.
var chapters = []chapter{
	{"board", "/console", everybody},
	{"sorting", "/console/sort", staffOnly},
	{"cases", "/console/cases", everybody},
	{"hot", "/console/hot", staffAndDeputies},
	{"intake", "/console/intake", staffOnly},
	{"people", "/console/people", staffOnly},
	{"topics", "/console/topics", staffOnly},
	{"accuracy", "/console/accuracy", staffOnly},
	{"reports", "/console/reports", staffAndDeputies},
	{"undelivered", "/console/undelivered", staffOnly},
	{"setaside", "/console/setaside", staffOnly},
	{"signins", "/console/signins", everybody},
}

// terms are the words of the lists, with what they mean.
var terms = []string{"unsorted", "late", "today", "waiting", "answered", "alike", "undelivered", "setaside", "officer", "note"}

// mays are how many sentences say what somebody of a role may do.
var mays = map[casework.Role][]string{
	casework.Deputy:    {"answer", "pass", "all", "see"},
	casework.Aide:      {"draft", "aided", "seeaided"},
	casework.Moderator: {"sort", "assign", "enter", "approve", "seeall"},
	casework.Admin:     {"sort", "assign", "enter", "approve", "invite", "ends", "seeall"},
}

// helpPage says to one person what there is for them.
type helpPage struct {
	Chapters []chapter
	Terms    []string
	May      []string
}

// help says what each part is for, what the keys do, what the words mean and what the reader may do.
func (c *Console) help() routes {
	return routes{"GET /console/help": func(v *visit) error {
		body := helpPage{Terms: terms, May: mays[v.by.Role]}
		for _, one := range chapters {
			if one.open(v.by) && c.has(one.Link) {
				body.Chapters = append(body.Chapters, one)
			}
		}
		v.show(http.StatusOK, "help", page{Title: v.Say("console.help.title"), At: "help", Body: body})
		return nil
	}}
}

// has reports whether there is a page at an address.
func (c *Console) has(at string) bool {
	_, pattern := c.mux.Handler(&http.Request{Method: http.MethodGet, URL: &url.URL{Path: at}})
	return c.routed(pattern)
}
