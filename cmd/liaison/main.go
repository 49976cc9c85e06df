// Command liaison is the desk of a deputies' liaison station: a Telegram bot
// for contact between deputies and constituents.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"liaison/config"
)

// version is set by the build.
var version = "development"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Environ(), os.Stdout, os.Stderr)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "liaison:", err)
	}
	os.Exit(exitCode(err))
}

// run does what the arguments say until it is done or ctx ends.
func run(ctx context.Context, args, environ []string, out, logs io.Writer) error {
	command, err := config.Parse(args, environ)
	if err != nil && command.Name != config.Check {
		return err
	}
	switch command.Name {
	case config.Serve:
		return serve(ctx, command.Settings, logs)
	case config.Demo:
		return demo(ctx, command, out, logs)
	case config.Check:
		return check(ctx, command.Settings, err, out)
	case config.Backup:
		return backup(ctx, command, out)
	case config.Restore:
		return restore(ctx, command, out)
	case config.Verify:
		return verify(ctx, command, out)
	case config.Release:
		return releaseReserve(ctx, command, out)
	case config.Reset:
		return resetFactor(ctx, command, out)
	case config.Train:
		return train(command.Training, out, logs)
	case config.Evaluate:
		return measure(ctx, command, out, logs)
	case config.Health:
		return askHealth(ctx, command.Settings.Listen)
	case config.Version:
		_, err := fmt.Fprintln(out, "liaison", version)
		return err
	}
	_, err = fmt.Fprint(out, command.Text)
	return err
}
