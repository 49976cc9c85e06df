package web

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"liaison/casework"
	"liaison/words"
)

//go:embed templates
var templates embed.FS

// page is what the frame around every body needs.
type page struct {
	Title string
	At    string // the part of the console that it belongs to
	Body  any
	Again int // after so many seconds a page without scripts looks again; 0: never

	// Filled in by show.
	By     casework.Person
	Office string
	Lang   string
	Token  string
	Done   string // what the last act did
}

// pages are the parsed templates by language and name.
type pages map[string]map[string]*template.Template

// parsePages reads the embedded templates. They are read in tests too, so that
// none that can't be read gets into a build.
func parsePages(d *casework.Desk) pages {
	names, err := fs.Glob(templates, "templates/pages/*.html")
	if err != nil {
		panic(err)
	}
	all := pages{}
	for _, l := range words.Languages() {
		frame := template.Must(template.New("").Funcs(speaking(words.For(l.Code), d)).ParseFS(templates, "templates/*.html"))
		all[l.Code] = map[string]*template.Template{}
		for _, name := range names {
			t := template.Must(template.Must(frame.Clone()).ParseFS(templates, name))
			all[l.Code][strings.TrimSuffix(path.Base(name), ".html")] = t
		}
	}
	return all
}

// speaking is what templates can say.
func speaking(s words.Speech, d *casework.Desk) template.FuncMap {
	zone := func() *time.Location { return d.Office().Zone }
	return template.FuncMap{
		"say": s.Say, "agent": s.Agent, "pair": func(all ...any) []any { return all }, "count": s.Count, "address": address,
		"ago":      func(t time.Time) string { return s.Ago(d.Now().Sub(t)) },
		"day":      func(t time.Time) string { return s.Day(t, d.Now(), zone()) },
		"lastday":  func(t time.Time) string { return s.Day(t.Add(-time.Second), d.Now(), zone()) }, // of a span that ends then
		"moment":   func(t time.Time) string { return s.DayTime(t, d.Now(), zone()) },
		"machine":  func(t time.Time) string { return t.In(zone()).Format(time.RFC3339) },
		"state":    func(c casework.Case) string { return s.State(c, d.Now(), zone()) },
		"late":     func(c casework.Case) bool { return c.Late(d.Now()) },
		"topic":    func(id casework.TopicID) string { return cmp.Or(s.Topic(d.Office(), id), s.Say("console.unsorted")) },
		"percent":  func(p float64) string { return fmt.Sprintf("%.0f %%", 100*p) },
		"attached": attaching(s), "atmost": atMost, "week": weekOf, "took": func(d time.Duration) string { return took(s.Count, d) },
		"days": func(days [casework.Trend]int) string { return strings.Trim(fmt.Sprint(days), "[]") },
		"key":  func(i int) int { return i + 1 }, "foreign": func(c casework.Case) string { return foreign(s, c) },
		"signals": func(c casework.Case, one string) bool { return c.Signals.Has(casework.Signal(one)) },
		"join":    func(names []string) string { return strings.Join(names, s.Say("files.comma")) },
		"keys":    keys, "nonce": nonce, "outcomes": func() []casework.Outcome { return casework.Outcomes }, "meanings": meanings,
		"entrykind": func(k casework.EntryKind) string {
			if k == casework.Said || k == casework.Moved || k == casework.Scrapped {
				return ""
			}
			return s.Say("console.entry." + string(k))
		},
	}
}

// foreign says in which language a case is written, where its reader reads another.
func foreign(s words.Speech, c casework.Case) string {
	if c.Language == s.Language() || !s.Has("tongue."+c.Language) {
		return ""
	}
	return s.Say("because.written", "tongue", s.Say("tongue."+c.Language))
}

// show draws a page in the reader's language.
func (v *visit) show(status int, name string, p page) {
	p.By, p.Lang, p.Token = v.by, v.Language(), formToken(v.jar.read(v.r, session))
	p.Office = v.desk.Office().Called(v.Language())
	p.Done = v.done()
	var b bytes.Buffer
	part := "page"
	if v.r.Header.Get("Hx-Request") == "true" && v.r.Header.Get("Hx-Boosted") != "true" {
		part = "body" // the frame stands already
	}
	if err := v.pages[v.Language()][name].ExecuteTemplate(&b, part, p); err != nil {
		v.fail(fmt.Errorf("draw %s: %w", name, err))
		return
	}
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.WriteHeader(status)
	_, _ = b.WriteTo(v.w) // whoever went away needs nothing
}

// done says what the act did that led here.
func (v *visit) done() string {
	if what := v.r.URL.Query().Get("done"); what != "" && v.Has("console.done."+what) {
		return v.Say("console.done." + what)
	}
	return ""
}

// preferred is the language that a browser asks for.
func preferred(r *http.Request) string {
	first, _, _ := strings.Cut(r.Header.Get("Accept-Language"), ",")
	return first
}
