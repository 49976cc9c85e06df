package classify

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// buckets is how many n-ngrams the base model tells apart; others share a bucket.
const buckets = 1 << 18

// gram is one n-gram of a text: its bucket, and the runes it was read from.
type gram struct {
	bucket   uint32
	from, to int32 // of ngrams.at; a letter n-gram stands for its whole word
}

// ngrams is a text as the base model reads it: Chinese by one, two and three
// characters, words by three to five letters within their borders. It is
// reused from text to text.
type ngrams struct {
	all  []gram
	at   []stretch // every character of Chinese and every word, in order
	han  []rune
	word []rune
}

// stretch is a part of the text, in bytes.
type stretch struct {
	from, to int
	han      bool
	joins    bool // a character that follows the one before it without a break
}

// read takes the first runes of a text apart.
func (g *ngrams) read(text string) {
	g.all, g.at, g.han = g.all[:0], g.at[:0], g.han[:0]
	begin, count := -1, 0
	for i, c := range text {
		if count++; count > readLimit {
			text = text[:i]
			break
		}
		han := c >= 0x2E80 && unicode.Is(unicode.Han, c)
		inWord := !han && isWordRune(c)
		if !inWord && begin >= 0 {
			g.letters(text[begin:i], begin)
			begin = -1
		}
		switch {
		case inWord && begin < 0:
			g.han = g.han[:0]
			begin = i
		case han:
			g.character(c, i)
		case !inWord && c != ' ':
			g.han = g.han[:0]
		}
	}
	if begin >= 0 {
		g.letters(text[begin:], begin)
	}
}

func isWordRune(c rune) bool {
	if c < utf8.RuneSelf {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
	}
	return unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) || unicode.Is(unicode.Cf, c)
}

// character adds what ends with this character: it alone, and with the one and
// two before it.
func (g *ngrams) character(c rune, at int) {
	g.at = append(g.at, stretch{at, at + utf8.RuneLen(c), true, len(g.han) > 0})
	if c >= 0xF900 { // compatibility forms
		c, _ = utf8.DecodeRuneInString(norm.NFKC.String(string(c)))
	}
	c = simplified(c)
	g.han = append(g.han, c)
	last := int32(len(g.at)) // #nosec G115 -- bounded by readLimit
	for n := 1; n <= 3 && n <= len(g.han); n++ {
		h := hashRunes(uint32(n), g.han[len(g.han)-n:])                 // #nosec G115 -- 1 to 3
		g.all = append(g.all, gram{h % buckets, last - int32(n), last}) // #nosec G115 -- 1 to 3
	}
}

// letters reads a word. What holds a digit is a number, an address or a code.
func (g *ngrams) letters(word string, at int) {
	g.han = g.han[:0]
	place := int32(len(g.at)) // #nosec G115 -- bounded by readLimit
	whole := stretch{from: at, to: at + len(word)}
	if !plain(word) {
		word = norm.NFKC.String(word)
	}
	g.word = append(g.word[:0], borderRune)
	for _, c := range word {
		if c = unified(c); c == 0 {
			continue
		}
		if unicode.IsDigit(c) {
			return
		}
		if g.word = append(g.word, c); len(g.word) > wordLimit {
			break
		}
	}
	if len(g.word) < 3 {
		return
	}
	g.word = append(g.word, borderRune)
	g.at = append(g.at, whole)
	for n := shortest; n <= longest; n++ {
		for i := 0; i+n <= len(g.word); i++ {
			h := hashRunes(5, g.word[i:i+n])
			g.all = append(g.all, gram{h % buckets, place, place + 1})
		}
	}
}

// plain reports whether a word is of letters that have one form alone.
func plain(word string) bool {
	for _, c := range word {
		if c >= utf8.RuneSelf && (c < 'А' || c > 'я') {
			return false
		}
	}
	return true
}

// unified gives the form of a letter that people don't tell apart; 0: it can't be seen.
func unified(c rune) rune {
	switch {
	case c < utf8.RuneSelf:
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		return c
	case unicode.Is(unicode.Cf, c):
		return 0
	}
	if c = unicode.ToLower(c); c == 'ё' {
		return 'е' // most people write it so
	}
	return c
}
