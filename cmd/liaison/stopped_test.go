package main

import (
	"net/url"
	"syscall"
	"testing"

	"liaison/storage/storagetest"
)

// TestP4_StoppedAndGoesOn stops the program that sends in the middle of its work
// (SIGSTOP), lets the server end its sessions, as it does when a machine hangs,
// and lets it go on while another has taken over: nobody hears anything twice
// that doesn't say so, and both work on.
func TestP4_StoppedAndGoesOn(t *testing.T) {
	t.Parallel()
	database := storagetest.Schema(t)
	r := newRig(t, database)
	first, second := *r, *r
	first.logs, second.listen, second.logs = &safeBuffer{}, freeAddress(t), &safeBuffer{}
	const name = "liaison-stopped"
	both := []string{"http://" + first.listen + webhookPath, "http://" + second.listen + webhookPath}
	f := &fan{addresses: both}
	f.hang(t, r)
	first.start(append([]string{"LIAISON_LISTEN=" + first.listen, "LIAISON_DATABASE=" + called(t, database, name)}, hooked...)...)
	l := newLoad(r)
	l.step(0)
	r.until("the first sends", func() bool { return len(r.heard(resident(0), "")) > 0 })
	second.replicate()
	for i := 1; i < residents; i++ {
		l.step(i)
		switch i {
		case residents / 3:
			f.ask(both[1])
			first.signal(syscall.SIGSTOP)
			storagetest.EndSessions(t, name)
		case 2 * residents / 3:
			first.signal(syscall.SIGCONT)
			f.ask(both...)
		}
		r.until("the next resident is heard", func() bool { return len(r.heard(resident(i), "")) > 0 })
	}
	r.until("every case is answered", l.finished)
	r.until("everything is confirmed", func() bool { return r.telegram.Pending() == 0 })
	b := open(r, database)
	b.settled()
	for i, one := range []*rig{&first, &second} {
		if code := one.stop(); code != 0 {
			t.Errorf("replica %d: exit code %d\n%s", i, code, tail(one.logs.String(), 4000))
		}
	}
	l.checkCopies(t)
	l.checkStore(t, database)
	l.checkUnmarked(t)
}

// called gives the sessions of a program a name at the server.
func called(t *testing.T, database, name string) string {
	t.Helper()
	u, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("application_name", name)
	u.RawQuery = q.Encode()
	return u.String()
}

func (r *rig) signal(s syscall.Signal) {
	r.t.Helper()
	if err := r.process.Process.Signal(s); err != nil {
		r.t.Fatal(err)
	}
}

// ask lets the fan hand updates to these alone.
func (f *fan) ask(addresses ...string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.addresses = addresses
}
