package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/rs/zerolog"

	"liaison/casework"
	"liaison/config"
	"liaison/storage"
)

const (
	lookEvery  = 10 * time.Second // at the disk
	beatEvery  = 5 * time.Minute  // that messages come in
	sweepEvery = time.Hour
	// mostAway is how long Telegram keeps messages.
	mostAway = 24 * time.Hour
)

// upkeep looks after the place until ctx ends: it notices a disk that fills up,
// remembers until when messages came in, and gives up what was kept long enough.
func (s *station) upkeep(ctx context.Context) error {
	s.away(ctx)
	beaten := s.beat(ctx)
	look, beat, sweep := time.NewTicker(lookEvery), time.NewTicker(beatEvery), time.NewTicker(sweepEvery)
	defer look.Stop()
	defer beat.Stop()
	defer sweep.Stop()
	s.disk(ctx)
	s.sweep(ctx)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-look.C:
			s.disk(ctx)
			beaten = beaten || s.beat(ctx) // the first contact may take a while
		case <-beat.C:
			s.beat(ctx)
		case <-sweep.C:
			s.sweep(ctx)
		}
	}
}

// tellStaff owes each of the staff a notice.
func (s *station) tellStaff(ctx context.Context, n casework.Notice) {
	n.Priority = 1
	if err := s.store.Apply(ctx, casework.Change{Notices: []casework.Notice{n}}); err != nil {
		zerolog.Ctx(ctx).Error().Err(err).Str("kind", string(n.Kind)).Msg("staff not told")
	}
}

// away tells of a time in which messages were lost, since Telegram didn't keep them.
func (s *station) away(ctx context.Context) {
	last, err := s.store.LastBeat(ctx)
	if err != nil {
		zerolog.Ctx(ctx).Error().Err(err).Msg("last contact not read")
		return
	}
	if gone := time.Since(last); !last.IsZero() && gone > mostAway {
		zerolog.Ctx(ctx).Warn().Time("last", last).Dur("away", gone).Msg("messages may be lost")
		s.tellStaff(ctx, casework.Notice{Kind: casework.TellGap, Key: casework.GapKey(last)})
	}
}

// beat remembers that messages come in; while they don't, the gap grows.
func (s *station) beat(ctx context.Context) (noted bool) {
	if s.telegram() != nil {
		return false
	}
	if err := s.store.Beat(ctx); err != nil {
		zerolog.Ctx(ctx).Debug().Err(err).Msg("contact not noted")
		return false
	}
	return true
}

// disk keeps the reserve and warns once each time that room gets scarce.
func (s *station) disk(ctx context.Context) {
	if s.reserve == nil {
		return
	}
	log := zerolog.Ctx(ctx)
	room, err := s.reserve.Room()
	if err != nil {
		log.Error().Err(err).Msg("disk not measured")
		return
	}
	switch was := s.scarce.Swap(room.Scarce()); {
	case room.Scarce() && !was:
		log.Warn().Int64("free", room.Free).Int64("reserve", room.Reserve).Msg("disk nearly full")
		s.tellStaff(ctx, casework.Notice{Kind: casework.TellRoom, Key: "room"})
	case !room.Scarce() && was:
		log.Info().Int64("free", room.Free).Msg("disk has room again")
	}
	if err := s.reserve.Keep(room); err != nil {
		log.Warn().Err(err).Msg("reserve not made")
	}
}

// sweep gives up what was kept long enough, and makes up for what isn't found by its
// words yet, on one replica at a time.
func (s *station) sweep(ctx context.Context) {
	log := zerolog.Ctx(ctx)
	release, ok, err := s.store.Lead(ctx, "sweeper")
	if err != nil || !ok {
		return // another replica does it, or the next hour
	}
	defer release()
	began := time.Now()
	done, err := s.store.Sweep(ctx, s.desk.Office().Keeping)
	if err != nil && ctx.Err() == nil {
		log.Error().Err(err).Msg("sweep broken off")
	}
	if done.Any() {
		log.Info().Interface("rows", done).Dur("took", time.Since(began)).Msg("old rows given up")
	}
	began = time.Now()
	entries, err := s.store.Index(ctx)
	if err != nil && ctx.Err() == nil {
		log.Error().Err(err).Msg("index broken off")
	}
	if entries > 0 {
		log.Info().Int("entries", entries).Dur("took", time.Since(began)).Msg("entries indexed")
	}
}

// releaseReserve makes room on a full disk.
func releaseReserve(_ context.Context, c config.Command, out io.Writer) error {
	r := storage.NewReserve(c.Settings.Database.Reveal(), 0)
	if r == nil {
		return &config.Invalid{Problems: []string{"LIAISON_DATABASE: the database is on a PostgreSQL server; make room there"}}
	}
	freed, err := r.Release()
	if err != nil {
		return err
	}
	if freed == 0 {
		return errors.New("there is no reserve to give up")
	}
	_, err = fmt.Fprintf(out, "%d MiB are free now. Make more room soon: the program makes a new reserve when there is plenty.\n", freed>>20)
	return err
}
