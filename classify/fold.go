package classify

import (
	"strings"
	"unicode"
)

// folded is a text in small letters, without apostrophes, accents and the like,
// with one space where anything else but letters and digits stands, and around it
// all. The end of a sentence is a line break between spaces.
func folded(text string) string {
	var b strings.Builder
	b.Grow(len(text) + 2)
	b.WriteByte(' ')
	last := ' '
	put := func(r rune) {
		if r == ' ' && last == ' ' {
			return
		}
		b.WriteRune(r)
		last = r
	}
	for _, r := range text {
		if r < 0x80 && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9') {
			put(r)
			continue
		}
		switch f := fold(r); f {
		case none:
		case '\n':
			put(' ')
			put('\n')
			put(' ')
		default:
			put(f)
		}
	}
	put(' ')
	return b.String()
}

// none is what leaves nothing behind.
const none = rune(-1)

// fold is one character as it is compared.
func fold(r rune) rune {
	switch r {
	case '\'', '’', 'ʼ', '`', 'ـ':
		return none
	case '.', '!', '?', '。', '！', '？', '؟', '\n', ';', '；':
		return '\n'
	case 'ё', 'Ё':
		return 'е'
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى':
		return 'ي'
	}
	switch {
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		return none
	case r >= 0xC0 && r < 0x180:
		return plainLetter(unicode.ToLower(r))
	case r >= '０' && r <= '９':
		return r - '０' + '0'
	case r >= '٠' && r <= '٩':
		return r - '٠' + '0'
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return unicode.ToLower(r)
	}
	return ' '
}

// plainLetter is a letter of the Latin alphabet without its accent.
func plainLetter(r rune) rune {
	switch r {
	case 'á', 'à', 'â', 'ä', 'ã', 'å':
		return 'a'
	case 'é', 'è', 'ê', 'ë':
		return 'e'
	case 'í', 'ì', 'î', 'ï':
		return 'i'
	case 'ó', 'ò', 'ô', 'ö', 'õ':
		return 'o'
	case 'ú', 'ù', 'û', 'ü':
		return 'u'
	case 'ñ':
		return 'n'
	case 'ç':
		return 'c'
	case '×', '÷':
		return ' '
	}
	return r
}

func han(r rune) bool { return r >= 0x2E80 && unicode.Is(unicode.Han, r) }
