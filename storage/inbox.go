package storage

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"liaison/casework"
)

// First reports whether an update is acted on for the first time, and remembers it.
func (s *Store) First(ctx context.Context, o casework.Once) (bool, error) {
	err := s.steps(ctx, s.seen(o))
	if casework.KindOf(err) == casework.Repeated {
		return false, nil
	}
	return err == nil, err
}

const actedOnce = `SELECT key FROM once WHERE key = $1 AND print = $2`

// Acted reports whether an update was acted on.
func (s *Store) Acted(ctx context.Context, o casework.Once) (acted bool, err error) {
	err = s.glance(ctx, step{text: actedOnce, args: []any{o.Key, o.Print}, row: func(r scanner) error {
		acted = true
		return r.Scan(&o.Key)
	}})
	return acted, err
}

const countReused = `SELECT count(*) FROM once WHERE reused > 0`

// Reused counts the updates whose id had been seen with other content: the
// messenger gives ids again after a quiet week.
func (s *Store) Reused(ctx context.Context) (n int64, err error) {
	err = s.read(ctx, step{text: countReused, row: func(r scanner) error { return r.Scan(&n) }})
	return n, err
}

const insertStray = `INSERT INTO strays (key, print, chat, raw, reason, seen) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`

var errKept = errors.New("kept before")

// SetAside keeps an update that could not be handled, once however often it
// comes, counts it as acted on, and lets the staff know.
func (s *Store) SetAside(ctx context.Context, v casework.Stray) error {
	if v.Once == (casework.Once{}) {
		sum := sha256.Sum256(v.Raw)
		v.Once.Print = hex.EncodeToString(sum[:])
	}
	reason := strings.ReplaceAll(strings.ToValidUTF8(v.Reason, "?"), "\x00", "?")
	seen := s.seen(v.Once)
	seen.none = nil
	err := s.steps(ctx,
		step{text: insertStray, none: errKept,
			args: []any{v.Once.Key, v.Once.Print, v.Chat, filled(v.Raw), reason, millis(s.now())}},
		seen,
		s.owe(casework.Notice{Kind: casework.TellStray, Priority: 1, Key: "stray"}))
	if errors.Is(err, errKept) {
		return nil
	}
	if err == nil {
		s.wake()
	}
	return err
}
