package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"time"

	"liaison/casework"
	"liaison/config"
	"liaison/storage"
)

// resetFactor lets somebody set up their second factor anew.
func resetFactor(ctx context.Context, c config.Command, out io.Writer) error {
	there, err := storage.Look(ctx, c.Settings.Database.Reveal(), storage.Options{}) // else one would be made
	if err != nil {
		return err
	}
	_ = there.Close()
	store, err := storage.Open(ctx, c.Settings.Database.Reveal(), storage.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = store.Close() }()
	desk := casework.NewDesk(store, nil, casework.Office{}, time.Now, rand.Reader)
	err = desk.LoseFactor(ctx, casework.PersonID(c.Person))
	if casework.KindOf(err) == casework.NotFound {
		return fmt.Errorf("%q has no second factor; the id is the one in the office file", c.Person)
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "%s sets up a new second factor at the next /console, and is signed in nowhere.\n", c.Person)
	return err
}
