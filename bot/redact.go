package bot

import (
	"bytes"
	"io"
	"strings"
	"sync"
)

const lineLimit = 256 << 10 // of a line held back for its end

// Redact is the last filter of a log: it replaces whatever looks like a token by
// *** and passes on whole lines only, since a token may come in two writes.
func Redact(w io.Writer) io.Writer { return &redactor{out: w} }

type redactor struct {
	mu   sync.Mutex
	out  io.Writer
	held []byte
}

// outside reports what can't be part of a token.
func outside(c rune) bool {
	return !strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-:%", c)
}

// Write always takes all of p; an error is the inner writer's.
func (r *redactor) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.held = append(r.held, p...)
	end := bytes.LastIndexByte(r.held, '\n') + 1
	if end == 0 && len(r.held) > lineLimit {
		if end = bytes.LastIndexFunc(r.held, outside) + 1; end == 0 {
			end = len(r.held)
		}
	}
	if end == 0 {
		return len(p), nil
	}
	_, err := r.out.Write(secrets.ReplaceAll(r.held[:end], []byte("***")))
	r.held = append(r.held[:0], r.held[end:]...)
	return len(p), err
}
