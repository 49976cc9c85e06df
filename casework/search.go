package casework

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// sign reads a word as a number's half, a whole number or a resident's sign; empty: it can be none.
func sign(word string) string {
	var b strings.Builder
	for _, r := range strings.ToUpper(word) {
		switch r {
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		if !strings.ContainsRune(crockford, r) {
			return ""
		}
		b.WriteRune(r)
	}
	if n := b.Len(); n < 4 || n > 8 {
		return ""
	}
	return strings.ToLower(b.String())
}

// Clue is one of the things by which a case is looked for: it must have an entry
// with one of these terms, or with a term that begins so.
type Clue struct{ Terms, Begins []string }

// mostSought is how many bytes of a search count, so that a button can carry it.
const mostSought = 48

// Sought is what somebody looks for: the text as it counts, and its words as Terms makes them.
type Sought struct {
	Text  string
	Words []string
	Cut   bool // there was more than counts
}

// Seek reads what somebody looks for.
func Seek(text string) (s Sought) {
	s.Text, s.Cut = upTo(mostSought, strings.Join(strings.Fields(strings.Map(apart, text)), " "))
	for w := range spelled(s.Text) {
		if !slices.Contains(s.Words, w) {
			s.Words = append(s.Words, w)
		}
	}
	return s
}

// apart puts a space for what can't be seen, and for what parts the arguments of a button.
func apart(r rune) rune {
	if r == ':' || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
		return ' '
	}
	return r
}

// upTo cuts a text to so many bytes, at a space where one is near.
func upTo(most int, text string) (kept string, cut bool) {
	if len(text) <= most {
		return text, false
	}
	end := 0
	for i, r := range text {
		if i+utf8.RuneLen(r) > most {
			break
		}
		end = i + utf8.RuneLen(r)
	}
	kept = text[:end]
	if i := strings.LastIndexByte(kept, ' '); i > most/2 && text[end] != ' ' {
		kept = kept[:i]
	}
	return strings.TrimSpace(kept), true
}

// beginsFrom is how many letters of a word find longer ones too.
const beginsFrom = 3

// clues turns the words into what a case must have. A word may also be part of a
// number, a sign, or of the name of one of these people; and for the staff of what a
// visitor is called, which a deputy doesn't know.
func (s Sought) clues(by Person, people []Person) []Clue {
	kinds := []string{""}
	if by.Staff() {
		kinds = append(kinds, visiting)
	}
	var all []Clue
	for _, w := range s.Words {
		words := []string{w}
		if han(w) {
			words = pairs(w)
		}
		for _, one := range words {
			all = append(all, clue(one, kinds, people))
		}
	}
	return all
}

func clue(w string, kinds []string, people []Person) Clue {
	c := Clue{Terms: named(w, people)}
	if n := sign(w); n != "" {
		c.Begins = append(c.Begins, numbered+n)
		c.Terms = append(c.Terms, signed+n)
	}
	for _, kind := range kinds {
		if !han(w) && len([]rune(w)) >= beginsFrom {
			c.Begins = append(c.Begins, kind+w)
		} else {
			c.Terms = append(c.Terms, kind+w)
		}
	}
	return c
}

// named gives the terms of those whose name has a word that is this, or begins so.
func named(word string, people []Person) (all []string) {
	for _, p := range people {
		for w := range spelled(p.Name) {
			same := w == word || han(word) && strings.Contains(w, word) ||
				!han(word) && len([]rune(word)) >= beginsFrom && strings.HasPrefix(w, word)
			if same {
				all = append(all, written+string(p.ID))
				break
			}
		}
	}
	return all
}

// In gives at which letter of a text one of the words stands; 0 where none does.
func (s Sought) In(text string) int {
	text = strings.Map(folded, text)
	for _, w := range s.Words {
		if han(w) {
			w = pairs(w)[0]
		}
		if at := strings.Index(text, w); at >= 0 {
			return utf8.RuneCountInString(text[:at])
		}
	}
	return 0
}

// Found are cases, the newest first.
type Found struct {
	Cases []Case
	Texts map[Number]string // of each the newest entry that has the rarest of what is looked for
	Short bool              // so much fits that not all was looked at
}

// Find lists the cases of a list in which all that is looked for occurs, as far as the
// person may see them, the newest first. Nobody but deputies and staff may. Protected
// ones are among them for who has them, unless one view is asked for.
func (d *Desk) Find(ctx context.Context, by Person, s Sought, l Listing) (Found, error) {
	if !by.Staff() && (by.Role != Deputy || by.Retired) || len(s.Words) == 0 {
		return Found{}, Errorf(NotFound, "%s looks for nothing", by.ID)
	}
	people, err := d.store.OfficePeople(ctx)
	if err != nil {
		return Found{}, err
	}
	return d.store.Find(ctx, by, s.clues(by, people), l.holds(d.now, d.Office().Zone), l.After, l.Limit)
}
