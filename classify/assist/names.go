package assist

import (
	"slices"
	"strings"
	"unicode"
)

const (
	leastName = 2 // letters, below which a part of a name isn't looked for
	ending    = 4 // letters by which a Russian name may be longer than its stem
)

// withoutNames replaces the names of people, whole or in parts, and in their cases
// where the language has some.
func withoutNames(text string, names []string) string {
	var han, parts []string
	for _, name := range names {
		for _, p := range strings.FieldsFunc(plainly(name), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '\'' }) {
			switch n := len([]rune(p)); {
			case n < leastName:
			case strings.IndexFunc(p, isHan) >= 0:
				han = append(han, p)
			default:
				parts = append(parts, strings.ToLower(p))
			}
		}
	}
	slices.SortFunc(han, func(a, b string) int { return len(b) - len(a) })
	for _, p := range han {
		text = strings.ReplaceAll(text, p, "[name]")
	}
	if len(parts) == 0 {
		return text
	}
	return eachWord(text, func(w string) string {
		lower := strings.ToLower(w)
		if slices.ContainsFunc(parts, func(p string) bool { return lower == p || inflected(lower, p) }) {
			return "[name]"
		}
		return w
	})
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// inflected reports whether a word is a form of a name: Ивановой of Иванова, Smith's of Smith.
func inflected(word, name string) bool {
	if rest, ok := strings.CutPrefix(word, name); ok && (rest == "'s" || rest == "’s" || rest == "s") {
		return true
	}
	stem := []rune(name)
	if len(stem) < 3 || !unicode.Is(unicode.Cyrillic, stem[0]) {
		return false
	}
	if strings.ContainsRune("аеёийоуыьэюя", stem[len(stem)-1]) {
		stem = stem[:len(stem)-1]
	}
	w := []rune(word)
	return len(stem) >= 3 && len(w) <= len(stem)+ending && strings.HasPrefix(word, string(stem))
}

// eachWord gives each word of a text another spelling; placeholders stay.
func eachWord(text string, spell func(string) string) string {
	var b strings.Builder
	start := -1
	for i, r := range text {
		part := unicode.IsLetter(r) && !isHan(r) || start >= 0 && (r == '\'' || r == '’' || r == '-')
		switch {
		case part && start < 0:
			start = i
		case !part && start >= 0:
			b.WriteString(spell(text[start:i]))
			start = -1
		}
		if !part {
			b.WriteRune(r)
		}
	}
	if start >= 0 {
		b.WriteString(spell(text[start:]))
	}
	return b.String()
}
