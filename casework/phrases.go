package casework

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// inRow is how many words in the same order are taken for copied.
	inRow = 3
	// fewestPhrases must be in a text that can be a copy: a greeting isn't.
	fewestPhrases = 10
)

type phrase [inRow]string

// phrases are the rows of words that texts hold.
type phrases map[phrase]bool

func (p phrases) learn(list []token) {
	for i := range max(0, len(list)-inRow+1) {
		p[phraseAt(list, i)] = true
	}
}

// in reports of each word whether it belongs to one of the phrases. The ends of a text always do.
func (p phrases) in(list []token) []bool {
	found := make([]bool, len(list))
	found[0], found[len(list)-1] = true, true
	for at := range max(0, len(list)-inRow+1) {
		for i := range inRow {
			found[at+i] = found[at+i] || p[phraseAt(list, at)]
		}
	}
	return found
}

func phraseAt(list []token, i int) phrase {
	return phrase{list[i].word, list[i+1].word, list[i+2].word}
}

// copied reports whether two texts are copies of one, to which either may have added: most
// of the shorter stands in the other, in the same order.
func copied(a, b string) bool {
	short, long := phrases{}, phrases{}
	short.learn(tokens(a))
	long.learn(tokens(b))
	if len(short) > len(long) {
		short, long = long, short
	}
	both := 0
	for p := range short {
		if long[p] {
			both++
		}
	}
	return len(short) >= fewestPhrases && 5*both >= 3*len(short)
}

// token is a word, or a Chinese character, and where it stands.
type token struct {
	word     string
	from, to int
}

// tokens cuts a text into words, between an empty one at its beginning and one at its end.
func tokens(text string) []token {
	all, open := []token{{}}, false
	for i, r := range text {
		letter, han := unicode.In(r, unicode.Letter, unicode.Digit, unicode.Mark), unicode.Is(unicode.Han, r)
		if letter && (han || !open) {
			all = append(all, token{from: i})
		}
		if open = letter && !han; letter {
			last := &all[len(all)-1]
			last.to = i + utf8.RuneLen(r)
			last.word = strings.ToLower(text[last.from:last.to])
		}
	}
	return append(all, token{from: len(text), to: len(text)})
}
