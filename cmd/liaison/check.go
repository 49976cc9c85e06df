package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"liaison/bot"
	"liaison/config"
	"liaison/storage"
)

// check says all that is wrong: with the settings, the office file, the database
// and the token. It changes nothing. The error is the gravest of what it found.
func check(ctx context.Context, set config.Settings, settings error, out io.Writer) error {
	_, office := config.ReadOffice(set.Office)
	reports := []struct {
		name string
		err  error
	}{
		{"settings", settings},
		{"office file " + set.Office, office},
		{"database " + set.Database.String(), storage.Inspect(ctx, set.Database.Reveal())},
		{"token", checkToken(ctx, set)},
	}
	var found error
	for _, r := range reports {
		if r.err == nil {
			_, _ = fmt.Fprintf(out, "%s: well\n", r.name)
			continue
		}
		_, _ = fmt.Fprintf(out, "%s:\n%s\n", r.name, r.err)
		if found == nil {
			found = r.err
		}
	}
	return found
}

func checkToken(ctx context.Context, set config.Settings) error {
	if set.Telegram.Token == "" {
		return errors.New("there is none to try")
	}
	b, err := bot.New(bot.Config{Token: set.Telegram.Token.Reveal(), URL: set.Telegram.URL})
	if err != nil {
		return err
	}
	if _, err = b.Me(ctx); err != nil {
		return fmt.Errorf("telegram did not accept it: %w", err)
	}
	return nil
}
