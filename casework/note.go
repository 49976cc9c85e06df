package casework

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Note keeps words between deputies and staff. Who has the case is told of those of others,
// as are those whom it calls, as far as they may see the case.
func (c Case) Note(by Person, w Words, now time.Time, called ...Person) (Change, error) {
	t, err := c.speaking(DoNote, by, w, now)
	if err != nil {
		return Change{}, err
	}
	e := t.write(Note, w)
	to := c.Owner
	if to == "" && t.settled().IsZero() {
		to = c.Offered
	}
	t.tellOfNote(e, to)
	for _, p := range called {
		if p.ID != to && c.Standing(p) != Stranger && c.Standing(p) != Author {
			t.tellOfNote(e, p.ID)
		}
	}
	return t.end(seq(e))
}

func (t *turn) tellOfNote(e Entry, to PersonID) {
	if to != "" && to != t.by.ID {
		t.tell(Notice{To: to, Kind: TellNote, Entry: e.Seq, Priority: 1})
	}
}

// called are the people of the office whose name or id stands in a text behind an @. Of
// names that begin alike the longest counts.
func (d *Desk) called(ctx context.Context, text string) ([]Person, error) {
	text = strings.ToLower(strings.ReplaceAll(text, "＠", "@"))
	if !strings.Contains(text, "@") {
		return nil, nil
	}
	all, err := d.store.OfficePeople(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b Person) int { return cmp.Compare(len(b.Name), len(a.Name)) })
	var called []Person
	for _, p := range all {
		if cut, ok := uncalled(text, p); ok {
			text, called = cut, append(called, p)
		}
	}
	return called, nil
}

// uncalled takes the calls of somebody out of a text, which is in small letters.
func uncalled(text string, p Person) (rest string, called bool) {
	for _, name := range []string{p.Name, string(p.ID)} {
		at := "@" + strings.ToLower(name)
		for from := 0; name != ""; {
			i := strings.Index(text[from:], at)
			if i < 0 {
				break
			}
			i += from
			from = i + len(at)
			// Chinese sets no space behind a name.
			if next, _ := utf8.DecodeRuneInString(text[from:]); unicode.IsLetter(next) && !unicode.Is(unicode.Han, next) {
				continue
			}
			text, from, called = text[:i]+text[from:], i, true
		}
	}
	return text, called
}

// Note keeps words to a case that no resident sees.
func (d *Desk) Note(ctx context.Context, once Once, by Person, n Number, w Words) (Case, error) {
	w.Text = strings.TrimSpace(w.Text)
	called, err := d.called(ctx, w.Text)
	if err != nil {
		return Case{}, err
	}
	return d.act(ctx, once, by, n, func(c Case, by Person, now time.Time) (Change, error) {
		return c.Note(by, w, now, called...)
	})
}
