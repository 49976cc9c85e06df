package casework

import "sync"

// lanes let what one resident does at once go one after the other, so that a
// burst of first messages doesn't decide anew again and again. Between replicas
// the person's version does the same.
type lanes [256]sync.Mutex

// enter waits for an account's turn and gives what ends it.
func (l *lanes) enter(account int64) (leave func()) {
	m := &l[account&0xff]
	m.Lock()
	return m.Unlock
}
