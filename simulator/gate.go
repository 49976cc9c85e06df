package simulator

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// Gate is the network in front of a server: while it is shut, connections are
// refused before a byte is sent, as when a host is down.
type Gate struct {
	handler http.Handler
	addr    string

	mu   sync.Mutex
	open *http.Server // nil while shut
}

// Listen serves a server at an address, such as "127.0.0.1:0", behind an open gate.
func Listen(s *Server, addr string) (*Gate, error) {
	g := &Gate{handler: s, addr: addr}
	return g, g.Open()
}

// URL is the base URL for the bot; it stays the same when the gate opens again.
func (g *Gate) URL() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return "http://" + g.addr
}

// Open lets connections in again, at the same address.
func (g *Gate) Open() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.open != nil {
		return nil
	}
	var lc net.ListenConfig
	l, err := lc.Listen(context.Background(), "tcp", g.addr)
	if err != nil {
		return fmt.Errorf("simulator: listen at %s: %w", g.addr, err)
	}
	g.addr = l.Addr().String()
	g.open = &http.Server{Handler: g.handler, ReadHeaderTimeout: 10 * time.Second}
	go func(srv *http.Server) { _ = srv.Serve(l) }(g.open) // ends with Shut, which is no error
	return nil
}

// Shut ends all connections and refuses new ones.
func (g *Gate) Shut() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.open == nil {
		return nil
	}
	srv := g.open
	g.open = nil
	if err := srv.Close(); err != nil {
		return fmt.Errorf("simulator: shut the gate: %w", err)
	}
	return nil
}
