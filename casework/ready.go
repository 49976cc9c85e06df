package casework

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// ReadyID names an answer that a deputy keeps to use it again.
type ReadyID int64

// Ready is an answer that a deputy keeps to use it again.
type Ready struct {
	ID      ReadyID
	Person  PersonID
	Text    string // may hold NumberHole
	Made    time.Time
	Dropped bool // in a Change: it goes
}

// Shared is a ready answer of the office file, for all deputies.
type Shared struct {
	ID    string
	Topic TopicID           // it is offered under this topic; empty: under any
	Text  map[string]string // by language, the office's among them; may hold NumberHole
}

// NumberHole stands in a ready answer where the number of the case is put in.
const NumberHole = "{number}"

const (
	// MostReady is how many ready answers a deputy keeps at most.
	MostReady = 50
	// ReadyLimit is how many letters one may have: what is shown before it is sent fits one message.
	ReadyLimit = 3000
)

// Prepared is a ready answer as it would go out in a case.
type Prepared struct {
	Key  string // what names it: an own one by its id, one of the office file by "f-" and its id
	Own  bool
	Text string
	Seal string // of these words and of how far the case was: AnswerReady checks it
}

const sharedKey = "f-"

// prepare puts the case's number into a ready answer.
func (c Case) prepare(key string, own bool, text string) Prepared {
	if c.Number != "" {
		text = strings.ReplaceAll(text, NumberHole, c.Number.String())
	}
	sum := sha256.Sum256([]byte(strconv.Itoa(c.Entries) + ":" + text))
	return Prepared{Key: key, Own: own, Text: text, Seal: hex.EncodeToString(sum[:4])}
}

// shared are the office's ready answers under a topic, in the language of who reads them.
func (o Office) shared(c Case, language string) []Prepared {
	var all []Prepared
	for _, s := range o.Ready {
		if s.Topic != "" && c.Number != "" && s.Topic != c.Topic {
			continue
		}
		base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(language, "_", "-")), "-")
		text := cmp.Or(s.Text[language], s.Text[base], s.Text[o.Language])
		all = append(all, c.prepare(sharedKey+s.ID, false, text))
	}
	return all
}

// HasReady reports whether a deputy has any ready answer for cases under a topic.
func (d *Desk) HasReady(ctx context.Context, by Person, topic TopicID) (bool, error) {
	for _, s := range d.Office().Ready {
		if s.Topic == "" || s.Topic == topic {
			return by.Role == Deputy, nil
		}
	}
	own, err := d.store.Readies(ctx, by, 1)
	return len(own) > 0, err
}

// Prepared lists a deputy's ready answers, their own first, as they would go out in
// a case; without a number all of them, as they are kept.
func (d *Desk) Prepared(ctx context.Context, by Person, n Number) ([]Prepared, error) {
	if by.Role != Deputy || by.Retired {
		return nil, Errorf(NotFound, "no ready answers for %s", by.ID)
	}
	if n == "" {
		return d.prepared(ctx, by, Case{})
	}
	c, err := d.store.Case(ctx, by, n)
	if err != nil {
		return nil, err
	}
	return d.prepared(ctx, by, c)
}

func (d *Desk) prepared(ctx context.Context, by Person, c Case) ([]Prepared, error) {
	own, err := d.store.Readies(ctx, by, MostReady)
	if err != nil {
		return nil, err
	}
	reader := by
	if c.Number != "" {
		if reader, err = d.store.Person(ctx, c.Resident); err != nil {
			return nil, err
		}
	}
	var all []Prepared
	for _, r := range own {
		all = append(all, c.prepare(strconv.FormatInt(int64(r.ID), 10), true, r.Text))
	}
	return append(all, d.Office().shared(c, reader.Language)...), nil
}

// AnswerReady answers the resident with a ready answer. Conflict, MovedOn or
// AlreadyAnswered: it reads otherwise than what was shown under this seal, or the
// case has got new words since.
func (d *Desk) AnswerReady(ctx context.Context, once Once, by Person, n Number, key, seal string) (Case, error) {
	return d.answer(ctx, once, by, n, func(c Case, by Person) (Words, error) {
		list, err := d.prepared(ctx, by, c)
		if err != nil {
			return Words{}, err
		}
		for _, p := range list {
			switch {
			case p.Key != key:
			case p.Seal != seal && c.Status == Answered: // most likely by these very words, with a second tap
				return Words{}, conflict(AlreadyAnswered, c, c.Owner)
			case p.Seal != seal:
				return Words{}, conflict(MovedOn, c, "")
			default:
				return Words{Text: p.Text}, nil
			}
		}
		return Words{}, Errorf(NotFound, "no such ready answer")
	})
}

// KeepReady keeps words to be used again, and reports whether they are new.
// Conflict, TooMany: something else must go first.
func (d *Desk) KeepReady(ctx context.Context, once Once, by Person, text string) (fresh bool, err error) {
	text = strings.TrimSpace(text)
	switch {
	case by.Role != Deputy || by.Retired:
		return false, Errorf(NotFound, "no ready answers for %s", by.ID)
	case blank(text), utf8.RuneCountInString(text) > ReadyLimit:
		return false, Errorf(Invalid, "no words to keep, or too many")
	}
	err = d.inTurn(ctx, by.Account, func() error {
		own, err := d.store.Readies(ctx, by, MostReady)
		if err != nil {
			return err
		}
		for _, r := range own {
			if r.Text == text {
				return nil
			}
		}
		if len(own) >= MostReady {
			return &Error{Kind: Conflict, Reason: TooMany, Who: by.ID, text: "as many ready answers as can be"}
		}
		id, err := drawID(d.random)
		if err != nil {
			return err
		}
		fresh = true
		return d.apply(ctx, once, &by, Change{Ready: []Ready{{ID: ReadyID(id), Person: by.ID, Text: text, Made: d.now()}}})
	})
	return fresh, err
}

// KeepAnswer keeps an answer of the deputy's own, with a hole where the case's number stood.
func (d *Desk) KeepAnswer(ctx context.Context, once Once, by Person, n Number, entry int) (fresh bool, err error) {
	e, err := d.entry(ctx, by, n, entry)
	if err != nil {
		return false, err
	}
	if e.Kind != Answer || e.By != by.ID {
		return false, Errorf(NotFound, "no answer %d of %s in case %s", entry, by.ID, n)
	}
	return d.KeepReady(ctx, once, by, strings.ReplaceAll(e.Text, n.String(), NumberHole))
}

// DropReady gives up a ready answer of the deputy's own.
func (d *Desk) DropReady(ctx context.Context, once Once, by Person, id ReadyID) error {
	return retry(func() error {
		return d.apply(ctx, once, &by, Change{Ready: []Ready{{ID: id, Person: by.ID, Dropped: true}}})
	})
}
