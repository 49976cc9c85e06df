package assist

import (
	"crypto/x509"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/sashabaranov/go-openai"
)

type tripper func(*http.Request) int

func (f tripper) RoundTrip(r *http.Request) (*http.Response, error) {
	body := `{"choices":[{"message":{"content":"{\"topic\":\"transport\",\"confidence\":1,\"signals\":[]}"}}]}`
	return &http.Response{StatusCode: f(r), Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

// NewOver makes a client over no network, that gets good answers with the status that answer gives.
func NewOver(t *testing.T, cfg Config, answer func(*http.Request) int) *Client {
	t.Helper()
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	settings := openai.DefaultConfig(cfg.Key)
	settings.BaseURL, settings.HTTPClient = cfg.URL, &http.Client{Transport: tripper(answer)}
	c.chat = openai.NewClientWithConfig(settings)
	return c
}

// Allows reports whether an address may be connected to.
func Allows(scheme, address string, private bool) bool {
	g := guard{scheme: scheme, private: private}
	return g.allow(nil, "", address, nil) == nil //nolint:staticcheck // it looks at the address alone
}

// RootsOf trusts one certificate.
func RootsOf(c *x509.Certificate) *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(c)
	return pool
}
