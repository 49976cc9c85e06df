package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"liaison/simulator"
)

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := builtIn(); err == nil {
		_ = os.RemoveAll(dir)
	}
	os.Exit(code)
}

// builtIn builds the real binary once and gives its folder.
var builtIn = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "liaison-binary-")
	if err != nil {
		return "", err
	}
	out, err := exec.Command("go", "build", "-o", filepath.Join(dir, "liaison"), ".").CombinedOutput()
	if err != nil {
		return dir, fmt.Errorf("build: %w\n%s", err, out)
	}
	return dir, nil
})

// rig is the real program in a process of its own, in front of a simulated Telegram.
type rig struct {
	t        *testing.T
	telegram *simulator.Server
	gate     *simulator.Gate
	env      []string
	listen   string
	limit    string // a shell command that limits what the program may use
	logs     *safeBuffer
	process  *exec.Cmd
	ended    chan struct{} // closed when it has
}

const office = `
office: {name: {en: Test station}, language: en, settle: 0s, undo: 0s}
topics:
  - {id: roads, name: {en: Roads}, examples: [pothole in the road, broken traffic light]}
  - {id: water, name: {en: Water}, examples: [no hot water, the pipe leaks]}
deputies:
  - {id: li-na, name: Li Na, telegram: 900001, topics: [roads]}
  - {id: omar, name: Omar Haddad, telegram: 900002, topics: [water, roads]}
staff:
  - {id: desk, name: Front desk, telegram: 910001, role: admin}
`

const (
	liNa  = int64(900001)
	omar  = int64(900002)
	clerk = int64(910001)
)

func newRig(t *testing.T, database string) *rig {
	t.Helper()
	r := &rig{t: t, telegram: simulator.New(simulator.Config{}), logs: &safeBuffer{}, listen: freeAddress(t)}
	t.Cleanup(r.telegram.Close)
	gate, err := simulator.Listen(r.telegram, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = gate.Shut() })
	r.gate = gate
	for _, p := range []int64{liNa, omar, clerk} {
		r.telegram.AddUser(simulator.User{ID: p, FirstName: fmt.Sprint("person ", p), LanguageCode: "en"})
		r.telegram.Open(p)
	}
	file := filepath.Join(t.TempDir(), "office.yaml")
	if err := os.WriteFile(file, []byte(office), 0o600); err != nil {
		t.Fatal(err)
	}
	r.env = []string{
		"LIAISON_TELEGRAM_TOKEN=" + r.telegram.Token(), "LIAISON_TELEGRAM_URL=" + gate.URL(),
		"LIAISON_DATABASE=" + database, "LIAISON_OFFICE=" + file, "LIAISON_LISTEN=" + r.listen,
		"LIAISON_LOG_LEVEL=debug", "LIAISON_RESERVE=0",
	}
	return r
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// start starts the program; extra settings come after the rig's.
func (r *rig) start(extra ...string) {
	r.t.Helper()
	r.process, r.ended = r.launch(append(slices.Clone(r.env), extra...))
}

func (r *rig) launch(env []string) (*exec.Cmd, chan struct{}) {
	r.t.Helper()
	dir, err := builtIn()
	if err != nil {
		r.t.Fatal(err)
	}
	p := exec.Command(filepath.Join(dir, "liaison"), "serve")
	if r.limit != "" {
		p = exec.Command("/bin/sh", "-c", r.limit+`; exec "$0" serve`, p.Path) //nolint:gosec // this test's own words
	}
	p.Env, p.Stdout, p.Stderr = env, r.logs, r.logs
	p.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := p.Start(); err != nil {
		r.t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = p.Wait() // the exit code is read from the process
	}()
	r.t.Cleanup(func() { _ = p.Process.Kill() })
	return p, ended
}

// kill ends the program as a power cut would.
func (r *rig) kill() {
	_ = r.process.Process.Kill()
	<-r.ended
}

// stop asks the program to end and gives its exit code.
func (r *rig) stop() int {
	r.t.Helper()
	if err := r.process.Process.Signal(syscall.SIGTERM); err != nil {
		r.t.Fatal(err)
	}
	return r.exit(time.Minute)
}

// exit waits for the program's end and gives its exit code.
func (r *rig) exit(within time.Duration) int {
	r.t.Helper()
	select {
	case <-r.ended:
		return r.process.ProcessState.ExitCode()
	case <-time.After(within):
		r.t.Fatalf("still running\n%s", r.logs)
		return -1
	}
}

// until waits for a condition on the simulated Telegram.
func (r *rig) until(what string, cond func() bool) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	if r.telegram.Until(ctx, cond) != nil {
		r.t.Fatalf("waited in vain: %s\n%s\nlog:\n%s", what, r.chats(), tail(r.logs.String(), 4000))
	}
}

func (r *rig) resident(id int64) {
	r.telegram.AddUser(simulator.User{ID: id, FirstName: "Grace", LanguageCode: "en"})
}

func (r *rig) say(who int64, text string) simulator.Message {
	r.t.Helper()
	return r.write(who, simulator.Draft{Text: text})
}

func (r *rig) write(who int64, d simulator.Draft) simulator.Message {
	r.t.Helper()
	m, err := r.telegram.Say(who, d)
	if err != nil {
		r.t.Fatal(err)
	}
	return m
}

// press presses the newest button whose data begins so, once it is there.
func (r *rig) press(who int64, data string) {
	r.t.Helper()
	var id int
	var full string
	r.until(fmt.Sprintf("a button %s for %d", data, who), func() bool {
		id, full = r.button(who, data)
		return id != 0
	})
	if _, err := r.telegram.Press(who, id, full); err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) button(who int64, data string) (int, string) {
	all := r.telegram.Messages(who)
	for _, m := range slices.Backward(all) {
		for _, row := range m.Buttons {
			for _, b := range row {
				if strings.HasPrefix(b.Data, data) && !m.Deleted {
					return m.ID, b.Data
				}
			}
		}
	}
	return 0, ""
}

// hears waits until the bot has told somebody something that contains a text.
func (r *rig) hears(who int64, text string) simulator.Message {
	r.t.Helper()
	var found simulator.Message
	r.until(fmt.Sprintf("%d hears %q", who, text), func() bool {
		all := r.heard(who, text)
		if len(all) > 0 {
			found = all[len(all)-1]
		}
		return len(all) > 0
	})
	return found
}

func (r *rig) heard(who int64, text string) []simulator.Message {
	var all []simulator.Message
	for _, m := range r.telegram.Messages(who) {
		if m.Bot && !m.Deleted && strings.Contains(m.Text, text) {
			all = append(all, m)
		}
	}
	return all
}

// chats prints all chats, for a failed test.
func (r *rig) chats() string {
	var b strings.Builder
	for _, u := range r.telegram.Users() {
		for _, m := range r.telegram.Messages(u.ID) {
			who := "they"
			if m.Bot {
				who = "bot"
			}
			fmt.Fprintf(&b, "%d %d %s: %.120q\n", u.ID, m.ID, who, m.Text)
		}
	}
	return tail(b.String(), 6000)
}

func tail(s string, n int) string {
	if len(s) > n {
		return "..." + s[len(s)-n:]
	}
	return s
}

// safeBuffer is written by a process while the test reads it.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
