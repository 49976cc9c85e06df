package classify

import (
	"strings"
	"sync"
	"unicode"

	"liaison/casework"
)

// The distances, in words or Chinese characters, within which things belong together.
const (
	sentence = 40 // what the end of a sentence counts for
	soon     = 6  // the parts of a phrase
	around   = 4  // what a phrase that takes the alarm away reaches
	nearby   = 14 // a word of an office and one of misconduct
)

// readUpTo is the most of a text that is read: more than any message has.
const readUpTo = 1 << 16

// lexiconOnce is made at the first use: a program that only shows its version needs none.
var lexiconOnce = sync.OnceValues(func() (*lexicon, error) { return newLexicon(rules) })

// Signals says what a text holds beside its topic, and its language. names are those
// of the office's people: who complains of one of them complains of the office.
func Signals(text string, names []string) (casework.Signals, string) {
	text = text[:min(len(text), readUpTo)]
	form := folded(text)
	language := languageOf(form)
	l, err := lexiconOnce()
	if err != nil {
		return nil, language // the rules are embedded, and a test reads them
	}
	var s casework.Signals
	r := l.read(form)
	for _, one := range []casework.Signal{casework.Danger, casework.SelfHarm, casework.Child} {
		if r.raised(l, string(one)) {
			s = append(s, one)
		}
	}
	if r.complains(l, form, names) {
		s = append(s, casework.Complaint)
	}
	switch {
	case casework.Thanks(text):
		s = append(s, casework.Gratitude)
	case len(s) == 0 && r.sells(l, text):
		s = append(s, casework.Spam)
	}
	return casework.Signals(nil).With(s...), language
}

// span is where a phrase was found, by words.
type span struct{ from, to, chain int }

// apart is how many words lie between two.
func (s span) apart(o span) int { return max(s.from-o.to, o.from-s.to, 0) }

// readings are the phrases of each list that a text holds.
type readings [][]span

// read walks over a text once.
func (l *lexicon) read(form string) readings {
	r := make(readings, len(l.lists))
	var open map[use]span // the phrases of which the part before was found
	at, word := int32(0), 0
	for _, c := range form {
		at = l.step(at, c)
		switch {
		case c == '\n':
			word += sentence
		case c == ' ' || han(c):
			word++
		}
		for _, n := range l.found[at] {
			for _, u := range l.uses[n] {
				c := l.chains[u.chain]
				here := span{word - 1, word, u.chain}
				if u.part > 0 {
					before, ok := open[use{u.chain, u.part - 1}]
					if !ok || word-before.to > soon+1 {
						continue
					}
					here.from = before.from
				}
				if u.part+1 < c.parts {
					if open == nil {
						open = map[use]span{}
					}
					open[u] = here
					continue
				}
				r[c.list] = append(r[c.list], here)
			}
		}
	}
	return r
}

func (r readings) of(l *lexicon, list string) []span {
	if n, ok := l.lists[list]; ok {
		return r[n]
	}
	return nil
}

// raised reports whether something of a list is said that nothing around takes back.
func (r readings) raised(l *lexicon, list string) bool {
	return stands(r.of(l, list), r.of(l, "not "+list))
}

func stands(said, back []span) bool {
	for _, s := range said {
		if !near(s, back, around) {
			return true
		}
	}
	return false
}

func near(s span, others []span, within int) bool {
	for _, o := range others {
		if s.apart(o) <= within {
			return true
		}
	}
	return false
}

// complains looks for the conduct of somebody in an office.
func (r readings) complains(l *lexicon, form string, names []string) bool {
	back := r.of(l, "not complaint")
	if stands(r.of(l, "complaint"), back) {
		return true
	}
	var bad []span
	for _, s := range r.of(l, "misconduct") {
		if !near(s, back, around) {
			bad = append(bad, s)
		}
	}
	if len(bad) == 0 {
		return false
	}
	official := r.of(l, "official")
	for _, s := range bad {
		if near(s, official, nearby) {
			return true
		}
	}
	return len(casework.NamedIn(form, names)) > 0
}

// Advertising is short and offers much: so many words of it with a link, a handle or a
// number, or so many without one, in a text no longer than that.
const (
	offersBeckoning = 2
	offersAlone     = 4
	offerLength     = 1200 // bytes
)

// sells looks for advertising: offers, and a way to take them up.
func (r readings) sells(l *lexicon, text string) bool {
	if len(text) > offerLength {
		return false
	}
	different := map[int]bool{}
	for _, s := range r.of(l, "spam") {
		different[s.chain] = true
	}
	n := len(different)
	return n >= offersAlone || n >= offersBeckoning && beckons(text)
}

// beckons reports whether a text holds a link, a handle or a long number.
func beckons(text string) bool {
	small := strings.ToLower(text)
	for _, link := range []string{"http://", "https://", "www.", "t.me/", "wa.me/", "bit.ly/", ".com", ".ru/", ".net", ".cn/", ".xyz", ".shop", ".online"} {
		if strings.Contains(small, link) {
			return true
		}
	}
	digits := 0
	handle := false
	for _, r := range small {
		switch {
		case unicode.IsDigit(r):
			digits++
		case r == ' ' || r == '-' || r == '(' || r == ')':
		default:
			digits = 0
		}
		if digits >= 7 || handle && unicode.IsLetter(r) {
			return true
		}
		handle = r == '@'
	}
	return false
}
