package classify

import "unicode/utf8"

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

// hanShares are of one, two and three Chinese characters.
var hanShares = [...]float32{hanSingle, hanPair, hanTriple}

// term is one hashed feature of a text with its weight.
type term struct {
	hash  uint32
	value float32
}

// unit is what a reader would call a word: a word of letters, or two Chinese
// characters. Its terms are terms[lo:hi] of the reading.
type unit struct {
	at     int // its token, or the first of its two
	lo, hi int
	han    bool
	starts [2]int // of letters: the beginnings of the word, in reading.starts
	runes  int
}

// last is the unit's last token.
func (u unit) last() int {
	if u.han && u.runes > 1 {
		return u.at + 1
	}
	return u.at
}

func (u unit) overlaps(other unit) bool { return u.at <= other.last() && other.at <= u.last() }

// reading is a text as the office's part of the model reads it. It is reused
// from text to text.
type reading struct {
	units  []unit
	terms  []term
	atoms  []uint32 // every word and every Chinese character, for finding phrases
	long   []bool   // of each atom: enough to be a phrase by itself
	starts []uint32
	word   []rune
	name   []byte
}

// read gathers words, and runs of Chinese. Particles end a run: they would join
// their neighbours to pairs that mean nothing.
func (r *reading) read(t *tokens) {
	r.units, r.terms, r.atoms, r.long, r.starts = r.units[:0], r.terms[:0], r.atoms[:0], r.long[:0], r.starts[:0]
	for i := 0; i < len(t.all); i++ {
		k := t.all[i]
		if !k.han {
			r.letters(t, i)
			continue
		}
		r.atoms, r.long = append(r.atoms, hashRunes(7, t.form(k))), append(r.long, false)
		if !isParticle(t.runes[k.lo]) {
			r.chinese(t, i)
		}
	}
}

// chinese reads the one, two and three characters that begin at a place.
func (r *reading) chinese(t *tokens, at int) {
	end := at + 1
	for end < len(t.all) && end < at+3 && t.all[end].han && t.all[end].joins && !isParticle(t.runes[t.all[end].lo]) {
		end++
	}
	u := unit{at: at, han: true, lo: len(r.terms), runes: min(2, end-at)}
	run := t.runes[t.all[at].lo:t.all[end-1].hi]
	for n, value := range hanShares[:end-at] {
		r.terms = append(r.terms, term{hashRunes(uint32(n+1), run[:n+1]), value}) // #nosec G115 -- 1 to 3
	}
	u.hi = len(r.terms)
	r.units = append(r.units, u)
}

// letters reads a word. Numbers and words that any matter may hold say nothing
// by themselves, but belong to a phrase.
func (r *reading) letters(t *tokens, at int) {
	k := t.all[at]
	form := t.form(k)
	informs := !k.number && len(form) > 1 && !r.common(form)
	r.atoms = append(r.atoms, hashRunes(0, form))
	r.long = append(r.long, informs && len(form) > 2)
	if !informs {
		return
	}
	for i := 0; i < len(form); i += wordLimit - 1 {
		r.piece(form[i:min(i+wordLimit-1, len(form))], at)
	}
}

func (r *reading) common(form []rune) bool {
	if len(form) > longestCommon {
		return false
	}
	r.name = r.name[:0]
	for _, c := range form {
		r.name = utf8.AppendRune(r.name, c)
	}
	_, common := commonWords[string(r.name)]
	return common
}

// piece adds the terms of a word, or of a part of a very long one.
func (r *reading) piece(form []rune, at int) {
	r.word = append(append(append(r.word[:0], borderRune), form...), borderRune)
	word := r.word[:len(r.word)-1] // its n-grams know its end, itself does not
	u := unit{at: at, lo: len(r.terms), runes: len(form)}
	r.terms = append(r.terms, term{hashRunes(4, word), wholeWord})
	for n := shortest; n <= longest; n++ {
		for i := 0; i+n <= len(r.word); i++ {
			r.terms = append(r.terms, term{hashRunes(5, r.word[i:i+n]), 0})
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
