package chat

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/rs/zerolog"

	"liaison/simulator"
)

const (
	maxPhoto = 5 << 20
	maxForm  = maxPhoto + 64<<10 // the picture and the words beside it
	maxText  = 4096              // UTF-16 units, as Telegram counts
	patience = 5 * time.Second   // how long a pressed button waits for its answer
)

// outcome is what came of an act, for the script; without it the same stands
// in the address of the page that follows.
type outcome struct {
	Problem string `json:"problem,omitempty"`
	Toast   string `json:"toast,omitempty"`
	Alert   bool   `json:"alert,omitempty"`
}

// send says something in a person's name: what they wrote, or a prepared message.
func (a *app) send(w http.ResponseWriter, r *http.Request) {
	who, ok := a.actor(w, r)
	if !ok {
		return
	}
	drafts, problem := a.drafts(a.placeOf(r).cast, who, r)
	for _, d := range drafts {
		if err := a.say(who, d); err != nil {
			problem = problemRefused
		}
	}
	a.answer(w, r, who, problem, "")
}

// say sends one message to where the person is.
func (a *app) say(who Person, d simulator.Draft) error {
	var err error
	if who.group() {
		_, err = a.srv.SayIn(who.User.ID, who.By, d)
	} else {
		_, err = a.srv.Say(who.User.ID, d)
	}
	return err
}

// drafts reads what to send, the pictures of an album one by one, and says what is wrong with it.
func (a *app) drafts(cast Cast, who Person, r *http.Request) ([]simulator.Draft, string) {
	if command := clean(r.FormValue("command")); command != "" {
		return []simulator.Draft{{Text: command}}, ""
	}
	d := simulator.Draft{Text: clean(r.FormValue("text"))}
	d.ReplyTo, _ = strconv.Atoi(r.FormValue("reply"))
	if i, err := strconv.Atoi(r.FormValue("prepared")); err == nil && i >= 0 && i < len(who.Prepared) {
		p := who.Prepared[i]
		p.Text = cast.dated(p.Text, a.clock.Now())
		return a.prepared(who, p, d.ReplyTo), ""
	}
	var problem string
	if d.Photo, problem = photoOf(r); problem != "" {
		return nil, problem
	}
	switch {
	case d.Text == "" && d.Photo == nil:
		return nil, problemEmpty
	case len(utf16.Encode([]rune(d.Text))) > maxText:
		return nil, problemText
	}
	return []simulator.Draft{d}, ""
}

// prepared fills in a prepared message; one that answers goes to the newest
// card, or to the bot's question what to answer, unless the person chose another message.
func (a *app) prepared(who Person, p Prepared, reply int) []simulator.Draft {
	d := simulator.Draft{Text: p.Text, Photo: a.pictures[p.Photo], ReplyTo: reply, Kind: p.Kind}
	if p.Kind != "" {
		d.Text, d.Photo = "", []byte(p.Text) // the bytes of a file that nobody can play
	}
	if !p.Reply || reply != 0 {
		return a.album(d, p)
	}
	_, card, ok := a.newest([]Person{who}, func(m simulator.Message) bool { return offers(m, "") })
	if _, last, found := a.newest([]Person{who}, isBot); !ok || found && last.ID > card.ID && a.prompts(who, last) {
		card = last
	}
	d.ReplyTo = card.ID
	return a.album(d, p)
}

// album adds the further pictures of a prepared message.
func (a *app) album(d simulator.Draft, p Prepared) []simulator.Draft {
	all := []simulator.Draft{d}
	if len(p.Album) > 0 {
		all[0].Album = rand.Text()
	}
	for _, name := range p.Album {
		all = append(all, simulator.Draft{Photo: a.pictures[name], ReplyTo: d.ReplyTo, Album: all[0].Album})
	}
	return all
}

// prompts tells whether the bot asks with that message for words about one of its own.
func (a *app) prompts(who Person, m simulator.Message) bool {
	_, _, ok := a.newest([]Person{who}, func(card simulator.Message) bool { return card.Bot && card.ID == m.ReplyTo })
	return ok
}

// photoOf reads the attached picture, if there is one.
func photoOf(r *http.Request) ([]byte, string) {
	f, _, err := r.FormFile("photo")
	if err != nil {
		return nil, ""
	}
	defer func() { _ = f.Close() }()
	content, err := io.ReadAll(io.LimitReader(f, maxPhoto+1))
	switch {
	case err != nil:
		return nil, problemRefused
	case len(content) == 0:
		return nil, ""
	case len(content) > maxPhoto:
		return nil, problemBig
	case !pictureKinds[http.DetectContentType(content)]:
		return nil, problemPicture
	}
	return content, ""
}

// press presses a button under a message and waits a little for the bot's word.
func (a *app) press(w http.ResponseWriter, r *http.Request) {
	who, ok := a.actor(w, r)
	if !ok {
		return
	}
	message, _ := strconv.Atoi(r.FormValue("message"))
	press := func() (simulator.Press, error) { return a.srv.Press(who.User.ID, message, r.FormValue("data")) }
	if who.group() {
		press = func() (simulator.Press, error) {
			return a.srv.PressIn(who.User.ID, who.By, message, r.FormValue("data"))
		}
	}
	pressed, err := press()
	if err != nil {
		a.answer(w, r, who, problemGone, "")
		return
	}
	a.awaitAnswer(r.Context(), pressed.ID)
	a.answer(w, r, who, "", pressed.ID)
}

// awaitAnswer returns when the press is answered, or its time is over.
func (a *app) awaitAnswer(ctx context.Context, press string) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	changed, stop := a.srv.Watch()
	defer stop()
	for {
		if _, _, ok := a.srv.Answered(press); ok {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
		}
	}
}

// edit changes a message that the person wrote.
func (a *app) edit(w http.ResponseWriter, r *http.Request) {
	who, ok := a.actor(w, r)
	if !ok {
		return
	}
	message, _ := strconv.Atoi(r.FormValue("message"))
	text, problem := clean(r.FormValue("text")), ""
	switch {
	case text == "":
		problem = problemEmpty
	case len(utf16.Encode([]rune(text))) > maxText:
		problem = problemText
	case a.srv.Edit(who.User.ID, message, text) != nil:
		problem = problemGone
	}
	a.answer(w, r, who, problem, "")
}

// actor reads the form and finds who acts; it has answered if it says no.
func (a *app) actor(w http.ResponseWriter, r *http.Request) (Person, bool) {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	// All in memory: nothing of a resident is left on the disk.
	err := r.ParseMultipartForm(maxForm) //nolint:gosec // G120: the body is bounded above
	if errors.Is(err, http.ErrNotMultipart) {
		err = nil
	}
	if tooBig := (*http.MaxBytesError)(nil); errors.As(err, &tooBig) {
		a.answer(w, r, Person{}, problemBig, "")
		return Person{}, false
	}
	id, _ := strconv.ParseInt(r.FormValue("user"), 10, 64)
	who, ok := a.placeOf(r).cast.person(id)
	if err != nil || !ok {
		http.Error(w, "The form could not be read.", http.StatusBadRequest)
		return Person{}, false
	}
	return who, true
}

// answer tells the script what came of the act, or leads a plain browser back
// to the page, which says it.
func (a *app) answer(w http.ResponseWriter, r *http.Request, who Person, problem, press string) {
	at := a.placeOf(r)
	if problem != "" {
		zerolog.Ctx(r.Context()).Info().Int64("user", who.User.ID).Str("problem", problem).Msg("demo act was refused")
	}
	if strings.Contains(r.Header.Get("Accept"), "application/json") {
		writeOutcome(w, a.outcome(phrasesFor(at.cast.Lang), problem, press))
		return
	}
	var more []string
	if problem != "" {
		more = append(more, "problem", problem)
	}
	if press != "" {
		more = append(more, "press", press)
	}
	column := at.columnOf(who.User.ID)
	if column != "" && len(more) > 0 {
		more = append(more, "in", column)
	}
	// Relative, so that the page works wherever it is mounted.
	w.Header().Set("Location", "./"+at.query(more...)+"#"+a.end(who, column))
	w.WriteHeader(http.StatusSeeOther)
}

// end is the place of the newest message in the page, where a plain browser
// goes on reading, or the column of an empty chat.
func (a *app) end(who Person, column string) string {
	ms := a.srv.Messages(who.User.ID)
	for _, m := range slices.Backward(ms) {
		if !m.Deleted {
			return fmt.Sprintf("m%d-%d", who.User.ID, m.ID)
		}
	}
	return column
}

// outcome words what came of an act; the codes come from an address, so an
// unknown one says nothing.
func (a *app) outcome(ph phrases, problem, press string) outcome {
	o := outcome{Problem: ph.Problems[problem]}
	if press == "" {
		return o
	}
	text, alert, ok := a.srv.Answered(press)
	if !ok {
		return outcome{Problem: ph.NoAnswer}
	}
	o.Toast, o.Alert = text, alert
	return o
}

func writeOutcome(w http.ResponseWriter, o outcome) {
	w.Header().Set("Content-Type", "application/json")
	if o.Problem != "" {
		w.WriteHeader(http.StatusUnprocessableEntity)
	}
	_ = json.NewEncoder(w).Encode(o)
}

// clean takes away what forms add to a text: line ends of another system, spaces around.
func clean(text string) string {
	return strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
}
