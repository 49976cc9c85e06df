package classify

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Two texts are about the same matter if they share most of their grams: the grams
// that one of them has and the other too, against all that either has. Texts that
// do almost surely share one of their bands, so that only those need be compared.
const (
	bands = 20 // a text has so many
	rows  = 3  // smallest hashes in each
	// beginning is how many letters of a word count: its endings change with the sentence.
	beginning = 4
	// Texts that share more than Same of their grams count as the same matter. It was chosen by measure.
	Same = 0.5
	// fewest is how many grams a text must have to be compared at all: "hello" is
	// like any other "hello".
	fewest = 4
)

// Alike compares texts.
type Alike struct{}

// Bands gives the numbers by which texts like this one are found; none for a text
// that says too little to be compared.
func (Alike) Bands(text string) []int64 { return bandsOf(Grams(text)) }

// Likeness is how much of their grams two texts share, from 0 to 1.
func (Alike) Likeness(a, b string) float64 { return shared(Grams(a), Grams(b)) }

// Same reports whether so alike texts are about the same matter.
func (Alike) Same(likeness float64) bool { return likeness > Same }

// Grams gives what a text is compared by, hashed, each once and in order: of Chinese
// each two characters that follow one another, of words the beginning, of numbers too.
func Grams(text string) []uint32 {
	var g grams
	for _, c := range norm.NFKC.String(head(text, readLimit)) {
		g.letter(c)
	}
	g.flush()
	slices.Sort(g.found)
	return slices.Compact(g.found)
}

type grams struct {
	found []uint32
	run   []rune // of Chinese characters, or of letters
	han   bool
}

func (g *grams) letter(c rune) {
	han := unicode.Is(unicode.Han, c)
	if han {
		c = simplified(c)
	}
	part := han && !strings.ContainsRune(particles, c) || !han && unicode.In(c, unicode.Letter, unicode.Digit, unicode.Mark)
	if !part && unicode.Is(unicode.Cf, c) {
		return // soft hyphens and the like can't be seen
	}
	if !part || han != g.han {
		g.flush()
	}
	if g.han = han; !part {
		return
	}
	if c = unicode.ToLower(c); c == 'ё' {
		c = 'е'
	}
	g.run = append(g.run, c)
}

// flush takes the grams of a run that has come to its end.
func (g *grams) flush() {
	run := g.run
	g.run = g.run[:0]
	if _, common := commonWords[string(run)]; len(run) == 0 || common && !g.han {
		return
	}
	if !g.han || len(run) == 1 {
		g.found = append(g.found, hashRunes(8, run[:min(beginning, len(run))]))
		return
	}
	for i := range run[1:] {
		g.found = append(g.found, hashRunes(8, run[i:i+2]))
	}
}

// shared is the share of two ordered sets that is in both. One gram more is supposed to
// differ: of few words, another name of a street is another matter.
func shared(a, b []uint32) float64 {
	if len(a) < fewest || len(b) < fewest {
		return 0
	}
	both := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			both, i, j = both+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return float64(both) / float64(len(a)+len(b)-both+1)
}

// bandsOf hashes the smallest of each of some permutations of the grams, three to a band.
func bandsOf(found []uint32) []int64 {
	if len(found) < fewest {
		return nil
	}
	list := make([]int64, bands)
	for b := range list {
		h := uint32(b) + 1 // #nosec G115 -- below 20
		for r := range uint32(rows) {
			h = mix((h ^ smallest(found, uint32(b*rows)+r)) * 16777619) // #nosec G115 -- below 60
		}
		list[b] = int64(h)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// smallest is the least of the grams under one permutation.
func smallest(found []uint32, permutation uint32) uint32 {
	least, odd := ^uint32(0), mix(permutation*2654435761+1)|1
	for _, g := range found {
		least = min(least, mix(g*odd+permutation))
	}
	return least
}
