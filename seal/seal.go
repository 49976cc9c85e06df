// Package seal encrypts what is too personal to lie open in the database: places
// on the map, telephone numbers, and the secrets of second factors.
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// KeySize is the length of a key in bytes: AES-256.
const KeySize = 32

// ErrKey says that a key isn't one.
var ErrKey = errors.New("a key is 64 hexadecimal digits")

// Sealer seals and opens with one key. It is safe for concurrent use.
type Sealer struct{ box cipher.AEAD }

// New makes a sealer of a key written as 64 hexadecimal digits.
func New(key string) (*Sealer, error) {
	raw, err := hex.DecodeString(strings.TrimSpace(key))
	if err != nil || len(raw) != KeySize {
		return nil, ErrKey
	}
	block, err := aes.NewCipher(raw)
	if err != nil {
		return nil, fmt.Errorf("make a cipher: %w", err)
	}
	box, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("make a cipher: %w", err)
	}
	return &Sealer{box}, nil
}

// File makes a sealer of the key in a file, and the file (0600) where there is none.
// Without the file, what was sealed with it can't be opened any more.
func File(path string) (*Sealer, error) {
	key, err := os.ReadFile(path) //nolint:gosec // the operator's own file
	if errors.Is(err, os.ErrNotExist) {
		key, err = create(path)
	}
	if err != nil {
		return nil, fmt.Errorf("read the key for places and telephone numbers: %w", err)
	}
	s, err := New(string(key))
	if err != nil {
		return nil, fmt.Errorf("%s: %w; put the right file back", path, err)
	}
	return s, nil
}

// create writes a new key under another name first, so that no half of one is ever found.
func create(path string) ([]byte, error) {
	raw := make([]byte, KeySize)
	_, _ = rand.Read(raw) // never fails
	key := []byte(hex.EncodeToString(raw) + "\n")
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".") // 0600
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.Remove(f.Name()) }() // gone already where it became the key
	_, err = f.Write(key)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, err
	}
	if err := os.Link(f.Name(), path); err != nil { // fails where another was quicker
		if errors.Is(err, os.ErrExist) {
			return os.ReadFile(path) //nolint:gosec // as above
		}
		return nil, err
	}
	return key, nil
}

// Seal encrypts for one place, which Open must be told again.
func (s *Sealer) Seal(plain []byte, place string) []byte {
	return s.box.Seal(nil, nil, plain, []byte(place)) //nolint:gosec // the box draws a nonce for each call
}

// Open decrypts what was sealed for a place.
func (s *Sealer) Open(sealed []byte, place string) ([]byte, error) {
	plain, err := s.box.Open(nil, nil, sealed, []byte(place))
	if err != nil {
		return nil, errors.New("sealed with another key, for another place, or damaged")
	}
	return plain, nil
}
