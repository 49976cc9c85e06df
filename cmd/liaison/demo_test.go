package main

import (
	"context"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"liaison/casework"
	"liaison/config"
	"liaison/handlers"
	"liaison/simulator/chat"
)

// TestDemo plays the story in the demo's page as a browser without scripts
// does, with the real bot behind it, in each language.
func TestDemo(t *testing.T) {
	t.Parallel()
	address := startedDemo(t)
	for _, cast := range chat.Samples() {
		t.Run(cast.Lang, func(t *testing.T) {
			t.Parallel()
			v := visitor{t: t, address: address, cast: cast}
			resident, deputy := cast.Columns[0].People[0], cast.Columns[1].People[0]

			v.send(resident, 0)
			v.press(resident, cast.Consent)
			v.sees(deputy, `name="data" value="`+cast.Card+":")
			v.send(deputy, 0)
			v.press(resident, cast.Rating)
			v.press(resident, cast.Treatment)
			v.gone(resident, `value="`+cast.Treatment)
			page := v.chat(resident)
			if !strings.Contains(page, deputy.Prepared[0].Text) {
				t.Errorf("the resident's chat lacks the answer %q", deputy.Prepared[0].Text)
			}

			substitute := cast.Columns[1].People[1]
			v.send(deputy, prepared(t, deputy, cast.Away))
			v.sees(deputy, "/back")
			v.send(resident, 1)
			v.sees(substitute, html.EscapeString(resident.Prepared[1].Text))

			room := cast.Columns[2].People[1]
			v.send(room, 0)
			v.sees(room, `data-topic="📌 `)

			unclear := resident.Prepared[len(resident.Prepared)-1]
			v.send(resident, len(resident.Prepared)-1)
			v.sees(cast.Columns[2].People[0], unclear.Text)
		})
	}
}

// TestDemoOffersRealCommands: what the page's menus and prepared messages say
// with a slash is a command of whoever may send it.
func TestDemoOffersRealCommands(t *testing.T) {
	t.Parallel()
	roles := map[string]casework.Role{
		chat.ResidentColumn: casework.Resident, chat.DeputyColumn: casework.Deputy, chat.StaffColumn: casework.Admin,
	}
	for _, cast := range chat.Samples() {
		for _, column := range cast.Columns {
			var texts []string
			for _, c := range column.Commands {
				texts = append(texts, c.Text)
			}
			for _, p := range column.People {
				for _, m := range p.Prepared {
					texts = append(texts, m.Text)
				}
			}
			known := []string{"room"} // in the group
			for _, c := range handlers.CommandsOf(casework.Person{Role: roles[column.Key]}, casework.Office{Language: cast.Lang}) {
				known = append(known, c.Name)
			}
			for _, text := range texts {
				name, _, _ := strings.Cut(text, " ")
				if strings.HasPrefix(name, "/") && !slices.Contains(known, name[1:]) {
					t.Errorf("%s, %s: %s is no command of theirs", cast.Lang, column.Key, name)
				}
			}
		}
	}
}

// startedDemo runs the demo until the test ends and gives the page's address.
func startedDemo(t *testing.T) string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	out, ended := &safeBuffer{}, make(chan error, 1)
	command := config.Command{Name: config.Demo, Settings: config.Settings{Listen: "127.0.0.1:0", LogLevel: "info"}}
	go func() { ended <- demo(ctx, command, out, io.Discard) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the demo ended with: %v", err)
		}
	})
	opened := regexp.MustCompile(`http://\S+/`)
	var address string
	waitFor(t, "the demo to open", func() bool {
		address = opened.FindString(out.String())
		return address != ""
	})
	return address
}

// visitor plays people of one cast through the page's plain forms.
type visitor struct {
	t       *testing.T
	address string
	cast    chat.Cast
}

// prepared finds the message of a person that begins like that.
func prepared(t *testing.T, p chat.Person, begins string) int {
	t.Helper()
	i := slices.IndexFunc(p.Prepared, func(m chat.Prepared) bool { return strings.HasPrefix(m.Text, begins) })
	if i < 0 {
		t.Fatalf("%s has no prepared message that begins with %q", id(p), begins)
	}
	return i
}

// send sends a person's prepared message.
func (v visitor) send(p chat.Person, i int) {
	v.t.Helper()
	v.post("send", url.Values{"user": {id(p)}, "prepared": {strconv.Itoa(i)}})
}

// press waits for a button whose data begins like that and presses the newest.
func (v visitor) press(p chat.Person, data string) {
	v.t.Helper()
	v.sees(p, `value="`+data)
	found := regexp.MustCompile(`name="message" value="(\d+)">\s*<div class="row">(?:<button[^>]*>[^<]*</button>)*?<button class="button" name="data" value="(`+data+`[^"]*)"`).
		FindAllStringSubmatch(v.chat(p), -1)
	if len(found) == 0 {
		v.t.Fatalf("no button %q in the chat of %s", data, id(p))
	}
	last := found[len(found)-1]
	v.post("press", url.Values{"user": {id(p)}, "message": {last[1]}, "data": {last[2]}})
}

func (v visitor) post(path string, form url.Values) {
	v.t.Helper()
	v.ask(http.MethodPost, path+"?lang="+v.cast.Lang, strings.NewReader(form.Encode()))
}

// chat is the talk in a person's column, without the prepared messages under it.
func (v visitor) chat(p chat.Person) string {
	v.t.Helper()
	for _, column := range v.cast.Columns {
		page := v.ask(http.MethodGet, "?lang="+v.cast.Lang+"&"+column.Key+"="+id(p), http.NoBody)
		if _, after, ok := strings.Cut(page, `data-user="`+id(p)+`" aria-label`); ok {
			_, talk, _ := strings.Cut(after, `<ol class="messages"`)
			talk, _, _ = strings.Cut(talk, "</ol>")
			return talk
		}
	}
	v.t.Fatalf("no chat of %s in the page", id(p))
	return ""
}

func (v visitor) ask(method, path string, body io.Reader) string {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), method, v.address+path, body)
	if err != nil {
		v.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		v.t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	page, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		v.t.Fatalf("%s %s: %d, %v", method, path, answer.StatusCode, err)
	}
	return string(page)
}

func (v visitor) sees(p chat.Person, words string) {
	v.t.Helper()
	waitFor(v.t, id(p)+" to see "+words, func() bool { return strings.Contains(v.chat(p), words) })
}

func (v visitor) gone(p chat.Person, words string) {
	v.t.Helper()
	waitFor(v.t, id(p)+" to see no more "+words, func() bool { return !strings.Contains(v.chat(p), words) })
}

func id(p chat.Person) string { return strconv.FormatInt(p.User.ID, 10) }

// waitFor asks again and again until it is so.
func waitFor(t *testing.T, what string, so func() bool) {
	t.Helper()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	patience := time.After(2 * time.Minute)
	for !so() {
		select {
		case <-again.C:
		case <-patience:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}
