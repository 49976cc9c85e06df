package main

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"liaison/storage/storagetest"
)

// read gives what a page says.
func (r *rig) read(path string) string {
	r.t.Helper()
	res, err := http.Get("http://" + r.listen + path)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		r.t.Fatalf("%s: %s, %v\n%s", path, res.Status, err, body)
	}
	return string(body)
}

var metricName = regexp.MustCompile(`\b(?:liaison|process|go)_[a-z_]+`)

// TestMetrics plays a case to its end and looks at what is counted: all that the
// dashboard names, and nothing of people.
func TestMetrics(t *testing.T) {
	t.Parallel()
	database := storagetest.File(t)
	b := open(newRig(t, database), database)
	b.resident(grace)
	b.start()
	b.until("the program polls", b.telegram.Polling)
	b.say(grace, pothole)
	b.answered(b.card())
	b.settled()
	said := b.read("/metrics")
	dashboard, err := os.ReadFile(filepath.Join("..", "..", "docs", "grafana.json"))
	if err != nil {
		t.Fatal(err)
	}
	names := metricName.FindAllString(string(dashboard), -1)
	if len(names) < 20 {
		t.Fatalf("the dashboard names %v", names)
	}
	for _, name := range names {
		if !strings.Contains(said, "\n"+name) {
			t.Errorf("there is no metric %s", name)
		}
	}
	for _, line := range []string{
		`liaison_notices_total{class="words",fate="sent"} 1`,
		`liaison_cases{state="answered",topic="roads"} 1`,
		`liaison_ready{part="storage"} 1`,
		`liaison_notice_sending_seconds_count{class="words"} 1`,
	} {
		if !strings.Contains(said, line+"\n") {
			t.Errorf("not counted: %s", line)
		}
	}
	for _, secret := range []string{b.telegram.Token(), "Grace", "Li Na", "pothole", "700001", "900001", "Roads"} {
		if strings.Contains(said, secret) {
			t.Errorf("X15 the metrics show %q", secret)
		}
	}
	if t.Failed() {
		t.Log(said)
	}
}

func TestLogLevelIsChangedWhileRunning(t *testing.T) {
	t.Parallel()
	r := newRig(t, storagetest.File(t))
	r.start("LIAISON_LOG_LEVEL=warn")
	r.until("the program polls", r.telegram.Polling)
	if strings.Contains(r.logs.String(), `"level":"info"`) {
		t.Errorf("more than was asked for\n%s", r.logs)
	}
	b := books{rig: r}
	for _, step := range []struct {
		signal syscall.Signal
		says   string
	}{{syscall.SIGUSR1, `"to":"info"`}, {syscall.SIGUSR1, `"to":"debug"`}, {syscall.SIGUSR2, `"to":"warn"`}} {
		if err := r.process.Process.Signal(step.signal); err != nil {
			t.Fatal(err)
		}
		b.await(step.says, func() bool { return strings.Contains(r.logs.String(), step.says) })
	}
	if code := r.stop(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}
