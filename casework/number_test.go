package casework

import (
	"bytes"
	"crypto/rand"
	"errors"
	"strings"
	"testing"
	"testing/iotest"
)

func TestParseNumber(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"7K3M-9QXT", "7k3m-9qxt", "7K3M9QXT", " 7k3m 9qxt ", "№ 7K3M-9QXT", "№7k3m9qxt", "7K3M–9QXT", "7K3M—9QXT", "7K3M－9QXT", "7K3M\u20119QXT",
	} {
		if n, ok := ParseNumber(s); !ok || n != "7K3M9QXT" {
			t.Errorf("%q reads as %q, %v", s, n, ok)
		}
	}
	if n, ok := ParseNumber("oIlO-0011"); !ok || n != "01100011" {
		t.Errorf("look-alikes read as %q, %v", n, ok)
	}
	for _, s := range []string{
		"", "-", "7K3M-9QX", "7K3M-9QXTT", "7K3M-9QXU", "7K3M/9QXT", "7К3М-9QXT", "7K3M-9QX⑨", strings.Repeat("7", 4096), "№№7K3M9QXT", "7K3M\x00QXT",
	} {
		if n, ok := ParseNumber(s); ok {
			t.Errorf("%q reads as %q", s, n)
		}
	}
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"7K3M-9QXT", "oil0oil0", "№ 7k3m 9qxt", "７Ｋ３Ｍ", "\xff\xfe"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, ok := ParseNumber(s)
		if !ok {
			return
		}
		if len(n) != 8 || strings.Trim(string(n), crockford) != "" {
			t.Fatalf("%q reads as %q", s, n)
		}
		if again, ok := ParseNumber(n.String()); !ok || again != n {
			t.Fatalf("%q prints as %q, which reads as %q", n, n.String(), again)
		}
	})
}

func TestNewNumber(t *testing.T) {
	t.Parallel()
	seen := map[Number]bool{}
	for range 1000 {
		n, err := NewNumber(rand.Reader)
		if back, ok := ParseNumber(n.String()); err != nil || !ok || back != n {
			t.Fatalf("drew %q: %v", n, err)
		}
		seen[n] = true
	}
	if len(seen) != 1000 {
		t.Errorf("%d different numbers of 1000", len(seen))
	}
	all, err := NewNumber(bytes.NewReader([]byte{0, 31, 32, 255, 1, 2, 3, 4}))
	if err != nil || all != "0Z0Z1234" {
		t.Errorf("drew %q, %v", all, err)
	}
	if _, err := NewNumber(iotest.ErrReader(errors.New("no chance"))); err == nil {
		t.Error("a number without chance")
	}
	if got := Number("ABC").String(); got != "ABC" {
		t.Errorf("a short number prints as %q", got)
	}
}
