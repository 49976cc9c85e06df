package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/rs/zerolog"
)

// levels changes how much is logged while the program runs: each SIGUSR1 by one
// step to more, SIGUSR2 back to the setting.
func levels(ctx context.Context, set zerolog.Level) {
	zerolog.SetGlobalLevel(set)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGUSR1, syscall.SIGUSR2)
	defer signal.Stop(signals)
	for {
		select {
		case <-ctx.Done():
			return
		case s := <-signals:
			l := set
			if s == syscall.SIGUSR1 {
				l = max(zerolog.TraceLevel, zerolog.GlobalLevel()-1)
			}
			zerolog.SetGlobalLevel(l)
			zerolog.Ctx(ctx).Log().Str("to", l.String()).Msg("log level changed")
		}
	}
}
