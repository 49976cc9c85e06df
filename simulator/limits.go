package simulator

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// bucket lets a burst through and then so many a second.
type bucket struct {
	left float64
	at   time.Time
}

// limits are those of Telegram for messages that a bot sends.
type limits struct {
	all   bucket
	chats map[int64]*bucket
}

const (
	allRate    = 30.0
	chatRate   = 1.0
	chatBurst  = 5.0
	groupRate  = 20.0 / 60
	groupBurst = 20.0
)

// wait is how long until one more is let through.
func (b *bucket) wait(rate, burst float64, now time.Time) time.Duration {
	if b.at.IsZero() {
		b.left = burst
	} else {
		b.left = min(burst, b.left+rate*max(0, now.Sub(b.at).Seconds()))
	}
	b.at = now
	return time.Duration((1 - b.left) / rate * float64(time.Second))
}

// limited refuses a message beyond the limits; what is refused isn't counted.
func (s *Server) limited(method string, id int64) error {
	sends := strings.HasPrefix(method, "send") && method != "sendChatAction" || method == "createForumTopic"
	if !s.cfg.Limits || !sends {
		return nil
	}
	b := s.limits.chats[id]
	if b == nil {
		b = &bucket{}
		s.limits.chats[id] = b
	}
	rate, burst := chatRate, chatBurst
	if id < 0 {
		rate, burst = groupRate, groupBurst
	}
	now := s.cfg.Now()
	longest := max(s.limits.all.wait(allRate, allRate, now), b.wait(rate, burst, now))
	if longest > 0 {
		after := int(math.Ceil(longest.Seconds()))
		return &refusal{Code: 429, Description: fmt.Sprintf("Too Many Requests: retry after %d", after), RetryAfter: after}
	}
	s.limits.all.left--
	b.left--
	return nil
}
