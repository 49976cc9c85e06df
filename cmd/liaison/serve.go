package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/signal"
	"syscall"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/sync/errgroup"

	"liaison/bot"
	"liaison/classify"
	"liaison/config"
	"liaison/storage"
	"liaison/web"
)

// webhookPath is where Telegram pushes updates.
const webhookPath = "/telegram"

// serve runs the station for real until ctx ends.
func serve(ctx context.Context, set config.Settings, logs io.Writer) error {
	signal.Ignore(syscall.SIGXFSZ) // a file that may not grow is a full disk, not the end
	log := logger(logs, "trace")   // the level that counts is changed while it runs
	ctx = log.WithContext(ctx)
	level, err := zerolog.ParseLevel(set.LogLevel)
	if err != nil {
		return fmt.Errorf("read the log level: %w", err)
	}
	watching, unwatch := context.WithCancel(ctx)
	defer unwatch()
	go levels(watching, level)
	file, err := config.ReadOffice(set.Office, classify.Labels())
	if err != nil {
		return err
	}
	text, err := config.ReadOfficeFile(set.Office)
	if err != nil {
		return err
	}
	base, err := baseModel(set)
	if err != nil {
		return err
	}
	store, err := storage.Open(ctx, set.Database.Reveal(), storage.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	s, err := newStation(ctx, store, officeOf(file), base, bot.Config{
		Token: set.Telegram.Token.Reveal(), URL: set.Telegram.URL, Log: log,
	})
	if err != nil {
		return err
	}
	if err := s.seals(set); err != nil {
		return err
	}
	if err := s.advised(set.LLM); err != nil {
		return err
	}
	s.chartered(set.Office, text)
	s.database = set.Database.Reveal()
	s.reserve = storage.NewReserve(set.Database.Reveal(), config.Bytes(set.Reserve))
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", set.Listen)
	if err != nil {
		return &config.Invalid{Problems: []string{fmt.Sprintf("LIAISON_LISTEN: can't listen on %s: choose a free address", set.Listen)}}
	}
	set.Listen = listener.Addr().String() // as it turned out, where any port was asked for
	log.Info().Str("version", version).Str("listen", listener.Addr().String()).Str("receive", set.Receive).Msg("started")
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return listen(ctx, listener, s.pages(ctx, set, &log)) })
	g.Go(func() error { return s.run(ctx, s.receiving(set)) })
	err = g.Wait()
	log.Info().Msg("stopped")
	return err
}

// receiving is how updates come in: by polling, or by the webhook, which only
// needs to be announced.
func (s *station) receiving(set config.Settings) func(context.Context) error {
	if set.Receive == config.Poll {
		return s.poll
	}
	s.deaf.Store(true)
	return func(ctx context.Context) error {
		s.announce(ctx, set)
		<-ctx.Done()
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
		defer cancel()
		_ = s.router.Drain(last)
		return nil
	}
}

// announce tells Telegram where to push, until it has been heard.
func (s *station) announce(ctx context.Context, set config.Settings) {
	for wait := time.Second; ctx.Err() == nil; wait = min(2*wait, time.Minute) {
		err := s.bot.SetWebhook(ctx, set.PublicURL+webhookPath, set.WebhookSecret.Reveal())
		if err == nil {
			s.deaf.Store(false)
			return
		}
		zerolog.Ctx(ctx).Error().Err(err).Msg("webhook not set")
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
}

// pages are what the listener serves; the live ones among them end with ctx.
func (s *station) pages(ctx context.Context, set config.Settings, log *zerolog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", healthy)
	mux.HandleFunc("GET /readyz", s.ready)
	mux.Handle("GET /metrics", s.metrics.page(s))
	console := logged(log, web.New(s.console(set)))
	under(mux, console)
	mux.Handle("GET "+consolePath+"/live", endingWith(ctx, console))
	if set.Receive == config.Webhook {
		mux.Handle(webhookPath, s.router.Webhook(set.WebhookSecret.Reveal()))
	}
	return mux
}

// stopWithin is how long what is in hand may take to end.
const stopWithin = 10 * time.Second

// listen serves pages until ctx ends, then lets what is in hand finish.
func listen(ctx context.Context, l net.Listener, pages http.Handler) error {
	guests := newCrowd(l, roomFor())
	server := &http.Server{
		Handler: pages, ConnState: guests.watch, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 1 << 16,
	}
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		<-ctx.Done()
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
		defer cancel()
		if server.Shutdown(last) != nil {
			_ = server.Close()
		}
	}()
	err := server.Serve(guests)
	if !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve pages: %w", err)
	}
	<-stopped
	return nil
}
