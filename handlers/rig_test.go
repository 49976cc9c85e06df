package handlers_test

import (
	"context"
	"net/http/httptest"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"liaison/bot"
	"liaison/casework"
	"liaison/classify"
	"liaison/handlers"
	"liaison/seal"
	"liaison/simulator"
	"liaison/storage"
)

// rig is the whole way from a person's messenger to the store and back.
type rig struct {
	sealer *seal.Sealer
	t      testing.TB
	sim    *simulator.Server
	url    string
	store  *storage.Store
	router *bot.Router
	box    *watched
	keeper *handlers.RoomKeeper
	hall   int64 // the group that is to be the staff room; 0: there is none
	offset int64
	desk   *casework.Desk
	live   *classify.Live // nil: the keywords sort
	sweeps bool           // when the clock passes
	alike  bool

	dormant time.Duration // of the office
	trips   atomic.Int32

	*clock

	seen    map[int64]map[int]string // messages of the bot as they were last looked at
	marks   bool                     // and reactions on people's own
	presses []pressed
}

type pressed struct {
	who string
	id  string
}

// settings of a conversation that differ from the usual.
type settings struct {
	office string
	speaks map[string]string
	marks  bool
	hours  bool
	undo   bool
	alike  bool // cases about the same matter are put together
	words  bool // in the staff room
	shared bool
	doubts bool
	advice casework.Advice
	cares  bool
	learns bool
}

func newRig(t *testing.T, store *storage.Store, set settings) *rig {
	t.Helper()
	return newRigAt(t, store, &clock{now: monday}, set)
}

// newRigAt is newRig with the clock that the store has too.
func newRigAt(t *testing.T, store *storage.Store, c *clock, set settings) *rig {
	t.Helper()
	r := &rig{t: t, store: store, clock: c, seen: map[int64]map[int]string{}}
	r.marks = set.marks
	office := testOffice(t)
	if set.office != "" {
		office.Language = set.office
	}
	if set.doubts {
		r.dormant = 90 * 24 * time.Hour
		office.Dormant = r.dormant
	}
	if set.shared {
		office.Ready = shared
	}
	if office.RoomWords, office.Advice = set.words, set.advice; set.cares {
		caring(&office)
	}
	if set.learns {
		teachable(&office)
		r.live = classify.NewLive(classify.Shipped(), office.Topics, r.time)
	}
	if set.undo {
		office.Undo = 10 * time.Second
	}
	r.alike = set.alike
	if r.sweeps = set.hours; set.hours {
		office.Calendar = officeHours(office.Zone)
	}
	if err := store.ApplyOffice(t.Context(), office); err != nil {
		t.Fatal(err)
	}
	r.sim = simulator.New(simulator.Config{Now: r.time})
	t.Cleanup(r.sim.Close)
	web := httptest.NewServer(r.sim)
	t.Cleanup(web.Close)
	r.url = web.URL
	for _, m := range cast {
		r.sim.AddUser(simulator.User{ID: m.account, FirstName: m.name, LanguageCode: set.speaks[m.name]})
		if m.person.ID != "" {
			r.sim.Open(m.account)
		}
	}
	r.connect(t, office)
	return r
}

// teachable gives the topics examples, for a classifier that learns.
func teachable(o *casework.Office) {
	o.Topics[0].Examples = []string{"pothole in the road", "the bus is late"}
	o.Topics[1].Examples = []string{"no hot water, burst pipe", "cold radiators, heating"}
	o.Topics[2].Examples = []string{"the lift is broken", "leaking roof"}
}

func (r *rig) connect(t *testing.T, office casework.Office) {
	t.Helper()
	b, err := bot.New(bot.Config{
		Token: r.sim.Token(), URL: r.url, Limits: bot.Limits{Off: true}, Now: r.time, Log: zerolog.New(zerolog.NewTestWriter(t)),
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Me(t.Context()); err != nil {
		t.Fatal(err)
	}
	var sorter casework.Classifier = keywords{&r.trips}
	if r.live != nil {
		sorter = r.live
	}
	desk := casework.NewDesk(r.store, classify.WithSignals(sorter, office.Names), office, r.time, seeded())
	r.desk = desk
	render := handlers.NewRenderer(desk, r.store)
	if r.sealer == nil {
		if r.sealer, err = seal.File(filepath.Join(t.TempDir(), "key")); err != nil {
			t.Fatal(err)
		}
	}
	render.Seals(r.sealer)
	render.Console("https://desk.example/console")
	r.router = bot.NewRouter(b, handlers.NewInbox(r.store), handlers.Routes(desk, render, r.store, b))
	r.keeper = handlers.NewRoomKeeper(desk, render, r.store, b)
	box := &drawn{Box: r.store}
	r.box = &watched{Outbox: handlers.NewOutbox(box, render, r.time), box: box, due: make(chan struct{}, 1), moved: make(chan struct{}, 1)}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- bot.NewSender(b, r.box).Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the sender ended: %v", err)
		}
	})
}
