package web_test

import (
	"context"
	"net/http"
	"syscall"
	"testing"
	"time"

	"liaison/web"
)

// spent is the processor's time that this process has used.
func spent() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // it fails for no process that asks about itself
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkOpenBoards tells how much of a core fifty open boards cost an office where something
// happens twice a second, each redrawn when it is told to; beside it what happens costs by itself.
// What the fifty browsers' side of the connections costs is in it.
func BenchmarkOpenBoards(b *testing.B) {
	web.Hurry(3 * time.Second)
	defer web.Hurry(50 * time.Millisecond)
	for _, boards := range []struct {
		name string
		open int
	}{{"none", 0}, {"fifty", 50}} {
		b.Run(boards.name, func(b *testing.B) {
			r := newRig(b)
			for i := range int64(2000) {
				r.write(8000+i, "The bus is late")
			}
			ctx, cancel := context.WithCancel(b.Context())
			defer cancel()
			for i := range boards.open {
				who := []string{"desk", "desk-zh", "chief", "li-na", "zhao-min"}[i%5]
				events := r.listen(ctx, asCookie(who))
				go func() {
					for range events {
						r.redraw(ctx, who)
					}
				}()
			}
			cpu, began := spent(), time.Now()
			for i := 0; b.Loop(); i++ {
				r.write(20000+int64(i), "A pipe burst")
				time.Sleep(500 * time.Millisecond)
			}
			b.ReportMetric(100*float64(spent()-cpu)/float64(time.Since(began)), "%core")
		})
	}
}

func (r *rig) redraw(ctx context.Context, who string) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.url+"/console/live/board", nil)
	if err != nil {
		return
	}
	req.Header.Set("Hx-Request", "true")
	req.AddCookie(asCookie(who))
	if res, err := http.DefaultClient.Do(req); err == nil {
		_ = res.Body.Close()
	}
}
