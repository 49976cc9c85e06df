package casework

import (
	"slices"
	"strings"
	"unicode"
)

const (
	// alone is how long a word of a name must be to name somebody by itself.
	alone = 6
	// inflected is how long a word must be for its ending to count for nothing, since in
	// some languages names are declined.
	inflected = 5
)

// NamedIn gives which of these names a text has: whole ones in either order, or a
// long word of one, as of a family.
func NamedIn(text string, names []string) []int {
	var found []int
	said := strings.FieldsFunc(plainLetters(text), notWord)
	for i, name := range names {
		if namesOne(said, strings.FieldsFunc(plainLetters(name), notWord)) {
			found = append(found, i)
		}
	}
	return found
}

func plainLetters(text string) string { return strings.ReplaceAll(plain(text), "ё", "е") }

func namesOne(said, name []string) bool {
	if len(name) == 0 {
		return false
	}
	if strings.ContainsFunc(name[0], func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		whole := strings.Join(name, "")
		first := string([]rune(whole)[:1]) + "代表"
		return slices.ContainsFunc(said, func(w string) bool { return strings.Contains(w, whole) || strings.Contains(w, first) })
	}
	turned := slices.Clone(name)
	slices.Reverse(turned)
	for at := range said {
		if begins(said[at:], name) || begins(said[at:], turned) || len(name) > 1 && stands(said[at], name) {
			return true
		}
	}
	return false
}

// begins reports whether words begin with all of a name.
func begins(said, name []string) bool {
	if len(said) < len(name) {
		return false
	}
	for i, n := range name {
		if !alike(said[i], n) {
			return false
		}
	}
	return true
}

// stands reports whether a word is a long one of a name.
func stands(word string, name []string) bool {
	return slices.ContainsFunc(name, func(n string) bool { return len([]rune(n)) >= alone && alike(word, n) })
}

// alike compares words, long ones but for their ending.
func alike(word, name string) bool {
	w, n := []rune(word), []rune(name)
	if word == name || len(n) < inflected || !unicode.Is(unicode.Cyrillic, n[0]) {
		return word == name
	}
	stem := n[:len(n)-1]
	return len(w) <= len(n)+3 && strings.HasPrefix(string(w), string(stem))
}
