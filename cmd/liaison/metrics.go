package main

import (
	"context"
	"net/http"
	"runtime"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"liaison/bot"
	"liaison/casework"
	"liaison/storage"
)

const (
	freshFor  = 10 * time.Second // what was counted in the database
	countTime = 5 * time.Second
)

// metrics is what /metrics shows: counts and times, topics by their ids, and
// nothing of people, numbers or words.
type metrics struct {
	handling prometheus.Histogram
	sending  *prometheus.HistogramVec
	notices  *prometheus.CounterVec
	looks    *prometheus.CounterVec
}

func newMetrics() *metrics {
	return &metrics{
		looks: newLooks(),
		handling: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "liaison_update_handling_seconds", Help: "From taking an update in to having it on stable storage.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 30},
		}),
		sending: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "liaison_notice_sending_seconds", Help: "From claiming a notice to knowing what became of it.",
			Buckets: []float64{.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"class"}),
		notices: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "liaison_notices_total", Help: "Ends of sending, by class (words of people, news) and fate.",
		}, []string{"class", "fate"}),
	}
}

// handled is told of each update.
func (m *metrics) handled(took time.Duration) { m.handling.Observe(took.Seconds()) }

// fateNames are the fates as labels.
var fateNames = map[bot.Fate]string{
	bot.Sent: "sent", bot.Unsent: "unsent", bot.Refused: "refused",
	bot.Unreachable: "unreachable", bot.Unknown: "ambiguous", bot.Moved: "moved",
}

// ended is told of each sending.
func (m *metrics) ended(class casework.Class, fate bot.Fate, took time.Duration) {
	m.notices.WithLabelValues(string(class), fateNames[fate]).Inc()
	m.sending.WithLabelValues(string(class)).Observe(took.Seconds())
}

// page shows what one station counts.
func (m *metrics) page(s *station) http.Handler {
	for _, class := range []casework.Class{casework.ClassWords, casework.ClassNews, casework.ClassMarks} {
		for _, fate := range fateNames { // from the start, so that a rate can be drawn
			m.notices.WithLabelValues(string(class), fate)
		}
	}
	r := prometheus.NewRegistry()
	r.MustRegister(m.handling, m.sending, m.notices, m.looks, &gauges{s: s},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return promhttp.HandlerFor(r, promhttp.HandlerOpts{MaxRequestsInFlight: 2, Timeout: 2 * countTime})
}

// gauges reads what others count.
type gauges struct {
	s  *station
	mu sync.Mutex

	at   time.Time
	seen storage.Overview
	err  error
}

// Describe gives nothing: which topics there are is only known when they are counted.
func (g *gauges) Describe(chan<- *prometheus.Desc) {}

// Collect counts anew, but the database only now and then.
func (g *gauges) Collect(ch chan<- prometheus.Metric) {
	out := sink{ch}
	out.gauge("liaison_build_info", "What runs.", 1, "version", version, "go", runtime.Version())
	g.updates(out)
	g.ready(out)
	g.disk(out)
	g.taught(out)
	g.model(out)
	if o, err := g.overview(); err == nil {
		waiting(out, o)
		queues(out, o)
	}
}

func (g *gauges) overview() (storage.Overview, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.at.IsZero() || time.Since(g.at) > freshFor {
		ctx, cancel := context.WithTimeout(context.Background(), countTime)
		defer cancel()
		g.seen, g.err = g.s.store.Overview(ctx)
		g.at = time.Now()
	}
	return g.seen, g.err
}

func (g *gauges) updates(out sink) {
	c := g.s.bot.Counts()
	out.counter("liaison_updates_received_total", "Updates taken from Telegram, repeats included.", c.Received)
	out.counter("liaison_updates_handled_total", "Updates acted on.", c.Handled)
	out.counter("liaison_updates_repeated_total", "Updates that had been acted on before.", c.Repeated)
	out.counter("liaison_updates_unrouted_total", "Updates that need nothing done.", c.Unrouted)
	out.counter("liaison_updates_set_aside_total", "Updates that couldn't be read or handled.", c.SetAside)
	out.counter("liaison_updates_postponed_total", "Tries that ended because nothing could be kept.", c.Later)
	out.counter("liaison_handler_panics_total", "Panics of handlers.", c.Panics)
	out.counter("liaison_screens_lost_total", "Screens that weren't shown.", c.ScreensLost)
	out.counter("liaison_throttled_total", "Answers of 429 from Telegram.", c.Held)
	out.counter("liaison_webhook_refused_total", "Calls of the webhook that were refused.", c.Unauthorised, "reason", "secret")
	out.counter("liaison_webhook_refused_total", "Calls of the webhook that were refused.", c.Rejected, "reason", "form")
}

func (g *gauges) ready(out sink) {
	ctx, cancel := context.WithTimeout(context.Background(), countTime)
	defer cancel()
	for part, err := range map[string]error{"storage": g.s.store.Ready(ctx), "telegram": g.s.telegram()} {
		out.gauge("liaison_ready", "1 if it works as far as is known.", truth(err == nil), "part", part)
	}
}

func (g *gauges) taught(out sink) {
	t := g.s.sorter.Taught()
	out.gauge("liaison_lessons", "Corrections by people that teach the classifier.", float64(t.Lessons))
	if !t.At.IsZero() {
		out.gauge("liaison_lessons_learned_timestamp_seconds", "When this replica last learned what people taught.", float64(t.At.Unix()))
	}
}

func (g *gauges) disk(out sink) {
	if g.s.reserve == nil {
		return
	}
	room, err := g.s.reserve.Room()
	if err != nil {
		return
	}
	out.gauge("liaison_disk_free_bytes", "Free on the disk of the database.", float64(room.Free))
	out.gauge("liaison_disk_total_bytes", "Size of the disk of the database.", float64(room.Total))
	out.gauge("liaison_disk_scarce", "1 if somebody should make room.", truth(room.Scarce()))
	out.gauge("liaison_reserve_bytes", "Size of the reserve that release-reserve gives up.", float64(room.Reserve))
}

func waiting(out sink, o storage.Overview) {
	const name, help = "liaison_notices_waiting", "Parts of notices that aren't done with, by state."
	out.gauge(name, help, float64(o.Pending), "state", string(casework.Pending))
	out.gauge(name, help, float64(o.Sending), "state", string(casework.Sending))
	out.gauge(name, help, float64(o.Uncertain), "state", string(casework.Uncertain))
	out.gauge(name, help, float64(o.Undeliverable), "state", string(casework.Undeliverable))
	out.gauge("liaison_notice_oldest_seconds", "Age of the oldest notice that is due and not sent.", age(o.Oldest))
	out.gauge("liaison_strays", "Updates set aside that are still kept.", float64(o.Strays))
	out.gauge("liaison_update_ids_reused", "Kept updates whose id Telegram had given before.", float64(o.Reused))
}

func queues(out sink, o storage.Overview) {
	const name, help = "liaison_cases", "Cases that aren't closed, by topic and what they wait for; of each status no more than 1000 are counted."
	for _, q := range o.Queues {
		topic := string(q.Topic)
		if topic == "" {
			topic = "unsorted"
		}
		out.gauge(name, help, float64(q.Waiting), "topic", topic, "state", "waiting")
		out.gauge(name, help, float64(q.InWork), "topic", topic, "state", "in_work")
		out.gauge(name, help, float64(q.Answered), "topic", topic, "state", "answered")
		out.gauge("liaison_cases_late", "Open cases past the date that was promised.", float64(q.Late), "topic", topic)
		out.gauge("liaison_case_oldest_seconds", "Age of the oldest case that nobody has taken.", age(q.Oldest), "topic", topic)
	}
}

func age(since time.Time) float64 {
	if since.IsZero() {
		return 0
	}
	return max(0, time.Since(since).Seconds())
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// sink takes metrics with labels in pairs.
type sink struct{ ch chan<- prometheus.Metric }

func (s sink) gauge(name, help string, v float64, labels ...string) {
	s.put(prometheus.GaugeValue, name, help, v, labels)
}

func (s sink) counter(name, help string, v int64, labels ...string) {
	s.put(prometheus.CounterValue, name, help, float64(v), labels)
}

func (s sink) put(kind prometheus.ValueType, name, help string, v float64, labels []string) {
	var names, values []string
	for i := 0; i+1 < len(labels); i += 2 {
		names, values = append(names, labels[i]), append(values, labels[i+1])
	}
	s.ch <- prometheus.MustNewConstMetric(prometheus.NewDesc(name, help, names, nil), kind, v, values...)
}
