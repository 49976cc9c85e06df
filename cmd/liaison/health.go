package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/rs/zerolog"

	"liaison/bot"
)

// healthy says that the process is alive.
func healthy(w http.ResponseWriter, _ *http.Request) {
	_, _ = fmt.Fprintln(w, "alive")
}

var errDeaf = errors.New("the webhook isn't set yet")

// telegram says whether updates come in and messages go out.
func (s *station) telegram() error {
	if s.deaf.Load() {
		return errDeaf
	}
	return s.bot.Ready()
}

// ready says whether messages are received, kept and sent; if not, why.
func (s *station) ready(w http.ResponseWriter, r *http.Request) {
	for name, state := range map[string]error{"storage": s.store.Ready(r.Context()), "telegram": s.telegram()} {
		if state != nil {
			zerolog.Ctx(r.Context()).Debug().Err(state).Str("part", name).Msg("not ready")
			http.Error(w, name+" is not ready; the log says why", http.StatusServiceUnavailable)
			return
		}
	}
	_, _ = fmt.Fprintln(w, "ready")
}

// askHealth asks the program that listens at an address whether it is alive.
func askHealth(ctx context.Context, address string) error {
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/healthz", nil)
	if err != nil {
		return fmt.Errorf("ask %s: %w", address, err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("nothing answers at %s: %w", address, err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", address, res.Status)
	}
	return nil
}

// logger writes structured lines; whatever looks like a bot's token is struck out.
func logger(w io.Writer, level string) zerolog.Logger {
	l, err := zerolog.ParseLevel(level)
	if err != nil {
		l = zerolog.InfoLevel
	}
	zerolog.TimeFieldFormat = time.RFC3339Nano
	return zerolog.New(bot.Redact(w)).Level(l).With().Timestamp().Logger()
}
