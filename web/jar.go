package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"time"
)

// jar keeps what a browser is known by. Over https no other host, path or subdomain
// can set or read it.
type jar struct {
	secure bool
	apart  string // from another console on the same host
}

// The cookies: of who is signed in, and of a browser that opens a link.
const (
	session = "liaison"
	door    = "liaison-door"
)

func (j jar) name(of string) string {
	if j.secure {
		return "__Host-" + of + j.apart
	}
	return of + j.apart
}

func (j jar) read(r *http.Request, of string) string {
	c, err := r.Cookie(j.name(of))
	if err != nil {
		return ""
	}
	return c.Value
}

// give keeps a value for so long, or with 0 until the browser is closed.
func (j jar) give(w http.ResponseWriter, of, value string, age time.Duration) {
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // Secure wherever there is https
		Name: j.name(of), Value: value, Path: "/", MaxAge: int(age.Seconds()),
		Secure: j.secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}

func (j jar) drop(w http.ResponseWriter, of string) { j.give(w, of, "", -time.Second) }

// formToken is what a form must bring back to a browser that is known by a secret: it
// can be made by nobody who doesn't know that.
func formToken(secret string) string {
	if secret == "" {
		return ""
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("form"))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// posted reports whether a form came from a page of the browser with that secret.
func posted(r *http.Request, secret string) bool {
	want := formToken(secret)
	return want != "" && hmac.Equal([]byte(want), []byte(r.PostFormValue("token")))
}
