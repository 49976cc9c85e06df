package bot

import (
	"strings"
	"unicode"
)

const (
	openIsolate  = "\u2068"
	closeIsolate = "\u2069"
)

// clean makes text that Telegram keeps as it is, so that offsets stay right: valid
// UTF-8, "\n" for line ends, no control characters, none that turn the direction of
// writing for what follows.
func clean(s string) string {
	s = strings.ReplaceAll(sound(s), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r', r == '\u2028', r == '\u2029', r == '\u0085':
			return '\n'
		case r == '\n', r == '\t':
			return r
		case unicode.IsControl(r), turns(r):
			return -1
		}
		return r
	}, s)
}

// turns reports the characters that embed, override or isolate a direction.
func turns(r rune) bool {
	return (r >= '\u202A' && r <= '\u202E') || (r >= '\u2066' && r <= '\u2069')
}

// isolate cleans a person's words and, if any of them may run from right to left,
// closes each line in an isolate of its own: an isolate ends with its line.
func isolate(s string) string {
	if s = clean(s); strings.IndexFunc(s, leftward) < 0 {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = openIsolate + line + closeIsolate
		}
	}
	return strings.Join(lines, "\n")
}

// leftward reports letters and marks of writing from right to left.
func leftward(r rune) bool {
	switch {
	case r < 0x0590:
		return false
	case r <= 0x08FF, r == 0x200F, r >= 0xFB1D && r <= 0xFDFF, r >= 0xFE70 && r <= 0xFEFF && r != 0xFEFF:
		return true
	}
	return (r >= 0x10800 && r <= 0x10FFF) || (r >= 0x1E800 && r <= 0x1EFFF)
}
