package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"time"

	"liaison/casework"
)

const (
	beatEvery = 20 * time.Second // proxies end what is silent for long
	readTakes = 10 * time.Second
)

// live tells an open board when what it shows has changed, and when nobody is signed
// in any more. Who may see nothing of a change hears nothing of it.
func (c *Console) live(v *visit) error {
	s := openStream(v.w)
	defer c.watch.join(v.r.Context())()
	beat := time.NewTicker(beatEvery)
	defer beat.Stop()
	moved := c.watch.next()
	b, err := c.read(v.r.Context(), v.by)
	c.watch.keep(readerOf(v.by), moved, b)
	for seen := cmp.Or(v.r.Header.Get("Last-Event-ID"), v.r.URL.Query().Get("seen")); err == nil; b, err = c.now(v) {
		if b.Mark != seen {
			seen = b.Mark
			s.send("changed", seen)
		}
		if !c.wait(v, s, moved, beat.C) {
			return nil
		}
		moved = c.watch.next()
	}
	return nil // the browser asks again by itself
}

// now is the board as it was read after the last change.
func (c *Console) now(v *visit) (board, error) {
	return c.watch.board(readerOf(v.by), func() (board, error) {
		// Others wait for it too, so it goes on when the first of them leaves.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(v.r.Context()), readTakes)
		defer cancel()
		return c.read(ctx, v.by)
	})
}

// wait lasts until the books have moved. It reports whether somebody looks still.
func (c *Console) wait(v *visit, s stream, moved <-chan struct{}, beat <-chan time.Time) bool {
	for {
		select {
		case <-v.r.Context().Done():
			return false
		case <-moved:
			return c.stays(v, s)
		case <-beat:
			if s.write(": still here\n\n"); !c.stays(v, s) {
				return false
			}
		}
	}
}

// stays looks anew who is signed in.
func (c *Console) stays(v *visit, s stream) bool {
	by, _, err := c.still(v.r)
	if kind := casework.KindOf(err); kind == casework.NotFound || kind == casework.Forbidden {
		s.send("ended", "")
	}
	v.by = by
	return err == nil
}

// stream is a reply that goes on. A page that takes nothing more ends the request.
type stream struct {
	w  http.ResponseWriter
	rc *http.ResponseController
}

func openStream(w http.ResponseWriter) stream {
	s := stream{w, http.NewResponseController(w)}
	_ = s.rc.SetReadDeadline(time.Time{}) // nothing more is read, so that there is nothing to wait for
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("X-Accel-Buffering", "no")
	s.write(": open\n\n")
	return s
}

func (s stream) send(event, id string) {
	s.write(fmt.Sprintf("id: %s\nevent: %s\ndata: %s\n\n", id, event, event))
}

func (s stream) write(text string) {
	_ = s.rc.SetWriteDeadline(time.Now().Add(readTakes))
	_, _ = fmt.Fprint(s.w, text)
	_ = s.rc.Flush()
}
