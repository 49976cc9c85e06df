package web

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/rs/zerolog"
	"github.com/skip2/go-qrcode"

	"liaison/casework"
)

// factorPage asks for a code, or shows the secret that codes are made of.
type factorPage struct {
	Enrolled bool
	Secret   string       // in groups of four; empty: it isn't shown
	Picture  template.URL // the same as a code to scan
	Line     string       // what was wrong with the last code
}

const factorWidth = 512 // pixels, shown at half of it

// half shows a page to who is signed in but for the second factor.
func (c *Console) half(show func(*visit, casework.Person) error) http.Handler {
	return c.outside(func(v *visit) error {
		p, _, err := c.desk.SignedIn(v.r.Context(), c.jar.read(v.r, session))
		switch casework.KindOf(err) {
		case casework.Forbidden:
			v.speak(p)
			if v.r.Method == http.MethodPost && !posted(v.r, c.jar.read(v.r, session)) {
				return errStalePage
			}
			return show(v, p)
		case casework.NotFound:
			v.stranger(err)
			return nil
		}
		if err == nil {
			http.Redirect(v.w, v.r, "/console", http.StatusSeeOther)
		}
		return err
	})
}

// factor asks for a code, or explains what is needed for one.
func (c *Console) factor(v *visit, p casework.Person) error {
	return v.askFactor(http.StatusOK, p, factorPage{})
}

func (v *visit) askFactor(status int, p casework.Person, f factorPage) (err error) {
	if f.Enrolled, err = v.desk.Enrolled(v.r.Context(), p.ID); err != nil {
		return err
	}
	v.show(status, "factor", page{Title: v.Say("console.factor.title"), Body: f})
	return nil
}

// enrol draws a secret and shows it, this once.
func (c *Console) enrol(v *visit, p casework.Person) error {
	secret, err := c.desk.Enrol(v.r.Context(), c.jar.read(v.r, session))
	if casework.KindOf(err) == casework.NotFound {
		return v.askFactor(http.StatusOK, p, factorPage{})
	}
	if err != nil {
		return err
	}
	text := casework.SecretText(secret)
	f := factorPage{}
	for group := range slices.Chunk([]byte(text), 4) {
		f.Secret = strings.TrimSpace(f.Secret + " " + string(group))
	}
	if f.Picture, err = picture(keyAddress(c.desk.Office().Called(v.Language()), p.Name, text)); err != nil {
		return err
	}
	return v.askFactor(http.StatusOK, p, f)
}

// keyAddress is how an authenticator is told a secret.
func keyAddress(office, name, secret string) string {
	q := url.Values{"secret": {secret}, "issuer": {office}}.Encode()
	return "otpauth://totp/" + url.PathEscape(office+":"+name) + "?" + strings.ReplaceAll(q, "+", "%20")
}

// picture is a code to scan, drawn into the page: it is kept nowhere.
func picture(text string) (template.URL, error) {
	png, err := qrcode.Encode(text, qrcode.Low, factorWidth)
	if err != nil {
		return "", fmt.Errorf("draw a secret: %w", err)
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(png)), nil //nolint:gosec // our own picture
}

// passFactor takes a code.
func (c *Console) passFactor(v *visit, p casework.Person) error {
	fresh, err := c.desk.PassFactor(v.r.Context(), c.jar.read(v.r, session), v.r.PostFormValue("code"), c.from(v.r))
	switch {
	case err == nil:
		c.jar.give(v.w, session, fresh, 0)
		http.Redirect(v.w, v.r, "/console", http.StatusSeeOther)
		return nil
	case casework.KindOf(err) == casework.NotFound:
		http.Redirect(v.w, v.r, "/console/factor", http.StatusSeeOther)
		return nil
	case casework.KindOf(err) == casework.Invalid:
		zerolog.Ctx(v.r.Context()).Warn().Str("person", string(p.ID)).Msg("wrong code of a second factor")
		return v.askFactor(http.StatusUnprocessableEntity, p, factorPage{Line: v.Say("console.factor.wrong")})
	case casework.ReasonOf(err) == casework.TooSoon:
		wait := max(1, int(casework.UntilOf(err).Sub(c.desk.Now()).Seconds()+.999))
		v.w.Header().Set("Retry-After", strconv.Itoa(wait))
		return v.askFactor(http.StatusTooManyRequests, p, factorPage{Line: v.Count("console.factor.soon", wait)})
	}
	return err
}

// from is the address that a request comes from: behind a proxy on this machine or in
// its network, the one that the proxy saw.
func (c *Console) from(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || !c.proxied || !ip.IsLoopback() && !ip.IsPrivate() {
		return host
	}
	seen := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	if last, err := netip.ParseAddr(strings.TrimSpace(seen[len(seen)-1])); err == nil {
		return last.String()
	}
	return host
}
