// Package clean makes copies of what people send that say nothing of who made it, when, where
// and with what. It knows no case, no person and no messenger.
package clean

import (
	"context"
	"errors"
)

// Why there is no copy.
var (
	ErrKind   = errors.New("a kind of file that can't be cleaned")
	ErrLarge  = errors.New("more pixels than are opened here")
	ErrBroken = errors.New("a file that can't be read to its end")
)

// Copy is a file made anew.
type Copy struct {
	Data []byte
	Type string // as in Content-Type
}

// Cleaner opens a few files at a time, since each may need much memory. It is safe for
// concurrent use.
type Cleaner struct{ places chan struct{} }

// New makes a Cleaner that opens so many files at once.
func New(atOnce int) *Cleaner { return &Cleaner{places: make(chan struct{}, atOnce)} }

// Picture makes a JPEG, PNG, GIF or WebP anew, upright and no longer than side, from its pixels
// alone. Of a moving picture it is the first one. What isn't as it says in its first bytes is no picture.
func (c *Cleaner) Picture(ctx context.Context, data []byte, side int) (Copy, error) {
	select {
	case c.places <- struct{}{}:
		defer func() { <-c.places }()
	case <-ctx.Done():
		return Copy{}, ctx.Err()
	}
	return picture(ctx, data, side)
}
