package chat

import (
	"bytes"
	"encoding/json"
	"html/template"
	"net/http"
	"strconv"

	"github.com/rs/zerolog"
)

// page is everything that the template shows.
type page struct {
	Words     phrases
	Cast      Cast
	Query     string // of the place
	Hint      string
	Time      string
	Leaps     []leap
	Languages []link
	Columns   []column
	Script    string // the words that the script needs, as JSON
}

// link leads to another language or another person.
type link struct {
	Text, Query, Lang string
	On                bool
	Person            Person
	Empty             string // what stands in the chat while it is empty
}

// Group tells whether it leads to one.
func (l link) Group() bool { return l.Person.group() }

// column is one phone as it stands.
type column struct {
	Column
	Words    phrases
	Query    string
	Who      Person
	Tabs     []link
	Messages []message
	Group    bool   // it shows one, which has no commands but those prepared
	Empty    string // what stands in it while it is empty

	Answerable bool // the bot has written something here that a prepared answer may answer

	ReplyTo *quotation // the message that the next one answers
	Editing *view      // the message that the next one replaces
	Outcome outcome    // of the last act, for a browser without the script
}

// message is a view with where its controls lead.
type message struct {
	view
	Words  phrases
	Query  string // of the place
	Answer string // address that chooses it to be answered
	Change string // address that chooses it to be changed
}

// page shows the three chats as they are now.
func (a *app) page(w http.ResponseWriter, r *http.Request) {
	var out bytes.Buffer
	if err := a.tmpl.Execute(&out, a.pageAt(r)); err != nil {
		zerolog.Ctx(r.Context()).Error().Err(err).Msg("demo page was not drawn")
		http.Error(w, "The page could not be drawn. Try again.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(out.Bytes())
}

func (a *app) pageAt(r *http.Request) page {
	at := a.placeOf(r)
	ph := phrasesFor(at.cast.Lang)
	p := page{Words: ph, Cast: at.cast, Query: at.query(), Hint: a.hint(at.cast, ph), Time: a.time(ph), Leaps: leaps(ph)}
	p.Script = scriptWords(ph)
	for _, c := range a.casts {
		p.Languages = append(p.Languages, link{Text: c.Name, Lang: c.Lang, Query: "?lang=" + c.Lang, On: c.Lang == at.cast.Lang})
	}
	for _, col := range at.cast.Columns {
		p.Columns = append(p.Columns, a.columnAt(r, at, col, ph))
	}
	return p
}

func (a *app) columnAt(r *http.Request, at place, col Column, ph phrases) column {
	who := col.chosen(at.chosen[col.Key])
	c := column{
		Column: col, Words: ph, Query: at.query(), Who: who, Tabs: tabs(at, col, ph),
		Group: who.group(), Empty: ph.empty(col, who),
	}
	q := r.URL.Query()
	if q.Get("in") == col.Key {
		c.Outcome = a.outcome(ph, q.Get("problem"), q.Get("press"))
	}
	reply, edit := wanted(q.Get("reply"), who), wanted(q.Get("edit"), who)
	for _, v := range a.views(who, ph) {
		key := strconv.FormatInt(who.User.ID, 10) + "." + strconv.Itoa(v.ID)
		c.Messages = append(c.Messages, message{
			view: v, Words: ph, Query: c.Query,
			Answer: at.query("reply", key) + "#" + col.Key, Change: at.query("edit", key) + "#" + col.Key,
		})
		c.Answerable = c.Answerable || !v.Own
		if v.ID == edit && v.Own {
			c.Editing = &v
		}
	}
	for _, m := range a.srv.Messages(who.User.ID) {
		if m.ID == reply && !m.Deleted {
			c.ReplyTo = quote(who, m, ph)
		}
	}
	return c
}

// scriptWords are the words that stand in what the script draws.
func scriptWords(ph phrases) string {
	content, err := json.Marshal(map[string]string{
		"reply": ph.Reply, "edit": ph.Edit, "edited": ph.Edited, "replying": ph.Replying, "editing": ph.Editing,
		"sent": ph.Sent, "read": ph.Read, "unread": ph.Unread, "photo": ph.PhotoAlt, "more": ph.More,
		"reactions": ph.Reactions, "lost": ph.Lost, "refused": ph.Problems[problemRefused], "big": ph.Problems[problemBig],
	})
	if err != nil {
		return "{}"
	}
	return string(content)
}

func tabs(at place, col Column, ph phrases) []link {
	var out []link
	for _, p := range col.People {
		there := place{cast: at.cast, chosen: map[string]int64{}}
		for k, v := range at.chosen {
			there.chosen[k] = v
		}
		there.chosen[col.Key] = p.User.ID
		out = append(out, link{
			Text: p.name(), Query: there.query() + "#" + col.Key,
			On: p.User.ID == at.chosen[col.Key], Person: p, Empty: ph.empty(col, p),
		})
	}
	return out
}

// wanted reads "user.message" and gives the message if it is that person's chat.
func wanted(key string, who Person) int {
	user, message, _ := bytes.Cut([]byte(key), []byte("."))
	if string(user) != strconv.FormatInt(who.User.ID, 10) {
		return 0
	}
	id, _ := strconv.Atoi(string(message))
	return id
}

func (a *app) funcs() template.FuncMap {
	return template.FuncMap{
		"htmlLang": func(lang string) string {
			if lang == "zh" {
				return "zh-Hans"
			}
			return lang
		},
		"name":    Person.name,
		"initial": Person.initial,
	}
}
