package classify

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// token is a word or one Chinese character of a text.
type token struct {
	from, to int // bytes of the text as it was written
	lo, hi   int // its form: tokens.runes[lo:hi]
	han      bool
	digit    bool // a number, an address or a code
	number   bool // of digits alone
	joins    bool // follows the token before it without a break
	near     bool // follows it after nothing but spaces
}

// tokens is a text taken apart once, for all that read it. It is reused from
// text to text.
type tokens struct {
	all   []token
	runes []rune // the forms, in which people don't tell letters apart
}

func (t *tokens) form(k token) []rune { return t.runes[k.lo:k.hi] }

// read takes the first runes of a text apart.
func (t *tokens) read(text string) {
	t.all, t.runes = t.all[:0], t.runes[:0]
	next := token{from: -1} // what is being read, or comes next
	count := 0
	for i, c := range text {
		if count++; count > readLimit {
			text = text[:i]
			break
		}
		switch word, han := next.from >= 0, isHan(c); {
		case !han && (isWordRune(c) || word && c >= utf8.RuneSelf && unicode.Is(unicode.Cf, c)):
			if !word {
				next.from = i
			}
		case !han && c >= utf8.RuneSelf && unicode.Is(unicode.Cf, c): // can't be seen, so it parts nothing
		default:
			if word {
				next = t.word(next, text[:i])
			}
			if han {
				next = t.character(next, c, i)
			} else {
				next.joins, next.near = false, next.near && c == ' '
			}
		}
	}
	if next.from >= 0 {
		t.word(next, text)
	}
}

func isHan(c rune) bool {
	return c >= 0x2E80 && (c >= 0x4E00 && c < 0xA000 || unicode.Is(unicode.Han, c))
}

func isWordRune(c rune) bool {
	if c < utf8.RuneSelf {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
	}
	return c >= 'А' && c <= 'я' || unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.IsMark(c)
}

// character adds a Chinese character, and returns how the next token begins.
func (t *tokens) character(k token, c rune, at int) token {
	k.from, k.to, k.han = at, at+utf8.RuneLen(c), true
	if c >= 0xF900 { // compatibility forms
		c, _ = utf8.DecodeRuneInString(norm.NFKC.String(string(c)))
	}
	t.runes = append(t.runes, simplified(c))
	return t.add(k)
}

// word adds what the text ends with, and returns how the next token begins.
func (t *tokens) word(k token, text string) token {
	k.to, k.number = len(text), true
	word := text[k.from:]
	if !plain(word) {
		word = norm.NFKC.String(word)
	}
	for _, c := range word {
		if c = unified(c); c == 0 {
			continue
		}
		digit := c >= '0' && c <= '9' || c >= utf8.RuneSelf && unicode.IsDigit(c)
		k.digit, k.number = k.digit || digit, k.number && digit
		if t.runes = append(t.runes, c); len(t.runes)-k.lo > readLimit {
			break // some ligatures come apart into a dozen letters
		}
	}
	return t.add(k)
}

func (t *tokens) add(k token) token {
	k.hi = len(t.runes)
	t.all = append(t.all, k)
	return token{from: -1, lo: k.hi, joins: true, near: true}
}

// plain reports whether a word is of letters that have one form alone.
func plain(word string) bool {
	for _, c := range word {
		if c >= utf8.RuneSelf && (c < 'А' || c > 'я') && c != 'ё' {
			return false
		}
	}
	return true
}

// unified gives the form of a letter that people don't tell apart; 0: it can't be seen.
func unified(c rune) rune {
	switch {
	case c >= 'A' && c <= 'Z':
		return c + 'a' - 'A'
	case c < utf8.RuneSelf, c >= 'а' && c <= 'я':
		return c
	case c >= 'А' && c <= 'Я':
		return c + 'а' - 'А'
	case unicode.Is(unicode.Cf, c):
		return 0
	}
	if c = unicode.ToLower(c); c == 'ё' {
		return 'е' // most people write it so
	}
	return c
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
