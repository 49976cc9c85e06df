package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"liaison/simulator"
	"liaison/storage/storagetest"
)

// TestRefusals starts the program where it must not run and reads its exit code.
func TestRefusals(t *testing.T) {
	t.Parallel()
	file := func(t *testing.T) string { t.Helper(); return filepath.Join(t.TempDir(), "liaison.db") }
	for _, c := range []struct {
		name  string
		setup func(t *testing.T, r *rig) []string
		code  int
		says  string
	}{
		{"P7 empty token", func(*testing.T, *rig) []string { return []string{"LIAISON_TELEGRAM_TOKEN="} }, 2, "LIAISON_TELEGRAM_TOKEN"},
		{"P7 unknown key", func(*testing.T, *rig) []string { return []string{"LIAISON_TELEGRAM_TOKN=secret-value"} }, 2, "LIAISON_TELEGRAM_TOKN"},
		{"S5 no such directory", func(*testing.T, *rig) []string { return []string{"LIAISON_DATABASE=/no/such/place/liaison.db"} }, 3, "/no/such/place"},
		{"S6 damaged file", func(t *testing.T, _ *rig) []string {
			f := file(t)
			if err := os.WriteFile(f, []byte(strings.Repeat("rubbish ", 1024)), 0o600); err != nil {
				t.Fatal(err)
			}
			return []string{"LIAISON_DATABASE=" + f}
		}, 3, "restore"},
		{"T20 a webhook is set", func(t *testing.T, r *rig) []string {
			res, err := http.Post(r.gate.URL()+"/bot"+r.telegram.Token()+"/setWebhook", "application/json",
				strings.NewReader(`{"url":"https://127.0.0.1:1/hook","secret_token":"x"}`))
			if err != nil {
				t.Fatal(err)
			}
			_ = res.Body.Close()
			return nil
		}, 2, "webhook"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, file(t))
			r.start(c.setup(t, r)...)
			if code := r.exit(2 * time.Minute); code != c.code {
				t.Errorf("exit code %d, want %d\n%s", code, c.code, r.logs)
			}
			if !strings.Contains(r.logs.String(), c.says) || strings.Contains(r.logs.String(), "secret-value") {
				t.Errorf("it says:\n%s", r.logs)
			}
		})
	}
}

func TestP10_SecondInstanceEnds(t *testing.T) {
	t.Parallel()
	r := newRig(t, filepath.Join(t.TempDir(), "liaison.db"))
	r.start()
	r.until("the first instance polls", r.telegram.Polling)
	second := *r
	second.logs = &safeBuffer{}
	second.start("LIAISON_LISTEN=" + freeAddress(t))
	if code := second.exit(2 * time.Minute); code != 4 {
		t.Errorf("exit code %d\n%s", code, second.logs)
	}
	r.resident(700001)
	r.say(700001, "pothole in the road")
	r.press(700001, "agree")
	r.hears(700001, "Roads")
}

func TestT19_OtherPoller(t *testing.T) {
	t.Parallel()
	r := newRig(t, filepath.Join(t.TempDir(), "liaison.db"))
	r.start()
	r.until("the first instance polls", r.telegram.Polling)
	second := *r
	second.logs = &safeBuffer{}
	second.start("LIAISON_LISTEN="+freeAddress(t), "LIAISON_DATABASE="+filepath.Join(t.TempDir(), "other.db"))
	select {
	case <-r.ended:
		if code := r.process.ProcessState.ExitCode(); code != 4 {
			t.Errorf("exit code %d\n%s", code, r.logs)
		}
	case <-second.ended:
		if code := second.process.ProcessState.ExitCode(); code != 4 {
			t.Errorf("exit code %d\n%s", code, second.logs)
		}
	case <-time.After(2 * time.Minute):
		t.Fatal("both go on polling")
	}
}

// TestP3_StopsCleanly sends SIGTERM under load: what is in hand is finished and
// nothing is left whose outcome is unknown.
func TestP3_StopsCleanly(t *testing.T) {
	t.Parallel()
	storagetest.EachAddress(t, func(t *testing.T, database string) {
		r := newRig(t, database)
		r.telegram.Script(simulator.Fault{Method: "sendMessage", Delay: 300 * time.Millisecond})
		l := newLoad(r)
		for i := range 5 {
			r.start()
			for j := range 4 {
				l.step(i*4 + j)
			}
			r.until("something is being sent", func() bool { return len(r.heard(resident(i*4), "")) > 0 })
			if code := r.stop(); code != 0 {
				t.Fatalf("exit code %d\n%s", code, tail(r.logs.String(), 4000))
			}
		}
		r.start()
		for j := 20; j < residents; j++ {
			l.step(j)
		}
		r.until("every case is answered", l.finished)
		if code := r.stop(); code != 0 {
			t.Errorf("exit code %d", code)
		}
		if strings.Contains(r.logs.String(), "unknown outcomes found") {
			t.Error("something was left half sent")
		}
		for i := range residents {
			if n := len(r.heard(resident(i), "answer to no-")); n != 1 {
				t.Errorf("resident %d has %d copies", i, n)
			}
		}
	})
}
