package web

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"liaison/casework"
	"liaison/clean"
)

// fetched gets a file from the messenger, a few at a time.
func (f *copier) fetched(ctx context.Context, m casework.Media) ([]byte, error) {
	switch {
	case m.Size > mostFetched:
		return nil, ErrFileLarge
	case f.fetch == nil:
		return nil, ErrFileGone
	}
	return f.fetch(ctx, m)
}

// place is kept as long as a file is in memory.
func (f *copier) place(ctx context.Context) (leave func(), err error) {
	select {
	case f.places <- struct{}{}:
		return func() { <-f.places }, nil
	case <-ctx.Done():
		return nil, casework.Errorf(casework.Later, "too many files at once")
	}
}

// copied makes a clean copy of a file.
func (f *copier) copied(ctx context.Context, m casework.Media, side int) (clean.Copy, error) {
	ctx, cancel := context.WithTimeout(ctx, openingTime)
	defer cancel()
	leave, err := f.place(ctx)
	if err != nil {
		return clean.Copy{}, err
	}
	defer leave()
	data, err := f.fetched(ctx, m)
	switch {
	case err != nil:
		return clean.Copy{}, err
	case m.Kind == "voice":
		return clean.Voice(data)
	}
	made, err := f.cleaner.Picture(ctx, data, side)
	if ctx.Err() != nil {
		return clean.Copy{}, casework.Errorf(casework.Later, "opening a file took too long")
	}
	return made, err
}

// bare is a file as it came.
func (f *copier) bare(ctx context.Context, m casework.Media) (clean.Copy, error) {
	leave, err := f.place(ctx)
	if err != nil {
		return clean.Copy{}, err
	}
	defer leave()
	data, err := f.fetched(ctx, m)
	return clean.Copy{Data: data, Type: "application/octet-stream"}, err
}

// shrunk is a small copy of a picture, which is kept a while: a page shows many, and is drawn after each act.
func (f *copier) shrunk(ctx context.Context, m casework.Media) (clean.Copy, error) {
	if m.Kind == "voice" {
		return clean.Copy{}, clean.ErrKind
	}
	if c, ok := f.small.find(m.FileID); ok {
		return c, nil
	}
	c, err := f.copied(ctx, m, smallSide)
	if err == nil {
		f.small.put(m.FileID, c)
	}
	return c, err
}

// withheld says why a file isn't given; empty if there is a copy, or another fault.
func withheld(err error) string {
	for why, is := range map[string]error{"kind": clean.ErrKind, "pixels": clean.ErrLarge, "broken": clean.ErrBroken, "gone": ErrFileGone, "large": ErrFileLarge} {
		if errors.Is(err, is) {
			return why
		}
	}
	return ""
}

// heldBack is a file that isn't given, and why.
type heldBack struct {
	attached
	Why      string
	Original string // the address of the file as it came; empty: it isn't given
	Case     casework.Number
}

func (v *visit) withhold(f casework.File, why string) error {
	n, err := v.number()
	if err != nil {
		return err
	}
	k := heldBack{attached: v.attached(f.Media), Why: why, Case: n}
	if f.Original && why != "gone" && why != "large" {
		k.Original = v.r.URL.Path + "/original"
	}
	v.show(http.StatusOK, "file", page{Title: v.Say("console.files.title"), At: "cases", Body: k})
	return nil
}

// shelf keeps the newest few small copies. Whoever reads from it has shown a right to.
type shelf struct {
	mu     sync.Mutex
	copies map[string]clean.Copy
	order  []string
	most   int
}

// Of small copies so many are kept, none of them larger than that.
const mostShelved, mostShelvedSize = 128, 256 << 10

func newShelf(most int) *shelf { return &shelf{copies: map[string]clean.Copy{}, most: most} }

func (s *shelf) find(id string) (clean.Copy, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.copies[id]
	return c, ok
}

func (s *shelf) put(id string, c clean.Copy) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, there := s.copies[id]; there || len(c.Data) > mostShelvedSize {
		return
	}
	if len(s.order) == s.most {
		delete(s.copies, s.order[0])
		s.order = s.order[1:]
	}
	s.copies[id], s.order = c, append(s.order, id)
}
