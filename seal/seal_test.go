package seal

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestI11_SealedOpensOnlyWhereItBelongs(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "key")
	s, err := File(path)
	if err != nil {
		t.Fatal(err)
	}
	sealed := s.Seal([]byte("38.98 106.38"), "7/12")
	if bytes.Contains(sealed, []byte("38.98")) {
		t.Error("it lies open")
	}
	if twice := s.Seal([]byte("38.98 106.38"), "7/12"); bytes.Equal(sealed, twice) {
		t.Error("the same looks the same")
	}
	again, err := File(path) // the next start
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := again.Open(sealed, "7/12"); err != nil || string(plain) != "38.98 106.38" {
		t.Errorf("opened: %q, %v", plain, err)
	}
	for name, open := range map[string]func() ([]byte, error){
		"for another place": func() ([]byte, error) { return s.Open(sealed, "7/13") },
		"damaged":           func() ([]byte, error) { return s.Open(append([]byte{sealed[0] ^ 1}, sealed[1:]...), "7/12") },
		"empty":             func() ([]byte, error) { return s.Open(nil, "7/12") },
	} {
		if plain, err := open(); err == nil {
			t.Errorf("%s: opened as %q", name, plain)
		}
	}
}

func TestKeyFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "key")
	if _, err := File(path); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, _ := filepath.Glob(path + ".*"); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := File(path); !errors.Is(err, ErrKey) || !strings.Contains(err.Error(), path) {
		t.Errorf("a damaged key: %v", err)
	}
	if _, err := File(filepath.Join(path, "below a file")); err == nil {
		t.Error("a key where none can be")
	}
}
