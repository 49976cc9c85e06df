package casework

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // RFC 6238 as every authenticator knows it
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"io"
	"time"
)

// Factor is the second factor of a person: a secret that their authenticator
// makes codes of (RFC 6238: SHA-1, half a minute, six digits).
type Factor struct {
	Person    PersonID
	Box       []byte // the secret, encrypted where the station has a key
	Sealed    bool   // it is encrypted
	Made      time.Time
	Confirmed time.Time // by a first code; zero: not yet, and it protects nothing
	Step      int64     // the last of which a code was taken: none is taken twice
	Dropped   bool      // in a Change: it is to be removed
	Version   int64
}

// Sealer encrypts for one place, which Open must be told again.
type Sealer interface {
	Seal(plain []byte, place string) []byte
	Open(sealed []byte, place string) ([]byte, error)
}

// Seals gives the desk the station's key, before it is used. Without one, secrets lie open in the store.
func (d *Desk) Seals(s Sealer) { d.seal = s }

// AskNoFactor lets everybody come in by a link alone, where nothing is anybody's: in the demo.
func (d *Desk) AskNoFactor() { d.unasked = true }

const (
	codeDigits = 6
	codeEvery  = 30 // seconds
	codeSlack  = 1  // steps that a clock may be off, either way
	secretSize = 20 // bytes, as SHA-1 has
)

// Guarded reports whether somebody has rights so wide that the console asks for a
// second factor.
func (p Person) Guarded() bool { return p.Role == Admin || p.Role == Moderator || p.Officer }

// Enrolled reports whether there is a factor that was confirmed.
func (f Factor) Enrolled() bool { return !f.Confirmed.IsZero() }

// SecretText is a secret as people type it.
func SecretText(secret []byte) string {
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(secret)
}

// codeAt is the code of one step.
func codeAt(secret []byte, step int64, digits int) string {
	mac := hmac.New(sha1.New, secret)
	_ = binary.Write(mac, binary.BigEndian, step) // never fails
	sum := mac.Sum(nil)
	at := sum[len(sum)-1] & 0xf
	n, over := binary.BigEndian.Uint32(sum[at:])&0x7fffffff, uint32(1)
	for range digits {
		over *= 10
	}
	return fmt.Sprintf("%0*d", digits, n%over)
}

// matches finds the step of a code. All that may be are compared, whichever it is.
func (f Factor) matches(secret []byte, code string, now time.Time) (step int64, ok bool) {
	at := now.Unix() / codeEvery
	for s := at - codeSlack; s <= at+codeSlack; s++ {
		if subtle.ConstantTimeCompare([]byte(codeAt(secret, s, codeDigits)), []byte(code)) == 1 && s > f.Step {
			step, ok = s, true
		}
	}
	return step, ok
}

// newFactor draws a secret and gives it with the factor that keeps it.
func (d *Desk) newFactor(who PersonID, before Factor) (Factor, []byte, error) {
	secret := make([]byte, secretSize)
	if _, err := io.ReadFull(d.random, secret); err != nil {
		return Factor{}, nil, Errorf(Internal, "draw a secret: %v", err)
	}
	f := Factor{Person: who, Box: secret, Made: d.now(), Version: before.Version}
	if d.seal != nil {
		f.Box, f.Sealed = d.seal.Seal(secret, factorOf(who)), true
	}
	return f, secret, nil
}

// secret opens what a factor keeps.
func (d *Desk) secret(f Factor) ([]byte, error) {
	if !f.Sealed {
		return f.Box, nil
	}
	if d.seal == nil {
		return nil, Errorf(Internal, "the factor of %s is sealed, and there is no key", f.Person)
	}
	secret, err := d.seal.Open(f.Box, factorOf(f.Person))
	if err != nil {
		return nil, fmt.Errorf("open the factor of %s: %w", f.Person, err)
	}
	return secret, nil
}

// factorOf is what a sealed secret is bound to.
func factorOf(who PersonID) string { return "factor:" + string(who) }
