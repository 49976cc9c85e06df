package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/rs/zerolog"
)

// ErrPanics says that a worker panicked five times within a minute.
var ErrPanics = errors.New("panicked five times in a minute")

// Supervise runs a worker and starts it again, after a growing pause, when it
// panics. Whatever it returns is returned; the fifth panic within a minute is returned as ErrPanics.
func Supervise(ctx context.Context, name string, worker func(context.Context) error) error {
	var panics []time.Time
	pause := backoff{first: 200 * time.Millisecond, most: 10 * time.Second}
	for {
		err, panicked := guarded(ctx, name, worker)
		if !panicked {
			return err
		}
		now := time.Now()
		panics = append(panics, now)
		if len(panics) > 5 {
			panics = panics[1:]
		}
		if len(panics) == 5 && now.Sub(panics[0]) <= time.Minute {
			return fmt.Errorf("%s %w", name, ErrPanics)
		}
		if now.Sub(panics[max(0, len(panics)-2)]) > time.Minute {
			pause.reset()
		}
		if sleep(ctx, pause.next(), nil) != nil {
			return nil
		}
	}
}

func guarded(ctx context.Context, name string, worker func(context.Context) error) (err error, panicked bool) { //nolint:revive // the flag explains the error
	defer func() {
		if p := recover(); p != nil {
			zerolog.Ctx(ctx).Error().Str("worker", name).Str("type", fmt.Sprintf("%T", p)).
				Bytes("stack", debug.Stack()).Msg("worker panicked")
			panicked = true
		}
	}()
	return worker(ctx), false
}
