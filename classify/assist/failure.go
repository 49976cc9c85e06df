package assist

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"

	"github.com/sashabaranov/go-openai"
)

// Kind says why a look came to nothing.
type Kind string

// The kinds.
const (
	Slow        Kind = "slow"        // no whole answer in time
	Unreachable Kind = "unreachable" // no connection, or one that was cut
	Busy        Kind = "busy"        // 429 or 5xx
	KeyRefused  Kind = "key"         // 401 or 403
	Rejected    Kind = "rejected"    // another status
	Elsewhere   Kind = "elsewhere"   // it sent us to another address, or stands at one that isn't allowed
	Long        Kind = "long"        // an answer beyond all measure
	Invalid     Kind = "invalid"     // an answer that isn't one of the topics
	Open        Kind = "open"        // not asked: too much failed of late
	Spent       Kind = "spent"       // not asked: today's budget is used up

	unsupported Kind = "unsupported" // no schema is known there: asked again without
)

// Kinds lists those that are counted.
var Kinds = []Kind{Slow, Unreachable, Busy, KeyRefused, Rejected, Elsewhere, Long, Invalid, Open, Spent}

// again reports whether a second try may go better.
func (k Kind) again() bool { return k == Unreachable || k == Busy || k == unsupported }

// Failure is a look that came to nothing. It holds no text of anybody: what an
// endpoint writes into its errors may repeat the key or the question.
type Failure struct {
	Kind   Kind
	Status int // of HTTP, where there was one
}

// Error gives the kind and the status.
func (f *Failure) Error() string {
	if f.Status != 0 {
		return fmt.Sprintf("language model: %s (status %d)", f.Kind, f.Status)
	}
	return "language model: " + string(f.Kind)
}

// Vain reports that nothing was asked, so that nothing is known of the text.
func (f *Failure) Vain() bool { return f.Kind == Open || f.Kind == Spent || f.Kind == KeyRefused }

// KindOf gives the kind of an error; empty: it is none of ours.
func KindOf(err error) Kind {
	if f, ok := errors.AsType[*Failure](err); ok {
		return f.Kind
	}
	return ""
}

var (
	errElsewhere = errors.New("sent elsewhere")
	errLong      = errors.New("answer too long")
)

// failureOf sorts what the library gives.
func failureOf(ctx context.Context, err error) *Failure {
	status := 0
	if e, ok := errors.AsType[*openai.APIError](err); ok {
		status = e.HTTPStatusCode
	} else if e, ok := errors.AsType[*openai.RequestError](err); ok {
		status = e.HTTPStatusCode
	}
	switch {
	case errors.Is(err, errElsewhere):
		return &Failure{Kind: Elsewhere}
	case errors.Is(err, errLong):
		return &Failure{Kind: Long}
	case ctx.Err() != nil || errors.Is(err, context.DeadlineExceeded):
		return &Failure{Kind: Slow}
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return &Failure{KeyRefused, status}
	case status == http.StatusTooManyRequests, status >= http.StatusInternalServerError:
		return &Failure{Busy, status}
	case status != 0:
		return &Failure{Rejected, status}
	}
	if isNetwork(err) {
		return &Failure{Kind: Unreachable}
	}
	return &Failure{Kind: Invalid} // 200, and not the JSON of an answer
}

// isLimited reports whether the library itself refuses what a model can't be asked.
func isLimited(err error) bool {
	return errors.Is(err, openai.ErrReasoningModelLimitationsOther) || errors.Is(err, openai.ErrReasoningSamplingUnsupported)
}

// counts is what a client has done since it was made.
type counts struct {
	requests, tokens, looks atomic.Int64
	failures                [16]atomic.Int64
}

func (c *counts) look(err error) {
	c.looks.Add(1)
	for i, k := range Kinds {
		if KindOf(err) == k {
			c.failures[i].Add(1)
		}
	}
}

// Counts is what was asked since the program started.
type Counts struct {
	Looks, Requests, Tokens int64
	Failures                map[Kind]int64
	Open                    bool // the breaker is
}

// Counts gives what was asked so far.
func (c *Client) Counts() Counts {
	n := Counts{
		Looks: c.counts.looks.Load(), Requests: c.counts.requests.Load(), Tokens: c.counts.tokens.Load(),
		Failures: map[Kind]int64{}, Open: c.Rest(),
	}
	for i, k := range Kinds {
		n.Failures[k] = c.counts.failures[i].Load()
	}
	return n
}
