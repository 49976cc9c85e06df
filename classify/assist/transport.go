package assist

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"
)

// answerLimit is far above what a topic's name takes.
const answerLimit = 64 << 10

// guard lets requests out to one host alone, over TLS, and at an address that may
// be asked; and answers in up to a limit.
type guard struct {
	scheme, host string
	private      bool
	next         http.RoundTripper
}

// transport takes no proxy: the address that counts would be the proxy's.
func transport(to *url.URL, private bool, roots *x509.CertPool) http.RoundTripper {
	g := &guard{scheme: to.Scheme, host: to.Host, private: private}
	dialer := &net.Dialer{Timeout: within, ControlContext: g.allow}
	g.next = &http.Transport{
		DialContext: dialer.DialContext, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: roots},
		ForceAttemptHTTP2: true, MaxResponseHeaderBytes: answerLimit, DisableCompression: true,
		MaxIdleConnsPerHost: 4, IdleConnTimeout: time.Minute,
	}
	return g
}

// RoundTrip refuses what isn't for the one host.
func (g *guard) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme != g.scheme || r.URL.Host != g.host {
		return nil, errElsewhere
	}
	answer, err := g.next.RoundTrip(r)
	if err == nil {
		answer.Body = &limited{answer.Body, answerLimit}
	}
	return answer, err
}

// allow looks at the address that a name led to, whatever name it was.
func (g *guard) allow(_ context.Context, _, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return errElsewhere
	}
	ip := at.Addr().Unmap().WithZone("")
	switch {
	case public(ip):
		if g.scheme != "https" {
			return errElsewhere
		}
	case !g.private || !ip.IsLoopback() && !ip.IsPrivate():
		return errElsewhere
	}
	return nil
}

// special are ranges of the world that lead inside, or nowhere.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("2001::/32"),
}

func public(ip netip.Addr) bool {
	if !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return false
	}
	for _, p := range special {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}

// limited ends an answer that goes on and on.
type limited struct {
	io.ReadCloser
	left int
}

// Read fails once more than the limit has come.
func (l *limited) Read(p []byte) (int, error) {
	n, err := l.ReadCloser.Read(p[:min(len(p), l.left+1)])
	if l.left -= n; l.left < 0 {
		return 0, errLong
	}
	return n, err
}

// isNetwork reports whether an error is of the way to the endpoint and back.
func isNetwork(err error) bool {
	_, dialled := errors.AsType[*url.Error](err) // whatever the transport gives comes in one
	_, network := errors.AsType[net.Error](err)
	return dialled || network || errors.Is(err, io.ErrUnexpectedEOF)
}
