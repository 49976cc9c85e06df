// Package chat is the demo's page: a resident's, a deputy's and the staff's
// chat with the bot side by side in a browser, over the simulated Telegram.
// It reads and sends without JavaScript too; with it, the page is live.
package chat

import (
	"embed"
	"fmt"
	"hash/fnv"
	"html/template"
	"net/http"
	"sync"

	"liaison/simulator"
)

//go:embed static
var static embed.FS

// Server is the part of *simulator.Server that the page stands on.
type Server interface {
	AddUser(simulator.User)
	AddForum(id int64, title string, members ...int64)
	PromoteBot(group int64, manages, pins bool)
	Open(user int64)
	Say(user int64, d simulator.Draft) (simulator.Message, error)
	SayIn(group, user int64, d simulator.Draft) (simulator.Message, error)
	Edit(user int64, message int, text string) error
	Press(user int64, message int, data string) (simulator.Press, error)
	PressIn(group, user int64, message int, data string) (simulator.Press, error)
	Answered(id string) (text string, alert, ok bool)
	Messages(chat int64) []simulator.Message
	TopicName(group int64, thread int) string
	Pinned(group int64) []int
	File(id string) (content []byte, mime string, ok bool)
	Pending() int // updates that the bot has not confirmed
	Watch() (<-chan struct{}, func())
}

// app is the page over one simulated Telegram.
type app struct {
	srv      Server
	clock    Clock
	casts    []Cast
	tmpl     *template.Template
	pictures map[string][]byte

	mu   sync.Mutex
	read map[int64]int // person -> the newest of their messages that the bot has read
}

// New returns the demo's page; it adds the people of the casts to the server
// and opens their chats, so that the bot may write to each of them first. The
// clock is the one that the server and the bot go by.
// A page is in the language asked for by ?lang=, else in the browser's, else in
// that of the first cast. Mount it at any path that ends in a slash. The live
// connections end with their request's context: give the http.Server a
// BaseContext that ends before Shutdown is called.
func New(srv Server, clock Clock, casts ...Cast) http.Handler {
	a := &app{srv: srv, clock: clock, casts: casts, pictures: Pictures(), read: map[int64]int{}}
	a.tmpl = template.Must(template.New("page.html").Funcs(a.funcs()).ParseFS(static, "static/page.html"))
	for _, c := range casts {
		for _, col := range c.Columns {
			for _, p := range col.People {
				enter(srv, p)
			}
		}
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", a.page)
	mux.HandleFunc("GET /events", a.events)
	mux.HandleFunc("GET /photo/{id}", a.photo)
	mux.HandleFunc("GET /picture/{name}", a.picture)
	mux.Handle("GET /chat.css", asset("static/chat.css", "text/css; charset=utf-8"))
	mux.Handle("GET /chat.js", asset("static/chat.js", "text/javascript; charset=utf-8"))
	mux.HandleFunc("POST /send", a.send)
	mux.HandleFunc("POST /press", a.press)
	mux.HandleFunc("POST /edit", a.edit)
	mux.HandleFunc("POST /clock", a.moveClock)
	return guarded(http.NewCrossOriginProtection().Handler(mux))
}

// enter makes a person known to the server, or a group that the bot may keep in order.
func enter(srv Server, p Person) {
	if p.group() {
		srv.AddForum(p.User.ID, p.name(), p.By)
		srv.PromoteBot(p.User.ID, true, true)
		return
	}
	srv.AddUser(p.User)
	srv.Open(p.User.ID)
}

// policy lets the page use nothing but itself.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// asset serves one embedded file, which the browser asks after each time.
func asset(name, mime string) http.Handler {
	content, err := static.ReadFile(name)
	if err != nil {
		panic(fmt.Sprintf("embedded file %s: %v", name, err))
	}
	sum := fnv.New64a()
	_, _ = sum.Write(content)
	tag := fmt.Sprintf("%q", fmt.Sprintf("%x", sum.Sum64()))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", mime)
		w.Header().Set("Cache-Control", "no-cache")
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = w.Write(content)
	})
}

// photo shows a picture that a message carries.
func (a *app) photo(w http.ResponseWriter, r *http.Request) {
	content, _, ok := a.srv.File(r.PathValue("id"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	writePicture(w, r, content)
}

// picture shows one of the prepared pictures.
func (a *app) picture(w http.ResponseWriter, r *http.Request) {
	content, ok := a.pictures[r.PathValue("name")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	writePicture(w, r, content)
}

// writePicture answers with what the content is, never with what it is called,
// and with nothing that a browser could run.
func writePicture(w http.ResponseWriter, r *http.Request, content []byte) {
	kind := http.DetectContentType(content)
	if !pictureKinds[kind] {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "private, max-age=86400")
	_, _ = w.Write(content) //nolint:gosec // G705: only what is a PNG or a JPEG comes here, with nosniff
}

// pictureKinds are the files that the page takes and shows as pictures.
var pictureKinds = map[string]bool{"image/png": true, "image/jpeg": true}
