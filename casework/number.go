package casework

import (
	"io"
	"strings"
)

// Number names a case: eight Crockford base-32 characters (40 random bits),
// printed in two groups of four. It is never enough by itself to see a case.
type Number string

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// NewNumber draws a number from random, which must be unpredictable.
func NewNumber(random io.Reader) (Number, error) {
	s, err := draw(random, 8)
	return Number(s), err
}

func draw(random io.Reader, n int) (string, error) {
	b := make([]byte, n)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", err
	}
	for i := range b {
		b[i] = crockford[b[i]&31]
	}
	return string(b), nil
}

// String prints the number as people see it: 7K3M-9QXT.
func (n Number) String() string {
	if len(n) != 8 {
		return string(n)
	}
	return string(n[:4] + "-" + n[4:])
}

// ParseNumber reads a number as people write it: small letters, a missing or
// other dash, spaces, and O, I, L for 0, 1, 1 are accepted.
func ParseNumber(s string) (Number, bool) {
	var b strings.Builder
	for _, r := range strings.ToUpper(strings.TrimPrefix(strings.TrimSpace(s), "№")) {
		switch r {
		case '-', ' ', '–', '—', '\u2011', '－':
			continue
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		if r > 'Z' || !strings.ContainsRune(crockford, r) {
			return "", false
		}
		b.WriteRune(r)
	}
	return Number(b.String()), b.Len() == 8
}
