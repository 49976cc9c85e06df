package casework

import (
	"context"
	"fmt"
)

// lanes let what one account does at once go one after the other, so that a
// burst of messages isn't decided anew again and again. Between replicas the
// person's version alone sees to it.
type lanes [1024]chan struct{}

func newLanes() *lanes {
	l := new(lanes)
	for i := range l {
		l[i] = make(chan struct{}, 1)
	}
	return l
}

// enter waits for an account's turn and gives what ends it.
func (l *lanes) enter(ctx context.Context, account int64) (leave func(), err error) {
	lane := l[account&0x3ff]
	select {
	case lane <- struct{}{}:
		return func() { <-lane }, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("wait for the turn of an account: %w", ctx.Err())
	}
}
