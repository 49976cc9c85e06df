// Package simulator stands in for Telegram: a strict Bot API server with a
// ledger of every call and scripted faults, and a browser chat on top of it.
// It serves the demo and the tests, needs no network and knows no case.
package simulator

import (
	"crypto/rand"
	"encoding/binary"
	"net/http"
	"sync"
	"time"
)

// Config says how the server behaves; the zero value suits most tests.
type Config struct {
	Token    string           // the bot's token; a fixed, well-formed one that opens nothing by default
	Username string           // of the bot, "liaison_demo_bot" by default
	Now      func() time.Time // dates, ages and limits; time.Now by default. Waiting is always in real time.
	Limits   bool             // refuse with 429 what is beyond 30/s in all, 1/s a chat, 20/min a group

	RetryUnit   time.Duration // what a second of waiting between webhook pushes lasts; a second by default
	PushTimeout time.Duration // how long a webhook may take to answer; 60 s by default
	NoLedger    bool          // keep no calls and few old updates, for benchmarks
}

// Server is one Telegram with one bot. It may be used by many at once.
type Server struct {
	cfg Config
	bot User

	mu       sync.Mutex
	users    []*person
	chats    map[int64]*chat
	lastID   int // the newest message in any private chat or basic group: they share one count
	files    fileStore
	queries  map[string]*query
	commands map[string]string // by scope and language
	queue    queue
	old      history
	poll     *poller
	hook     *webhook
	faults   []*fault
	limits   limits
	ledger   []Call
	sent     int
	sins     []string
	watchers map[*watcher]struct{}
}

const (
	botID        = 7000000001
	defaultToken = "7000000001:AA-simulated-token-opens-nothing-00" //nolint:gosec // a made-up token that no service knows
)

// New returns a server with no people in it.
func New(cfg Config) *Server {
	cfg = cfg.filled()
	return &Server{
		cfg:      cfg,
		bot:      User{ID: botID, FirstName: "Liaison", Username: cfg.Username},
		chats:    map[int64]*chat{},
		files:    fileStore{byID: map[string]*file{}, byPath: map[string]*file{}},
		queries:  map[string]*query{},
		commands: map[string]string{},
		queue:    queue{next: int64(100_000_000 + chance()%800_000_000), wake: make(chan struct{})},
		old:      history{byID: map[int64]*update{}},
		limits:   limits{chats: map[int64]*bucket{}},
		watchers: map[*watcher]struct{}{},
	}
}

func (c Config) filled() Config {
	if c.Token == "" {
		c.Token = defaultToken
	}
	if c.Username == "" {
		c.Username = "liaison_demo_bot"
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.RetryUnit == 0 {
		c.RetryUnit = time.Second
	}
	if c.PushTimeout == 0 {
		c.PushTimeout = time.Minute
	}
	return c
}

// Token is the only token that the server lets in.
func (s *Server) Token() string { return s.cfg.Token }

// Close ends the pushing to a webhook and the waiting of pollers. A server
// that never had a webhook needs no closing.
func (s *Server) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unhook()
	s.endPoll(errClosing)
}

func chance() uint64 {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand ends the program instead
	return binary.LittleEndian.Uint64(b[:]) >> 1
}

var _ http.Handler = (*Server)(nil)
