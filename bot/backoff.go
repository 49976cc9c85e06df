package bot

import (
	"context"
	"math/rand/v2"
	"time"
)

// backoff is a growing pause with jitter, so that many clients don't knock together.
type backoff struct {
	first, most time.Duration
	n           int
}

// next returns the following pause: doubled each time up to most, then shortened by
// up to a third at random.
func (b *backoff) next() time.Duration {
	d := b.first
	for range b.n {
		if d >= b.most {
			break
		}
		d *= 2
	}
	b.n++
	d = min(d, b.most)
	return d - rand.N(d/3+1) //nolint:gosec // jitter is no secret
}

func (b *backoff) reset() { b.n = 0 }

// sleep waits for d, or for wake; it returns an error only if ctx ends first.
func sleep(ctx context.Context, d time.Duration, wake <-chan struct{}) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
	case <-wake:
	}
	return nil
}

// linger returns a context that outlives ctx by grace, so that what is in hand when
// the program is told to stop can be finished.
func linger(ctx context.Context, grace time.Duration) (context.Context, context.CancelFunc) {
	long, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		t := time.AfterFunc(grace, cancel)
		context.AfterFunc(long, func() { t.Stop() })
	})
	return long, func() { stop(); cancel() }
}
