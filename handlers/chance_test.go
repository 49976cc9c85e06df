package handlers_test

import (
	"math/rand/v2"
	"sync"
	"time"
)

// clock goes on when it is told to.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

// monday is when every conversation begins: at nine, where its office is.
var monday = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func (c *clock) time() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// seeded gives the same numbers to every run.
func seeded() *safe { return &safe{from: rand.NewChaCha8([32]byte{7})} }

type safe struct {
	mu   sync.Mutex
	from *rand.ChaCha8
}

func (s *safe) Read(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.from.Read(b)
}
