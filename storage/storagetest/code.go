package storagetest

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // RFC 6238
	"encoding/binary"
	"fmt"
	"time"
)

// Code is what an authenticator shows, written apart from the program's own way.
func Code(secret []byte, at time.Time) string {
	var step [8]byte
	binary.BigEndian.PutUint64(step[:], uint64(at.Unix()/30)) //nolint:gosec // after 1970
	mac := hmac.New(sha1.New, secret)
	mac.Write(step[:])
	sum := mac.Sum(nil)
	o := sum[19] & 15
	return fmt.Sprintf("%06d", (int(sum[o]&127)<<24|int(sum[o+1])<<16|int(sum[o+2])<<8|int(sum[o+3]))%1000000)
}
