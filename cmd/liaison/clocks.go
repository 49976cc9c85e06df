package main

import (
	"context"

	"github.com/rs/zerolog"
)

// clocks reminds of what is due and owes the morning's digests. Each is derived
// from the state and guarded by its version, so that several replicas may do it
// at once and a missed turn costs seconds.
func (s *station) clocks(ctx context.Context) {
	log := zerolog.Ctx(ctx)
	reminded, err := s.desk.Remind(ctx)
	if err != nil && ctx.Err() == nil {
		log.Error().Err(err).Msg("reminding broken off")
	}
	if reminded > 0 {
		log.Info().Int("cases", reminded).Msg("reminded")
	}
	if _, err := s.desk.Digests(ctx); err != nil && ctx.Err() == nil {
		log.Error().Err(err).Msg("digests broken off")
	}
}
