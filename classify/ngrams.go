package classify

// buckets is how many n-grams the base model tells apart; others share a bucket.
const buckets = 1 << 18

// ngrams is a text as the base model reads it: Chinese by one, two and three
// characters, words by three to five letters within their borders. It is
// reused from text to text.
type ngrams struct {
	all   []uint32 // the buckets
	until []int    // of each token: where the n-grams that end with it end in all
	han   []rune
	word  []rune
}

// read hashes the n-grams of a text. In Chinese a space parts nothing, since
// none is due there.
func (g *ngrams) read(t *tokens) {
	g.all, g.until, g.han = g.all[:0], g.until[:0], g.han[:0]
	for _, k := range t.all {
		switch {
		case !k.han:
			g.han = g.han[:0]
			g.letters(t.form(k), k.digit)
		case !k.near:
			g.han = g.han[:0]
			fallthrough
		default:
			g.character(t.runes[k.lo])
		}
		g.until = append(g.until, len(g.all))
	}
}

// character adds what ends with this character: it alone, and with the one and
// two before it.
func (g *ngrams) character(c rune) {
	g.han = append(g.han, c)
	for n := 1; n <= 3 && n <= len(g.han); n++ {
		h := hashRunes(uint32(n), g.han[len(g.han)-n:]) // #nosec G115 -- 1 to 3
		g.all = append(g.all, h%buckets)
	}
}

// letters reads a word. What holds a digit is a number, an address or a code.
func (g *ngrams) letters(form []rune, digit bool) {
	if digit || len(form) < 2 {
		return
	}
	g.word = append(g.word[:0], borderRune)
	g.word = append(g.word, form[:min(len(form), wordLimit)]...)
	g.word = append(g.word, borderRune)
	for n := shortest; n <= longest; n++ {
		for i := 0; i+n <= len(g.word); i++ {
			g.all = append(g.all, hashRunes(5, g.word[i:i+n])%buckets)
		}
	}
}

// within gives the n-grams of one token, or of two Chinese characters, that
// reach beyond neither.
func (g *ngrams) within(u unit) (first, second []uint32) {
	from := 0
	if u.at > 0 {
		from = g.until[u.at-1]
	}
	first = g.all[from:g.until[u.at]]
	if !u.han {
		return first, nil
	}
	if first = first[:min(1, len(first))]; u.runes > 1 {
		second = g.all[g.until[u.at]:g.until[u.at+1]]
		second = second[:min(2, len(second))]
	}
	return first, second
}
