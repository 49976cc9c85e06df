package casework

import (
	"strings"
	"unicode"
)

// What a term that is no word begins with. Words are of letters and digits.
const (
	numbered = "#" // the number of a case, or its second half
	signed   = "~" // the sign of a resident who wrote
	written  = "@" // the id of a deputy or of one of the staff who wrote
	visiting = "!" // a word of what a visitor is called; for the staff alone
)

const (
	wordLength = 32   // letters of a word that count
	mostTerms  = 1000 // of one entry
)

// Terms gives what an entry is found by, each once: its words in small letters,
// of Chinese each character and each two that follow one another; who wrote it;
// and in the first entry the number of the case. What was moved away, and a draft,
// which is nobody's but its author's, are found by nothing.
func Terms(e Entry) []string {
	if e.Kind.unsent() || e.Kind == Moved {
		return nil
	}
	var t terms
	if e.Seq == 1 && len(e.Case) == 8 {
		t.add(numbered + strings.ToLower(string(e.Case)))
		t.add(numbered + strings.ToLower(string(e.Case[4:])))
	}
	if e.Kind == Said {
		t.add(signed + strings.ToLower(Person{ID: e.By, Role: Resident}.Alias()))
	} else {
		t.add(written + string(e.By))
	}
	if e.For != "" {
		t.add(written + string(e.For))
	}
	for w := range spelled(e.Text) {
		if !t.word(w) {
			break
		}
	}
	return t.all
}

// VisitorTerms gives what a visitor's cases are found by beside their entries.
func VisitorTerms(p Person) []string {
	var t terms
	for w := range spelled(p.Name) {
		t.word(w)
	}
	for i := range t.all {
		t.all[i] = visiting + t.all[i]
	}
	return t.all
}

type terms struct {
	all   []string
	known map[string]bool
}

// add reports whether there is room for more.
func (t *terms) add(term string) bool {
	if len(t.all) >= mostTerms {
		return false
	}
	if t.known == nil {
		t.known = map[string]bool{}
	}
	if !t.known[term] {
		t.known[term] = true
		t.all = append(t.all, term)
	}
	return true
}

func (t *terms) word(w string) bool {
	if !han(w) {
		return t.add(w)
	}
	before := ""
	for _, r := range w {
		one := string(r)
		if !t.add(one) || before != "" && !t.add(before+one) {
			return false
		}
		before = one
	}
	return true
}

// pairs are the terms by which a run of Chinese characters is looked for.
func pairs(run string) []string {
	letters := []rune(run)
	if len(letters) == 1 {
		return []string{run}
	}
	var all []string
	for i := range letters[1:] {
		all = append(all, string(letters[i:i+2]))
	}
	return all
}

// han reports whether a word is a run of Chinese characters.
func han(word string) bool {
	for _, r := range word {
		return unicode.Is(unicode.Han, r)
	}
	return false
}

// spelled goes through the words of a text, and its runs of Chinese characters.
func spelled(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		var word []rune
		inHan := false
		flush := func() bool {
			w := word
			word = word[:0]
			return len(w) == 0 || yield(string(w))
		}
		for _, r := range text {
			r = folded(r)
			isHan, part := unicode.Is(unicode.Han, r), unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
			if (!part || isHan != inHan) && !flush() {
				return
			}
			inHan = isHan
			if part && (isHan || len(word) < wordLength) {
				word = append(word, r)
			}
		}
		flush()
	}
}

// folded makes letters that are looked for as one: small ones, ё as е, and the
// wide ones of Chinese keyboards as narrow ones.
func folded(r rune) rune {
	if r >= '！' && r <= '～' {
		r -= '！' - '!'
	}
	if r = unicode.ToLower(r); r == 'ё' {
		return 'е'
	}
	return r
}
