package main

import (
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"
)

// crowd is a listener that lets no more connections in than the process has
// room for. Whoever holds one idle gives way to who comes, the longest first, so
// that the webhook is answered however many sit there; where nobody is idle, who
// comes is sent away with 503.
type crowd struct {
	net.Listener
	most int
	mu   sync.Mutex
	idle map[net.Conn]time.Time // since when; zero: at work
}

func newCrowd(l net.Listener, most int) *crowd {
	return &crowd{Listener: l, most: most, idle: map[net.Conn]time.Time{}}
}

// roomFor is how many connections the process may hold for pages: the rest of
// its files are for the database and for Telegram.
func roomFor() int {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit) != nil {
		return 512
	}
	return int(max(8, min(4096, limit.Cur*3/8))) //nolint:gosec // at most 4096
}

// Accept implements net.Listener.
func (c *crowd) Accept() (net.Conn, error) {
	for {
		conn, err := c.Listener.Accept()
		if err != nil || c.admit(conn) {
			return conn, err
		}
		_ = conn.SetWriteDeadline(time.Now().Add(time.Second))
		_, _ = conn.Write([]byte("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
		_ = conn.Close()
	}
}

func (c *crowd) admit(conn net.Conn) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.idle) >= c.most {
		longest := c.longest()
		if longest == nil {
			return false
		}
		_ = longest.Close()
		delete(c.idle, longest)
	}
	c.idle[conn] = time.Now()
	return true
}

func (c *crowd) longest() (found net.Conn) {
	for conn, since := range c.idle {
		if !since.IsZero() && (found == nil || since.Before(c.idle[found])) {
			found = conn
		}
	}
	return found
}

// watch is the server's ConnState.
func (c *crowd) watch(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.idle[conn]; !known {
		return // it gave way
	}
	switch state {
	case http.StateActive:
		c.idle[conn] = time.Time{}
	case http.StateIdle:
		c.idle[conn] = time.Now()
	case http.StateClosed, http.StateHijacked:
		delete(c.idle, conn)
	case http.StateNew:
	}
}
