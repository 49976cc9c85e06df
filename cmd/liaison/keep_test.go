package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"liaison/simulator"
	"liaison/storage"
	"liaison/storage/storagetest"
)

// command runs another command of the program to its end and gives its exit code and what it said.
func (r *rig) command(env []string, args ...string) (code int, said string) {
	r.t.Helper()
	dir, err := builtIn()
	if err != nil {
		r.t.Fatal(err)
	}
	p := exec.Command(filepath.Join(dir, "liaison"), args...)
	p.Env = env
	out, _ := p.CombinedOutput() // the exit code tells
	return p.ProcessState.ExitCode(), string(out)
}

// on is the environment of a command on a database.
func on(database string) []string { return []string{"LIAISON_DATABASE=" + database} }

// verified runs verify and reads its report.
func (r *rig) verified(database string) {
	r.t.Helper()
	code, said := r.command(on(database), "verify")
	var report struct {
		Well       bool
		Invariants []storage.Broken
	}
	if err := json.Unmarshal([]byte(said), &report); err != nil || code != 0 || !report.Well || len(report.Invariants) < 20 {
		r.t.Errorf("verify: exit code %d, %v\n%s", code, err, said)
	}
}

// TestS9_BackupUnderLoad copies the database while the program works on it, and
// kills the copying in the middle.
func TestS9_BackupUnderLoad(t *testing.T) {
	t.Parallel()
	database := storagetest.File(t)
	b := open(newRig(t, database), database)
	b.start()
	b.until("the program polls", b.telegram.Polling)
	l := newLoad(b.rig)
	l.step(0)
	b.hears(resident(0), "")
	b.exec(`INSERT INTO once (key, print, seen, reused) VALUES ('big', 'big', 1, 0)`)
	b.exec(`INSERT INTO strays (key, print, chat, raw, reason, seen) VALUES ('big', 'big', 0, randomblob(60000000), 'failed', 1)`)
	to := filepath.Join(t.TempDir(), "copy.db")
	half := b.half(to)
	l.step(1)
	if _, err := os.Stat(to); !os.IsNotExist(err) {
		t.Fatalf("S9 half a backup is listed: %v", err)
	}
	if half {
		t.Log("killed in the middle")
	}
	code, said := b.command(on(database), "backup", to)
	info, err := os.Stat(to)
	if code != 0 || err != nil || info.Mode().Perm() != 0o600 || !strings.Contains(said, "checked") {
		t.Fatalf("backup: exit code %d, %v\n%s", code, err, said)
	}
	if code, said := b.command(on(database), "backup", to); code != 3 || !strings.Contains(said, "there already") {
		t.Errorf("a backup is overwritten: exit code %d\n%s", code, said)
	}
	b.until("what came meanwhile is answered", func() bool {
		l.react()
		return len(b.heard(resident(0), "answer to no-")) > 0 && len(b.heard(resident(1), "answer to no-")) > 0
	})
	b.verified(to)
	b.verified(database)
	if code := b.stop(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	b.verified(database)
}

// half begins a backup and kills it once there is something of it.
func (b *books) half(to string) (killed bool) {
	b.t.Helper()
	dir, err := builtIn()
	if err != nil {
		b.t.Fatal(err)
	}
	p := exec.Command(filepath.Join(dir, "liaison"), "backup", to)
	p.Env, p.SysProcAttr = on(b.database), &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := p.Start(); err != nil {
		b.t.Fatal(err)
	}
	b.await("the copy grows", func() bool {
		info, err := os.Stat(to + ".new")
		return err == nil && info.Size() > 0 || p.Process.Signal(syscall.Signal(0)) != nil
	})
	_ = p.Process.Kill()
	_ = p.Wait()      // killed
	_ = os.Remove(to) // if it was quicker than the kill
	return p.ProcessState.ExitCode() == -1
}

func (b *books) exec(query string) {
	b.t.Helper()
	if _, err := b.db.Exec(query); err != nil {
		b.t.Fatalf("%s: %v", query, err)
	}
}

// TestS10_Restore brings a backup back in which an answer was on its way: staff
// are asked, the resident isn't sent it again.
func TestS10_Restore(t *testing.T) {
	t.Parallel()
	database := storagetest.File(t)
	b := open(newRig(t, database), database)
	b.resident(grace)
	b.start()
	b.until("the program polls", b.telegram.Polling)
	b.say(grace, pothole)
	card := b.card()
	busy := b.telegram.Script(simulator.Fault{Method: "sendMessage", Chat: grace, RetryAfter: 1})
	b.write(liNa, simulator.Draft{Text: remedy, ReplyTo: card})
	b.await("the answer is owed", func() bool {
		return b.count(`SELECT count(*) FROM notices WHERE kind = 'answer' AND state = 'pending'`) == 1
	})
	copied := filepath.Join(t.TempDir(), "copy.db")
	if code, said := b.command(on(database), "backup", copied); code != 0 {
		t.Fatalf("backup: exit code %d\n%s", code, said)
	}
	busy()
	b.hears(grace, remedy)
	if code, said := b.command(on(database), "restore", copied); code != 4 {
		t.Errorf("restored under a running program: exit code %d\n%s", code, said)
	}
	b.settled()
	if code := b.stop(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	_ = b.db.Close() // it holds the former file
	began := time.Now()
	code, said := b.command(on(database), "restore", copied)
	if code != 0 || !strings.Contains(said, "1 with somebody's words") {
		t.Fatalf("restore: exit code %d\n%s", code, said)
	}
	t.Logf("restored in %v\n%s", time.Since(began), said)
	aside, err := filepath.Glob(database + ".replaced-*")
	if err != nil || len(aside) != 1 || !strings.Contains(said, aside[0]) {
		t.Errorf("kept aside: %v, %v", aside, err)
	}
	b.verified(database)
	b = open(b.rig, database)
	b.start()
	b.hears(clerk, "Did this message arrive?")
	b.press(clerk, "arrived:")
	b.hears(liNa, "has arrived")
	b.copies(remedy, 1)
	if code := b.stop(); code != 0 {
		t.Errorf("exit code %d", code)
	}
	b.verified(database)
}

func TestRestoreAndVerifyRefuse(t *testing.T) {
	t.Parallel()
	r := newRig(t, "")
	dir := t.TempDir()
	nonsense := filepath.Join(dir, "nonsense.db")
	if err := os.WriteFile(nonsense, []byte(strings.Repeat("text ", 99)), 0o600); err != nil {
		t.Fatal(err)
	}
	database := filepath.Join(dir, "liaison.db")
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"restore", nonsense}, 3, "damaged"},
		{[]string{"restore", filepath.Join(dir, "none")}, 3, "no such file"},
		{[]string{"verify"}, 3, "no such database"},
		{[]string{"backup", filepath.Join(dir, "x.db")}, 3, "no such database"},
		{[]string{"backup", "x", "--database", "postgres://liaison@db/liaison"}, 2, "pg_dump --format=custom --no-owner --file=x 'postgres://liaison@db/liaison'"},
		{[]string{"restore", "x", "--database", "postgres://liaison@db/liaison"}, 2, "pg_restore"},
		{[]string{"backup"}, 2, "file"},
		{[]string{"release-reserve"}, 1, "no reserve"},
		{[]string{"reset-factor", "chief"}, 3, "no such database"},
	} {
		if code, said := r.command(on(database), c.args...); code != c.code || !strings.Contains(said, c.says) {
			t.Errorf("%v: exit code %d, want %d and %q\n%s", c.args, code, c.code, c.says, said)
		}
	}
	if found, _ := filepath.Glob(database + "*"); len(found) > 1 { // the lock
		t.Errorf("left behind: %v", found)
	}
}
