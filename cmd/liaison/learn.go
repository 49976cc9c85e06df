package main

import (
	"context"
	"time"

	"github.com/rs/zerolog"
)

// learnEvery is how soon a correction teaches every replica. To ask whether there
// is one is a look at one row.
const learnEvery = 10 * time.Second

// learn lets this replica's classifier follow what people taught, on whichever
// replica they did, until ctx ends.
func (s *station) learn(ctx context.Context) {
	every(ctx, learnEvery, func() {
		began := time.Now()
		learned, err := s.sorter.Learn(ctx, s.store)
		if err != nil && ctx.Err() == nil {
			zerolog.Ctx(ctx).Error().Err(err).Msg("corrections not learned")
		}
		if learned {
			zerolog.Ctx(ctx).Info().Int("lessons", s.sorter.Taught().Lessons).Dur("took", time.Since(began)).Msg("corrections learned")
		}
	})
}
