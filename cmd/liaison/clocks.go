package main

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"liaison/classify"
	"liaison/jobs"
)

const (
	remindEvery = 5 * time.Second // one look into an index
	digestEvery = 15 * time.Second
	spreadEvery = 3 * time.Second
	// compareEvery is how long after its case has settled a resident may be asked
	// whether it is about what others wrote.
	compareEvery = 5 * time.Second
	dozeEvery    = 10 * time.Minute // who did nothing for long
	forgetEvery  = time.Minute      // residents whose time to think has passed
	// jobsAgain is when jobs are started again that couldn't be, as while the
	// database is away.
	jobsAgain = 5 * time.Second
)

// clocks does what the hour demands until ctx ends: reminds of what is due, owes
// the morning's digests, forgets who asked for it, and takes the rights of who did nothing for long.
func (s *station) clocks(ctx context.Context) error {
	sweeps := []jobs.Sweep{
		{Name: "remind", Every: remindEvery, Do: s.remind}, {Name: "digest", Every: digestEvery, Do: s.digest},
		{Name: "broadcast", Every: spreadEvery, Do: s.desk.Spread},
		{Name: "answer-all", Every: spreadEvery, Do: s.desk.AnswerAll},
		{Name: "bulk", Every: spreadEvery, Do: s.desk.DoBulks},
		{Name: "compare", Every: compareEvery, Do: s.compare},
		{Name: "forget", Every: forgetEvery, Do: s.forget},
		{Name: "doze", Every: dozeEvery, Do: s.doze},
	}
	if s.model != nil {
		sweeps = append(sweeps, jobs.Sweep{Name: "model", Every: modelEvery, Do: s.reconsider})
	}
	for ctx.Err() == nil {
		err := jobs.Run(ctx, s.database, sweeps)
		if err == nil || ctx.Err() != nil {
			return nil
		}
		zerolog.Ctx(ctx).Error().Err(err).Msg("jobs not running")
		select {
		case <-ctx.Done():
		case <-time.After(jobsAgain):
		}
	}
	return nil
}

func (s *station) remind(ctx context.Context) error {
	n, err := s.desk.Remind(ctx)
	if n > 0 {
		zerolog.Ctx(ctx).Info().Int("cases", n).Msg("reminded")
	}
	return err
}

func (s *station) digest(ctx context.Context) error {
	_, err := s.desk.Digests(ctx)
	return err
}

func (s *station) forget(ctx context.Context) error {
	n, err := s.desk.Forget(ctx, s.desk.Now())
	if n > 0 {
		zerolog.Ctx(ctx).Info().Int("residents", n).Msg("residents forgotten")
	}
	return err
}

func (s *station) doze(ctx context.Context) error {
	n, err := s.desk.Doze(ctx)
	if n > 0 {
		zerolog.Ctx(ctx).Warn().Int("people", n).Msg("accounts to be confirmed")
	}
	return err
}

func (s *station) compare(ctx context.Context) error {
	_, err := s.desk.Compare(ctx, classify.Alike{})
	return err
}
