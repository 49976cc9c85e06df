package handlers_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
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

// member is somebody of a conversation.
type member struct {
	name    string // in scripts
	account int64
	person  casework.Person // of deputies and staff
	later   bool            // the office file names them only from "office adds" on
}

var cast = []member{
	{name: "resident", account: 1001},
	{name: "neighbour", account: 1002},
	{name: "li-na", account: 900001, person: casework.Person{ID: "li-na", Role: casework.Deputy, Name: "Li Na", Topics: []casework.TopicID{"transport", "housing"}}},
	{name: "wang-fang", account: 900002, person: casework.Person{ID: "wang-fang", Role: casework.Deputy, Name: "Wang Fang", Topics: []casework.TopicID{"transport"}}},
	{name: "sun-li", account: 900003, person: casework.Person{ID: "sun-li", Role: casework.Deputy, Name: "Sun Li", Topics: []casework.TopicID{"water"}}},
	{name: "staff", account: 910001, person: casework.Person{ID: "front-desk", Role: casework.Moderator, Name: "Front desk"}},
	{name: "admin", account: 910002, later: true, person: casework.Person{ID: "admin", Role: casework.Admin, Name: "Chief of staff", Account: 910002}},
	{name: "zhou-mei", account: 900010, later: true, person: casework.Person{ID: "zhou-mei", Role: casework.Aide, Name: "Zhou Mei", Account: 900010, Aids: []casework.PersonID{"li-na"}}},
	{name: "officer", account: 910003, later: true, person: casework.Person{ID: "vera", Role: casework.Moderator, Name: "Vera Clark", Account: 910003, Officer: true}},
	{name: "zhao-min", account: 900009, later: true, person: casework.Person{ID: "zhao-min", Role: casework.Deputy, Name: "Zhao Min", Topics: []casework.TopicID{"water"}}},
}

func accountOf(name string) int64 {
	for _, m := range cast {
		if m.name == name {
			return m.account
		}
	}
	return 0
}

// caring is an office with an officer, somebody on duty and a number to call.
func caring(o *casework.Office) {
	o.Emergency = map[string]string{"en": "112", "zh": "110 或 120"}
	for i, p := range o.People {
		o.People[i].OnDuty = p.ID == "sun-li"
	}
	for _, m := range cast {
		if m.name == "officer" || m.name == "admin" || m.name == "zhou-mei" {
			p := m.person
			p.Rights = 1
			o.People = append(o.People, p)
		}
	}
}

func testOffice(t testing.TB) casework.Office {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	o := casework.Office{
		Name: map[string]string{"en": "the deputies' station of Shizuishan", "zh": "石嘴山市人大代表联络站", "ru": "приёмная депутатов Шицзуйшаня"},
		Zone: zone, Language: "en", Settle: time.Minute, Broadcasts: 2,
		Spots: []casework.Spot{{ID: "library", Name: map[string]string{"en": "City library", "zh": "市图书馆", "ru": "Городская библиотека"}}},
		Topics: []casework.Topic{
			{ID: "transport", Name: map[string]string{"en": "Roads and transport", "zh": "交通运输", "ru": "Дороги и транспорт"}, Claim: 24 * time.Hour, Answer: 168 * time.Hour},
			{ID: "water", Name: map[string]string{"en": "Water and heating", "zh": "供水供暖", "ru": "Вода и отопление"}, Claim: 12 * time.Hour, Answer: 72 * time.Hour},
			{ID: "housing", Name: map[string]string{"en": "Housing", "zh": "住房", "ru": "Жильё"}, Claim: 24 * time.Hour, Answer: 240 * time.Hour},
		},
	}
	for _, m := range cast {
		if m.person.ID != "" && !m.later {
			p := m.person
			p.Account, p.Rights = m.account, 1
			o.People = append(o.People, p)
		}
	}
	return o
}

// keywords is a classifier whose verdicts a script can foresee: sure of a text
// that names one topic, unsure of any other.
type keywords struct{ trips *atomic.Int32 }

func (k keywords) Classify(text string) casework.Verdict {
	if k.trips != nil && k.trips.Add(-1) >= 0 {
		panic("tripped, as the script says")
	}
	var found []casework.Guess
	for _, k := range []struct {
		topic casework.TopicID
		words string
	}{
		{"transport", "pothole bus road яма автобус 公交 坑"}, {"water", "water pipe heating вода труба 水管 暖气"}, {"housing", "roof lift крыша лифт 电梯 屋顶"},
	} {
		for _, w := range strings.Fields(k.words) {
			if strings.Contains(strings.ToLower(text), w) {
				found = append(found, casework.Guess{Topic: k.topic, Probability: 0.9, Reasons: []string{w}})
				break
			}
		}
	}
	if len(found) == 1 {
		return casework.Verdict{Sure: true, Guesses: found}
	}
	for i := range found {
		found[i].Probability = 0.5
	}
	return casework.Verdict{Guesses: found}
}

// shared are the ready answers of the test office.
var shared = []casework.Shared{
	{ID: "on-site", Topic: "transport", Text: map[string]string{"en": "We come and look at the place within three working days.", "ru": "Мы осмотрим место в течение трёх рабочих дней."}},
	{ID: "noted", Text: map[string]string{"en": "Your matter {number} is noted.\n\nIt goes to those in charge.", "ru": "Ваш вопрос {number} записан."}},
	{ID: "pipes", Topic: "water", Text: map[string]string{"en": "The pipes are looked at today."}},
}

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
	desk := casework.NewDesk(r.store, classify.WithSignals(sorter, office.Names()), office, r.time, seeded())
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

// settle brings everything said so far to its end.
func (r *rig) settle() {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
	defer cancel()
	for going := ""; ; {
		if r.live != nil {
			if _, err := r.live.Learn(ctx, r.store); err != nil {
				r.t.Fatal(err)
			}
		}
		if err := errors.Join(r.desk.Relieve(ctx), r.desk.Spread(ctx), r.desk.AnswerAll(ctx)); err != nil {
			r.t.Fatal(err)
		}
		if r.alike {
			if _, err := r.desk.Compare(ctx, classify.Alike{}); err != nil {
				r.t.Fatal(err)
			}
		}
		updates := r.updates(ctx)
		for _, raw := range updates {
			if err := r.router.Handle(ctx, raw); err != nil {
				r.t.Fatalf("an update was not handled: %v", err)
			}
		}
		if err := r.router.Drain(ctx); err != nil {
			r.t.Fatal(err)
		}
		if err := r.box.still(ctx, r.time); err != nil {
			r.t.Fatal(err)
		}
		if err := r.keeper.Pass(ctx); err != nil {
			r.t.Fatal(err)
		}
		was := going
		if going = r.going(ctx); len(updates) == 0 && going == was {
			return
		}
	}
}

// going says how far the broadcasts are that are on their way; empty while none is.
func (r *rig) going(ctx context.Context) (all string) {
	r.t.Helper()
	list, err := r.store.GoingBroadcasts(ctx)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, b := range list {
		all += fmt.Sprint(b)
	}
	return all
}

// updates asks the simulator as the program's own loop does.
func (r *rig) updates(ctx context.Context) []json.RawMessage {
	r.t.Helper()
	ask := fmt.Sprintf(`{"offset":%d,"limit":100,"timeout":0,"allowed_updates":["message","edited_message","callback_query","my_chat_member","message_reaction"]}`, r.offset)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, r.url+"/bot"+r.sim.Token()+"/getUpdates", bytes.NewBufferString(ask))
	if err != nil {
		r.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // the answer was read
	var answer struct{ Result []json.RawMessage }
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		r.t.Fatal(err)
	}
	for _, raw := range answer.Result {
		var u struct {
			ID int64 `json:"update_id"`
		}
		if err := json.Unmarshal(raw, &u); err != nil {
			r.t.Fatal(err)
		}
		r.offset = max(r.offset, u.ID+1)
	}
	return answer.Result
}

// settled is how long a case of the test office is left to be written.
const settled = time.Minute

// do lets somebody do something outside a script and returns what all others hear of it.
func (r *rig) do(who, what string) []heard {
	r.t.Helper()
	if err := r.act(who, what); err != nil {
		r.t.Fatal(err)
	}
	r.settle()
	return r.hear()
}

// both does a thing with a case's number and with one that nobody has.
func (r *rig) both(who, what, number string) (there, missing []string) {
	r.t.Helper()
	for _, h := range r.do(who, strings.ReplaceAll(what, "%", number)) {
		there = append(there, h.written())
	}
	for _, h := range r.do(who, strings.ReplaceAll(what, "%", exampleNumber)) {
		missing = append(missing, h.written())
	}
	return there, missing
}

// numberOf finds the number of somebody's newest case in what they were told.
func (r *rig) numberOf(who string) string {
	r.t.Helper()
	for _, m := range slices.Backward(r.sim.Messages(accountOf(who))) {
		if n := number.FindString(m.Text); n != "" {
			return n
		}
	}
	r.t.Fatalf("%s was told no number", who)
	return ""
}
