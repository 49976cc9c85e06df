package web

import (
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

// officeLimit is that of the office file, as large as it may be and escaped.
const officeLimit = 3 << 20

func limitOf(r *http.Request) int64 {
	if strings.HasPrefix(r.URL.Path, "/console/office/") {
		return officeLimit
	}
	return formLimit
}

// guard is before every page: nobody may frame, keep or alter one from elsewhere.
func (c *Console) guard(pages http.Handler) http.Handler {
	same := http.NewCrossOriginProtection()
	same.SetDenyHandler(c.anyone(func(*visit) error { return errStalePage }))
	own := same.Handler(pages)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		if c.jar.secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if r.Body != nil {
			r.Body = http.MaxBytesReader(w, r.Body, limitOf(r))
		}
		b := &begun{ResponseWriter: w}
		defer c.recovered(b, r)
		own.ServeHTTP(b, r)
	})
}
