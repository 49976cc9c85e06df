package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// small gives the path of a database on a disk of its own, where one may be mounted.
func small(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if err := unix.Mount("liaison-test", dir, "tmpfs", 0, "mode=0700,size="+size); err != nil {
		t.Skipf("no disk can be mounted here: %v", err)
	}
	t.Cleanup(func() { _ = unix.Unmount(dir, unix.MNT_DETACH) })
	return filepath.Join(dir, "liaison.db")
}

// filler takes all the room that is left but some, and gives it back.
func filler(t *testing.T, database string, leave int64) (free func()) {
	t.Helper()
	path := filepath.Join(filepath.Dir(database), "filler")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var st unix.Statfs_t
	if err := unix.Statfs(path, &st); err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 4096)
	for left := int64(st.Bavail)*int64(st.Bsize) - leave; left > 0; left -= int64(len(block)) {
		if _, err := f.Write(block); err != nil {
			break // full
		}
	}
	return func() { _ = os.Remove(path) }
}

// pushed writes as many residents as it takes until one isn't taken in, and
// gives the update that wasn't and how many were.
func (h hook) pushed(from int) (refused []byte, taken int) {
	h.t.Helper()
	for i := from; i < from+2000; i++ {
		h.resident(grace + int64(i))
		body := written(h.t, i, grace+int64(i), strings.Repeat("a deep pothole in the road ", 100))
		code, header := h.push(body)
		if code == http.StatusOK {
			continue
		}
		if code != http.StatusServiceUnavailable || header.Get("Retry-After") == "" {
			h.t.Fatalf("status %d, Retry-After %q", code, header.Get("Retry-After"))
		}
		return body, i - from
	}
	h.t.Fatal("the disk never fills up")
	return nil, 0
}

// full plays a disk that fills up and has room again, under one process.
func (h hook) full(fill func() (free func())) {
	h.t.Helper()
	h.page("/readyz", http.StatusOK)
	first := written(h.t, 1, grace, pothole)
	if code := h.deliver(first); code != http.StatusOK {
		h.t.Fatalf("status %d", code)
	}
	free := fill()
	refused, taken := h.pushed(2)
	h.page("/readyz", http.StatusServiceUnavailable)
	if code := h.ask("/healthz"); code != http.StatusOK {
		h.t.Errorf("/healthz answers %d", code)
	}
	h.read("/metrics") // reading goes on
	free()
	h.await("it is kept", func() bool { code, _ := h.push(refused); return code == http.StatusOK })
	h.page("/readyz", http.StatusOK)
	if n := h.count(`SELECT count(*) FROM cases`); n != taken+2 {
		h.t.Errorf("%d cases of %d that were taken in", n, taken+2)
	}
	h.hears(grace, "Before your message goes on")
	if code := h.stop(); code != 0 {
		h.t.Errorf("exit code %d", code)
	}
	h.verified(h.database)
}

// hookOn is a rig with its database at a place.
func hookOn(t *testing.T, database string) hook {
	t.Helper()
	h := newHook(t)
	h.env = append(h.env, "LIAISON_DATABASE="+database)
	h.books = open(h.rig, database)
	return h
}

func TestS1_FullDisk(t *testing.T) {
	t.Parallel()
	h := hookOn(t, small(t, "6m"))
	h.up()
	h.full(func() func() { return filler(t, h.database, 0) })
}

// TestS2_FilesMayNotGrow is S1 by a limit, which gives another error.
func TestS2_FilesMayNotGrow(t *testing.T) {
	t.Parallel()
	h := newHook(t)
	h.up()
	h.full(func() func() {
		var was unix.Rlimit
		pid := h.process.Process.Pid
		limit := func(to *unix.Rlimit) {
			if err := unix.Prlimit(pid, unix.RLIMIT_FSIZE, to, nil); err != nil {
				t.Fatal(err)
			}
		}
		if err := unix.Prlimit(pid, unix.RLIMIT_FSIZE, nil, &was); err != nil {
			t.Fatal(err)
		}
		limit(&unix.Rlimit{Cur: 256 << 10, Max: was.Max})
		return func() { limit(&was) }
	})
}

// TestS3_Reserve fills a disk that has a reserve, and gives that up.
func TestS3_Reserve(t *testing.T) {
	t.Parallel()
	database := small(t, "96m")
	h := hookOn(t, database)
	reserve := database + ".reserve"
	h.up("LIAISON_RESERVE=16MiB")
	kept := func() bool { info, err := os.Stat(reserve); return err == nil && info.Size() == 16<<20 }
	h.await("the reserve is made", kept)
	free := filler(t, database, 8<<20)
	h.hears(clerk, "The disk is nearly full")
	more := filler2(t, database)
	refused, _ := h.pushed(2)
	code, said := h.command(on(database), "release-reserve")
	if code != 0 || !strings.Contains(said, "16 MiB") {
		t.Fatalf("exit code %d\n%s", code, said)
	}
	h.await("S3 it is kept", func() bool { code, _ := h.push(refused); return code == http.StatusOK })
	free()
	more()
	h.await("S3 the reserve is made again", kept)
	if n := len(h.heard(clerk, "The disk is nearly full")); n != 1 {
		t.Errorf("staff are told %d times", n)
	}
}

// filler2 takes the very rest.
func filler2(t *testing.T, database string) (free func()) {
	t.Helper()
	sub := filepath.Join(filepath.Dir(database), "rest")
	if err := os.Mkdir(sub, 0o700); err != nil {
		t.Fatal(err)
	}
	return filler(t, filepath.Join(sub, "x"), 0)
}

// TestT18_OwnOutage starts the program after a day and more without it.
func TestT18_OwnOutage(t *testing.T) {
	t.Parallel()
	h := newHook(t)
	h.up()
	if code := h.deliver(written(t, 1, grace, pothole)); code != http.StatusOK {
		t.Fatalf("status %d", code)
	}
	h.settled("consent")
	for away, told := range map[time.Duration]int{23 * time.Hour: 0, 25 * time.Hour: 1} {
		if code := h.stop(); code != 0 {
			t.Errorf("exit code %d", code)
		}
		last := time.Now().Add(-away).UnixMilli()
		h.exec(fmt.Sprintf(`UPDATE once SET seen = %d`, last))
		h.exec(fmt.Sprintf(`UPDATE pulse SET at = %d`, last))
		before := len(h.heard(clerk, "The desk was away"))
		h.up()
		h.page("/readyz", http.StatusOK)
		h.await("T18 contact is noted", func() bool { return h.count(`SELECT count(*) FROM pulse WHERE at > `+fmt.Sprint(last)) == 1 })
		h.settled()
		if n := len(h.heard(clerk, "The desk was away")) - before; n != told {
			t.Errorf("T18 away for %v: staff are told %d times", away, n)
		}
	}
	if !strings.Contains(h.logs.String(), "messages may be lost") {
		t.Error("T18 nothing of it in the log")
	}
}

// idlers is ten thousand, or as many files as this process may open with some to spare.
func idlers(t *testing.T) int {
	t.Helper()
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	return int(min(10_000, limit.Cur/2)) //nolint:gosec // at most ten thousand
}

// TestP8_IdleConnections leaves the program few files and holds as many
// connections open as it will take.
func TestP8_IdleConnections(t *testing.T) {
	t.Parallel()
	h := newHook(t)
	h.limit = "ulimit -n 64"
	h.up()
	for range idlers(t) {
		c, err := net.DialTimeout("tcp", h.listen, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
	}
	for i := range 5 {
		http.DefaultClient.CloseIdleConnections()
		if code := h.deliver(written(t, 1+i, grace, pothole)); code != http.StatusOK {
			t.Errorf("P8 status %d among idle connections", code)
		}
	}
	h.settled("consent")
}
