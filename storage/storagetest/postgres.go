package storagetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// server is started once for each test process, by the first test that asks.
// It ends with the process, however that ends: see start.
var server = sync.OnceValues(serve)

// running is a server and what keeps it alive: it ends when lifeline is closed,
// which the garbage collector would do to a pipe that nobody holds.
type running struct {
	address  string
	lifeline io.Closer
}

var schemas atomic.Int64

var errMissing = errors.New("initdb and postgres are neither in PATH nor under /usr/lib/postgresql, and TEST_POSTGRES is empty")

// Schema makes a schema of its own for a test and gives its address.
func Schema(tb testing.TB) string {
	tb.Helper()
	if os.Getenv("TEST_POSTGRES") == "skip" && os.Getenv("CI") != "true" {
		tb.Skip("TEST_POSTGRES=skip")
	}
	r, err := server()
	address := r.address
	switch {
	case errors.Is(err, errMissing) && os.Getenv("CI") != "true":
		tb.Skipf("no PostgreSQL: %v", err)
	case err != nil:
		tb.Fatalf("start PostgreSQL: %v", err)
	}
	name := fmt.Sprintf("t%d_%d", os.Getpid(), schemas.Add(1))
	if err := execute("CREATE SCHEMA " + name); err != nil {
		tb.Fatalf("make a schema: %v", err)
	}
	tb.Cleanup(func() {
		if err := execute("DROP SCHEMA " + name + " CASCADE"); err != nil {
			tb.Errorf("drop the schema: %v", err)
		}
	})
	u, err := url.Parse(address)
	if err != nil {
		tb.Fatalf("read the address: %v", err)
	}
	q := u.Query()
	q.Set("search_path", name)
	q.Set("application_name", name)
	q.Set("pool_max_conns", "4") // a connection is a process, and the tests start thousands
	u.RawQuery = q.Encode()
	return u.String()
}

// steward is the one connection that makes and drops schemas.
var steward = sync.OnceValues(func() (*pgx.Conn, error) {
	r, err := server()
	if err != nil {
		return nil, err
	}
	return pgx.Connect(context.Background(), r.address)
})

var stewardTurn sync.Mutex

func execute(text string) error {
	c, err := steward()
	if err != nil {
		return err
	}
	stewardTurn.Lock()
	defer stewardTurn.Unlock()
	_, err = c.Exec(context.Background(), text)
	return err
}

func serve() (running, error) {
	if address := os.Getenv("TEST_POSTGRES"); address != "" {
		return running{address: address}, nil
	}
	bin, err := binaries()
	if err != nil {
		return running{}, err
	}
	dir, err := os.MkdirTemp("", "liaison-postgres-")
	if err != nil {
		return running{}, err
	}
	who, err := owner(dir)
	if err != nil {
		return running{}, err
	}
	lifeline, err := start(bin, dir, who)
	if err != nil {
		return running{}, err
	}
	address := (&url.URL{Scheme: "postgres", User: url.User("postgres"), Path: "/postgres",
		RawQuery: url.Values{"host": {dir}, "sslmode": {"disable"}}.Encode()}).String()
	return running{address, lifeline}, await(address, filepath.Join(dir, "log"))
}

// binaries finds the folder of the newest PostgreSQL.
func binaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	if len(found) > 0 {
		return filepath.Dir(found[len(found)-1]), nil
	}
	if at, err := exec.LookPath("initdb"); err == nil {
		if at, err = filepath.EvalSymlinks(at); err == nil {
			return filepath.Dir(at), nil
		}
	}
	return "", errMissing
}

// owner gives the folder to a user that PostgreSQL agrees to run as: not root.
func owner(dir string) (*syscall.SysProcAttr, error) {
	if os.Getuid() != 0 {
		return &syscall.SysProcAttr{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(u.Uid, 10, 32)
		if err != nil {
			return nil, err
		}
		gid, err := strconv.ParseUint(u.Gid, 10, 32)
		if err != nil {
			return nil, err
		}
		return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}},
			os.Chown(dir, int(uid), int(gid)) //nolint:gosec // an id fits
	}
	return nil, errors.New("running as root, and there is neither a user postgres nor nobody")
}

// script runs the server until its standard input ends, which it does when the
// test process has ended in whatever way; then it cleans up.
const script = `cd "$2" && "$1/initdb" -D data -U postgres -A trust --no-sync --no-instructions -E UTF8 --locale=C >log 2>&1 || exit 1
"$1/postgres" -D data -k "$2" -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
  -c max_connections=300 -c shared_buffers=16MB -c jit=off -c log_min_messages=fatal </dev/null >>log 2>&1 &
cat >/dev/null
kill -QUIT $!
wait
cd / && rm -rf "$2"`

func start(bin, dir string, who *syscall.SysProcAttr) (lifeline io.Closer, err error) {
	cmd := exec.Command("/bin/sh", "-c", script, "sh", bin, dir) //nolint:gosec // a fixed script; the paths are our own
	cmd.SysProcAttr = who
	who.Setpgid = true // an interrupt from the keyboard must leave it time to clean up
	cmd.Dir = dir
	if lifeline, err = cmd.StdinPipe(); err != nil {
		return nil, err
	}
	return lifeline, cmd.Start()
}

// await asks until the server answers.
func await(address, log string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for again := time.NewTicker(20 * time.Millisecond); ; {
		c, err := pgx.Connect(ctx, address)
		if err == nil {
			again.Stop()
			return c.Close(ctx)
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			said, _ := os.ReadFile(log) //nolint:gosec // our own file; without it the error says enough
			return fmt.Errorf("%w: %s", err, strings.TrimSpace(string(said)))
		}
	}
}

// EndSessions ends all sessions that call themselves so, as the server does with
// those of a machine that hangs.
func EndSessions(tb testing.TB, name string) {
	tb.Helper()
	if err := execute(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '` + name + `'`); err != nil {
		tb.Fatalf("end the sessions of %s: %v", name, err)
	}
}
