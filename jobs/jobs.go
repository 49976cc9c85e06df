// Package jobs wakes the work that is done again and again: what runs when, on
// one replica at a time, with River. It knows no case. A job is only a wake-up of
// a sweep that finds by itself what is due, so that a lost one costs seconds.
package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/rivertype"
	"github.com/rs/zerolog"
)

// Sweep is work that is done every so often.
type Sweep struct {
	Name  string // at least two letters
	Every time.Duration
	Do    func(context.Context) error
}

const (
	// longest is how long a sweep may run; one that a killed program left running
	// is taken up again after stuck.
	longest = 2 * time.Minute
	stuck   = 5 * time.Minute
	// stopWithin is how long sweeps that are under way may take to end.
	stopWithin = 8 * time.Second
)

// wake is all that a job holds: which sweep to wake.
type wake struct {
	Sweep string `json:"sweep" river:"unique"`
}

// Kind names the jobs of this package.
func (wake) Kind() string { return "wake" }

// InsertOpts keeps a slow sweep from gathering wake-ups. A failed one isn't tried
// again: the next comes soon enough.
func (wake) InsertOpts() river.InsertOpts {
	return river.InsertOpts{MaxAttempts: 1, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning,
		rivertype.JobStateRetryable, rivertype.JobStateScheduled,
	}}}
}

// worker does the sweep that a job wakes.
type worker struct {
	river.WorkerDefaults[wake]
	sweeps map[string]Sweep
	log    zerolog.Logger
}

// Work logs what fails and calls it done: the next wake-up tries again.
func (w *worker) Work(ctx context.Context, job *river.Job[wake]) error {
	s, ok := w.sweeps[job.Args.Sweep]
	if !ok {
		return nil // of another version of the program
	}
	if err := s.Do(w.log.WithContext(ctx)); err != nil && ctx.Err() == nil {
		w.log.Error().Err(err).Str("sweep", s.Name).Msg("sweep broken off")
	}
	return nil
}

// Run wakes the sweeps until ctx ends, then lets what is under way finish. The
// database is that of the store; on a server all replicas share the wake-ups.
func Run(ctx context.Context, database string, sweeps []Sweep) error {
	if strings.HasPrefix(database, "postgres://") || strings.HasPrefix(database, "postgresql://") {
		return runServer(ctx, database, sweeps)
	}
	return runAlone(ctx, sweeps)
}

// run starts a client of either engine and stops it when ctx ends.
func run[T any](ctx context.Context, driver riverdriver.Driver[T], sweeps []Sweep) error {
	log := *zerolog.Ctx(ctx)
	w := &worker{sweeps: map[string]Sweep{}, log: log}
	var periodic []*river.PeriodicJob
	for _, s := range sweeps {
		w.sweeps[s.Name] = s
		periodic = append(periodic, river.NewPeriodicJob(river.PeriodicInterval(s.Every),
			func() (river.JobArgs, *river.InsertOpts) { return wake{s.Name}, nil },
			&river.PeriodicJobOpts{RunOnStart: true}))
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, w)
	client, err := river.NewClient(driver, &river.Config{
		Workers: workers, PeriodicJobs: periodic, Queues: map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: max(1, len(sweeps))}},
		JobTimeout: longest, RescueStuckJobsAfter: stuck, Logger: slog.New(zerolog.NewSlogHandler(log.Level(max(log.GetLevel(), zerolog.WarnLevel)))),
		CompletedJobRetentionPeriod: time.Hour, DiscardedJobRetentionPeriod: time.Hour, CancelledJobRetentionPeriod: time.Hour,
	})
	if err != nil {
		return fmt.Errorf("make the jobs: %w", err)
	}
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start the jobs: %w", err)
	}
	<-ctx.Done()
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
	defer cancel()
	if err := client.Stop(last); errors.Is(err, context.DeadlineExceeded) {
		hard, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		return client.StopAndCancel(hard)
	} else if err != nil {
		return fmt.Errorf("stop the jobs: %w", err)
	}
	return nil
}
