package classify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	shortest, longest = 3, 5 // n-grams of letters, a word's borders counted in
	wordLimit         = 40   // its border included; longer "words" are noise, and read in pieces
)

// Shares of a word's or character's weight. A word known whole and a word known
// by half of its n-grams (an inflected one) should both count, the first more.
const (
	wholeWord  = 0.7
	allNgrams  = 0.7
	hanSingle  = 0.3
	hanPair    = 0.75
	hanTriple  = 0.55
	hanFull    = hanSingle*hanSingle + hanPair*hanPair // a pair that is known whole
	borderRune = '^'
)

// term is one hashed feature of a text with its weight.
type term struct {
	hash  uint32
	value float32
}

// unit is what a reader would call a word: a word of letters, or two Chinese
// characters. Its terms are terms[lo:hi] of the reading.
type unit struct {
	from, to int // bytes of the text as it was written
	lo, hi   int
	han      bool
	starts   [2]int // of letters: the beginnings of the word, in reading.starts
	runes    int
}

// reading is a text taken apart. It is reused from text to text.
type reading struct {
	units  []unit
	terms  []term
	atoms  []uint32 // every word and every Chinese character, for finding phrases
	long   []bool   // of each atom: enough to be a phrase by itself
	starts []uint32
	word   []rune
	han    []rune
	at     [][2]int // where each of han stands, in bytes
}

// read takes the first runes of a text apart into words and runs of Chinese.
func (r *reading) read(text string) {
	r.units, r.terms, r.atoms, r.long, r.starts = r.units[:0], r.terms[:0], r.atoms[:0], r.long[:0], r.starts[:0]
	text = head(text, readLimit)
	begin := -1
	for i, c := range text {
		han := unicode.Is(unicode.Han, c)
		inWord := !han && (unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c) || unicode.Is(unicode.Cf, c))
		if !inWord && begin >= 0 {
			r.letters(text, begin, i)
			begin = -1
		}
		switch {
		case inWord && begin < 0:
			r.chinese()
			begin = i
		case han:
			r.character(c, i)
		case !inWord:
			r.chinese()
		}
	}
	r.chinese()
	if begin >= 0 {
		r.letters(text, begin, len(text))
	}
}

// head cuts a text after n runes without looking at the rest.
func head(text string, n int) string {
	if len(text) <= n {
		return text
	}
	count := 0
	for i := range text {
		if count == n {
			return text[:i]
		}
		count++
	}
	return text
}

// character adds a Chinese character to the run being read. Particles end the
// run: they would join their neighbours to pairs that mean nothing.
func (r *reading) character(c rune, at int) {
	place := [2]int{at, at + utf8.RuneLen(c)}
	if c >= 0xF900 { // compatibility forms
		c, _ = utf8.DecodeRuneInString(norm.NFKC.String(string(c)))
	}
	c = simplified(c)
	r.atoms, r.long = append(r.atoms, hashRunes(7, []rune{c})), append(r.long, false)
	if strings.ContainsRune(particles, c) {
		r.chinese()
		return
	}
	r.han, r.at = append(r.han, c), append(r.at, place)
}

// chinese ends a run of Chinese: each place in it gives one, two and three characters.
func (r *reading) chinese() {
	for i := range r.han {
		u := unit{from: r.at[i][0], han: true, lo: len(r.terms)}
		last := min(i+1, len(r.han)-1)
		u.to = r.at[last][1]
		u.runes = last - i + 1
		for n, value := range [...]float32{hanSingle, hanPair, hanTriple} {
			if i+n < len(r.han) {
				r.terms = append(r.terms, term{hashRunes(uint32(n+1), r.han[i:i+n+1]), value}) // #nosec G115 -- 1 to 3
			}
		}
		u.hi = len(r.terms)
		r.units = append(r.units, u)
	}
	r.han, r.at = r.han[:0], r.at[:0]
}

// letters reads a word. Numbers and words that any matter may hold say nothing
// by themselves, but belong to a phrase.
func (r *reading) letters(text string, from, to int) {
	word := strings.ToLower(norm.NFKC.String(text[from:to]))
	r.word = append(r.word[:0], borderRune)
	digits := true
	for _, c := range word {
		if unicode.Is(unicode.Cf, c) {
			continue // soft hyphens and the like can't be seen
		}
		if c == 'ё' {
			c = 'е' // most people write it so
		}
		digits = digits && unicode.IsDigit(c)
		if r.word = append(r.word, c); len(r.word) > readLimit {
			break // some ligatures come apart into a dozen letters
		}
	}
	_, common := commonWords[word]
	informs := !digits && !common && len(r.word) > 2
	r.atoms = append(r.atoms, hashRunes(0, r.word[1:]))
	r.long = append(r.long, informs && len(r.word) > 3)
	if !informs {
		return
	}
	for i := 0; i < len(r.word)-1; i += wordLimit - 1 {
		r.word[i] = borderRune
		r.piece(r.word[i:min(i+wordLimit, len(r.word))], from, to)
	}
}

// piece adds the terms of a word that begins with a border.
func (r *reading) piece(word []rune, from, to int) {
	u := unit{from: from, to: to, lo: len(r.terms), runes: len(word) - 1}
	r.terms = append(r.terms, term{hashRunes(4, word), wholeWord})
	var bordered [wordLimit + 1]rune
	grams := bordered[:copy(bordered[:], word)+1]
	grams[len(grams)-1] = borderRune
	for n := shortest; n <= longest; n++ {
		for i := 0; i+n <= len(grams); i++ {
			r.terms = append(r.terms, term{hashRunes(5, grams[i:i+n]), 0})
		}
	}
	u.hi = len(r.terms)
	share(r.terms[u.lo+1:u.hi], allNgrams)
	u.starts[0] = len(r.starts)
	for n := 3; n <= len(word); n++ {
		r.starts = append(r.starts, hashRunes(6, word[:n]))
	}
	u.starts[1] = len(r.starts)
	r.units = append(r.units, u)
}
