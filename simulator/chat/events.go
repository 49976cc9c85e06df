package chat

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

const (
	heartbeat = 20 * time.Second // keeps a quiet connection from being taken for a dead one
	glance    = time.Second      // how often the ticks are looked at: reading changes no message
)

// update is what the live page is told: a chat as it is now, the next step, or the time.
type update struct {
	User  int64  `json:"user,omitempty"`
	Views []view `json:"views,omitempty"`
	Hint  string `json:"hint,omitempty"`
	Time  string `json:"time,omitempty"`
}

// events streams the chats of one cast: all of them at first, then each that
// changed, whole, so that a page which missed something is right again.
func (a *app) events(w http.ResponseWriter, r *http.Request) {
	changed, stop := a.srv.Watch()
	defer stop()
	w.Header().Set("Content-Type", "text/event-stream")
	s := stream{app: a, cast: a.placeOf(r).cast, seen: map[int64]string{}, w: w, flush: http.NewResponseController(w).Flush}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	look := time.NewTicker(glance)
	defer look.Stop()
	for {
		if err := s.push(); err != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-changed:
		case <-look.C:
		case <-beat.C:
			if _, err := fmt.Fprint(w, ": still here\n\n"); err != nil {
				return
			}
		}
	}
}

// stream is one live page.
type stream struct {
	app   *app
	cast  Cast
	seen  map[int64]string // the versions of each chat's messages as last sent; 0: the hint, -1: the time
	w     http.ResponseWriter
	flush func() error
}

// push sends what differs from what this page has.
func (s *stream) push() error {
	ph := phrasesFor(s.cast.Lang)
	for _, col := range s.cast.Columns {
		for _, p := range col.People {
			vs := s.app.views(p, ph)
			if err := s.tell(p.User.ID, versions(vs), update{User: p.User.ID, Views: vs}); err != nil {
				return err
			}
		}
	}
	hint := s.app.hint(s.cast, ph)
	if err := s.tell(0, hint, update{Hint: hint}); err != nil {
		return err
	}
	now := s.app.time(ph)
	if err := s.tell(-1, now, update{Time: now}); err != nil {
		return err
	}
	return s.flush()
}

// tell sends an update unless the page has that version.
func (s *stream) tell(key int64, version string, u update) error {
	if had, ok := s.seen[key]; ok && had == version {
		return nil
	}
	s.seen[key] = version
	content, err := json.Marshal(u)
	if err != nil {
		return fmt.Errorf("encode chat %d: %w", key, err)
	}
	_, err = fmt.Fprintf(s.w, "data: %s\n\n", content)
	return err
}

func versions(vs []view) string {
	var b strings.Builder
	for _, v := range vs {
		fmt.Fprintf(&b, "%d:%s ", v.ID, v.Version)
	}
	return b.String()
}
