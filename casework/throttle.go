package casework

import (
	"context"
	"slices"
	"strings"
	"time"
)

// Throttled is a message that came faster than is acted on: it is kept until
// staff take it up, and belongs to no case yet. Its Ref names it.
type Throttled struct {
	Ref
	Person    PersonID
	Text      string
	Media     []Media
	Sealed    []Sealed
	Forwarded bool
	At        time.Time
	Edited    bool // only the words of one that is kept already
}

// Flood is what is kept back of one resident.
type Flood struct {
	Person PersonID
	Count  int
	First  time.Time
	Last   time.Time
}

// What is taken up at once becomes one entry, which somebody has to read.
const (
	takenUpMessages = 100
	takenUpRunes    = 12000
	takenUpFiles    = 10
)

// throttle keeps a message back. The resident hears of it once in a minute, the
// staff once a day.
func (m Message) throttle(p *Person, now time.Time) Change {
	ch := Change{Throttled: m.kept(p.ID, now)}
	if p.warned(minutely) {
		ch.Notices = append(ch.Notices, Notice{To: p.ID, Kind: TellSlower, Key: "slower:" + string(p.ID)})
	}
	if p.warned(daily) {
		ch.Notices = append(ch.Notices, Notice{Kind: TellFlood, Priority: 1, Key: "flood:" + string(p.ID)})
	}
	return ch
}

func (m Message) kept(of PersonID, now time.Time) []Throttled {
	return []Throttled{{
		Ref: m.Ref, Person: of, Text: m.Text, Media: m.Media, Sealed: m.Sealed, Forwarded: m.Forwarded, At: now,
	}}
}

// Floods lists the residents of whom something is kept back, for the staff.
func (d *Desk) Floods(ctx context.Context, by Person, limit int) ([]Flood, error) {
	return d.store.Floods(ctx, by, limit)
}

// keptBack is how many messages a resident is shown of what is kept back.
const keptBack = 1000

// KeptBack lists a person's own messages that are kept back, in order.
func (d *Desk) KeptBack(ctx context.Context, by Person) ([]Throttled, error) {
	return d.store.Throttled(ctx, by, by.ID, keptBack)
}

// TakeUp brings what was kept back of a resident to their newest open case, or
// makes one of it, as one entry; it gives the case. What is too much for one
// entry stays for the next time. NotFound: nothing is kept back of them.
func (d *Desk) TakeUp(ctx context.Context, once Once, by Person, who PersonID) (Case, error) {
	if !by.Staff() {
		return Case{}, Errorf(Forbidden, "%s may not take up messages", by.ID)
	}
	var after Case
	err := retry(func() error {
		kept, err := d.store.Throttled(ctx, by, who, takenUpMessages)
		if err != nil {
			return err
		}
		if kept = fitting(kept); len(kept) == 0 {
			return Errorf(NotFound, "nothing is kept back of %s", who)
		}
		author, err := d.store.Person(ctx, who)
		if err != nil {
			return err
		}
		ch, err := d.takenUp(ctx, author, kept)
		if err != nil {
			return err
		}
		after = ch.Cases[0]
		return d.apply(ctx, once, &by, ch)
	})
	return after, err
}

func (d *Desk) takenUp(ctx context.Context, author Person, kept []Throttled) (Change, error) {
	cv, err := d.store.Conversation(ctx, author.Account)
	if err != nil {
		return Change{}, err
	}
	now, m := d.now(), gathering(author, kept)
	var ch Change
	if c := cv.find(func(c Case) bool { return c.Open() && !c.Protected }); c.Number != "" {
		v, q, err := d.judgeWhole(ctx, c, m)
		if err != nil {
			return Change{}, err
		}
		ch, err = c.Join(m, v, q, now)
		if err != nil {
			return Change{}, err
		}
	} else {
		v, q, err := d.judge(ctx, m.Text)
		if err != nil {
			return Change{}, err
		}
		if ch, err = d.open(ctx, m, v, q); err != nil {
			return Change{}, err
		}
	}
	for _, k := range kept {
		ch.TakenUp = append(ch.TakenUp, k.Ref)
		ch.Links = append(ch.Links, Link{Ref: k.Ref, Case: ch.Cases[0].Number, Person: author.ID})
	}
	return ch, nil
}

// gathering is all of it as one message. A text that came again and again stands
// there once.
func gathering(author Person, kept []Throttled) Message {
	m := Message{From: author, Forwarded: true}
	var texts []string
	for _, k := range kept {
		if text := strings.TrimSpace(k.Text); text != "" && !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
		m.Media, m.Sealed = append(m.Media, k.Media...), append(m.Sealed, k.Sealed...)
		m.Forwarded = m.Forwarded && k.Forwarded
	}
	m.Text = strings.Join(texts, "\n")
	return m
}

// fitting are as many of the first as make one entry, at least one.
func fitting(kept []Throttled) []Throttled {
	runes, files := 0, 0
	for i, k := range kept {
		runes, files = runes+len([]rune(k.Text)), files+len(k.Media)
		if i > 0 && (runes > takenUpRunes || files > takenUpFiles) {
			return kept[:i]
		}
	}
	return kept
}
