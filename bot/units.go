package bot

import (
	"hash/fnv"
	"unicode"
	"unicode/utf8"
)

// Units counts UTF-16 code units, by which Telegram measures and marks texts.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += width(r)
	}
	return n
}

func width(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// clip cuts a text after n runes.
func clip(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func isSpace(r rune) bool { return r != utf8.RuneError && unicode.IsSpace(r) }

func hash(s string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s))
	return int64(h.Sum64()) //nolint:gosec // only a key
}
