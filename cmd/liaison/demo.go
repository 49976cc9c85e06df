package main

import (
	"context"
	"embed"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/sync/errgroup"

	"liaison/bot"
	"liaison/classify"
	"liaison/config"
	"liaison/seal"
	"liaison/simulator"
	"liaison/simulator/chat"
	"liaison/storage"
)

//go:embed offices
var offices embed.FS

// demo plays a sample office in each language on a simulated Telegram. What was
// said is forgotten when it ends.
func demo(ctx context.Context, command config.Command, out, logs io.Writer) error {
	log := logger(logs, command.Settings.LogLevel)
	ctx = log.WithContext(ctx)
	dir, err := os.MkdirTemp("", "liaison-demo-")
	if err != nil {
		return fmt.Errorf("make a place for the demo's data: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", command.Settings.Listen)
	if err != nil {
		return &config.Invalid{Problems: []string{fmt.Sprintf(
			"can't listen on %s: choose another address, for example: liaison demo --listen 127.0.0.1:0", command.Settings.Listen)}}
	}
	g, ctx := errgroup.WithContext(ctx)
	all, consoles, clock := troupe{}, lobby{}, simulator.NewClock(time.Now)
	address := "http://" + local(listener.Addr().String()) + "/"
	for _, cast := range chat.Samples() {
		play, err := newPlay(ctx, dir, cast.Lang, clock, log)
		if err != nil {
			return err
		}
		defer func() { _ = play.station.store.Close() }()
		all.add(cast, play.telegram)
		consoles.add(cast.Lang, address, play.station)
		g.Go(func() error { return listen(ctx, play.listener, play.telegram) })
		g.Go(func() error { return play.station.run(ctx, play.station.poll) })
	}
	g.Go(func() error {
		return listen(ctx, listener, endingWith(ctx, logged(&log, withConsoles(consoles, all.page(clock)))))
	})
	_, _ = fmt.Fprintf(out, "The demo is open at %s\nEnd it with Ctrl+C; nothing that is said in it is kept.\n", address)
	if command.Open {
		show(ctx, address)
	}
	return g.Wait()
}

// play is the sample office in one language with a Telegram of its own.
type play struct {
	telegram *simulator.Server
	listener net.Listener
	station  *station
}

func newPlay(ctx context.Context, dir, language string, clock *simulator.Clock, log zerolog.Logger) (*play, error) {
	raw, err := offices.ReadFile("offices/" + language + ".yaml")
	if err != nil {
		return nil, fmt.Errorf("read the sample office: %w", err)
	}
	file, err := config.ParseOffice("offices/"+language+".yaml", raw, classify.Labels())
	if err != nil {
		return nil, err
	}
	p := &play{telegram: simulator.New(simulator.Config{Now: clock.Now})}
	if p.listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0"); err != nil {
		return nil, fmt.Errorf("open the simulated Telegram: %w", err)
	}
	store, err := storage.Open(ctx, filepath.Join(dir, language+".db"), storage.Options{Now: clock.Now})
	if err != nil {
		return nil, err
	}
	p.station, err = newStation(ctx, store, officeOf(file), classify.Shipped(), bot.Config{
		Now: clock.Now, Token: p.telegram.Token(), URL: "http://" + p.listener.Addr().String(),
		PollTimeout: 5 * time.Second, Log: log,
	})
	if err != nil {
		return p, err
	}
	sealer, err := seal.File(filepath.Join(dir, language+".key"))
	p.station.draw.Seals(sealer)
	p.station.desk.Seals(sealer)
	return p, err
}

// show opens the page in the person's browser, if there is one.
func show(ctx context.Context, address string) {
	for _, opener := range []string{"xdg-open", "open"} {
		if path, err := exec.LookPath(opener); err == nil {
			_ = exec.CommandContext(ctx, path, address).Start() //nolint:gosec // a fixed program and our own address
			return
		}
	}
}

// endingWith ends the live connections of pages when ctx ends.
func endingWith(ctx context.Context, pages http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		live, cancel := context.WithCancel(r.Context())
		defer cancel()
		defer context.AfterFunc(ctx, cancel)()
		pages.ServeHTTP(w, r.WithContext(live))
	})
}

// page serves the chats of all languages.
func (t *troupe) page(clock chat.Clock) http.Handler { return chat.New(t, clock, t.casts...) }
