package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
)

// policy lets a page load what comes from here and nothing else, and lets no
// script stand in it. Pico draws its arrows from data addresses.
var policy = strings.Join([]string{
	"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "media-src 'self'",
	"connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
}, "; ")

// formLimit is the largest form in bytes.
const formLimit = 256 << 10

// guard is before every page: nobody may frame, keep or alter one from elsewhere.
func (c *Console) guard(pages http.Handler) http.Handler {
	same := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if r.Body != nil {
			r.Body = http.MaxBytesReader(w, r.Body, formLimit)
		}
		same.Handler(pages).ServeHTTP(w, r)
	})
}

// cookie holds the token of who is signed in.
const cookie = "liaison"

// formToken is what a form of this browser must bring back: it can be made by
// none that doesn't know the cookie.
func formToken(r *http.Request) string {
	c, err := r.Cookie(cookie)
	if err != nil {
		return ""
	}
	mac := hmac.New(sha256.New, []byte(c.Value))
	mac.Write([]byte("form"))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// posted reports whether a form came from a page of this browser.
func posted(r *http.Request) bool {
	want := formToken(r)
	return want != "" && hmac.Equal([]byte(want), []byte(r.PostFormValue("token")))
}
