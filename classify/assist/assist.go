// Package assist asks a language model behind an OpenAI-compatible endpoint which
// topic a text belongs to. It is never needed: what it says comes after a case is
// in a queue, is one of the office's topics or nothing, and no word of the model
// goes any further. Personal data is replaced before a text leaves (see Redact).
package assist

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/sashabaranov/go-openai"
	"github.com/sony/gobreaker/v2"

	"liaison/casework"
)

const (
	within     = 5 * time.Second // all that one look may take, with its second try
	tries      = 2
	firstPause = 200 * time.Millisecond

	// The breaker opens after so many failures in a stretch of time, and lets one
	// call through when it has been open for as long.
	mostFailures = 5
	stretch      = time.Minute
	bucket       = 5 * time.Second

	// shutFor is how long nothing is asked once the key was refused.
	shutFor = time.Hour
)

// Purse pays for calls, so many a day, for all replicas together.
type Purse interface {
	// Spend pays for a call before it is made; false: today's budget is used up.
	Spend(ctx context.Context) (bool, error)
	// Used counts the tokens that a call took.
	Used(ctx context.Context, tokens int) error
}

// Config is what a client needs. All but the last three are required.
type Config struct {
	URL, Key, Model string
	Topics          []casework.Topic
	Purse           Purse
	Now             func() time.Time
	// Alarm is told what a person must mend: KeyRefused, Spent. It may be told again and again.
	Alarm func(ctx context.Context, k Kind)

	Private bool           // the endpoint may stand at a private address, and there without TLS
	Within  time.Duration  // zero: five seconds
	Roots   *x509.CertPool // nil: those of the machine
}

// Client asks one endpoint. It is safe for concurrent use.
type Client struct {
	cfg     Config
	chat    *openai.Client
	breaker *gobreaker.CircuitBreaker[casework.Verdict]
	system  string
	schema  *openai.ChatCompletionResponseFormat
	labels  map[string]bool
	plain   atomic.Bool  // the endpoint knows no schema
	shut    atomic.Int64 // Unix seconds until which the key isn't tried again
	counts  counts
}

// New makes a client, or says why the endpoint may not be asked.
func New(cfg Config) (*Client, error) {
	u, err := url.Parse(cfg.URL)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http":
		return nil, errors.New("the language model's address isn't a URL")
	case u.Scheme == "http" && !cfg.Private:
		return nil, errors.New("residents' words would cross the network in clear")
	}
	if cfg.Within == 0 {
		cfg.Within = within
	}
	c := &Client{cfg: cfg, labels: map[string]bool{}}
	var ids []string
	for _, t := range cfg.Topics {
		if !t.Retired {
			ids = append(ids, string(t.ID))
			c.labels[string(t.ID)] = true
		}
	}
	c.system, c.schema = instructions(cfg.Topics), answerFormat(ids)
	settings := openai.DefaultConfig(cfg.Key)
	settings.BaseURL, settings.HTTPClient = cfg.URL, &http.Client{
		Transport:     transport(u, cfg.Private, cfg.Roots),
		CheckRedirect: func(*http.Request, []*http.Request) error { return errElsewhere },
	}
	c.chat = openai.NewClientWithConfig(settings)
	c.breaker = gobreaker.NewCircuitBreaker[casework.Verdict](gobreaker.Settings{
		MaxRequests: 1, Interval: stretch, BucketPeriod: bucket, Timeout: stretch,
		ReadyToTrip:  func(n gobreaker.Counts) bool { return n.TotalFailures >= mostFailures },
		IsSuccessful: func(err error) bool { return err == nil || KindOf(err) == unsupported },
	})
	return c, nil
}

// Rest reports whether asking would be in vain now: the breaker is open, or the
// key was refused.
func (c *Client) Rest() bool {
	return c.breaker.State() == gobreaker.StateOpen || c.isShut()
}

func (c *Client) isShut() bool { return c.cfg.Now().Unix() < c.shut.Load() }

// Advise says which topic a text belongs to, in five seconds at most. names are
// replaced in it besides all that looks like personal data. The error is a
// *Failure, which holds nothing of the text, the answer or the key.
func (c *Client) Advise(ctx context.Context, text string, names ...string) (casework.Verdict, error) {
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Within)
	defer cancel()
	said := Redact(text, names...)
	pauses := backoff.NewExponentialBackOff()
	pauses.InitialInterval = firstPause
	var last error
	v, _ := backoff.Retry(ctx, func() (casework.Verdict, error) {
		var v casework.Verdict
		v, last = c.try(ctx, said)
		if last != nil && !KindOf(last).again() {
			return v, backoff.Permanent(last)
		}
		return v, last
	}, backoff.WithBackOff(pauses), backoff.WithMaxTries(tries), backoff.WithMaxElapsedTime(c.cfg.Within))
	c.counts.look(last)
	return v, last
}

// try pays for one call and makes it, unless that is in vain.
func (c *Client) try(ctx context.Context, said string) (casework.Verdict, error) {
	switch {
	case c.isShut():
		return casework.Verdict{}, &Failure{Kind: KeyRefused}
	case c.breaker.State() == gobreaker.StateOpen:
		return casework.Verdict{}, &Failure{Kind: Open}
	}
	paid, err := c.cfg.Purse.Spend(ctx)
	if err != nil {
		return casework.Verdict{}, fmt.Errorf("pay for a call of the language model: %w", err)
	}
	if !paid {
		c.alarm(ctx, Spent)
		return casework.Verdict{}, &Failure{Kind: Spent}
	}
	v, err := c.breaker.Execute(func() (casework.Verdict, error) { return c.call(ctx, said) })
	if errors.Is(err, gobreaker.ErrOpenState) || errors.Is(err, gobreaker.ErrTooManyRequests) {
		return casework.Verdict{}, &Failure{Kind: Open}
	}
	if KindOf(err) == KeyRefused {
		c.shut.Store(c.cfg.Now().Add(shutFor).Unix())
		c.alarm(ctx, KeyRefused)
	}
	return v, err
}

func (c *Client) alarm(ctx context.Context, k Kind) {
	if c.cfg.Alarm != nil {
		c.cfg.Alarm(context.WithoutCancel(ctx), k)
	}
}

// call makes one request and reads its answer.
func (c *Client) call(ctx context.Context, said string) (casework.Verdict, error) {
	plain := c.plain.Load()
	request := c.request(said, plain)
	c.counts.requests.Add(1)
	answer, err := c.chat.CreateChatCompletion(ctx, request)
	used := answer.Usage.TotalTokens
	if used <= 0 { // not said: what it is about
		used = tokensOf(request, answer)
	}
	c.counts.tokens.Add(int64(used))
	if failed := c.cfg.Purse.Used(context.WithoutCancel(ctx), used); failed != nil {
		return casework.Verdict{}, fmt.Errorf("count the language model's tokens: %w", failed)
	}
	if err != nil {
		f := failureOf(ctx, err)
		if !plain && (f.Kind == Rejected && f.Status == http.StatusBadRequest || isLimited(err)) {
			c.plain.Store(true)
			f.Kind = unsupported
		}
		return casework.Verdict{}, f
	}
	return c.read(answer)
}
