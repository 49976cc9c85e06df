package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/sys/unix"

	"liaison/casework"
	"liaison/classify"
	"liaison/config"
)

// charter is the office file of a station that runs, which an administrator may change.
type charter struct {
	*station
	path string
	turn sync.Mutex
	runs string // the hash of the content by which the station goes
	lost string // the hash of what was kept elsewhere and doesn't stand in this file, once that is told
}

func hashOf(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// chartered lets the office file that the station was made of be changed.
func (s *station) chartered(path string, text []byte) {
	s.charter = &charter{station: s, path: path, runs: hashOf(text)}
}

// Read gives the content of the file.
func (c *charter) Read() (string, error) {
	text, err := config.ReadOfficeFile(c.path)
	return string(text), err
}

// Mark names a content.
func (c *charter) Mark(text string) string { return hashOf([]byte(text)) }

// Fixed reports whether the file can't be replaced from here.
func (c *charter) Fixed() bool {
	path, err := filepath.EvalSymlinks(c.path)
	return err != nil || unix.Access(path, unix.W_OK) != nil || unix.Access(filepath.Dir(path), unix.W_OK) != nil
}

// Check reads a content as the program does at its start, and says all that is wrong in it.
func (c *charter) Check(text string) (casework.Office, []string) {
	file, err := config.ParseOffice(filepath.Base(c.path), []byte(text), classify.Labels())
	if wrong, ok := errors.AsType[*config.Invalid](err); ok {
		return casework.Office{}, wrong.Problems
	}
	return officeOf(file), nil
}

// Keep writes a content into the file in place of the one that was marked, and has the station go
// by it. Conflict: another stands there by now. Where the desk refuses, the file is as it was.
func (c *charter) Keep(ctx context.Context, once casework.Once, by casework.Person, text, mark string) error {
	c.turn.Lock()
	defer c.turn.Unlock()
	release, ok, err := c.store.Lead(ctx, "charter") // the other replicas
	if err != nil {
		return err
	}
	if !ok {
		return casework.Errorf(casework.Later, "the office file is being kept by another")
	}
	defer release()
	before, err := c.Read()
	switch {
	case err != nil:
		return err
	case before == text:
		return nil
	case c.Mark(before) != mark:
		return casework.Errorf(casework.Conflict, "the office file has changed meanwhile")
	}
	office, wrong := c.Check(text)
	if len(wrong) > 0 {
		return casework.Errorf(casework.Invalid, "an office file with %d faults", len(wrong))
	}
	if err := c.desk.Reformable(by, office); err != nil {
		return err
	}
	if err := replace(c.path, text); err != nil {
		return casework.Errorf(casework.Later, "keep the office file: %v", err)
	}
	if err := c.desk.Reform(ctx, once, by, office, c.Mark(text)); err != nil {
		return errors.Join(err, replace(c.path, before))
	}
	c.adopted(ctx, office, c.Mark(text))
	zerolog.Ctx(ctx).Info().Str("person", string(by.ID)).Msg("office file kept")
	return nil
}

// adopted has the parts that know the office besides the desk go by it.
func (c *charter) adopted(ctx context.Context, office casework.Office, mark string) {
	c.runs = mark
	c.sorter.Retopic(office.Topics)
	if _, err := c.sorter.Learn(ctx, c.store); err != nil {
		zerolog.Ctx(ctx).Error().Err(err).Msg("corrections not learned") // the next look does
	}
}

// replace puts a content into the place of a file, whole or not at all, with the same rights.
func replace(path, text string) (err error) {
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return err
	}
	was, err := os.Stat(path)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".office-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(f.Name()))
		}
	}()
	if err := f.Chmod(was.Mode().Perm()); err != nil {
		return err
	}
	if _, err := f.WriteString(text); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return err
	}
	return errors.Join(f.Close(), syncDir(filepath.Dir(path)))
}

func syncDir(path string) error {
	dir, err := os.Open(path) // #nosec G304 -- where the office file stands
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// followEvery is how soon other replicas go by an office file that was kept in the console.
const followEvery = 10 * time.Second

// follow has this replica go by what was kept on another, once it stands in its own file too.
func (s *station) follow(ctx context.Context) {
	if s.charter == nil {
		return
	}
	every(ctx, followEvery, func() {
		if err := s.charter.follow(ctx); err != nil && ctx.Err() == nil {
			zerolog.Ctx(ctx).Error().Err(err).Msg("kept office file not followed")
		}
	})
}

func (c *charter) follow(ctx context.Context) error {
	c.turn.Lock()
	defer c.turn.Unlock()
	last, err := c.store.Charters(ctx, 1)
	if err != nil || len(last) == 0 || last[0].Hash == c.runs || last[0].Hash == c.lost {
		return err
	}
	text, err := c.Read()
	if err != nil {
		return fmt.Errorf("read the office file: %w", err)
	}
	office, wrong := c.Check(text)
	if c.Mark(text) != last[0].Hash || len(wrong) > 0 {
		c.lost = last[0].Hash
		zerolog.Ctx(ctx).Warn().Msg("another office file was kept than stands here")
		return nil
	}
	c.desk.Adopt(office)
	c.adopted(ctx, office, last[0].Hash)
	return nil
}
