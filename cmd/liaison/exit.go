package main

import (
	"errors"

	"liaison/bot"
	"liaison/config"
	"liaison/storage"
)

// The exit codes, as the README lists them.
const (
	exitWell     = 0
	exitOther    = 1
	exitSettings = 2
	exitStorage  = 3
	exitRunning  = 4
)

// exitCode says by a number why the program ended.
func exitCode(err error) int {
	_, invalid := errors.AsType[*config.Invalid](err)
	_, refused := errors.AsType[*storage.RefusedError](err)
	switch {
	case err == nil:
		return exitWell
	case invalid, errors.Is(err, bot.ErrWebhookSet), errors.Is(err, storage.ErrNewer):
		return exitSettings
	case errors.Is(err, storage.ErrRunning), errors.Is(err, bot.ErrOtherPoller):
		return exitRunning
	case refused, errors.Is(err, bot.ErrPanics):
		return exitStorage
	}
	return exitOther
}
