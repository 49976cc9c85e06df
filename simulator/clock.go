package simulator

import (
	"sync/atomic"
	"time"
)

// Clock is a clock that can be moved forward, so that what waits for days can be
// seen at once. It is safe for concurrent use.
type Clock struct {
	now   func() time.Time
	ahead atomic.Int64
}

// NewClock returns a clock that goes by now until it is moved.
func NewClock(now func() time.Time) *Clock { return &Clock{now: now} }

// Now is the time by this clock.
func (c *Clock) Now() time.Time { return c.now().Add(time.Duration(c.ahead.Load())) }

// Pass moves the clock forward; it never goes back.
func (c *Clock) Pass(d time.Duration) { c.ahead.Add(int64(max(d, 0))) }
