package web

import (
	"cmp"
	"crypto/rand"
	"net/http"
	"time"

	"github.com/rs/zerolog"

	"liaison/casework"
	"liaison/words"
)

// doorAge is how long a browser that opens a link is known.
const doorAge = 10 * time.Minute

// entrance is a page that asks whether to sign in.
type entrance struct {
	Name     string // as whom; empty: as who Telegram says
	Action   string
	Token    string
	Telegram bool
	Vouch    string // what Telegram said; empty: the page's script knows
}

// enter shows for whom a link is, to the first browser that comes back with what it
// was given: whoever only looks at a link, like a preview, gives nothing back.
func (c *Console) enter(v *visit) error {
	if v.r.Method == http.MethodHead {
		return nil
	}
	if v.r.Header.Get("Sec-Purpose") != "" { // nobody has asked for it yet
		v.w.WriteHeader(http.StatusServiceUnavailable)
		return nil
	}
	mark := c.jar.read(v.r, door)
	if mark == "" {
		v.comeBack()
		return nil
	}
	p, err := c.desk.OpenLink(v.r.Context(), v.r.PathValue("code"), mark)
	if casework.KindOf(err) == casework.NotFound {
		if _, _, err := c.who(v.r); err == nil {
			http.Redirect(v.w, v.r, "/console", http.StatusSeeOther) // the same link again
			return nil
		}
	}
	if err != nil {
		return v.shut(err)
	}
	v.speak(p)
	v.show(http.StatusOK, "enter", page{Title: v.Say("console.enter.title"), Body: entrance{
		Name: p.Name, Action: v.r.URL.Path, Token: formToken(mark),
	}})
	return nil
}

// comeBack marks the browser and has it ask again.
func (v *visit) comeBack() {
	if v.r.URL.Query().Has("again") {
		v.problem(http.StatusBadRequest, "cookies")
		return
	}
	v.jar.give(v.w, door, rand.Text(), doorAge)
	again := v.r.URL.Path + "?again=1"
	v.w.Header().Set("Refresh", "0; url="+again)
	v.show(http.StatusOK, "moment", page{Title: v.Say("console.enter.title"), Body: again})
}

// signIn spends a link.
func (c *Console) signIn(v *visit) error {
	mark := c.jar.read(v.r, door)
	if !posted(v.r, mark) {
		return errStalePage
	}
	token, s, err := c.desk.SignIn(v.r.Context(), v.r.PathValue("code"), mark, v.r.UserAgent())
	if err != nil {
		return v.shut(err)
	}
	return v.begin(token, s)
}

// telegram asks who comes with Telegram's word whether to sign in.
func (c *Console) telegram(v *visit) error {
	if word := v.r.URL.RawQuery; word != "" { // a Mini App gets it where only its script can read it
		if _, _, err := vouched(word, c.token, c.desk.Now()); err != nil {
			return v.shut(err)
		}
	}
	mark := c.jar.read(v.r, door)
	if mark == "" {
		mark = rand.Text()
		c.jar.give(v.w, door, mark, doorAge)
	}
	v.show(http.StatusOK, "enter", page{Title: v.Say("console.enter.title"), Body: entrance{
		Action: v.r.URL.Path, Token: formToken(mark), Vouch: v.r.URL.RawQuery, Telegram: true,
	}})
	return nil
}

// telegramSignIn takes Telegram's word, once.
func (c *Console) telegramSignIn(v *visit) error {
	if !posted(v.r, c.jar.read(v.r, door)) {
		return errStalePage
	}
	account, proof, err := vouched(v.r.PostFormValue("vouch"), c.token, c.desk.Now())
	if err != nil {
		return v.shut(err)
	}
	token, s, err := c.desk.SignInAs(v.r.Context(), account, proof, v.r.UserAgent())
	if err != nil {
		return v.shut(err)
	}
	return v.begin(token, s)
}

// begin makes this browser the one of a sign-in, and of no other any more.
func (v *visit) begin(token string, s casework.SignIn) error {
	if err := v.desk.SignOut(v.r.Context(), v.jar.read(v.r, session)); err != nil {
		return err
	}
	zerolog.Ctx(v.r.Context()).Info().Str("person", string(s.Person)).Int64("signin", int64(s.ID)).Msg("signed in")
	v.jar.drop(v.w, door)
	v.jar.give(v.w, session, token, 0)
	next := "/console"
	if !s.Passed {
		next = "/console/factor"
	}
	http.Redirect(v.w, v.r, next, http.StatusSeeOther)
	return nil
}

// leave ends the sign-in of this browser and has it forget what it was shown.
func (c *Console) leave(v *visit) error {
	token := c.jar.read(v.r, session)
	if !posted(v.r, token) {
		return errStalePage
	}
	if err := c.desk.SignOut(v.r.Context(), token); err != nil {
		return err
	}
	c.jar.drop(v.w, session)
	v.w.Header().Set("Clear-Site-Data", `"cache", "storage"`)
	v.by = casework.Person{}
	v.problem(http.StatusOK, "left")
	return nil
}

// shut is the one page for every way in that doesn't hold.
func (v *visit) shut(err error) error {
	if casework.KindOf(err) != casework.NotFound {
		return err
	}
	v.problem(http.StatusUnauthorized, "shut")
	return nil
}

// problem says what is so with the way in, and what to do now.
func (v *visit) problem(status int, what string) {
	v.show(status, "problem", page{Title: v.Say("console.way." + what + ".title"), Body: problem{
		Line: v.Say("console.way." + what + ".line"), Next: v.Say("console.way." + what + ".next"),
	}})
}

// speak goes on in somebody's language, as their chat does.
func (v *visit) speak(p casework.Person) {
	v.Speech = words.For(cmp.Or(p.Language, v.desk.Office().Language))
}

// doors are the pages and acts of who isn't signed in, or not quite.
func (c *Console) doors(mux *http.ServeMux) {
	for pattern, page := range map[string]func(*visit) error{
		"GET /console/enter/{code}":  c.enter,
		"POST /console/enter/{code}": c.signIn,
		"POST /console/leave":        c.leave,
		"GET /console/leave":         unposted,
		"GET /console/factor/new":    unposted,
	} {
		mux.Handle(pattern, c.outside(page))
	}
	c.blind["GET /console/leave"], c.blind["GET /console/factor/new"] = true, true
	if c.token != "" {
		mux.Handle("GET /console/telegram", c.outside(c.telegram))
		mux.Handle("POST /console/telegram", c.outside(c.telegramSignIn))
	}
	mux.Handle("GET /console/factor", c.half(c.factor))
	mux.Handle("POST /console/factor", c.half(c.passFactor))
	mux.Handle("POST /console/factor/new", c.half(c.enrol))
}

// outside shows a page to whom it doesn't matter who they are.
func (c *Console) outside(show func(*visit) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &visit{w: w, r: r, Console: c, Speech: words.For(preferred(r))}
		if err := show(v); err != nil {
			v.fail(err)
		}
	})
}
